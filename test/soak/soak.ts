import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Diagnostic } from 'vscode-languageserver/node';
import { createRandom } from '../../language-server/simulation/random.ts';
import type { Server } from '../support/language-server.ts';
import { bundle, startServer } from '../support/language-server.ts';
import { createEditor } from './editor.ts';
import type { Editor } from './editor.ts';
import type { Memory } from './heap.ts';
import { inspected, memoryOf } from './heap.ts';
import { policies, resources } from './workspace.ts';

export interface SoakOptions {
  /** How long there is editing, checkpoints included. */
  seconds: number;
  /** How long between two checkpoints. */
  every: number;
  seed: number;
  /** Another build of the server than that in `dist/`. */
  program?: string | undefined;
  /** Called with a line after each checkpoint. */
  say?: (line: string) => void;
}

export interface SoakResult {
  counts: Editor['counts'];
  /** After each checkpoint, with every file as it was at the start. */
  memory: Memory[];
  /** What should not have happened; the first ends the soak. */
  faults: string[];
}

type Shown = Record<string, Diagnostic[]>;

/** Milliseconds without a change that count as settled: late diagnostics come in less. */
const quiet = 2500;
/** Milliseconds after which two servers that do not agree never will. */
const patience = 30_000;

/** Edits at random, and compares with a fresh server and with the memory of before. */
export async function soak({
  seconds,
  every,
  seed,
  program = bundle,
  say,
}: SoakOptions): Promise<SoakResult> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'handoff-soak-')));
  for (const [path, text] of Object.entries({ ...policies, ...resources })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const options = { workspace: folder, program, checks: {} };
  const server = await startServer(folder, { ...options, node: inspected });
  const log = logOf(server);
  const inspector = await log.inspector;
  const editor = createEditor(server, folder, createRandom(seed));
  const { faults } = editor;
  const memory: Memory[] = [];
  const fresh = async (): Promise<Server> => {
    const other = await startServer(folder, options);
    for (const [path, text] of editor.texts()) await other.open(path, text);
    return other;
  };
  const compareWithFresh = async (): Promise<void> => {
    const other = await fresh();
    const difference = await differenceOf(
      () => shownBy(server),
      () => shownBy(other),
    );
    if (difference) faults.push(`not what a fresh server shows: ${difference}`);
    await other.stop();
  };
  const isOver = (): boolean => faults.length > 0 || server.process.exitCode !== null;
  try {
    await editor.startOver();
    await compareWithFresh();
    const first = shownBy(server);
    const end = performance.now() + seconds * 1000;
    while (performance.now() < end && !isOver()) {
      const next = Math.min(end, performance.now() + every * 1000);
      while (performance.now() < next && !isOver()) await editor.act();
      await editor.answered();
      if (isOver()) break;
      await compareWithFresh();
      if (isOver()) break;
      await editor.startOver();
      const difference = await differenceOf(
        () => shownBy(server),
        () => first,
      );
      if (difference) faults.push(`not what was shown of the same texts before: ${difference}`);
      memory.push(await memoryOf(inspector));
      say?.(lineOf(editor, memory));
    }
    if (server.process.exitCode !== null) faults.push('the server has ended');
    faults.push(...log.errors(), ...loggedErrors(server));
    if (faults.length > 0) say?.(`last: ${editor.recent.join('\n      ')}`);
    else await server.stop();
    return { counts: editor.counts, memory, faults };
  } finally {
    server.process.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Growth from the middle of the first third to that of the last, in percent. */
export function growth(memory: readonly Memory[], part: keyof Memory): number {
  const third = Math.ceil(memory.length / 3);
  const before = median(memory.slice(0, third).map((each) => each[part]));
  const after = median(memory.slice(-third).map((each) => each[part]));
  return (100 * (after - before)) / before;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function lineOf({ counts }: Editor, memory: readonly Memory[]): string {
  const { heap, code, resident } = memory.at(-1)!;
  return (
    `${String(memory.length).padStart(3)}  ${String(counts.edits)} edits, ` +
    `${String(counts.files)} changes of files, ${String(counts.requests)} requests ` +
    `(${String(counts.cancelled)} cancelled, ${String(counts.applied)} applied)  ` +
    `heap ${heap.toFixed(1)} MB, of it code ${code.toFixed(1)} MB, resident ${resident.toFixed(0)} MB`
  );
}

/** What is shown of files that anything is shown of. */
function shownBy(server: Server): Shown {
  return Object.fromEntries(
    [...server.published()]
      .filter(([, { length }]) => length > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Waits until both show the same and nothing changes any more; in words where that never is. */
async function differenceOf(one: () => Shown, other: () => Shown): Promise<string | undefined> {
  const start = performance.now();
  let last = '';
  let since = start;
  for (;;) {
    const both = [JSON.stringify(one()), JSON.stringify(other())] as const;
    const now = performance.now();
    if (both.join() !== last) since = now;
    last = both.join();
    if (both[0] === both[1] && now - since >= quiet) return undefined;
    if (now - start > patience) return firstDifference(one(), other());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function firstDifference(one: Shown, other: Shown): string {
  const file = [...Object.keys(one), ...Object.keys(other)].find(
    (uri) => JSON.stringify(one[uri]) !== JSON.stringify(other[uri]),
  )!;
  const only = (these: Diagnostic[] = [], those: Diagnostic[] = []): string => {
    const known = new Set(those.map((each) => JSON.stringify(each)));
    return these
      .map((each) => JSON.stringify(each))
      .filter((each) => !known.has(each))
      .join('\n    ');
  };
  return `${file}\n  here: ${only(one[file], other[file])}\n  there: ${only(other[file], one[file])}`;
}

/** What the server writes beside the protocol: where its inspector is, and nothing else. */
function logOf({ process: { stderr }, written }: Server) {
  const inspector = new Promise<string>((resolve) => {
    const look = (): void => {
      const address = /ws:\/\/\S+/.exec(written())?.[0];
      if (address) resolve(address);
    };
    stderr?.on('data', look);
    look();
  });
  const expected = /^(Debugger |For help, see|$)/;
  return {
    inspector,
    errors: () => {
      const lines = written()
        .split('\n')
        .filter((line) => !expected.test(line));
      return lines.map((line) => `written by the server: ${line}`);
    },
  };
}

function loggedErrors(server: Server): string[] {
  return server
    .notified<{ type: number; message: string }>('window/logMessage')
    .filter(({ type }) => type === 1)
    .map(({ message }) => `logged by the server: ${message}`);
}
