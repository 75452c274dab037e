import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCondition, compileRules } from '../../language-server/policy/columns.ts';
import { evaluate } from '../../language-server/policy/condition.ts';
import { judge } from '../../language-server/policy/judge.ts';
import { stages, verdicts } from '../../language-server/policy/model.ts';
import type { Condition, Policy, Rule, Value } from '../../language-server/policy/model.ts';
import {
  arbitraryCondition,
  arbitraryPolicy,
  arbitraryRead,
  arbitraryRule,
  choicesOf,
} from '../support/arbitrary-policy.ts';
import { inputsFor, judgeColumns } from '../support/columnar.ts';
import { policyWith } from '../support/policies.ts';

const stage = fc.constantFrom(...stages);
const seedRow = fc.nat(100_000);

/** A policy with proposals for some rows. */
const decisions = arbitraryPolicy.chain((policy) => {
  const choice = fc.constantFrom(...choicesOf(policy.choice.type));
  const proposal = fc.record({ row: seedRow, choice });
  return fc.record({
    policy: fc.constant(policy),
    proposals: fc.array(proposal, { minLength: 2, maxLength: 9 }),
    stage,
  });
});

describe('the evaluator on columns agrees with the interpreter', () => {
  it('on the truth of every rule in every row', () => {
    fc.assert(
      fc.property(decisions, ({ policy, proposals }) => {
        const read = readerFor(policy);
        const program = compileRules(policy.rules, policy);
        const fired = policy.rules.map(() => new Uint8Array(proposals.length));
        const rows = inputsFor(program.leaves, policy, proposals, read);
        program.judge(rows, new Uint8Array(proposals.length), fired);
        const expected = policy.rules.map((rule) =>
          proposals.map(({ row, choice }) => truth(rule.fires, policy, row, choice)),
        );
        expect(fired.map((each) => [...each])).toEqual(expected);
      }),
      { numRuns: 3000 },
    );
  });

  it('on a condition that is compiled for one choice', () => {
    fc.assert(
      fc.property(decisions, ({ policy, proposals }) => {
        for (const { fires } of policy.rules) {
          const { choice } = proposals[0]!;
          const cells = proposals.map(({ row }) => ({ row, choice }));
          const program = compileCondition(fires, policy, { choice });
          expect(program.leaves).not.toContainEqual({ kind: 'choice' });
          const out = new Uint8Array(cells.length);
          program.run(inputsFor(program.leaves, policy, cells, readerFor(policy)), out);
          expect([...out]).toEqual(cells.map(({ row }) => truth(fires, policy, row, choice)));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('on whole judgements, the nearest allowed and the usual choice included', () => {
    const seen = { replaced: 0, fellBackToUsual: 0, nothing: 0 };
    fc.assert(
      fc.property(decisions, ({ policy, proposals, stage }) => {
        const fast = judgeColumns(policy, proposals, stage, readerFor(policy));
        const plain = proposals.map(({ row, choice }) => {
          const judgement = judge(policy, choice, stage, arbitraryRead(row, policy));
          const { verdict, fellBackToUsual } = judgement;
          const replaced = judgement.replaced !== undefined;
          seen.replaced += Number(replaced);
          seen.fellBackToUsual += Number(fellBackToUsual);
          seen.nothing += Number(judgement.choice === undefined);
          return { verdict, choice: judgement.choice, replaced, fellBackToUsual };
        });
        expect(fast).toEqual(plain);
      }),
      { numRuns: 3000 },
    );
    // The property is worth something only while it meets these cases.
    expect(Math.min(seen.replaced, seen.fellBackToUsual, seen.nothing)).toBeGreaterThan(20);
  });

  it('on more rows than a block holds', () => {
    const policy = policyWith({ choice: { column: 'chosen', type: { kind: 'yesNo' } } });
    const condition = arbitraryCondition(policy.choice.type);
    const read = readerFor(policy);
    const cells = Array.from({ length: 4099 }, (_, row) => ({ row, choice: row % 2 }));
    fc.assert(
      fc.property(condition, (fires) => {
        const program = compileCondition(fires, policy);
        const out = new Uint8Array(cells.length);
        program.run(inputsFor(program.leaves, policy, cells, read), out);
        for (const row of [0, 2047, 2048, 4095, 4096, 4098]) {
          expect(out[row]).toBe(truth(fires, policy, row, row % 2));
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('the order of rules', () => {
  it('changes no verdict and no choice', () => {
    const shuffled = decisions.chain((decision) =>
      fc.record({
        decision: fc.constant(decision),
        rules: fc.shuffledSubarray(decision.policy.rules, {
          minLength: decision.policy.rules.length,
        }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ decision, rules }) => {
        const { policy, proposals, stage } = decision;
        for (const { row, choice } of proposals) {
          const read = arbitraryRead(row, policy);
          const one = judge(policy, choice, stage, read);
          const other = judge({ ...policy, rules }, choice, stage, read);
          expect(other.verdict).toBe(one.verdict);
          expect(other.choice).toBe(one.choice);
          expect(other.escalatesTo).toEqual(one.escalatesTo);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('adding a rule', () => {
  // A rule that says `use the nearest allowed` is the one exception: it may replace the choice,
  // and what is judged then is another choice. So neither side may have one here.
  it('never loosens the verdict on a choice where nothing says nearest', () => {
    const added = decisions.chain((decision) =>
      fc.record({
        decision: fc.constant(decision),
        rule: arbitraryRule(decision.policy.choice.type),
      }),
    );
    fc.assert(
      fc.property(added, ({ decision, rule }) => {
        const { policy, proposals, stage } = decision;
        const before = { ...policy, rules: policy.rules.map(withoutNearest) };
        const after = { ...before, rules: [...before.rules, withoutNearest(rule)] };
        for (const { row, choice } of proposals) {
          const read = arbitraryRead(row, policy);
          const was = strictness(before, choice, stage, read);
          expect(strictness(after, choice, stage, read)).toBeGreaterThanOrEqual(was);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the laws of strong Kleene logic', () => {
  const policy = policyWith();
  const condition = arbitraryCondition(policy.choice.type);
  const not = (part: Condition): Condition => ({ kind: 'not', part });
  const and = (...parts: Condition[]): Condition => ({ kind: 'and', parts });
  const or = (...parts: Condition[]): Condition => ({ kind: 'or', parts });

  const laws: [string, (a: Condition, b: Condition, c: Condition) => [Condition, Condition]][] = [
    ['De Morgan, and', (a, b) => [not(and(a, b)), or(not(a), not(b))]],
    ['De Morgan, or', (a, b) => [not(or(a, b)), and(not(a), not(b))]],
    ['double negation', (a) => [not(not(a)), a]],
    ['and commutes', (a, b) => [and(a, b), and(b, a)]],
    ['or commutes', (a, b) => [or(a, b), or(b, a)]],
    ['and associates', (a, b, c) => [and(and(a, b), c), and(a, b, c)]],
    ['and distributes over or', (a, b, c) => [and(a, or(b, c)), or(and(a, b), and(a, c))]],
    ['absorption', (a, b) => [or(a, and(a, b)), a]],
    ['idempotence', (a) => [and(a, a), a]],
  ];
  it.each(laws)('%s', (_, law) => {
    fc.assert(
      fc.property(condition, condition, condition, seedRow, (a, b, c, row) => {
        const [left, right] = law(a, b, c);
        expect(truth(left, policy, row, 60)).toBe(truth(right, policy, row, 60));
      }),
      { numRuns: 300 },
    );
  });
});

function readerFor(policy: Policy) {
  return (row: number, leaf: Parameters<ReturnType<typeof arbitraryRead>>[0], choice: Value) =>
    arbitraryRead(row, policy)(leaf, choice);
}

function truth(condition: Condition, policy: Policy, row: number, choice: Value) {
  const read = arbitraryRead(row, policy);
  return evaluate(
    condition,
    (leaf) => (leaf.kind === 'choice' ? choice : read(leaf, choice)),
    policy.calendars,
  );
}

function withoutNearest(rule: Rule): Rule {
  return rule.otherwise.kind === 'nearest' ? { ...rule, otherwise: { kind: 'hold' } } : rule;
}

function strictness(...[policy, choice, stage, read]: Parameters<typeof judge>): number {
  return verdicts.indexOf(judge(policy, choice, stage, read).verdict);
}
