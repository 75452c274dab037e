import fc from 'fast-check';
import type { AstNode, ParseResult } from 'langium';
import { AstUtils, CstUtils, isLeafCstNode } from 'langium';
import { describe, expect, it } from 'vitest';
import { reparse } from '../../../language-server/language/editor/reparse.ts';
import type { File } from '../../../language-server/language/generated/ast.ts';
import { edited, edits } from '../../support/edits.ts';
import { handoff } from '../../support/handoff-texts.ts';
import { repositoryFile, services } from '../../support/handoff.ts';

const parse = (text: string): ParseResult => services.handoff.parser.LangiumParser.parse(text);

/** All that anybody can read of a tree: nodes with their places, and the words of the file. */
function readOf({ value }: ParseResult): unknown {
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
  };
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

describe('reparse gives the tree that the whole text has, or none', () => {
  for (const [what, text] of Object.entries(texts)) {
    it(what, () => {
      let times = 0;
      fc.assert(
        fc.property(fc.array(edits, { minLength: 1, maxLength: 8 }), (changes) => {
          let now = text;
          let before = parse(now);
          for (const change of changes) {
            const next = edited(now, change);
            const whole = parse(next);
            const isBroken = whole.parserErrors.length + whole.lexerErrors.length > 0;
            const again = reparse(before, next, parse);
            if (again) {
              times++;
              expect(isBroken).toBe(false);
              expect([again.parserErrors, again.lexerErrors]).toEqual([[], []]);
              expect(readOf(again)).toEqual(readOf(whole));
            }
            // What was refused is as it was: the next edit is one of the same text.
            if (isBroken) continue;
            now = next;
            before = again ?? whole;
          }
        }),
        { numRuns: 150 },
      );
      expect(times).toBeGreaterThan(50);
    });
  }
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
    ['that joins two declarations', three.replace('\n\nsegment b: n is 2', ' and'), []],
    ['with a slip', three.replace('n is 2', 'n is is'), []],
  ])('%s', (_, text, same) => {
    const before = parse(three);
    const declared = new Set<AstNode>((before.value as File).declarations);
    const after = (reparse(before, text, parse)?.value ?? { declarations: [] }) as File;
    const kept = after.declarations.filter((node) => declared.has(node));
    expect(kept.map((node) => (node as { name?: string }).name)).toEqual(same);
  });

  it('is nothing where something was wrong before', () => {
    expect(reparse(parse(`${three}segment d: is`), three, parse)).toBeUndefined();
  });
});
