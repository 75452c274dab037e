import fc from 'fast-check';
import type { Lexer } from 'langium';

const odd = [
  '\0',
  '\ud800',
  '😀',
  'e\u0301',
  '\uFEFF',
  '\r',
  '\u2028',
  '“x”',
  '`',
  '``',
  '`a b`',
  '`never`',
  '"',
  '""',
  '"\\"',
  '24:00',
  '2026-02-30',
  '1,00',
  '€5',
  '9'.repeat(20),
  '(',
  ')',
  '((((',
  ',',
  ':',
  '#',
  '# x',
  '/',
  '%',
  'é',
  '__proto__',
  'constructor',
  'toString:',
  '\u202e',
  '<=',
  '&&',
  '\\',
  'usual',
  'usual usual',
  'is is',
  'import "',
  'import "main.handoff"',
  'data d from ""',
  'calendar c from "%"',
  'test',
  'segment',
  'handoff',
  'never',
  'when',
  'the',
  'by',
  'otherwise',
];

type Change = (parts: string[], one: number, other: number) => void;

const replaced =
  (by: string): Change =>
  (parts, one) =>
    void (parts[one] = by);
const followed =
  (by: string): Change =>
  (parts, one) =>
    void (parts[one] = `${parts[one] ?? ''}${by}`);

/** Changes of the words of a text: those at even places of `parts` stand between them. */
const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.constantFrom<Change>(
    (parts, one) => parts.splice(one, 1, ''),
    (parts, one) => parts.splice(one, 0, parts[one] ?? '', ' '),
    (parts, one, other) => ([parts[one], parts[other]] = [parts[other] ?? '', parts[one] ?? '']),
    (parts, one, other) => parts.splice(Math.min(one, other), Math.min(20, Math.abs(one - other))),
    (parts, one, other) => parts.splice(one, 0, ...parts.slice(other, other + 20)),
    (parts, one) => void (parts[one] = (parts[one] ?? '').slice(0, -1)),
    (parts, one) => void (parts[one - 1] = ''),
    (parts, one) => parts.splice(one),
  ),
  fc.constantFrom(...odd).map(replaced),
  fc.constantFrom(...odd).map((by) => followed(` ${by}`)),
  fc.constantFrom(...odd).map(followed),
);
const layouts: fc.Arbitrary<(text: string) => string> = fc.oneof(
  { weight: 6, arbitrary: fc.constant((text: string) => text) },
  fc.constantFrom(
    (text: string) => text.replaceAll('\n', '\r\n'),
    (text: string) => text.replaceAll('\n', '\r'),
    (text: string) => text.replaceAll('\n', ' '),
    (text: string) => text.replaceAll('  ', '\t'),
    (text: string) => `\uFEFF${text}`,
  ),
);

/** The text with one to three of its words changed, and at times in another layout. */
export function mutants(text: string, lexer: Lexer): fc.Arbitrary<string> {
  const { tokens } = lexer.tokenize(text);
  const parts: string[] = [];
  let at = 0;
  for (const { startOffset, image } of tokens) {
    parts.push(text.slice(at, startOffset), image);
    at = startOffset + image.length;
  }
  parts.push(text.slice(at));
  const word = fc.nat({ max: Math.max(0, tokens.length - 1) }).map((index) => 2 * index + 1);
  const several = fc.array(fc.tuple(changes, word, word), { minLength: 1, maxLength: 3 });
  return fc.tuple(several, layouts).map(([made, layout]) => {
    const changed = [...parts];
    for (const [change, one, other] of made) {
      const last = changed.length - 1;
      change(changed, Math.min(one, last), Math.min(other, last));
    }
    return layout(changed.join(''));
  });
}
