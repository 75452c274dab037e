import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { pastDateFindings } from '../../language-server/analysis/past-dates.ts';
import { unknownAsFalseFindings } from '../../language-server/analysis/unknown-as-false.ts';
import { evaluate } from '../../language-server/policy/condition.ts';
import { leavesOf } from '../../language-server/policy/leaves.ts';
import type { Condition, Leaf, Policy, Value } from '../../language-server/policy/model.ts';
import { TRUE, UNKNOWN } from '../../language-server/policy/tri.ts';
import { check } from '../support/handoff.ts';
import { handoff } from '../support/handoff-texts.ts';

let base: Policy;
beforeAll(async () => {
  const text = 'boundaries never when consent\nfeedback on override because x avoid consent';
  base = (await check(handoff(text))).policies[0]!;
});

/** Conditions of these atoms, of which those about a column each stand once. */
function conditions(atoms: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> {
  const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      atoms,
      fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        parts: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant('not' as const), part: tie('tree') }),
    ),
  }));
  return tree.map((condition) => withOwnColumns(condition, { next: 0 }));
}

/** Parts that are about the same column depend on each other, which is not asked about here. */
function withOwnColumns(condition: Condition, count: { next: number }): Condition {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return { ...condition, parts: condition.parts.map((each) => withOwnColumns(each, count)) };
    case 'not':
      return { ...condition, part: withOwnColumns(condition.part, count) };
    case 'truth':
      return { kind: 'truth', of: { kind: 'column', name: `c${String(count.next++)}` } };
    default:
      return condition;
  }
}

const free: Condition = { kind: 'truth', of: { kind: 'column', name: '' } };

/** Whether a condition comes to what is asked for some values of its free columns. */
function isPossible(
  condition: Condition,
  { read, holds }: { read: (leaf: Leaf) => Value | undefined; holds: (tri: number) => boolean },
): boolean {
  const names = leavesOf(condition).flatMap((leaf) =>
    leaf.kind === 'column' && /^c\d/.test(leaf.name) ? [leaf.name] : [],
  );
  return Array.from({ length: 2 ** names.length }, (_, bits) => bits).some((bits) =>
    holds(
      evaluate(
        condition,
        (leaf) => {
          const at = leaf.kind === 'column' ? names.indexOf(leaf.name) : -1;
          return at < 0 ? read(leaf) : (bits >> at) & 1;
        },
        base.calendars,
      ),
    ),
  );
}

const day = fc.integer({ min: 0, max: 20 });
const literal = (value: number) => ({ kind: 'literal' as const, value });
const aboutDates = conditions(
  fc.oneof(
    fc.constant(free),
    fc.record({
      kind: fc.constant('compare' as const),
      operator: fc.constantFrom('is', 'isNot', 'above', 'below', 'atLeast', 'atMost'),
      left: fc.constant({ kind: 'date' as const }),
      right: day.map(literal),
    }),
    fc.record({
      kind: fc.constant('between' as const),
      of: fc.constant({ kind: 'date' as const }),
      low: day.map(literal),
      high: day.map(literal),
      ends: fc.constant('closed' as const),
      wraps: fc.constant(false),
    }),
    fc.record({
      kind: fc.constant('oneOf' as const),
      of: fc.constant({ kind: 'date' as const }),
      values: fc.array(day, { minLength: 1, maxLength: 3 }),
    }),
  ),
);

describe('a rule whose dates are over', () => {
  it('is one that could fire on a day before, and on none from yesterday on', () => {
    let over = 0;
    fc.assert(
      fc.property(aboutDates, day, (condition, today) => {
        const rule = { ...base.rules[0]!, fires: condition };
        const policy = { ...base, rules: [rule], feedback: [] };
        const found = pastDateFindings(policy, [], today);
        const canFire = (date: number): boolean =>
          isPossible(condition, {
            read: ({ kind }) => (kind === 'date' ? date : undefined),
            holds: (tri) => tri === TRUE,
          });
        const days = Array.from({ length: 30 }, (_, i) => i - 4);
        const firing = days.filter(canFire);
        const isOver = firing.length > 0 && firing.every((each) => each < today - 1);
        expect(found).toHaveLength(isOver ? 1 : 0);
        if (!isOver) return;
        over++;
        const last = new Date(Math.max(...firing) * 86_400_000).toISOString().slice(0, 10);
        expect(found[0]?.message).toContain(`its last day was ${last}.`);
      }),
      { numRuns: 3000 },
    );
    expect(over).toBeGreaterThan(100);
  });
});

const missing: Leaf = { kind: 'column', name: 'level' };
const aboutLevel = conditions(
  fc.oneof(
    fc.constant(free),
    fc.constantFrom<Condition>(
      { kind: 'compare', operator: 'is', left: missing, right: literal(0) },
      { kind: 'compare', operator: 'isNot', left: missing, right: literal(0) },
      { kind: 'oneOf', of: missing, values: [0, 1] },
      { kind: 'known', of: missing },
    ),
  ),
);

/** As it reads where there is no level: what is compared with one is not so. */
function asRead(condition: Condition): Condition {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return { ...condition, parts: condition.parts.map(asRead) };
    case 'not':
      return { ...condition, part: asRead(condition.part) };
    case 'compare':
      return { kind: 'constant', value: condition.operator === 'isNot' };
    case 'oneOf':
      return { kind: 'constant', value: false };
    default:
      return condition;
  }
}

describe('a learned rule that a missing value decides', () => {
  it('is found where it can read as met, and be unknown', () => {
    let misread = 0;
    fc.assert(
      fc.property(aboutLevel, (what) => {
        const rule = { ...base.feedback[0]!, what };
        const found = unknownAsFalseFindings({ ...base, feedback: [rule] }, []);
        const both: Condition = { kind: 'and', parts: [asRead(what), what] };
        const isMisread = isPossible(both, {
          read: () => undefined,
          holds: (tri) => tri === UNKNOWN,
        });
        // Where both are met, or either is not, nothing is unknown: it reads as it is judged.
        expect(found.filter(({ mend }) => mend?.name === 'level')).toHaveLength(isMisread ? 1 : 0);
        if (isMisread) misread++;
      }),
      { numRuns: 2000 },
    );
    expect(misread).toBeGreaterThan(100);
  });
});
