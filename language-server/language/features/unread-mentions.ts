import type { LangiumDocument } from 'langium';
import { fileNames } from '../names/declared.ts';
import type { Occurrence } from '../names/occurrence.ts';
import type { NameServices } from '../names/workspace-names.ts';
import { workspaceNames } from '../names/workspace-names.ts';
import { brokenParts } from './format/broken-parts.ts';

/** A word of a declaration with a syntax error, of which nobody knows what it stands for. */
export interface UnreadMention {
  document: LangiumDocument;
  /** From 0. */
  line: number;
}

/**
 * The first place in the files that imports join to this one where a name may be used unseen: it
 * stands in a declaration with a syntax error, in words that the parser passed over.
 */
export function unreadMention(
  { kind, name }: Pick<Occurrence, 'kind' | 'name'>,
  document: LangiumDocument,
  services: NameServices,
): UnreadMention | undefined {
  // The title of a test stands nowhere else.
  if (kind === 'test') return undefined;
  for (const each of workspaceNames(services).joined(document)) {
    const { parserErrors, lexerErrors } = each.parseResult;
    if (parserErrors.length + lexerErrors.length === 0) continue;
    const offset = unreadIn(each, (word) => namedBy(word, kind) === name);
    if (offset === undefined) continue;
    return { document: each, line: each.textDocument.positionAt(offset).line };
  }
  return undefined;
}

function unreadIn(
  document: LangiumDocument,
  isMeant: (word: string) => boolean,
): number | undefined {
  const isBroken = brokenParts(document);
  const { textDocument } = document;
  const read = new Set(
    fileNames(document).mentions.map(({ range }) => textDocument.offsetAt(range.start)),
  );
  for (const { 0: word, index } of textDocument.getText().matchAll(words)) {
    if (isMeant(word) && isBroken(index) && !read.has(index)) return index;
  }
  return undefined;
}

/** What a word names, if it names anything: a text names a value alone. */
function namedBy(word: string, kind: Occurrence['kind']): string | undefined {
  if (word.startsWith('#') || (word.startsWith('"') && kind !== 'value')) return undefined;
  return word.replace(/^[`"]|[`"]$/g, '');
}

/** Comments, texts and names; what counts, as in `5 emails`, is none. */
const words = /#[^\r\n]*|"(?:\\.|[^"\\\r\n])*"?|`[^`\r\n]+`|(?<!\d\s+)\b[A-Za-z_]\w*/g;
