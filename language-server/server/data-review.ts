import type { LangiumDocument } from 'langium';
import { DocumentState, URI } from 'langium';
import type { Connection } from 'vscode-languageserver';
import { dataReviewCodes } from '../analysis/codes.ts';
import type { Finding } from '../analysis/finding.ts';
import type { FromBackground } from '../background/protocol.ts';
import { checkLevels } from '../language/editor/check-levels.ts';
import type { HandoffEditorServices } from '../language/editor-services.ts';
import { placedFindings } from '../language/review.ts';
import type { Policy } from '../policy/model.ts';
import { policyHash, simulationHash } from '../run/hashes.ts';
import type { StartBackground } from './background-process.ts';
import type { DataHandoffs } from './data-handoffs.ts';
import { handoffsByData } from './data-handoffs.ts';
import type { LateDiagnostics, LateSource } from './late-diagnostics.ts';
import { movedFindings } from './moved-findings.ts';
import type { Workspace } from './workspace.ts';

/** Milliseconds after the last build: a review replays the data, and somebody may type on. */
const idle = 1000;

interface Question extends DataHandoffs {
  uri: string;
  /** Absolute path. */
  workspace: string;
  /** The same wherever its handoffs stand, as long as they mean the same. */
  key: string;
  /** Names of all data blocks that the document's handoffs use. */
  used: readonly string[];
}

/** What was found last of the handoffs that use one data block of a document. */
interface Known {
  data: string;
  key: string;
  stamp: string;
  /** How many changes of data files had been heard of when it was asked for. */
  changes: number;
  handoffs: { policy: Policy; findings: Finding[] }[];
}

type Reviewed = Extract<FromBackground, { kind: 'dataReviewed' }>;

/**
 * Reviews the policies of open documents against their data, in a process of its own that an edit
 * ends. What was found last stays with its rules until something else is found.
 */
export function createDataReview(
  services: HandoffEditorServices,
  options: {
    connection: Connection;
    workspace: Workspace;
    late: LateDiagnostics;
    start: StartBackground;
  },
): LateSource & { listen: () => void } {
  const { connection, workspace, late, start } = options;
  const { ConfigurationProvider, DataProfiles, TextDocuments } = services.shared.workspace;
  /** Open documents without errors. */
  const wanted = new Map<string, LangiumDocument>();
  const known = new Map<string, Known[]>();
  let changes = 0;
  let running: { uri: string; cancel: () => void } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isWorking = false;

  const knownOf = (uri: string, data: string): Known | undefined =>
    known.get(uri)?.find((each) => each.data === data);
  const isOpen = (uri: string): boolean => TextDocuments.get(uri) !== undefined;

  function schedule(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      void work();
    }, idle).unref();
  }

  /** One data block after the other, until all are known or somebody has typed. */
  async function work(): Promise<void> {
    if (isWorking) return;
    isWorking = true;
    try {
      if (await isOff()) return;
      for (let next = nextQuestion(); next && timer === undefined; next = nextQuestion()) {
        await answer(next);
      }
    } finally {
      isWorking = false;
    }
  }

  async function isOff(): Promise<boolean> {
    const setting: unknown = await ConfigurationProvider.getConfiguration('handoff', 'checks');
    const levels = checkLevels(setting);
    return Object.keys(dataReviewCodes).every((code) => levels.get(code) === 'off');
  }

  function nextQuestion(): Question | undefined {
    // What is being built says so when it is.
    const built = [...wanted.values()].filter(({ state }) => state >= DocumentState.Validated);
    return built.flatMap(questionsOf).find(({ uri, key, source }) => {
      const before = knownOf(uri, source.name);
      return isOpen(uri) && (before?.key !== key || before.changes !== changes);
    });
  }

  async function answer(question: Question): Promise<void> {
    const { uri, key, source, handoffs, used } = question;
    const { name: data } = source;
    const asked = changes;
    const before = knownOf(uri, data);
    const reviewed = await review(question, before?.key === key ? before.stamp : undefined);
    if (!reviewed) return;
    const { stamp, findings } = reviewed;
    if (before && !findings) {
      before.changes = asked;
      return;
    }
    const found = handoffs.map(({ policy }, at) => ({ policy, findings: findings?.[at] ?? [] }));
    // Of data that is used no more nothing is shown, and a name that is typed is many.
    const others = (known.get(uri) ?? []).filter(
      (each) => each.data !== data && used.includes(each.data),
    );
    known.set(uri, [...others, { data, key, stamp, changes: asked, handoffs: found }]);
    const document = workspace.document(uri);
    if (document) await late.refresh(document);
  }

  /** Undefined where it was cancelled. What fails once would fail again, and finds nothing. */
  async function review(
    { uri, source, workspace: folder, handoffs }: Question,
    unless: string | undefined,
  ): Promise<Omit<Reviewed, 'kind'> | undefined> {
    try {
      return await new Promise<Reviewed | undefined>((resolve, reject) => {
        const process = start({
          onMessage: (message) => {
            if (message.kind !== 'dataReviewed') return;
            process.end();
            resolve(message);
          },
          onEnd: (why) => reject(new Error(`the process that reviews data ${why}`)),
        });
        const cancel = (): void => {
          process.end();
          resolve(undefined);
        };
        running = { uri, cancel };
        process.send({
          ...{ kind: 'reviewData', source, workspace: folder, handoffs },
          ...(unless === undefined ? {} : { unless }),
        });
      });
    } catch (error) {
      connection.console.warn(error instanceof Error ? error.message : String(error));
      return { stamp: '', findings: [] };
    } finally {
      running = undefined;
    }
  }

  function questionsOf(document: LangiumDocument): Question[] {
    const folder = URI.parse(workspace.folderOf(document)).fsPath;
    const asked = handoffsIn(document);
    const used = asked.map(({ source }) => source.name);
    return asked.map((each) => ({
      ...each,
      used,
      uri: document.uri.toString(),
      workspace: folder,
      key: JSON.stringify([
        ...[folder, each.source.declaredIn, each.source.path],
        each.handoffs.map(({ policy, simulation }) => [
          policyHash(policy),
          simulation ? simulationHash(simulation) : null,
        ]),
      ]),
    }));
  }

  function handoffsIn(document: LangiumDocument): DataHandoffs[] {
    const { CompiledFiles } = services.handoff.meaning;
    const { policies, simulations } = CompiledFiles.of(document);
    return handoffsByData({
      file: CompiledFiles.fileName(document, document),
      policies,
      simulations,
    });
  }

  return {
    /** Before the language server starts. */
    listen: () => {
      DataProfiles.onChange(() => {
        changes++;
        schedule();
      });
      services.shared.workspace.DocumentBuilder.onUpdate((_, deleted) => {
        for (const uri of deleted) {
          wanted.delete(uri.toString());
          known.delete(uri.toString());
        }
      });
    },
    validated: (document, own) => {
      const uri = document.uri.toString();
      const hasErrors = own.some(({ severity }) => severity === 1);
      const isFile = document.uri.scheme === 'file';
      // What is asked of it is worked out when nobody types any more.
      if (isFile && isOpen(uri) && !hasErrors) wanted.set(uri, document);
      else wanted.delete(uri);
      if (running?.uri === uri) running.cancel();
      schedule();
    },
    diagnosticsOf: (document) => {
      const uri = document.uri.toString();
      const { CompiledFiles } = services.handoff.meaning;
      const reviewed = (known.get(uri) ?? []).flatMap(({ handoffs }) => handoffs);
      if (reviewed.length === 0) return [];
      const { policies } = CompiledFiles.of(document);
      return reviewed.flatMap(({ policy: before, findings }) => {
        const now = policies.find(({ handoff }) => handoff === before.handoff);
        if (!now || now.data.name !== before.data.name) return [];
        return placedFindings(movedFindings(findings, { before, now }), now.at, {
          document,
          services,
          relativePath: (each) => CompiledFiles.fileName(each, document),
        });
      });
    },
  };
}
