import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deepFindings } from '../../language-server/analysis/solver/checks.ts';
import { encode } from '../../language-server/analysis/solver/encode.ts';
import { and, not } from '../../language-server/analysis/solver/smt.ts';
import { solve } from '../../language-server/analysis/solver/solve.ts';
import { judged } from '../../language-server/analysis/solver/witness.ts';
import type { Z3 } from '../../language-server/analysis/solver/z3.ts';
import { startZ3 } from '../../language-server/analysis/solver/z3.ts';
import { leavesOf } from '../../language-server/policy/leaves.ts';
import type { Condition } from '../../language-server/policy/model.ts';
import { FALSE, TRUE, UNKNOWN } from '../../language-server/policy/tri.ts';
import { decision } from '../support/any-decision.ts';
import { arbitraryPolicy } from '../support/arbitrary-policy.ts';
import { check } from '../support/handoff.ts';
import { handoff } from '../support/handoff-texts.ts';

const limit = 500;
let solver: Z3;

beforeAll(async () => {
  solver = (await startZ3())!;
});
afterAll(() => solver.end());

const rule = arbitraryPolicy
  .filter(({ rules }) => rules.length > 0)
  .map((policy) => ({ policy, condition: policy.rules[0]!.fires }));

describe('what the solver says of a condition', () => {
  it('is contradicted by no decision, and shown by one where it says that there is one', async () => {
    const seen = { never: 0, real: 0, unreal: 0, undecided: 0 };
    await fc.assert(
      fc.asyncProperty(rule, async ({ policy, condition }) => {
        const encoding = encode(policy, [condition]);
        const { holds, fails } = encoding.truth(condition);
        const leaves = leavesOf(condition);
        const asked = [
          [TRUE, holds],
          [FALSE, fails],
          [UNKNOWN, and(not(holds), not(fails))],
        ] as const;
        for (const [tri, formula] of asked) {
          const answer = await solve(formula, encoding, { solver, limit });
          if (answer.kind === 'undecided') {
            seen.undecided++;
          } else if (answer.kind === 'possible') {
            const isReal = judged(condition, answer.witness, policy) === tri;
            seen[isReal ? 'real' : 'unreal']++;
            // Texts are more than a solver knows of them, and fractions are rounded.
            if (!mentionsText(condition) && !calculates(condition)) expect(isReal).toBe(true);
          } else {
            seen.never++;
            for (let row = 0; row < 1000; row++) {
              const witness = { values: decision(row, leaves, { policy }), leaves };
              expect(judged(condition, witness, policy)).not.toBe(tri);
            }
          }
        }
      }),
      { numRuns: 150 },
    );
    // The property is worth something only while it meets these cases.
    expect(Math.min(seen.never, seen.real)).toBeGreaterThan(40);
    expect(seen.unreal + seen.undecided).toBeLessThan(seen.real / 10);
  }, 120_000);
});

function mentionsText(condition: Condition): boolean {
  return /"(mentions|longerThan|preheader|subject_text|campaign)"/.test(JSON.stringify(condition));
}

function calculates(condition: Condition): boolean {
  return JSON.stringify(condition).includes('"arithmetic"');
}

async function found(blocks: string): Promise<string[]> {
  const { policies, diagnostics } = await check(handoff(blocks));
  expect(diagnostics).toEqual([]);
  const findings = await deepFindings(policies[0]!, { solver, limit });
  return findings.map(({ code, message }) => `${code}: ${message}`);
}

const boundaries = (...rules: string[]): string => `boundaries\n${rules.join('\n')}\n`;
const triggers = (...rules: string[]): string => `escalate to p\n${rules.join('\n')}\n`;

describe('reasoning over all decisions', () => {
  it.each([
    // At and around thresholds.
    [triggers('a: when n is above 5 and n is at most 5'), 'never-fires: `a`'],
    [triggers('a: when n is at least 5 and n is at most 5'), undefined],
    [
      triggers('a: when n is above 5 or n is at most 5'),
      'always-fires: `a` always fires, and the agent never decides alone, for example where n is ',
    ],
    [triggers('a: when n is above 5 or n is below 5'), undefined],
    // Times go over midnight, and choices are on the hour.
    [triggers('a: when hour is between 21:00 and 07:00 and hour is 12:00'), 'never-fires: `a`'],
    [triggers('a: when hour is between 21:00 and 07:00 and hour is 03:00'), undefined],
    [triggers('a: when hour is above 21:00 and hour is below 22:00'), 'never-fires: `a`'],
    // Values of their types, units, calendars.
    [
      triggers('a: when level is not low and level is not mid and level is not high'),
      'never-fires: `a`',
    ],
    [triggers('a: when not (confidence is at least 0%)'), 'never-fires: `a`'],
    [
      triggers(
        'a: when time since the last email is below 90 minutes and time since the last email is above 1.5 hours',
      ),
      'never-fires: `a`',
    ],
    [triggers('a: when date is 2026-01-16 and weekday is Monday'), 'never-fires: `a`'],
    [triggers('a: when date is 2026-01-16 and weekday is Friday'), undefined],
    [triggers('a: when date is 2028-02-29 and month is March'), 'never-fires: `a`'],
    [triggers('a: when line is longer than 9 characters and line is "short"'), 'never-fires: `a`'],
    // What is unknown is neither true nor false, and `is known` is always one of the two.
    [triggers('a: when consent or not consent'), 'always-fires: `a`'],
    [triggers('a: when consent is known and consent is unknown'), 'never-fires: `a`'],
    [
      boundaries('a: never when n is above 5', 'b: never when n is above 7'),
      'never-decides: `b` never decides: whenever it fires, `a`',
    ],
    [
      boundaries('a: never when n is above 5 and n is known', 'b: never when n is above 7'),
      undefined,
    ],
    [
      boundaries('a: never when n is above 5 otherwise hold', 'b: never when n is above 7'),
      undefined,
    ],
    [
      boundaries('a: never when n is above 5', 'b: never when not (n is at most 5)'),
      'same-rule: `b` says the same as `a`',
    ],
    [
      boundaries('a: never when hour is between 08:00 and 10:00 and level is low'),
      'usual-breaks: The usual choice 09:00 breaks `a`, for example where level is low',
    ],
    [boundaries('a: never when hour is between 10:00 and 08:00 and level is low'), undefined],
    [
      boundaries(
        'a: never when hour is below 12:00 and level is low',
        'b: never when hour is at least 10:00 and size is small',
      ),
      'no-choice-left: `a`, `b` together leave no allowed choice, for example where level is low, size is small',
    ],
    [
      boundaries(
        'a: never when hour is below 12:00 and level is low',
        'b: never when hour is at least 13:00 and size is small',
      ),
      undefined,
    ],
  ])('%s', async (blocks, expected) => {
    const all = await found(blocks);
    const interesting = all.filter(
      (each) => expected !== undefined || !each.startsWith('usual-breaks'),
    );
    if (expected === undefined) expect(interesting).toEqual([]);
    else expect(interesting.some((each) => each.startsWith(expected))).toBe(true);
  });

  it('says so where it could not decide, and never that all is well', async () => {
    const slow = { solve: () => Promise.resolve({ verdict: 'unknown' as const }) };
    const { policies } = await check(handoff(triggers('a: when n is above 5')));
    const findings = await deepFindings(policies[0]!, { solver: slow, limit: 1, draws: 0 });
    expect(findings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'undecided: `a`: could not decide in time whether it can fire',
    ]);
  });

  it.each([
    [
      'a: when n is above 5 and n is at most 5',
      '`a`: could not decide in time whether it can fire',
    ],
    [
      'a: when n is above 5 or n is at most 5',
      '`a`: could not decide in time whether it always fires',
    ],
    [
      'a: when n is above 5\nb: when n is above 7',
      '`b`: could not decide in time whether `a` covers it',
    ],
  ])('says so of what no decision that it tries settles: %s', async (rules, message) => {
    const slow = { solve: () => Promise.resolve({ verdict: 'unknown' as const }) };
    const { policies } = await check(handoff(triggers(rules)));
    const findings = await deepFindings(policies[0]!, { solver: slow, limit: 1 });
    expect(findings.map((each) => `${each.code}: ${each.message}`)).toEqual([
      `undecided: ${message}`,
    ]);
  });

  it('takes nothing for possible that the solver could not read', async () => {
    expect(await solver.solve('(assert (= 1 )', limit)).toEqual({ verdict: 'unknown' });
    expect(await solver.solve('(assert false)', limit)).toEqual({ verdict: 'unsat' });
  });

  it('ends a question that is interrupted', async () => {
    const hard = ['x', 'y', 'z'].map((x) => `(declare-const ${x} Int)(assert (> ${x} 0))`).join('');
    const cubes = '(assert (= (+ (* x x x) (* y y y)) (* z z z)))';
    const answer = solver.solve(hard + cubes, 600_000);
    setTimeout(() => solver.interrupt(), 50);
    expect(await answer).toEqual({ verdict: 'unknown' });
    expect(await solver.solve('(assert false)', limit)).toEqual({ verdict: 'unsat' });
  });
});
