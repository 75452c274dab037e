import type { Random } from '../../language-server/simulation/random.ts';

/** Where a request is asked: a document, with its text as the editor has it. */
export interface Asked {
  uri: string;
  text: string;
  random: Random;
}

/** Parameters of a request, beside its document. */
type Build = (asked: Asked) => object;

const options = { tabSize: 2, insertSpaces: true };
const none: Build = () => ({});
const at: Build = (asked) => ({ position: randomPosition(asked) });
const within: Build = (asked) => ({ range: randomRange(asked) });
const wholly: Build = ({ text }) => ({
  range: { start: { line: 0, character: 0 }, end: positionAt(text, text.length) },
});

/** Everything that an editor asks while somebody types. */
export const requests: readonly (readonly [method: string, build: Build])[] = [
  ['textDocument/completion', at],
  ['textDocument/hover', at],
  ['textDocument/signatureHelp', at],
  ['textDocument/definition', at],
  ['textDocument/references', (asked) => ({ ...at(asked), context: { includeDeclaration: true } })],
  ['textDocument/documentHighlight', at],
  ['textDocument/documentSymbol', none],
  ['textDocument/documentLink', none],
  ['textDocument/foldingRange', none],
  ['textDocument/codeLens', none],
  ['textDocument/linkedEditingRange', at],
  ['textDocument/prepareRename', at],
  ['textDocument/rename', (asked) => ({ ...at(asked), newName: newName(asked) })],
  ['textDocument/codeAction', (asked) => ({ ...within(asked), context: { diagnostics: [] } })],
  ['textDocument/formatting', () => ({ options })],
  ['textDocument/rangeFormatting', (asked) => ({ ...within(asked), options })],
  ['textDocument/onTypeFormatting', (asked) => ({ ...at(asked), ch: '\n', options })],
  ['textDocument/inlayHint', wholly],
  ['textDocument/semanticTokens/full', none],
  ['textDocument/semanticTokens/full/delta', () => ({ previousResultId: '1' })],
  ['textDocument/semanticTokens/range', within],
  ['textDocument/selectionRange', (asked) => ({ positions: [randomPosition(asked)] })],
  ['workspace/symbol', () => ({ query: 'e' })],
  ['handoff/targets', none],
  ['handoff/tests', none],
  ['handoff/runTests', none],
];

/** Of these the answer is sometimes applied, as a person would. */
export const changing = new Set([
  'textDocument/rename',
  'textDocument/codeAction',
  'textDocument/formatting',
  'textDocument/rangeFormatting',
]);

/** A request as it is sent; those of Handoff's own name their document themselves. */
export function paramsOf(method: string, build: Build, asked: Asked): object {
  const { uri } = asked;
  if (method === 'workspace/symbol') return build(asked);
  return {
    ...(method.startsWith('handoff/') ? { uri } : { textDocument: { uri } }),
    ...build(asked),
  };
}

export function positionAt(text: string, offset: number): { line: number; character: number } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

function randomPosition({ text, random }: Asked): { line: number; character: number } {
  return positionAt(text, random.integer(text.length + 1));
}

function randomRange({ text, random }: Asked): object {
  const from = random.integer(text.length + 1);
  const to = Math.min(text.length, from + random.integer(400));
  return { start: positionAt(text, from), end: positionAt(text, to) };
}

function newName({ random }: Asked): string {
  return (
    ['renamed', 'other_name', 'two words', 'level', 'never', ''][random.integer(6)] ?? 'renamed'
  );
}
