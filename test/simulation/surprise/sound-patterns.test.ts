import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Policy, SoundCondition } from '../../../language-server/policy/model.ts';
import { compareAll, recordWidth } from '../../../language-server/simulation/surprise/evidence.ts';
import { soundPatterns } from '../../../language-server/simulation/surprise/sound-patterns.ts';
import { isSound } from '../../../language-server/simulation/surprise/soundness.ts';
import { policyWith } from '../../support/policies.ts';

const shape = { lanes: 3, usual: 1, metrics: 1 };
const conditions: SoundCondition[] = [
  { kind: 'evidence', atLeast: 60 },
  { kind: 'holdsOnHoldout' },
  { kind: 'movesGoal' },
];

/** Rows and successes of up to nine patterns in three cells; often none at all, often a plain effect. */
const counts = fc.array(
  fc
    .tuple(fc.constantFrom(0, 20, 80, 400), fc.constantFrom(0, 0.02, 0.1, 0.5, 1))
    .map(([n, rate]) => [n, n, n, n * rate]),
  { maxLength: 9 },
);

function sumsOf(records: number[][]): Float64Array {
  const sums = new Float64Array(9 * recordWidth(1));
  for (const [pattern, record] of records.entries()) sums.set(record, pattern * recordWidth(1));
  return sums;
}

it('are the patterns whose whole evidence is sound', () => {
  let found = 0;
  fc.assert(
    fc.property(
      counts,
      counts,
      fc.subarray(conditions),
      fc.constantFrom('more' as const, 'less' as const),
      (earlier, heldOut, soundWhen, direction) => {
        const base = policyWith({});
        const policy: Policy = {
          ...base,
          goal: { column: 'clicked', direction },
          surprises: { soundWhen, at: base.at },
        };
        const sums = { earlier: sumsOf(earlier), heldOut: sumsOf(heldOut) };
        const expected = compareAll(sums, shape).filter((each) => isSound(each, policy));
        const sound = soundPatterns(sums, shape, policy);
        expect(sound).toEqual(expected.map(({ pattern }) => pattern));
        found += sound.length;
      },
    ),
    { numRuns: 500 },
  );
  expect(found).toBeGreaterThan(0);
});
