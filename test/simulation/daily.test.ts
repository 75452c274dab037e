import { describe, expect, it } from 'vitest';
import { createDaily } from '../../language-server/simulation/daily.ts';
import { policyWith } from '../support/policies.ts';

const HOUR = 3_600_000;
const none = { act: 0, suggest: 0, escalate: 0, hold: 0, block: 0 };
const at = { file: 'x.handoff', line: 1 };
const role = (to: string, perDay?: number) => ({
  ...{ to, otherwise: 'hold' as const, at },
  ...(perDay === undefined ? {} : { budget: { perDay } }),
});

describe('verdicts by day', () => {
  it('are counted by the UTC day, in order, days without any left out', () => {
    const daily = createDaily(policyWith({}));
    for (const [hours, verdict] of [
      [1, 0],
      [23, 2],
      [73, 4],
      [24 * 2, 2],
    ] as const) {
      daily.add(hours * HOUR, verdict);
    }
    daily.add(NaN, 0);
    expect(daily.finish()).toEqual({
      days: [
        { day: 0, ...none, act: 1, escalate: 1 },
        { day: 2, ...none, escalate: 1 },
        { day: 3, ...none, block: 1 },
      ],
      budgets: [],
    });
  });

  it('are absent where no decision has a moment', () => {
    const daily = createDaily(policyWith({}));
    daily.add(NaN, 0);
    expect(daily.finish()).toBeUndefined();
  });

  it('are refused over more days than anybody looks at', () => {
    const daily = createDaily(policyWith({}));
    for (let day = 0; day <= 3660; day++) daily.add(day * 24 * HOUR, 0);
    daily.add(0, 0);
    expect(daily.finish()).toEqual({
      days: [],
      budgets: [],
      refused: 'the decisions lie on more than 3660 days',
    });
  });

  it('have the budgets of the roles that have one', () => {
    const daily = createDaily(
      policyWith({ escalations: [role('a', 40), role('b'), role('c', 5)] }),
    );
    daily.add(0, 0);
    expect(daily.finish()?.budgets).toEqual([
      { role: 'a', perDay: 40 },
      { role: 'c', perDay: 5 },
    ]);
  });
});
