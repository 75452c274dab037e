import { describe, expect, it } from 'vitest';
import type { Case } from '../../support/answered.ts';
import { answered, appliesTo, mine, pasted } from '../../support/answered.ts';
import { splitByTime } from '../../../language-server/simulation/learning/decisions.ts';

const friday = 5;
const approved = { answer: 'approved' } as const;
const overridden = (reason: string) => ({ answer: 'overridden', reason }) as const;

/** A reviewer who overrides what a rule holds for, and approves the rest. */
const overriding =
  (holds: (each: Case) => boolean, reason = 'planted') =>
  (each: Case) =>
    holds(each) ? overridden(reason) : approved;

describe('rules mined from overrides', () => {
  it.each<[string, (each: Case) => boolean]>([
    [
      'avoid date is in holidays',
      ({ date }) => [...days(40, 42), ...days(139, 141)].includes(date),
    ],
    [
      'avoid weekday is Friday and hour is between 12:00 and 18:00',
      ({ weekday, choice }) => weekday === friday && choice >= 720 && choice < 1080,
    ],
    ['avoid hour is between 22:00 and 05:00', ({ choice }) => choice >= 1320 || choice < 300],
    ['avoid tier is "on hold"', ({ tier }) => tier === 1],
    [
      'avoid visits is at most 2 visits and mobile is yes',
      ({ mobile, visits }) => mobile === 1 && visits <= 2,
    ],
    ['avoid visits is between 4 visits and 6 visits', ({ visits }) => visits >= 4 && visits <= 6],
    [
      'avoid weekday is between Saturday and Monday',
      ({ weekday }) => weekday >= 6 || weekday === 1,
    ],
    ['avoid month is May', ({ month }) => month === 5],
    ['avoid dear', ({ tier, spend }) => tier === 0 && spend > 900],
    [
      'avoid tier is gold and mobile is no and hour is between 13:00 and 14:00',
      ({ tier, mobile, choice }) => tier === 0 && mobile === 0 && choice === 780,
    ],
  ])('are the planted one: %s', async (line, holds) => {
    const decisions = answered(overriding(holds), { count: 6000 });
    const { lines, rules, unexplained, policy } = await mine(decisions);
    expect(lines).toEqual([line]);
    expect(unexplained).toEqual([]);
    const { first, last } = rules[0]!;
    expect([first.explained, last.explained]).toEqual([first.answers, last.answers]);
    expect([first.others, last.others]).toEqual([0, 0]);
    const { diagnostics } = await pasted(rules, policy);
    expect(diagnostics).toEqual([]);
  });

  it('put a threshold at an amount that was seen', async () => {
    const decisions = answered(overriding(({ spend }) => spend > 1200));
    const { lines } = await mine(decisions);
    const [, amount] = /^avoid spend is at least ([\d,.]+) EUR$/.exec(lines[0]!)!;
    const value = Number(amount!.replace(',', ''));
    expect([...decisions.columns['spend']!]).toContain(value);
    expect(value).toBeGreaterThan(1150);
    expect(value).toBeLessThan(1250);
  });

  it('are one for each reason, among answers of other kinds', async () => {
    const { lines, rules } = await mine(
      answered((each, random) => {
        if (random() < 0.3) return { answer: 'none' };
        if (each.weekday === friday) return overridden('friday');
        return each.visits >= 10 ? overridden('busy') : approved;
      }),
    );
    expect(Object.fromEntries(rules.map(({ reason }, index) => [reason, lines[index]]))).toEqual({
      friday: 'avoid weekday is Friday',
      busy: 'avoid visits is at least 10 visits',
    });
    // Nobody said anything to some that the rule would change.
    expect(rules[0]!.last.others).toBeGreaterThan(0);
    expect(rules[0]!.last.approved).toBe(0);
  });

  it('survive a reviewer who is not consistent, and say how far', async () => {
    const { lines, rules } = await mine(
      answered((each, random) => {
        const isMeant = each.weekday === friday ? random() < 0.8 : random() < 0.01;
        return isMeant ? overridden('friday') : approved;
      }),
    );
    expect(lines).toEqual(['avoid weekday is Friday']);
    const { explained, answers, approved: changed, interval } = rules[0]!.last;
    expect(explained).toBeLessThan(answers);
    expect(changed).toBeGreaterThan(0);
    expect(interval.low).toBeLessThan(explained / answers);
    expect(interval.high).toBeGreaterThan(explained / answers);
  });

  it.each([0.02, 0.1, 0.5])('are none where %s of all are overridden by chance', async (share) => {
    for (let seed = 1; seed <= 10; seed++) {
      const decisions = answered(
        (_, random) => (random() < share ? overridden('mood') : approved),
        { seed },
      );
      const { rules, unexplained } = await mine(decisions);
      expect(rules).toEqual([]);
      expect(unexplained[0]).toMatchObject({ reason: 'mood' });
    }
  });

  it('are none where what explained them at first does not later, and that is shown', async () => {
    const late = 20_454 + 110;
    const { rules, unexplained } = await mine(
      answered((each, random) => {
        const isMeant = each.date < late ? each.weekday === friday : random() < 0.1;
        return isMeant ? overridden('fashion') : approved;
      }),
    );
    expect(rules).toEqual([]);
    expect(unexplained).toMatchObject([
      {
        why: 'what tells them in the first part does not hold in the last',
        rule: { on: 'override' },
      },
    ]);
  });

  it('are never about an outcome, however well it explains', async () => {
    const { rules, unexplained } = await mine(
      answered((_, random) => (random() < 0.2 ? overridden('hindsight') : approved)),
    );
    expect(rules).toEqual([]);
    expect(unexplained).toHaveLength(1);
  });

  it.each([
    ['too seldom', [3, 9, 20], 'only 3 in the first part, of at least 5'],
    [
      'no more later',
      [3, 9, 20, 22, 25, 30],
      'only 0 in the last part, too few to measure a rule on',
    ],
  ])('are none for what was said %s', async (_, dayNumbers, why) => {
    const seen = new Set<number>();
    const { rules, unexplained } = await mine(
      answered(({ date }) => {
        const isFirst = dayNumbers.includes(date - firstDay) && !seen.has(date);
        seen.add(date);
        return isFirst ? overridden('rare') : approved;
      }),
    );
    expect(rules).toEqual([]);
    expect(unexplained).toMatchObject([{ reason: 'rare', answers: dayNumbers.length, why }]);
  });

  it('are none for overrides without a reason', async () => {
    const { rules, unexplained } = await mine(
      answered(({ weekday }) => (weekday === friday ? { answer: 'overridden' } : approved)),
    );
    expect(rules).toEqual([]);
    expect(unexplained).toMatchObject([
      { reason: undefined, why: 'without a reason there is nothing to learn it for' },
    ]);
  });

  it('prefer what approvals for a reason have in common, when the context has it too', async () => {
    const { lines, rules, policy } = await mine(
      answered(({ mobile, choice }) =>
        mobile === 1 && choice >= 360 && choice < 540
          ? { answer: 'approved', reason: 'morning' }
          : approved,
      ),
    );
    expect(lines).toEqual(['prefer hour is between 06:00 and 09:00 when mobile is yes']);
    expect((await pasted(rules, policy)).diagnostics).toEqual([]);
  });

  it('prefer nothing where no choice tells the approvals', async () => {
    const { rules } = await mine(
      answered(({ mobile }) =>
        mobile === 1 ? { answer: 'approved', reason: 'mobile' } : approved,
      ),
    );
    expect(rules).toEqual([]);
  });

  it('end a year after the last such answer, and begin where a month ever had three', async () => {
    const { rules } = await mine(answered(overriding(({ weekday }) => weekday === friday)));
    const lastFriday = firstDay + 176;
    expect(rules[0]).toMatchObject({ after: { count: 3, days: 30 }, until: lastFriday + 365 });
  });

  it('apply to what the language says that they apply to', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const decisions = answered(
        ({ weekday, choice, visits, spend }, random) =>
          random() < 0.9 &&
          ((weekday >= 5 && choice >= 60 * seed) || (seed % 3 === 0 && visits > 9 && spend < 400))
            ? overridden('mixed')
            : approved,
        { seed },
      );
      const { rules, policy } = await mine(decisions);
      expect(rules).toHaveLength(1);
      const { policy: after } = await pasted(rules, policy);
      const { last: later } = splitByTime(decisions);
      const applied = [...later].filter((row) => appliesTo(after, decisions, row));
      const { explained, others } = rules[0]!.last;
      expect(applied).toHaveLength(explained + others);
    }
  });

  it('are the same for the same log', async () => {
    const reviewer = overriding(({ weekday, visits }) => weekday === friday && visits > 3);
    const [one, other] = [await mine(answered(reviewer)), await mine(answered(reviewer))];
    expect(other).toEqual(one);
  });
});

const firstDay = 20_454;

function days(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => firstDay + from + index);
}
