import { describe, expect, it } from 'vitest';
import { falseDiscoveryRates } from '../../../language-server/simulation/statistics/benjamini-hochberg.ts';

describe('q values', () => {
  // Benjamini and Hochberg 1995, section 4.1: at 0.05 the first four of fifteen are rejected.
  const published = [
    ...[0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324],
    ...[0.4262, 0.5719, 0.6528, 0.759, 1],
  ];

  it('call as many discoveries as the published example', () => {
    const qs = falseDiscoveryRates(published);
    expect(qs.filter((q) => q <= 0.05)).toHaveLength(4);
    expect(qs[0]).toBeCloseTo(0.0015, 12);
    expect(qs[3]).toBeCloseTo((0.0095 * 15) / 4, 12);
    expect(qs[4]).toBeCloseTo((0.0201 * 15) / 5, 12);
    expect(qs[14]).toBe(1);
  });

  it('never fall where p rises, and keep the order they were given in', () => {
    const shuffled = [published[7]!, published[0]!, published[14]!, published[3]!];
    expect(falseDiscoveryRates(shuffled)).toEqual(
      [0.0344 * (4 / 3), 0.0004, 1, 0.019].map((q) => expect.closeTo(q, 12)),
    );
  });

  it.each([
    ['one comparison keeps its p', [0.04], [0.04]],
    ['equal ps have equal qs', [0.02, 0.02], [0.02, 0.02]],
    ['nothing compared', [], []],
  ])('%s', (_, ps, expected) => {
    expect(falseDiscoveryRates(ps)).toEqual(expected);
  });
});
