import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deepFindings } from '../../language-server/analysis/solver/checks.ts';
import type { Finding } from '../../language-server/analysis/finding.ts';
import type { Z3 } from '../../language-server/analysis/solver/z3.ts';
import { startZ3 } from '../../language-server/analysis/solver/z3.ts';
import { evaluate } from '../../language-server/policy/condition.ts';
import { leafKey, leavesOf } from '../../language-server/policy/leaves.ts';
import type { Policy } from '../../language-server/policy/model.ts';
import { FALSE, TRUE, UNKNOWN } from '../../language-server/policy/tri.ts';
import type { Tri } from '../../language-server/policy/tri.ts';
import { decision, numbersFor } from '../support/any-decision.ts';
import { arbitraryPolicy } from '../support/arbitrary-policy.ts';
import { check } from '../support/handoff.ts';
import { handoff } from '../support/handoff-texts.ts';

const limit = 500;
let solver: Z3;

beforeAll(async () => {
  solver = (await startZ3())!;
});
afterAll(() => solver.end());

const pick = (...values: string[]): fc.Arbitrary<string> => fc.constantFrom(...values);

/** Quantities with thresholds that are the same, or next to each other, in several units. */
const quantities: Record<string, { of: string; thresholds: string[] }> = {
  number: { of: 'n', thresholds: ['5', '5.5', '6', '-1'] },
  count: { of: 'visits', thresholds: ['0 visits', '3 visits', '4 visits'] },
  money: { of: 'spent', thresholds: ['1,000 EUR', '999.99 EUR', '0 EUR'] },
  'money of another currency': { of: 'paid', thresholds: ['1,000 USD', '20 USD'] },
  share: { of: 'part', thresholds: ['0%', '50%', '49.5%', '100%'] },
  confidence: { of: 'confidence', thresholds: ['0%', '70%', '100%'] },
  bits: { of: 'surprise', thresholds: ['0 bits', '4 bits'] },
  duration: {
    of: 'time since the last email',
    thresholds: ['90 minutes', '1.5 hours', '2 days', '48 hours', '1 weeks', '7 days'],
  },
  'count of sends': { of: '(count of emails in the last 7 days)', thresholds: ['0', '2', '3'] },
  time: { of: 'hour', thresholds: ['00:00', '07:00', '21:00', '23:00'] },
  date: { of: 'date', thresholds: ['2026-01-31', '2026-02-01', '2026-01-31 + 1 days'] },
};
const comparisons = ['is above', 'is below', 'is at least', 'is at most', 'is', 'is not'];

/** One comparison as it is written, by what it is about. */
const written: Record<string, fc.Arbitrary<string>> = {
  ...Object.fromEntries(
    Object.entries(quantities).map(([kind, { of, thresholds }]) => [
      kind,
      fc.oneof(
        fc
          .tuple(pick(...comparisons), pick(...thresholds))
          .map(([comparison, threshold]) => `${of} ${comparison} ${threshold}`),
        pick(`${of} is known`),
      ),
    ]),
  ),
  // A time goes over midnight where its start is the later one, a weekday over the week.
  'time over midnight': fc
    .tuple(pick('21:00', '22:00', '00:00'), pick('07:00', '08:00', '12:00'))
    .map(([from, to]) => `hour is between ${from} and ${to}`),
  weekday: fc
    .tuple(pick('Monday', 'Friday', 'Sunday'), pick('Monday', 'Tuesday', 'Sunday'))
    .map(([from, to]) => `weekday is between ${from} and ${to}`),
  month: pick('month is January', 'month is February', 'month is not January'),
  'one of': pick('level is low', 'level is one of mid, high', 'level is not low', 'level is known'),
  'yes or no': pick('consent', 'not consent', 'consent is known'),
  text: pick('line is "Sale"', 'line mentions "sale"', 'line is longer than 4 characters'),
};

/** Two or three comparisons of one kind, now and then of another, so that they often collide. */
const conditionText = (kind: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.array(
        fc.oneof(
          { weight: 5, arbitrary: written[kind]! },
          {
            weight: 1,
            arbitrary: fc.constantFrom(...Object.values(written)).chain((each) => each),
          },
        ),
        { minLength: 1, maxLength: 3 },
      ),
      pick(' and ', ' and ', ' or '),
      fc.integer({ max: 5, min: 0 }),
    )
    .map(([parts, word, isNot]) => {
      const all = parts.map((part) => `(${part})`).join(word);
      return isNot === 0 ? `not (${all})` : all;
    });

const policyText = fc.constantFrom(...Object.keys(written)).chain((kind) =>
  fc.array(conditionText(kind), { minLength: 2, maxLength: 4 }).chain((conditions) =>
    fc.constantFrom('boundaries', 'escalate to p').map((block) => {
      const word = block === 'boundaries' ? 'never when' : 'when';
      const rules = conditions.map((each, i) => `r${i}: ${word} ${each}`);
      return { kind, text: handoff(`${block}\n${rules.join('\n')}\n`) };
    }),
  ),
);

/** What each rule is in many decisions. */
function manyDecisions(policy: Policy): Map<number, Tri>[] {
  const conditions = policy.rules.map(({ fires }) => fires);
  const leaves = conditions.flatMap(leavesOf);
  const numbers = numbersFor(conditions);
  return Array.from({ length: 600 }, (_, row) => {
    const values = decision(row, leaves, { policy, numbers });
    return new Map(
      policy.rules.map(({ at, fires }) => [
        at.line,
        evaluate(fires, (leaf) => values.get(leafKey(leaf)), policy.calendars),
      ]),
    );
  });
}

/** Whether what is said of a rule holds in a decision. */
function holds({ code, at, related }: Finding, is: ReadonlyMap<number, Tri>): boolean {
  const one = is.get(at.line);
  const second = is.get(related?.at.line ?? 0);
  const isCovered = (a: Tri | undefined, b: Tri | undefined): boolean =>
    a === TRUE ? b === TRUE : !(a === UNKNOWN && b === FALSE);
  if (code === 'never-fires') return one !== TRUE;
  if (code === 'always-fires') return one !== FALSE;
  if (code === 'never-decides') return isCovered(one, second);
  if (code === 'same-rule') return isCovered(one, second) && isCovered(second, one);
  return true;
}

async function counted(
  policy: Policy,
  draws: number,
): Promise<{ found: Finding[]; questions: number }> {
  let questions = 0;
  const counting = {
    solve: (script: string, each: number) => {
      questions++;
      return solver.solve(script, each);
    },
  };
  return { found: await deepFindings(policy, { solver: counting, limit, draws }), questions };
}

describe('what is said of the rules of a policy', () => {
  it('is contradicted by no decision, in whatever units the rules are written', async () => {
    const claims = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(policyText, async ({ kind, text }) => {
        const { policies, diagnostics } = await check(text);
        expect(diagnostics).toEqual([]);
        const policy = policies[0]!;
        const found = await deepFindings(policy, { solver, limit });
        const decisions = manyDecisions(policy);
        for (const finding of found) {
          if (finding.code === 'undecided') continue;
          claims.set(kind, (claims.get(kind) ?? 0) + 1);
          claims.set(finding.code, (claims.get(finding.code) ?? 0) + 1);
          expect(decisions.every((each) => holds(finding, each))).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
    // The property is worth something only while something is said of every kind of quantity.
    const codes = ['never-fires', 'always-fires', 'never-decides', 'same-rule'];
    const unseen = [...Object.keys(written), ...codes].filter((each) => !claims.has(each));
    expect(unseen).toEqual([]);
  });

  it.each([
    ['conditions of every form', arbitraryPolicy.map((policy) => Promise.resolve(policy))],
    ['written rules', policyText.map(async ({ text }) => (await check(text)).policies[0]!)],
  ])('is the same whether decisions are tried first or not: %s', async (_what, policies) => {
    let asked = 0;
    let spared = 0;
    await fc.assert(
      fc.asyncProperty(policies, async (given) => {
        const policy = await given;
        const [alone, tried] = [await counted(policy, 0), await counted(policy, 128)];
        asked += alone.questions;
        spared += alone.questions - tried.questions;
        // What the solver could not decide a decision may.
        const nameOf = ({ message }: Finding): string => /`(.+?)`/.exec(message)![1]!;
        const open = alone.found.filter(({ code }) => code === 'undecided').map(nameOf);
        const settled = (each: Finding): boolean => !open.includes(nameOf(each));
        expect(tried.found.filter(settled)).toEqual(alone.found.filter(settled));
      }),
      { numRuns: 100 },
    );
    expect(spared).toBeGreaterThan(asked / 4);
  });
});
