import type { LangiumDocument } from 'langium';
import { URI, UriUtils } from 'langium';
import type * as lsp from 'vscode-languageserver';
import type { Connection, FileEvent } from 'vscode-languageserver';
import type { DataFindings } from '../background/protocol.ts';
import type { HandoffSharedServices } from '../language/editor-services.ts';
import type { StartBackground } from './background-process.ts';
import type { Diagnostic } from '../language/problems.ts';
import type { DataBlock } from './data-blocks.ts';
import { dataBlocksOf } from './data-blocks.ts';
import { dataDiagnostics } from './data-diagnostics.ts';
import type { DataProcess, Described } from './data-process.ts';
import { startDataProcess } from './data-process.ts';
import type { LateDiagnostics, LateSource } from './late-diagnostics.ts';

/** Milliseconds after the last build: somebody who types is not interrupted. */
const afterBuild = 300;
/** After a file has changed on disk, more of whose changes may be on their way. */
const afterChange = 100;
/** A file that changes while it is read is read again when it may be complete. */
const afterFailure = 500;
/** The code of a file that changed while it was read. */
const changing = 'HD118';
/** Findings of declarations that no document makes any more, kept for an undo. */
const mostForgotten = 200;

/** What is known of the file of one declaration. */
interface Known {
  stamp: string;
  real: string | undefined;
  findings: DataFindings;
  /** The file may be another by now. */
  isStale: boolean;
}

type Answer = Pick<Described, 'stamp' | 'real' | 'findings' | 'profile'>;

function nothingKnown(): Known {
  return { stamp: '', real: undefined, findings: [], isStale: true };
}

/**
 * Holds the data files against the policies that declare them, in the background. What was found
 * last stays until something else is found.
 */
export class DataChecks implements LateSource {
  readonly #services: HandoffSharedServices;
  readonly #connection: Connection;
  readonly #process: DataProcess;
  readonly #late: LateDiagnostics;
  readonly #blocks = new Map<string, DataBlock[]>();
  readonly #known = new Map<string, Known>();
  #timer: NodeJS.Timeout | undefined;
  #asking: string | undefined;
  #isWatching = false;

  constructor(
    services: HandoffSharedServices,
    options: { connection: Connection; late: LateDiagnostics; start: StartBackground },
  ) {
    const { connection, late, start } = options;
    this.#services = services;
    this.#late = late;
    this.#connection = connection;
    this.#process = startDataProcess(start);
  }

  /** Before the language server starts. */
  listen(): void {
    const { lsp, workspace } = this.#services;
    const { DocumentBuilder, TextDocuments } = workspace;
    lsp.LanguageServer.onInitialize(({ capabilities }) => {
      this.#isWatching =
        capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false;
    });
    DocumentBuilder.onUpdate((_, deleted) => {
      for (const uri of deleted) this.#blocks.delete(uri.toString());
      this.#cancelUnwanted();
    });
    // Not every change on disk is reported, of files in folders that the editor leaves out.
    TextDocuments.onDidOpen(({ document }) => this.#doubt(this.#blocks.get(document.uri) ?? []));
    lsp.DocumentUpdateHandler.onWatchedFilesChange(({ changes }) => this.#changed(changes));
  }

  /** The place of every diagnostic follows the text; its words wait for the file to be read. */
  validated(document: LangiumDocument, own: readonly lsp.Diagnostic[]): void {
    const blocks = dataBlocksOf(document, { own, services: this.#services });
    const wanted = new Set(this.#wanted().map(({ key }) => key));
    this.#blocks.set(document.uri.toString(), blocks);
    // Of a file that nobody named for a while nobody was told what happened to it.
    this.#doubt(this.#isWatching ? blocks.filter(({ key }) => !wanted.has(key)) : blocks);
    this.#cancelUnwanted();
    this.#schedule(afterBuild);
  }

  diagnosticsOf({ uri }: LangiumDocument): Diagnostic[] {
    const blocks = this.#blocks.get(uri.toString()) ?? [];
    return blocks.flatMap(({ declared, key }) =>
      dataDiagnostics(declared, this.#known.get(key)?.findings ?? []),
    );
  }

  #changed(changes: FileEvent[]): void {
    const isTouched = (uri: string): boolean =>
      changes.some((change) => UriUtils.contains(change.uri, uri));
    for (const block of this.#wanted()) {
      const real = this.#known.get(block.key)?.real;
      const places = [block.uri, ...(real === undefined ? [] : [URI.file(real).toString()])];
      if (!places.some(isTouched)) continue;
      this.#doubt([block]);
      this.#schedule(afterChange);
    }
  }

  #doubt(blocks: readonly DataBlock[]): void {
    for (const { key } of blocks) {
      const known = this.#known.get(key);
      if (known) known.isStale = true;
    }
  }

  #schedule(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#work();
    }, milliseconds).unref();
  }

  /** One file after the other, until all are known or something has changed. */
  async #work(): Promise<void> {
    const isPaused = (): boolean => this.#timer !== undefined || this.#asking !== undefined;
    for (let block = this.#next(); block && !isPaused(); block = this.#next()) {
      const { key } = block;
      const known = this.#known.get(key) ?? nothingKnown();
      this.#known.set(key, known);
      // From now on, what changes makes it stale again.
      known.isStale = false;
      this.#asking = key;
      const answer = await this.#describe(block, known.stamp);
      this.#asking = undefined;
      if (answer) this.#learn(block, known, answer);
      else known.isStale = true;
    }
  }

  async #describe({ declared, workspace }: DataBlock, unless: string): Promise<Answer | undefined> {
    try {
      return await this.#process.describe({
        source: declared.source,
        workspace,
        unless,
      });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#connection.console.warn(why);
      // What ends the process once would end it again: the file waits until it changes, said so.
      const message = `${declared.source.path} could not be read: ${why}`;
      return { stamp: '', findings: [{ code: 'background-died', message }] };
    }
  }

  #learn({ key, declared }: DataBlock, known: Known, answer: Answer): void {
    const { stamp, real, findings, profile } = answer;
    if (findings?.some(({ code }) => code === changing)) {
      known.isStale = true;
      this.#schedule(afterFailure);
      return;
    }
    known.stamp = stamp;
    known.real = real;
    const { DataProfiles } = this.#services.workspace;
    if (profile) DataProfiles.learn(declared.source, { stamp, columns: profile });
    else if (findings) DataProfiles.forget(declared.source);
    if (findings && JSON.stringify(findings) !== JSON.stringify(known.findings)) {
      known.findings = findings;
      this.#showAll(key);
    }
    this.#forget();
  }

  #showAll(key: string): void {
    for (const document of this.#services.workspace.LangiumDocuments.all) {
      const blocks = this.#blocks.get(document.uri.toString()) ?? [];
      if (blocks.some((block) => block.key === key)) void this.#late.refresh(document);
    }
  }

  /** Those of open documents first. */
  #next(): DataBlock | undefined {
    const { TextDocuments } = this.#services.workspace;
    const open = [...this.#blocks]
      .filter(([uri]) => TextDocuments.get(uri) !== undefined)
      .flatMap(([, blocks]) => blocks);
    return [...open, ...this.#wanted()].find(({ key }) => this.#known.get(key)?.isStale ?? true);
  }

  #wanted(): DataBlock[] {
    return [...this.#blocks.values()].flat();
  }

  #cancelUnwanted(): void {
    const asking = this.#asking;
    if (asking === undefined || this.#wanted().some(({ key }) => key === asking)) return;
    this.#process.cancel();
  }

  #forget(): void {
    const wanted = new Set(this.#wanted().map(({ key }) => key));
    const forgettable = [...this.#known.keys()].filter((key) => !wanted.has(key));
    for (const key of forgettable.slice(0, -mostForgotten)) this.#known.delete(key);
  }
}
