import type { LangiumDocument } from 'langium';
import { URI } from 'langium';
import type { Connection } from 'vscode-languageserver';
import type { ReviewCode } from '../analysis/codes.ts';
import type { Finding } from '../analysis/finding.ts';
import { checkLevels } from '../language/editor/check-levels.ts';
import { isInWorkspace } from '../language/editor/workspace-folder.ts';
import type { HandoffEditorServices } from '../language/editor-services.ts';
import type { Diagnostic } from '../language/problems.ts';
import { placedFindings } from '../language/review.ts';
import type { Policy } from '../policy/model.ts';
import { policyHash } from '../run/hashes.ts';
import type { StartBackground } from './background-process.ts';
import type { LateDiagnostics, LateSource } from './late-diagnostics.ts';
import { movedFindings } from './moved-findings.ts';
import { startSolverProcess } from './solver-process.ts';

/** Milliseconds after the last build: reasoning takes a processor, and somebody may type on. */
const idle = 700;
/** Policies that no document has any more, whose findings are kept for an undo. */
const mostForgotten = 200;

/** What reasoning may find: where a setting turns all of it off, nothing is reasoned about. */
const codes: ReviewCode[] = [
  'never-fires',
  'always-fires',
  'never-decides',
  'same-rule',
  'usual-breaks',
  'no-choice-left',
  'undecided',
];

const modes = ['off', 'openFiles', 'workspace'] as const;
type Mode = (typeof modes)[number];

/** A policy as it was, and what was found of it. */
interface Known {
  policy: Policy;
  findings: Finding[];
}

/** A policy of a document. */
interface Wanted {
  uri: string;
  policy: Policy;
}

/**
 * Reasons about the policies of documents without errors when nobody types, in a process of its
 * own. What was found last stays with its rules until something else is found.
 */
export function createSolverChecks(
  services: HandoffEditorServices,
  options: { connection: Connection; late: LateDiagnostics; start: StartBackground },
): LateSource & { listen: () => void } {
  const { connection, late } = options;
  const { ConfigurationProvider, DocumentBuilder, LangiumDocuments, TextDocuments } =
    services.shared.workspace;
  const { CompiledFiles } = services.handoff.meaning;
  const process = startSolverProcess(options.start);
  /** The policies of each document as it is, and whether it has errors. */
  const documents = new Map<string, { policies: Wanted[]; isSound: boolean }>();
  const known = new Map<string, Known>();
  /** What is shown of each document, by handoff. */
  const shown = new Map<string, Map<string, Known>>();
  let mode: Mode = 'openFiles';
  let timer: NodeJS.Timeout | undefined;
  let asking: Wanted | undefined;
  let isMissing = false;

  const isOpen = (uri: string): boolean => TextDocuments.get(uri) !== undefined;
  const isCovered = (uri: string): boolean =>
    (mode !== 'off' && isOpen(uri)) ||
    (mode === 'workspace' && isInWorkspace(URI.parse(uri), services.shared));

  function listen(): void {
    DocumentBuilder.onUpdate((changed, deleted) => {
      for (const uri of deleted) shown.delete(uri.toString());
      for (const uri of [...changed, ...deleted]) {
        // What is changed is reasoned about when it is built.
        documents.delete(uri.toString());
        if (asking?.uri === uri.toString()) process.cancel();
      }
      schedule();
    });
    TextDocuments.onDidOpen(({ document: { uri } }) => {
      if (shown.has(uri)) refresh(uri);
      schedule();
    });
    TextDocuments.onDidClose(({ document: { uri } }) => {
      if (asking?.uri === uri && !isCovered(uri)) process.cancel();
      if (shown.has(uri)) refresh(uri);
      schedule();
    });
    ConfigurationProvider.onConfigurationSectionUpdate(({ section, configuration }) => {
      if (section !== 'handoff') return;
      const given = modeOf((configuration as { solver?: unknown } | null)?.solver);
      if (given === mode) return;
      mode = given;
      if (asking && !isCovered(asking.uri)) process.cancel();
      for (const uri of shown.keys()) refresh(uri);
      schedule();
    });
  }

  function validated(document: LangiumDocument): void {
    const { policies, diagnostics } = CompiledFiles.of(document);
    const uri = document.uri.toString();
    const file = CompiledFiles.fileName(document, document);
    documents.set(uri, {
      // An imported handoff is reasoned about in the file that has it.
      policies: policies.filter(({ at }) => at.file === file).map((policy) => ({ uri, policy })),
      isSound: diagnostics.every(({ severity }) => severity !== 'error'),
    });
    if (asking?.uri === uri && !isWanted(asking)) process.cancel();
    schedule();
  }

  function diagnosticsOf(document: LangiumDocument): Diagnostic[] {
    const uri = document.uri.toString();
    if (!isCovered(uri)) return [];
    const place = {
      document,
      services,
      relativePath: (each: LangiumDocument) => CompiledFiles.fileName(each, document),
    };
    return (documents.get(uri)?.policies ?? []).flatMap(({ policy }) => {
      const last = shown.get(uri)?.get(policy.handoff);
      if (!last) return [];
      const findings = movedFindings(last.findings, { before: last.policy, now: policy });
      return placedFindings(findings, policy.at, place);
    });
  }

  function schedule(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      void work();
    }, idle).unref();
  }

  /** One policy after the other, until all are known or something has changed. */
  async function work(): Promise<void> {
    mode = modeOf(await ConfigurationProvider.getConfiguration('handoff', 'solver'));
    const levels = checkLevels(await ConfigurationProvider.getConfiguration('handoff', 'checks'));
    if (isMissing || codes.every((code) => levels.get(code) === 'off')) return;
    for (const uri of documents.keys()) if (isCovered(uri)) showKnown(uri);
    const isPaused = (): boolean => timer !== undefined || asking !== undefined;
    for (let wanted = next(); wanted && !isPaused(); wanted = next()) {
      asking = wanted;
      const findings = await reasonAbout(wanted);
      asking = undefined;
      // Who cancels it says when to go on.
      if (!findings) return;
      learn(wanted, findings);
    }
  }

  /** Nothing where it was cancelled, or where there is no solver. */
  async function reasonAbout({ policy }: Wanted): Promise<Finding[] | undefined> {
    try {
      const answer = await process.reason(policy);
      if (!answer || 'findings' in answer) return answer?.findings;
      if (answer.problem.code !== 'no-solver') return notReasoned(policy, answer.problem.message);
      isMissing = true;
      connection.console.warn(answer.problem.message);
      return undefined;
    } catch (error) {
      // What ends the process once would end it again: the policy waits until it changes, said so.
      return notReasoned(policy, error instanceof Error ? error.message : String(error));
    }
  }

  function notReasoned({ handoff, at }: Policy, why: string): Finding[] {
    connection.console.warn(why);
    const message = `\`${handoff}\`: could not decide whether its rules can fire: ${why}`;
    return [{ code: 'undecided', message, at }];
  }

  function learn({ uri, policy }: Wanted, findings: Finding[]): void {
    known.set(policyHash(policy), { policy, findings });
    const wanted = new Set(
      [...documents.values()].flatMap(({ policies }) =>
        policies.map((each) => policyHash(each.policy)),
      ),
    );
    const forgettable = [...known.keys()].filter((each) => !wanted.has(each));
    for (const each of forgettable.slice(0, -mostForgotten)) known.delete(each);
    showKnown(uri);
  }

  /** Shows what is known of the policies of a document as they are now, as behind an undo. */
  function showKnown(uri: string): void {
    const of = shown.get(uri) ?? new Map<string, Known>();
    const { policies = [], isSound = false } = documents.get(uri) ?? {};
    // While there are errors a handoff may be back as soon as they are mended.
    if (isSound) keepOnly(of, policies);
    let isNew = false;
    for (const { policy } of policies) {
      const found = known.get(policyHash(policy));
      if (!found || of.get(policy.handoff) === found) continue;
      of.set(policy.handoff, found);
      isNew = true;
    }
    if (!isNew) return;
    shown.set(uri, of);
    refresh(uri);
  }

  function refresh(uri: string): void {
    const document = LangiumDocuments.all.find((each) => each.uri.toString() === uri);
    if (document) void late.refresh(document);
  }

  /** Those of open documents first. */
  function next(): Wanted | undefined {
    const all = [...documents].filter(([uri, { isSound }]) => isSound && isCovered(uri));
    return [...all.filter(([uri]) => isOpen(uri)), ...all]
      .flatMap(([, { policies }]) => policies)
      .find(({ policy }) => !known.has(policyHash(policy)));
  }

  function isWanted({ uri, policy }: Wanted): boolean {
    const document = documents.get(uri);
    const hash = policyHash(policy);
    return (
      document?.isSound === true &&
      document.policies.some((each) => policyHash(each.policy) === hash)
    );
  }

  return { listen, validated, diagnosticsOf };
}

/** Forgets handoffs of other names: one that is typed has another at each pause. */
function keepOnly(of: Map<string, Known>, policies: readonly Wanted[]): void {
  const names = new Set(policies.map(({ policy }) => policy.handoff));
  for (const name of of.keys()) if (!names.has(name)) of.delete(name);
}

/** The setting as an editor sends it; what it is not is what it is without. */
function modeOf(setting: unknown): Mode {
  return modes.find((each) => each === setting) ?? 'openFiles';
}
