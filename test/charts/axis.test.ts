import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisOf, dateTicks, tickLabel } from '../../language-server/charts/axis.ts';

const numbers = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1 });

describe('an axis', () => {
  it.each([
    [
      [0, 1],
      [0, 0.5, 1],
    ],
    [
      [0.019, 0.058],
      [0.01, 0.02, 0.03, 0.04, 0.05, 0.06],
    ],
    [
      [-3, 8],
      [-5, 0, 5, 10],
    ],
    [[7], [6, 8]],
    [[5e-324], [0, 0.5]],
    [
      [1e9, 1e9 + 1e-6],
      [1e9, 1.5e9],
    ],
    [[0], [0, 0.5]],
    [
      [0, 355],
      [0, 100, 200, 300, 400],
    ],
  ])('over %j has the ticks %j', (values, ticks) => {
    expect(axisOf(values).ticks.map((tick) => Number(tick.toPrecision(6)))).toEqual(ticks);
  });

  it('holds every value, with two to six ticks in even steps', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const { low, high, step, ticks } = axisOf(values);
        const slack = step * 1e-6;
        expect(Math.min(...values)).toBeGreaterThanOrEqual(low - slack);
        expect(Math.max(...values)).toBeLessThanOrEqual(high + slack);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(ticks[0]).toBeCloseTo(low);
      }),
    );
  });
});

describe('the label of a tick', () => {
  it.each([
    [0.02, 0.01, true, '2%'],
    [0.025, 0.005, true, '2.5%'],
    [-0.01, 0.005, true, '−1.0%'],
    [-1e-18, 0.005, true, '0.0%'],
    [12_000, 2000, false, '12,000'],
    [1234.5, 0.5, false, '1,234.5'],
  ])('%d in steps of %d is %s: %s', (tick, step, isShare, label) => {
    expect(tickLabel(tick, step, isShare)).toBe(label);
  });
});

describe('the dates on a time axis', () => {
  const day = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
  const date = (days: number): string => new Date(days * 86_400_000).toISOString().slice(0, 10);

  it.each([
    ['2025-09-01', '2025-09-04', 5, ['2025-09-01', '2025-09-02', '2025-09-03', '2025-09-04']],
    ['2025-09-03', '2025-12-03', 5, ['2025-09-29', '2025-10-27', '2025-11-24']],
    ['2025-09-03', '2025-09-04', 1, ['2025-09-03', '2025-09-04']],
  ])('from %s to %s, at most %d steps', (from, to, most, ticks) => {
    expect(dateTicks(day(from), day(to), most).map(date)).toEqual(ticks);
  });

  it('lie inside the time, in order, and are no more than there is room for', () => {
    const days = fc.integer({ min: -50_000, max: 50_000 });
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: 1, max: 40_000 }),
        fc.integer({ min: 1, max: 6 }),
        (from, span, most) => {
          const ticks = dateTicks(from, from + span, most);
          expect(ticks.length).toBeGreaterThanOrEqual(2);
          expect(ticks.length).toBeLessThanOrEqual(Math.max(2, most + 1));
          expect(ticks).toEqual([...ticks].sort((a, b) => a - b));
          expect(ticks[0]).toBeGreaterThanOrEqual(from);
          expect(ticks.at(-1)).toBeLessThanOrEqual(from + span + 1e-6);
        },
      ),
    );
  });
});
