import type { IToken } from 'chevrotain';
import fc from 'fast-check';
import type { LangiumDocument } from 'langium';
import { URI } from 'langium';
import { services } from './handoff.ts';

/** A text as a document of its own, parsed and no more. */
export function parsed(text: string): LangiumDocument {
  const uri = URI.parse('memory:/format.handoff');
  return services.shared.workspace.LangiumDocumentFactory.fromString(text, uri);
}

/** Words and comments in their order; blanks before a colon are layout and not part of a name. */
export function wordsOf(text: string): string[] {
  const { tokens, hidden } = services.handoff.parser.Lexer.tokenize(text);
  return [...tokens, ...hidden]
    .sort((left, right) => left.startOffset - right.startOffset)
    .map(({ image, tokenType }) => {
      if (tokenType.name === 'COMMENT') return image.trimEnd();
      return tokenType.name === 'NAME_COLON' ? image.replace(/[ \t]+:$/, ':') : image;
    });
}

/** All that is not white space. */
export function inkOf(text: string): string {
  return text.replace(/\s+/g, '');
}

type Relayout = 'blanks' | 'lines' | 'comments';

const blanks = [' ', '  ', '\t', '      '];
const breaks = ['\n', '\n\n\n', '\n    ', ' \n\t', '\n          \n ', '\r\n  '];
const comments = [
  ' # said "here"\n',
  '\n  # on its own: at\n',
  '\n\n# far out\n\n',
  '# (close\n    ',
];

/** The words of a text with any white space, or also comments, between them. */
export function relayouts(text: string, kind: Relayout): fc.Arbitrary<string> {
  const { tokens, hidden } = services.handoff.parser.Lexer.tokenize(text);
  const all = [...tokens, ...hidden].sort((a, b) => a.startOffset - b.startOffset);
  const gaps = [...blanks, ...(kind === 'blanks' ? [] : breaks)];
  if (kind === 'comments') gaps.push(...comments);
  const gap = fc.constantFrom(...gaps);
  return fc
    .array(gap, { minLength: all.length + 1, maxLength: all.length + 1 })
    .map((chosen) => joined(text, all, chosen, kind));
}

function joined(text: string, tokens: IToken[], gaps: string[], kind: Relayout): string {
  let result = '';
  for (const [at, token] of tokens.entries()) {
    const isComment = token.tokenType.name === 'COMMENT';
    const before = tokens[at - 1];
    const old = text.slice((before?.endOffset ?? -1) + 1, token.startOffset);
    // A comment ends with its line, and where only blanks are new every line stays one.
    const mustBreak = before?.tokenType.name === 'COMMENT' || (kind === 'blanks' && /\n/.test(old));
    const lineBreak = kind === 'blanks' ? old.replace(/[^\n]/g, '') : '\n';
    const gap = gaps[at] ?? ' ';
    result += mustBreak ? lineBreak + gap : isComment && kind === 'blanks' ? ` ${gap}` : gap;
    const image = token.image.replace(/[ \t]*:$/, `${kind === 'blanks' ? ' \t' : ''}:`);
    result += token.tokenType.name === 'NAME_COLON' ? image : token.image;
  }
  return result + (gaps.at(-1) ?? '');
}
