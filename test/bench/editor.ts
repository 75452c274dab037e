import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver';
import type { Client } from './editor/client.ts';
import { startClient } from './editor/client.ts';
import type { Contender } from './editor/contenders.ts';
import { handoff, others, schemaFile } from './editor/contenders.ts';
import { workspaceFiles } from './editor/policies.ts';
import { formatTable, ratio } from './measure.ts';

const FILES = 200;
const WARM_UPS = 40;
const EDITS = 80;
const BROKEN_LINES = 12;
const QUESTIONS = 60;

interface Waits {
  name: string;
  lines: number;
  /** Milliseconds from the start of the process to what is wrong with the open file. */
  opened: number;
  edits: number[];
  /** Of each key while what is typed is no syntax yet. */
  brokenEdits: number[];
  /** Milliseconds of processor time that one edit takes. */
  processor: number | undefined;
  completions: number[];
  typedCompletions: number[];
  hovers: number[];
  semanticTokens: number[] | undefined;
  megabytes: number;
  workspace?: number;
}

/** What a person waits for in the editor, and beside it what others let them wait. */
export async function benchEditor(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'handoff-bench-'));
  try {
    const own = await measureServer(handoff, folder, workspaceFiles(FILES));
    const all = [own];
    for (const other of others) {
      const files = new Map([[schemaFile.name, schemaFile.text]]);
      all.push(await measureServer(other, folder, files));
    }
    return report(own, all);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureServer(
  contender: Contender,
  parent: string,
  files: ReadonlyMap<string, string>,
): Promise<Waits> {
  const folder = await mkdtemp(join(parent, 'workspace-'));
  for (const [name, text] of files) await writeFile(join(folder, name), text);
  const path = join(folder, contender.file);
  await writeFile(path, contender.text);
  const uri = pathToFileURL(path).href;
  const start = performance.now();
  const client = await startClient({ ...contender, folder });
  client.open(uri, contender.languageId, contender.text);
  const opened = await client.diagnostics(uri, () => true, start);
  const policies = [...files.keys()].filter((name) => name.endsWith('.handoff')).length;
  await client.until(() => client.shown.size >= policies);
  const workspace = performance.now() - start;
  const waits = await measureRequests(contender, client, uri);
  await client.stop();
  return {
    name: contender.name,
    lines: contender.text.split('\n').length - 1,
    opened,
    ...(policies > 0 && { workspace }),
    ...waits,
  };
}

type Requests = Omit<Waits, 'name' | 'lines' | 'opened' | 'workspace'>;

async function measureRequests(
  { text, slip, typed, completeBehind, hoverOn }: Contender,
  client: Client,
  uri: string,
): Promise<Requests> {
  const slips = placesOf(slip.right, text);
  /** Makes the slip or mends it; what is asked right behind the keystroke waits for it. */
  const edit = async (i: number, question?: () => Promise<unknown>) => {
    const [from, to] = i % 2 === 0 ? [slip.right, slip.wrong] : [slip.wrong, slip.right];
    const start = slips[(i >> 1) % slips.length]!;
    const end = { ...start, character: start.character + from.length };
    const sent = performance.now();
    client.replace(uri, { start, end }, to);
    const asked = question && timed(question);
    const isShown = (each: Diagnostic[]): boolean => isBroken(each, start.line) === (i % 2 === 0);
    const shown = await client.diagnostics(uri, isShown, sent);
    return { shown, answered: await asked };
  };
  for (let i = 0; i < WARM_UPS; i++) await edit(i);
  const before = client.processor();
  const edits: number[] = [];
  for (let i = 0; i < EDITS; i++) edits.push((await edit(i)).shown);
  const after = client.processor();
  const brokenEdits = await typeLines(typed, text, client, uri);

  const ask = (method: string, places: { line: number; character: number }[], by: number) =>
    inTurn(QUESTIONS, (i) => {
      const { line, character } = places[i % places.length]!;
      return client.ask(method, uri, { line, character: character + by });
    });
  const completePlaces = placesOf(completeBehind, text);
  const completions = await ask('textDocument/completion', completePlaces, completeBehind.length);
  const hovers = await ask('textDocument/hover', placesOf(hoverOn, text), 2);
  const hasTokens = client.capabilities['semanticTokensProvider'] !== undefined;
  const semanticTokens = hasTokens
    ? await inTurn(QUESTIONS, () => client.ask('textDocument/semanticTokens/full', uri))
    : undefined;
  const typedCompletions: number[] = [];
  for (let i = 0; i < QUESTIONS; i++) {
    const { line, character } = completePlaces[i % completePlaces.length]!;
    const place = { line, character: character + completeBehind.length };
    const { answered } = await edit(i, () => client.ask('textDocument/completion', uri, place));
    typedCompletions.push(answered!);
  }
  return {
    edits,
    brokenEdits,
    processor:
      before === undefined || after === undefined ? undefined : (1000 * (after - before)) / EDITS,
    completions,
    typedCompletions,
    hovers,
    semanticTokens,
    megabytes: client.megabytes(),
  };
}

/** Types a line anew, key by key, and has the whole line back when it is nearly written. */
async function typeLines(
  typed: Contender['typed'],
  text: string,
  client: Client,
  uri: string,
): Promise<number[]> {
  const lines = text.split('\n');
  const places = placesOf(typed.behind, text);
  const waits: number[] = [];
  for (let i = 0; i < BROKEN_LINES; i++) {
    const { line, character } = places[i % places.length]!;
    const start = { line, character: character + typed.behind.length };
    const whole = lines[line]!.slice(start.character);
    let now = whole;
    const become = async (next: string): Promise<number> => {
      const end = { line, character: start.character + now.length };
      now = next;
      const sent = performance.now();
      client.replace(uri, { start, end }, next);
      return client.diagnostics(uri, () => true, sent);
    };
    await become('');
    for (const key of typed.text) waits.push(await become(now + key));
    await become(whole);
  }
  return waits;
}

async function timed(question: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  if ((await question()) === null) throw new Error('A server of the bench has no answer.');
  return performance.now() - start;
}

async function inTurn(times: number, ask: (i: number) => Promise<unknown>): Promise<number[]> {
  const waits: number[] = [];
  for (let i = 0; i < times; i++) waits.push(await timed(() => ask(i)));
  return waits;
}

/** Where a text stands, at most once a line. */
function placesOf(part: string, text: string): { line: number; character: number }[] {
  return text.split('\n').flatMap((words, line) => {
    const character = words.indexOf(part);
    return character < 0 ? [] : [{ line, character }];
  });
}

/** Whether a line is said to be wrong; what a review says of the others stays as it is. */
function isBroken(shown: readonly Diagnostic[], line: number): boolean {
  return shown.some(({ severity = 1, range }) => severity <= 2 && range.start.line === line);
}

/** A part of the waits in order of their length. */
function quantile(waits: readonly number[], part: number): number {
  const sorted = [...waits].sort((a, b) => a - b);
  return sorted[Math.ceil(part * sorted.length) - 1]!;
}

const ms = (value: number | undefined): string =>
  value === undefined ? '–' : value < 10 ? value.toFixed(1) : value.toFixed(0);
const both = (waits: readonly number[] | undefined): string =>
  waits ? `${ms(quantile(waits, 0.5))} / ${ms(quantile(waits, 0.95))}` : '–';

function report(own: Waits, all: Waits[]): string {
  return [
    `What a person waits for in the editor: a policy of ${String(own.lines)} lines, ${FILES} files`,
    formatTable(['milliseconds, p95', 'Handoff', 'allowed', 'of it'], demands(own)),
    '',
    'Beside other language servers, on a file of their own; milliseconds, median / p95',
    formatTable(
      [
        ...['', 'lines', 'edit to diagnostics', 'while broken', 'processor an edit'],
        ...['completion', 'typed, completed', 'hover', 'semantic tokens', 'start', 'MB'],
      ],
      all.map((each) => [
        ...[each.name, String(each.lines), both(each.edits), both(each.brokenEdits)],
        ...[ms(each.processor)],
        ...[both(each.completions), both(each.typedCompletions), both(each.hovers)],
        ...[both(each.semanticTokens), ms(each.opened), each.megabytes.toFixed(0)],
      ]),
    ),
    '',
    ...foot,
  ].join('\n');
}

function demands({ workspace = 0, ...own }: Waits): string[][] {
  const row = (what: string, value: number, allowed: number): string[] => [
    what,
    ms(value),
    String(allowed),
    ratio(value, allowed),
  ];
  return [
    row('edit to diagnostics', quantile(own.edits, 0.95), 50),
    row('edit to diagnostics while the line is broken', quantile(own.brokenEdits, 0.95), 50),
    row('completion', quantile(own.completions, 0.95), 10),
    row('hover', quantile(own.hovers, 0.95), 5),
    row('semantic tokens', quantile(own.semanticTokens ?? [], 0.95), 15),
    row('first diagnostics of all files', workspace, 3000),
    row('memory at the end, MB', own.megabytes, 250),
  ];
}

const foot = [
  'All over stdio, with one plain client, in turn. An edit changes one word in one of the lines of',
  'the file so that it is an error, or back; the wait ends when the diagnostics are there that say',
  `so; the first ${String(WARM_UPS)} are not counted. \`processor an edit\` is the time that the server`,
  'computes meanwhile, waiting left out.',
  '`while broken` is each key of a line that is typed anew, from its first letter to its last but',
  'some: all the while it is no syntax yet, and the wait ends at the next diagnostics of the file.',
  '`typed, completed` asks for completions right behind an edit. `start` is from the start of the',
  'process to the diagnostics of the open file; memory is resident and of that process.',
  'What each checks by:',
  ...[handoff, ...others].map(({ name, checksBy }) => `  ${name}: ${checksBy}`),
  'The servers of YAML and JSON wait 200 and 500 ms for the next key before they check; `asked` is',
  'the server of JSON when the editor asks for diagnostics itself, as VS Code does, so that it does',
  'not wait. A schema says of each value alone what it may be: no name is looked up, no unit and no',
  'rule is held against another. Only Handoff has a workspace of other files to keep up to date.',
];
