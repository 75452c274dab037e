import type { LangiumDocument } from 'langium';
import type { LangiumServices, SemanticTokenProvider } from 'langium/lsp';
import type { Range, SemanticTokens, SemanticTokensOptions } from 'vscode-languageserver';
import { SemanticTokenModifiers, SemanticTokenTypes } from 'vscode-languageserver';
import * as z from 'zod';
import type { NameKind, Occurrence } from '../names/occurrence.ts';
import { occurrencesOf } from '../names/occurrences.ts';
import type { NameServices } from '../names/workspace-names.ts';
import type { Token } from './syntax-tokens.ts';
import { syntaxStyles, syntaxTokens } from './syntax-tokens.ts';

const { declaration, readonly, defaultLibrary } = SemanticTokenModifiers;

/** What a name is drawn as, in standard types, which every theme knows. */
const styles: Partial<Record<NameKind, [type: SemanticTokenTypes, modifier?: string]>> = {
  data: [SemanticTokenTypes.struct],
  column: [SemanticTokenTypes.property],
  value: [SemanticTokenTypes.enumMember, readonly],
  segment: [SemanticTokenTypes.interface],
  calendar: [SemanticTokenTypes.enum],
  guardrails: [SemanticTokenTypes.class],
  handoff: [SemanticTokenTypes.class],
  simulation: [SemanticTokenTypes.class],
  rule: [SemanticTokenTypes.function],
  role: [SemanticTokenTypes.parameter],
  reason: [SemanticTokenTypes.event],
  // Nothing of the file declares it: the agent brings it, or Handoff measures it.
  word: [SemanticTokenTypes.variable, defaultLibrary],
};

const tokenTypes = [
  ...new Set([...Object.values(styles).map(([type]) => type), ...syntaxStyles]),
] as string[];
const tokenModifiers = [declaration, readonly, defaultLibrary] as string[];

export const semanticTokensOptions: SemanticTokensOptions = {
  legend: { tokenTypes, tokenModifiers },
  full: { delta: true },
  range: true,
};

export interface TokenOptions {
  /** Leaves out what begins on other lines. */
  range?: Range;
  /** Also keywords, texts, numbers and comments: for an editor that no other grammar tells of them. */
  withSyntax?: boolean;
}

/**
 * The names of a document by what they are, which the grammar for colours cannot know: five
 * numbers a token, as the protocol has them.
 */
export function semanticTokens(
  document: LangiumDocument,
  services: NameServices,
  { range, withSyntax = false }: TokenOptions = {},
): number[] {
  const names = namedTokens(document, services);
  const tokens = withSyntax ? merged(names, syntaxTokens(document)) : names;
  const data: number[] = [];
  let line = 0;
  let character = 0;
  for (const { start, length, type, modifiers } of tokens) {
    if (range && (start.line < range.start.line || start.line > range.end.line)) continue;
    // A name that is two things at one place is drawn as the first.
    if (start.line === line && start.character <= character && data.length > 0) continue;
    data.push(
      start.line - line,
      start.line === line ? start.character - character : start.character,
      length,
      tokenTypes.indexOf(type),
      modifiers,
    );
    ({ line, character } = start);
  }
  return data;
}

function namedTokens(document: LangiumDocument, services: NameServices): Token[] {
  return occurrencesOf(document, services).flatMap((occurrence) => {
    const style = styles[occurrence.kind];
    const { start, end } = occurrence.range;
    // The title of a test is a text, and is drawn as one.
    if (!style || !isKnown(occurrence) || start.line !== end.line) return [];
    const length = end.character - start.character;
    return [{ start, length, type: style[0], modifiers: modifiersOf(occurrence, style[1]) }];
  });
}

/** Both in the order of their places; where a name stands it is drawn as one. */
function merged(names: readonly Token[], syntax: readonly Token[]): Token[] {
  const all: Token[] = [];
  let next = 0;
  for (const token of syntax) {
    for (let name = names[next]; name && !isBefore(token, name); name = names[++next]) {
      all.push(name);
    }
    all.push(token);
  }
  return [...all, ...names.slice(next)];
}

function isBefore({ start: left }: Token, { start: right }: Token): boolean {
  return left.line < right.line || (left.line === right.line && left.character < right.character);
}

/** Nothing declares `yes`, `Friday` or a measured word; any other name is then a mistake. */
function isKnown({ declaration: declared, kind }: Occurrence): boolean {
  return declared !== undefined || kind === 'word' || kind === 'value';
}

function modifiersOf({ role }: Occurrence, modifier: string | undefined): number {
  const declares = role === 'declaration' ? 1 << tokenModifiers.indexOf(declaration) : 0;
  return declares | (modifier === undefined ? 0 : 1 << tokenModifiers.indexOf(modifier));
}

/** Documents; whoever asks about another gets the whole. */
const mostRemembered = 50;

/** What a client may ask for that says of every language that it has a grammar of its own. */
const clientOptions = z.object({ syntaxTokens: z.boolean() });

/** Draws what the editor does not draw already: names, and the rest where it has no grammar. */
export function editorTokenProvider(services: LangiumServices): SemanticTokenProvider {
  let withSyntax = false;
  services.shared.lsp.LanguageServer.onInitialize(({ capabilities, initializationOptions }) => {
    const options = clientOptions.safeParse(initializationOptions);
    const { augmentsSyntaxTokens } = capabilities.textDocument?.semanticTokens ?? {};
    withSyntax = options.data?.syntaxTokens ?? augmentsSyntaxTokens !== true;
  });
  return semanticTokenProvider(services, () => ({ withSyntax }));
}

/** Remembers what each open document was told last, so that after an edit a part is enough. */
export function semanticTokenProvider(
  services: NameServices,
  options: () => TokenOptions = () => ({}),
): SemanticTokenProvider {
  const told = new Map<string, { resultId: string; data: number[] }>();
  let results = 0;
  const tell = (document: LangiumDocument): { resultId: string; data: number[] } => {
    const answer = {
      resultId: String(++results),
      data: semanticTokens(document, services, options()),
    };
    const uri = document.uri.toString();
    // The last to be told is the last to be forgotten.
    told.delete(uri);
    told.set(uri, answer);
    for (const oldest of told.keys()) {
      if (told.size <= mostRemembered) break;
      told.delete(oldest);
    }
    return answer;
  };
  return {
    tokenTypes: numbered(tokenTypes),
    tokenModifiers: numbered(tokenModifiers),
    semanticTokensOptions,
    semanticHighlight: tell,
    semanticHighlightRange: (document, { range }): SemanticTokens => ({
      data: semanticTokens(document, services, { ...options(), range }),
    }),
    semanticHighlightDelta: (document, { previousResultId }) => {
      const before = told.get(document.uri.toString());
      const now = tell(document);
      if (before?.resultId !== previousResultId) return now;
      return { resultId: now.resultId, edits: editsBetween(before.data, now.data) };
    },
  };
}

/** One edit: what is the same at the start and at the end stays. */
function editsBetween(
  before: readonly number[],
  now: readonly number[],
): { start: number; deleteCount: number; data: number[] }[] {
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && before[start] === now[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === now.at(-1 - end)) end++;
  if (start === before.length && start === now.length) return [];
  return [
    { start, deleteCount: before.length - start - end, data: now.slice(start, now.length - end) },
  ];
}

function numbered(names: readonly string[]): Record<string, number> {
  return Object.fromEntries(names.map((name, index) => [name, index]));
}
