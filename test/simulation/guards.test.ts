import { describe, expect, it } from 'vitest';
import { daily, nine, play, usualAgent } from '../support/scenario.ts';
import type { Logged, Scenario } from '../support/scenario.ts';

describe('a guard', () => {
  const ladder = '  autonomy\n    starts at act\n    returns to suggest when a guard is broken\n';
  const guarded = (guard: string): string => `${nine}  guard ${guard}\n${ladder}`;
  const leaving = (left: (number | undefined)[], rest: Logged = {}): Logged[] =>
    left.map((each, i) => ({ at: `01-01 09:${String(i).padStart(2, '0')}`, left: each, ...rest }));
  const brokenAt = async (guard: string, rows: Logged[], more: Partial<Scenario> = {}) => {
    const { result } = await play({
      handoff: guarded(guard),
      simulation: usualAgent,
      rows,
      ...more,
    });
    return result.autonomy.map(({ decision, to, because }) => ({ decision, to, because }));
  };

  it('breaks at exactly its limit and its minimum', async () => {
    expect(
      await brokenAt('left stays below 50% over 7 days from 4 emails', leaving([0, 1, 0, 1])),
    ).toEqual([
      {
        decision: 4,
        to: 'suggest',
        because:
          'the guard `left stays below 50%` is broken: `left` in 2 of 4 emails (50.00%), not below 50%',
      },
    ]);
  });
  it('says of how many it broke, in thousands and of one', async () => {
    const broken = async (guard: string, rows: Logged[]) =>
      (await brokenAt(guard, rows)).map(({ because }) => because);
    expect(
      await broken(
        'clicked stays above 0.2% over 7 days from 1200 emails',
        Array.from({ length: 1200 }, (_, i) => ({ at: '01-01 09:00', clicked: Number(i < 2) })),
      ),
    ).toEqual([
      'the guard `clicked stays above 0.2%` is broken: `clicked` in 2 of 1,200 emails (0.17%), not above 0.2%',
    ]);
    expect(await broken('left stays below 50% over 7 days from 1 emails', leaving([1]))).toEqual([
      'the guard `left stays below 50%` is broken: `left` in 1 of 1 email (100.00%), not below 50%',
    ]);
  });
  it('does not break below its limit', async () => {
    expect(
      await brokenAt('left stays below 50% over 7 days from 4 emails', leaving([0, 1, 0, 0, 1])),
    ).toEqual([]);
  });
  it('does not break below its minimum', async () => {
    expect(
      await brokenAt('left stays below 50% over 7 days from 5 emails', leaving([1, 1, 1, 1])),
    ).toEqual([]);
  });
  it('needs 200 outcomes where nothing is said', async () => {
    const rows = Array.from({ length: 200 }, (_, i): Logged => ({
      at: '01-01 09:00',
      reader: `r${i}`,
      left: 1,
    }));
    expect(await brokenAt('left stays below 50%', rows.slice(0, 199))).toEqual([]);
    expect(await brokenAt('left stays below 50%', rows)).toMatchObject([{ decision: 200 }]);
  });
  it('that must stay above breaks at its limit too', async () => {
    expect(
      await brokenAt('clicked stays above 50% over 7 days from 2 emails', [
        ...daily([1], { clicked: 1 }),
        ...daily([2], { clicked: 0 }),
      ]),
    ).toMatchObject([{ decision: 2 }]);
  });
  it('does not count outcomes that nobody saw', async () => {
    expect(
      await brokenAt(
        'left stays below 50% over 7 days from 2 emails',
        leaving([1, undefined, 0, 0]),
      ),
    ).toMatchObject([{ decision: 3 }]);
  });
  it('does not count what would have come of another choice', async () => {
    expect(
      await brokenAt(
        'left stays below 50% over 7 days from 2 emails',
        leaving([1, 1, 1], { pick: 600 }),
      ),
    ).toEqual([]);
  });
  it.each([
    // On the 8th the outcome of the 1st is exactly seven days old, and outside of the window.
    [[1, 2, 8], []],
    [[1, 2, 7], [{ decision: 3 }]],
  ])('forgets what its window has left behind: days %j', async (some, broken) => {
    const rows = daily(some).map((row, i) => ({ ...row, left: i < 2 ? 1 : 0 }));
    expect(await brokenAt('left stays below 50% over 7 days from 3 emails', rows)).toMatchObject(
      broken,
    );
  });
  it('takes an outcome without a moment for as new as the newest before it', async () => {
    const { result } = await play({
      handoff: `${nine}  guard left stays below 60% over 7 days from 1 emails\n  autonomy\n    starts at act with review\n`,
      // What is looked at afterwards is settled on the 9th, when the other row is eight days old.
      simulation: `${usualAgent}\n  reviewer\n    answers in 8 days\n    otherwise approves`,
      rows: [...daily([1], { left: 1 }), { left: 0 }],
    });
    expect(result.autonomy).toMatchObject([{ decision: 2, guard: { rate: 1, observed: 1 } }]);
  });
  it('returns to suggest where no ladder says so', async () => {
    const { result, told } = await play({
      handoff: `${nine}  guard left stays below 50% over 7 days from 1 emails\n`,
      simulation: usualAgent,
      rows: daily([1, 2], { left: 1 }),
    });
    expect(result.autonomy).toMatchObject([{ from: 'act', to: 'suggest' }]);
    expect(told[1]).toBe('suggest - unanswered');
  });
  it('that is broken keeps the ladder from being climbed', async () => {
    const { result } = await play({
      handoff: `${nine}  guard left stays below 50% over 7 days from 2 emails\n  autonomy\n    starts at suggest\n    becomes act after 1 decisions\n`,
      simulation: `${usualAgent}\n  reviewer\n    otherwise approves`,
      // The first is reviewed before its outcome is seen; both have left the window on the 9th.
      rows: [...leaving([1, 1, 1]), ...daily([9, 10], { left: 0 })],
    });
    expect(result.autonomy.map(({ decision, to }) => [decision, to])).toEqual([
      [1, 'act'],
      [2, 'suggest'],
      [5, 'act'],
    ]);
  });
});
