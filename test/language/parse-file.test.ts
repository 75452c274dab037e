import type { IToken } from 'chevrotain';
import fc from 'fast-check';
import type { AstNode, ParseResult } from 'langium';
import { AstUtils, CstUtils, GrammarAST, isLeafCstNode } from 'langium';
import { describe, expect, it } from 'vitest';
import { declarationSpans } from '../../language-server/language/declaration-spans.ts';
import type { File } from '../../language-server/language/generated/ast.ts';
import { mendsOf } from '../../language-server/language/mends.ts';
import type { HandoffParserOptions } from '../../language-server/language/parser.ts';
import { edited, edits } from '../support/edits.ts';
import { handoff } from '../support/handoff-texts.ts';
import { repositoryFile, services } from '../support/handoff.ts';
import { mutants } from '../support/mutants.ts';

const parse = (text: string, options?: HandoffParserOptions): ParseResult =>
  services.handoff.parser.LangiumParser.parse(text, options);

/** As Langium parses a text, which is all of it at once. */
const parseAtOnce = (text: string): ParseResult => parse(text, { rule: 'File' });

const isClean = ({ parserErrors, lexerErrors }: ParseResult): boolean =>
  parserErrors.length + lexerErrors.length === 0;

/** All that anybody can read of a tree: nodes with their places, the words, and what is wrong. */
function readOf({ value, lexerErrors, parserErrors }: ParseResult): unknown {
  const root = value.$cstNode?.root;
  const nodes = AstUtils.streamAst(value).map((node) => [
    node.$type,
    node.$containerProperty,
    node.$containerIndex,
    node.$cstNode?.range,
    node.$cstNode?.text,
    node.$container && AstUtils.streamContents(node.$container).includes(node),
    node.$cstNode?.astNode === node,
    Object.entries(node).flatMap(([name, part]) => (name.startsWith('$') ? [] : [plain(part)])),
  ]);
  const words = root && CstUtils.streamCst(root).filter(isLeafCstNode);
  return {
    text: root?.fullText,
    nodes: nodes.toArray(),
    words: words
      ?.map((leaf) => [leaf.offset, leaf.range, leaf.text, leaf.tokenType.name, leaf.hidden])
      .toArray(),
    lexerErrors,
    parserErrors: parserErrors.map((error: (typeof parserErrors)[number] & Previous) => [
      error.name,
      error.message,
      mendsOf(error),
      ...[error.token, error.previousToken].map((token) => token && placeOf(token)),
      (error.resyncedTokens as IToken[] | undefined)?.map(placeOf),
    ]),
  };
}

interface Previous {
  previousToken?: IToken;
}

function placeOf({ image, ...place }: IToken): unknown[] {
  const { startOffset, endOffset, startLine, startColumn, endLine, endColumn } = place;
  return [image, startOffset, endOffset, startLine, startColumn, endLine, endColumn];
}

function plain(part: unknown): unknown {
  if (Array.isArray(part)) return part.length;
  if (typeof part !== 'object' || part === null) return part;
  return '$refText' in part ? part.$refText : '$type' in part;
}

const more = `guardrails g
  freeze: never when n is 9

test "late" of h
  given n is 3
  when the agent chooses hour 07:00
  expect act
`;

const texts: Record<string, string> = {
  'a policy with its data, guardrails and a test': `${handoff('boundaries\n rule: never when n is 5\n')}\n${more}`,
  'the newsletter of the examples': repositoryFile('examples/newsletter/newsletter.handoff'),
};

const someEdits = fc.array(edits, { minLength: 1, maxLength: 8 });

describe('a file that was parsed before is parsed to what it would be parsed to for the first time', () => {
  for (const [what, text] of Object.entries(texts)) {
    it(what, () => {
      let broken = 0;
      fc.assert(
        fc.property(someEdits, (changes) => {
          let now = text;
          let before = parse(now);
          for (const change of changes) {
            now = edited(now, change);
            before = parse(now, { before });
            if (!isClean(before)) broken++;
            expect(readOf(before)).toEqual(readOf(parse(now)));
          }
        }),
        { numRuns: 60 },
      );
      expect(broken).toBeGreaterThan(50);
    });
  }
});

describe('a text without a slip is read declaration by declaration as it is all at once', () => {
  for (const [what, text] of Object.entries(texts)) {
    it(what, () => {
      let clean = 0;
      fc.assert(
        fc.property(someEdits, (changes) => {
          let now = text;
          for (const change of changes) {
            const next = edited(now, change);
            const atOnce = parseAtOnce(next);
            const inParts = parse(next);
            expect(isClean(inParts)).toBe(isClean(atOnce));
            if (!isClean(atOnce)) continue;
            clean++;
            expect(readOf(inParts)).toEqual(readOf(atOnce));
            now = next;
          }
        }),
        { numRuns: 60 },
      );
      expect(clean).toBeGreaterThan(50);
    });
  }
});

describe('a text with slips is told of nothing that it is not told of when it is read all at once', () => {
  const told = ({ lexerErrors, parserErrors }: ParseResult): string[] => [
    ...lexerErrors.map(({ line, message }) => `${String(line)}: ${message}`),
    ...parserErrors.map(({ message }) => message),
  ];
  for (const [what, text] of Object.entries(texts)) {
    it(what, () => {
      let broken = 0;
      fc.assert(
        fc.property(mutants(text, services.handoff.parser.Lexer), (mutant) => {
          const inParts = told(parse(mutant));
          const atOnce = told(parseAtOnce(mutant));
          if (atOnce.length > 0) broken++;
          expect(atOnce).toEqual(expect.arrayContaining(inParts));
          expect(inParts.length).toBeLessThanOrEqual(atOnce.length);
        }),
        { numRuns: 150, seed: 7 },
      );
      expect(broken).toBeGreaterThan(100);
    });
  }
});

describe('what is missing at the end of a declaration has its mend', () => {
  it.each([
    ['test "t"', ' of', 'segment a: n is 1'],
    ['data d', ' from', 'import "a.handoff"'],
    ['data d', ' from', 'guardrails g'],
    ['simulation s', ' of', '# of h\nhandoff h'],
    ['test "t"', ' of', 'test "t"\nhandoff h'],
    ['test "t"', ' of', ''],
  ])('%s, without%s, before %s', (declaration, text, next) => {
    const first = parse(`${declaration}\n${next}`);
    const at = declaration.length;
    expect(first.parserErrors.slice(0, 1).map(mendsOf)).toEqual([[{ start: at, end: at, text }]]);
    const second = parse(`handoff g\n${declaration}\n${next}`, { before: first });
    const moved = at + 'handoff g\n'.length;
    expect(second.parserErrors.slice(0, 1).map(mendsOf)).toEqual([
      [{ start: moved, end: moved, text }],
    ]);
  });
});

/** A beginning of each declaration that the grammar knows, which alone tells that it is one. */
const beginnings = [
  'import "a.handoff"',
  'handoff h',
  'guardrails g',
  'simulation s of h',
  'test "late" of h',
  'data d from "d.csv"',
  'calendar c 2026-01-01',
  'segment vip: n is 5',
];

describe('the words that a declaration begins with', () => {
  it('are those of the grammar', () => {
    const { rules } = services.handoff.Grammar;
    const starting = (rule: GrammarAST.AbstractElement | undefined): string[] => {
      if (GrammarAST.isKeyword(rule)) return [rule.value];
      if (GrammarAST.isRuleCall(rule)) return starting(ruleOf(rule.rule.ref?.name)?.definition);
      if (GrammarAST.isAlternatives(rule)) return rule.elements.flatMap(starting);
      if (GrammarAST.isGroup(rule)) {
        const first = rule.elements.findIndex(
          ({ cardinality = '1' }) => !'?*'.includes(cardinality),
        );
        return rule.elements.slice(0, first + 1).flatMap(starting);
      }
      if (GrammarAST.isAssignment(rule)) return starting(rule.terminal);
      throw new Error(`A declaration begins with ${String(rule?.$type)}`);
    };
    const ruleOf = (name = ''): GrammarAST.ParserRule | undefined =>
      rules.filter(GrammarAST.isParserRule).find((rule) => rule.name === name);
    const words = starting(
      rules.filter(GrammarAST.isParserRule).find(({ entry }) => entry)?.definition,
    );
    const covered = beginnings.map((each) => /^\w+/.exec(each)?.[0]);
    expect(covered.sort()).toEqual([...words].sort());
  });

  it.each(beginnings)('end what is broken before: %s', (beginning) => {
    const broken = 'handoff broken\n  owner\n';
    expect(declarationSpans(`${broken}${beginning}\n`)).toEqual([
      { start: 0, end: broken.length },
      { start: broken.length, end: broken.length + beginning.length + 1 },
    ]);
  });
});

describe('where a declaration begins', () => {
  it.each([
    ['import "a.handoff"', true],
    ['handoff h', true],
    ['  handoff h', true],
    ['handoff: never when n is 5', false],
    ['handoffs', false],
    ['guardrails g', true],
    ['simulation s of h', true],
    ['test "late" of h', true],
    ['test "late" expects', false],
    ['test: never when n is 5', false],
    ['data d from "d.csv"', true],
    ['data from "d.csv"', false],
    ['data is 5', false],
    ['data uses from "d.csv"', false],
    ['calendar c 2026-01-01', true],
    ['calendar c\n  2026-01-01', true],
    ['calendar `c d` from "c.ics"', true],
    ['calendar is 2026-01-01', false],
    ['segment vip: n is 5', true],
    ['segment vip: never when n is 5', false],
    ['# handoff h', false],
    ['x handoff h', false],
    ['"handoff h', false],
  ])('%s', (line, begins) => {
    const text = `segment a: n is 1 and\n${line}\n`;
    const starts = declarationSpans(text).map(({ start }) => start);
    expect(starts).toEqual(begins ? [0, text.indexOf('\n') + 1] : [0]);
  });

  it.each(['\n', '\r', '\r\n'])('with the comments before it by themselves, after %j', (end) => {
    const parts = ['# of a', 'segment a: n is 1', ' # in a', ' and n is 2', '', '# of b', ''];
    const text = [...parts, 'handoff b', ''].join(end);
    expect(declarationSpans(text).map((span) => text.slice(span.start, span.end))).toEqual([
      `# of a${end}`,
      `segment a: n is 1${end} # in a${end} and n is 2${end}`,
      `${end}# of b${end}${end}`,
      `handoff b${end}`,
    ]);
  });
});

const three = `segment a: n is 1

segment b: n is 2
# of c

segment c: n is 3
`;

describe('what stays as it was after an edit', () => {
  it.each([
    ['in the middle', three.replace('n is 2', 'n is 20'), ['a', 'c']],
    ['in the first declaration', three.replace('n is 1', 'n is 10'), ['b', 'c']],
    ['in the last declaration', three.replace('n is 3', 'n is 30'), ['a', 'b']],
    ['of a comment', three.replace('of c', 'of the third'), ['a', 'b', 'c']],
    ['that adds a line', three.replace('n is 2', 'n\n is 2'), ['a', 'c']],
    ['that adds a declaration', three.replace('# of c', 'segment d: n is 4'), ['a', 'b', 'c']],
    ['that takes a declaration away', three.replace('segment b: n is 2\n', ''), ['a', 'c']],
    ['that joins two declarations', three.replace('\n\nsegment b: n is 2', ' and'), ['c']],
    ['with a slip', three.replace('n is 2', 'n is is'), ['a', 'c']],
    ['that makes a declaration no declaration', three.replace('segment b', 'segmnt b'), ['c']],
  ])('%s', (_, text, same) => {
    const before = parse(three);
    const declared = new Set<AstNode>((before.value as File).declarations);
    const after = parse(text, { before }).value as File;
    const kept = after.declarations.filter((node) => declared.has(node));
    expect(kept.map((node) => (node as { name?: string }).name)).toEqual(same);
  });

  it('is taken over once, by the first that asks for it', () => {
    const before = parse(three);
    const first = parse(three.replace('n is 1', 'n is 7'), { before });
    const read = readOf(first);
    const second = parse(`# new\n${three}`, { before });
    expect(readOf(second)).toEqual(readOf(parse(`# new\n${three}`)));
    expect(readOf(first)).toEqual(read);
  });

  it('while something else is broken, and when it is mended', () => {
    const slip = three.replace('n is 2', 'n is is');
    const broken = parse(slip);
    const [a, b] = (broken.value as File).declarations;
    const other = parse(slip.replace('n is 3', 'n is 30'), { before: broken });
    expect((other.value as File).declarations.slice(0, 2)).toEqual([a, b]);
    expect(other.parserErrors).toHaveLength(1);
    const mended = parse(three, { before: other });
    expect((mended.value as File).declarations[0]).toBe(a);
    expect(isClean(mended)).toBe(true);
  });
});
