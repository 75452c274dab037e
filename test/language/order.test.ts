import fc from 'fast-check';
import type { AstNode } from 'langium';
import { AstUtils } from 'langium';
import { describe, expect, it } from 'vitest';
import type { Checked, Files } from '../support/handoff.ts';
import { check, examples, repositoryFile } from '../support/handoff.ts';

/** What holds things whose order is free, and what it holds. */
const free: Record<string, string[]> = {
  File: ['declarations'],
  DataBlock: ['items'],
  Calendar: ['ranges'],
  Guardrails: ['rules', 'priorities'],
  HandoffBlock: ['headers', 'blocks'],
  BoundariesBlock: ['rules'],
  EscalateBlock: ['items'],
  SurprisesBlock: ['items'],
  LearningBlock: ['items'],
  AutonomyBlock: ['items'],
  FeedbackBlock: ['rules'],
  Simulation: ['parts'],
};

/** The text again, with the members of every block in an order drawn from `random`. */
function shuffled(node: AstNode, text: string, random: () => number): string {
  const members = (free[node.$type] ?? [])
    .flatMap((property) => (node as unknown as Record<string, AstNode[]>)[property] ?? [])
    .sort((left, right) => (left.$cstNode?.offset ?? 0) - (right.$cstNode?.offset ?? 0));
  const { offset = 0, end = 0 } = node.$cstNode ?? {};
  if (members.length === 0) {
    let result = text.slice(offset, end);
    for (const child of AstUtils.streamContents(node)) {
      if (!free[child.$type]) continue;
      const before = text.slice(child.$cstNode?.offset, child.$cstNode?.end);
      result = result.replace(before, () => shuffled(child, text, random));
    }
    return result;
  }
  const start = text.slice(offset, members[0]?.$cstNode?.offset);
  const parts = members.map((member) => ({
    text: shuffled(member, text, random),
    // Lines of the handoff stand before its blocks, since a block takes what follows it.
    key: random() + (node.$type === 'HandoffBlock' && free[member.$type] ? 1 : 0),
  }));
  parts.sort((left, right) => left.key - right.key);
  return `${start}${parts.map((part) => part.text).join('\n')}`;
}

function meaning({ policies, simulations, tests, diagnostics }: Checked): unknown {
  const plain = JSON.parse(
    JSON.stringify({ policies, simulations, tests, diagnostics }, (key, value: unknown) =>
      key === 'at' ? undefined : value,
    ),
  ) as Record<string, Record<string, unknown>[]>;
  const byName = (left: object, right: object): number =>
    JSON.stringify(left) < JSON.stringify(right) ? -1 : 1;
  for (const list of Object.values(plain)) list.sort(byName);
  for (const policy of plain['policies'] ?? []) {
    (policy['data'] as { columns: object[] }).columns.sort(byName);
    (policy['guards'] as object[]).sort(byName);
    for (const ranges of Object.values(policy['calendars'] as Record<string, object[]>)) {
      ranges.sort(byName);
    }
  }
  return plain;
}

const whole: { path: string; text: string; files: Files } = {
  path: 'the whole language',
  text: repositoryFile('test/language/fixtures/whole.handoff.txt'),
  files: { at: 'newsletter/whole.handoff', beside: { 'shared/company.handoff': '' } },
};

describe('order never matters', () => {
  it.each([whole, ...examples])('in $path', async ({ text, files }) => {
    const before = await check(text, files);
    const expected = meaning(before);
    await fc.assert(
      fc.asyncProperty(
        fc.infiniteStream(fc.double({ min: 0, max: 0.99, noNaN: true })),
        async (draws) => {
          const { file } = await check(text, files);
          const other = shuffled(file, text, () => draws.next().value ?? 0);
          expect(meaning(await check(other, files))).toEqual(expected);
        },
      ),
      { numRuns: 30, seed: 7 },
    );
  });
});
