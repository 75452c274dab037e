import { describe, expect, it } from 'vitest';
import type { Policy, SoundCondition } from '../../../language-server/policy/model.ts';
import type {
  Difference,
  PatternEvidence,
} from '../../../language-server/simulation/surprise/evidence.ts';
import { soundnessOf } from '../../../language-server/simulation/surprise/soundness.ts';
import { policyWith } from '../../support/policies.ts';

const difference = (low: number, high: number): Difference => ({
  ...{ first: { successes: 1, n: 2 }, second: { successes: 1, n: 2 } },
  ...{ difference: (low + high) / 2, interval: { low, high } },
});
const good: PatternEvidence = {
  ...{ pattern: 1, n: 800, earlier: difference(0.1, 0.2), p: 1e-6, q: 1e-4 },
  ...{ holdout: difference(0.05, 0.2), watched: [{ difference: 0, q: 1 }] },
};
const all: SoundCondition[] = [
  { kind: 'evidence', atLeast: 500 },
  { kind: 'holdsOnHoldout' },
  { kind: 'movesGoal' },
];
const policy = (soundWhen: SoundCondition[], direction: 'more' | 'less' = 'more'): Policy => {
  const base = policyWith({});
  const outcome = { type: { kind: 'yesNo' }, role: 'outcome' } as const;
  return {
    ...base,
    data: {
      ...base.data,
      columns: [
        ...base.data.columns,
        { name: 'clicked', ...outcome },
        { name: 'opened', ...outcome },
      ],
    },
    goal: { column: 'clicked', direction },
    watch: ['opened'],
    surprises: { soundWhen, at: base.at },
  };
};

describe('a surprise', () => {
  const reasons = (change: Partial<PatternEvidence>, given = policy(all)) =>
    soundnessOf({ ...good, ...change }, 168, given).reasons;

  it.each([
    ['is sound where all holds', {}, []],
    ['is unsound on too few rows', { n: 23 }, ['only 23 emails']],
    ['is unsound on one row', { n: 1 }, ['only 1 email']],
    ['by chance among many', { q: 0.41 }, ['1 of 168 patterns compared, q = 0.41']],
    [
      'by a hair, which its reason shows',
      { q: 0.0504 },
      ['1 of 168 patterns compared, q = 0.0504'],
    ],
    [
      'that the holdout does not bear out',
      { holdout: difference(-0.01, 0.2) },
      ['does not hold on the holdout'],
    ],
    [
      'that turns round on the holdout',
      { holdout: difference(-0.2, -0.1) },
      ['does not hold on the holdout'],
    ],
    [
      'that moves what is watched alone',
      { q: 0.2, watched: [{ difference: 0.1, q: 0.001 }] },
      ['moves opened, not clicked'],
    ],
    [
      'that does harm',
      { earlier: difference(-0.2, -0.1), holdout: difference(-0.2, -0.1) },
      ['moves clicked the wrong way'],
    ],
    [
      'for all its reasons',
      { n: 23, q: 0.41 },
      ['only 23 emails', '1 of 168 patterns compared, q = 0.41'],
    ],
  ])('%s', (_, change, expected) => {
    expect(reasons(change)).toEqual(expected);
  });

  it('that was not seen in the holdout does not hold there', () => {
    const { holdout: _, ...unseen } = good;
    expect(soundnessOf(unseen, 168, policy(all))).toMatchObject({
      holdsOnHoldout: false,
      reasons: ['was not seen in the holdout'],
    });
  });

  it('does good by lowering a goal of less', () => {
    const less = { earlier: difference(-0.2, -0.1), holdout: difference(-0.2, -0.1) };
    expect(reasons(less, policy(all, 'less'))).toEqual([]);
  });

  it('is judged by the handoff’s own conditions alone', () => {
    expect(reasons({ n: 23, q: 1 }, policy([{ kind: 'holdsOnHoldout' }]))).toEqual([]);
    expect(reasons({}, policy([]))).toEqual(['the handoff does not say when a surprise is sound']);
  });
});
