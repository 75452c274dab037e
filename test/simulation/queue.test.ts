import { describe, expect, it } from 'vitest';
import { daily, nine, play } from '../support/scenario.ts';
import type { Logged } from '../support/scenario.ts';

const HOUR = 3_600_000;
const asking = (lines: string): string =>
  `${nine}  escalate to crm\n    asked: when consent is yes\n${lines}`;
const answering = (time: string, answer = 'otherwise approves'): string =>
  `  agent chooses 10:00\n  reviewer\n    ${answer}\n${time}`;
const at = (...times: string[]): Logged[] =>
  times.map((each, i) => ({ at: each, reader: `r${i}` }));

describe('escalations as a queue', () => {
  it.each([
    ['in time', '4 hours', 'approved', '10:00', { answered: 1, late: 0 }],
    ['exactly at the deadline', '3 hours', 'approved', '10:00', { answered: 1, late: 0 }],
    ['too late', '2 hours', 'unanswered', '09:00', { answered: 0, late: 1 }],
  ])('an answer that comes %s', async (_, within, person, carried, counts) => {
    const { told, result } = await play({
      handoff: asking(`    answer within ${within}, otherwise block\n`),
      simulation: answering('    answers in 3 hours\n'),
      rows: at('01-01 06:00'),
    });
    expect(told).toEqual([`escalate ${carried} ${person}`]);
    expect(result.queues[0]).toMatchObject({
      ...{ role: 'crm', cases: 1, overBudget: 0, noAnswer: 0, ...counts },
      fallback: { held: 0, blocked: 0, usual: counts.late },
      timeToAnswer: { median: 3 * HOUR, p95: 3 * HOUR },
    });
    expect(result.people.late).toBe(counts.late);
  });

  it('says in the log that the answer was too late', async () => {
    const { entries } = await play({
      handoff: asking('    answer within 1 hour, otherwise hold\n'),
      simulation: answering('    answers in 3 hours\n'),
      rows: at('01-01 06:00'),
    });
    expect(entries[0]?.person).toEqual({ answer: 'none', fallback: 'hold', late: true });
  });

  it('counts nothing as sent before the answer is given', async () => {
    const handoff = asking('  boundaries\n    one: at most 1 email per 7 days\n');
    const rows = ['01-01 06:00', '01-01 08:00', '01-01 10:00'].map((each): Logged => ({
      at: each,
    }));
    const verdicts = async (time: string): Promise<string[]> =>
      (await play({ handoff, simulation: answering(time), rows })).told;
    const [approved, blocked] = ['escalate 10:00 approved', 'block -'];
    expect(await verdicts('')).toEqual([approved, blocked, blocked]);
    expect(await verdicts('    answers in 3 hours\n')).toEqual([approved, approved, blocked]);
  });

  it('moves the ladder when the answer is given', async () => {
    const { told, result } = await play({
      handoff: `${nine}  autonomy\n    starts at suggest\n    becomes act after 1 decisions\n`,
      simulation: answering('    answers in 30 hours\n'),
      rows: daily([1, 2, 3]),
    });
    expect(told).toEqual(['suggest 10:00 approved', 'suggest 10:00 approved', 'act 10:00']);
    expect(result.autonomy[0]).toMatchObject({
      ...{ moment: Date.parse('2026-01-02T15:00Z'), decision: 2, reviewed: 1, approved: 1 },
    });
  });

  it('tells the share of places taken, and the busiest day', async () => {
    const { result } = await play({
      handoff: asking('    at most 2 per day\n'),
      simulation: answering(''),
      rows: at('01-01 06:00', '01-02 06:00', '01-02 07:00', '01-02 08:00'),
    });
    expect(result.queues[0]).toMatchObject({
      ...{ cases: 4, answered: 3, overBudget: 1, fallback: { held: 1, blocked: 0, usual: 0 } },
      utilisation: {
        ...{ perDay: 2, days: 2, mean: 0.75 },
        busiest: { day: Date.parse('2026-01-02') / 86_400_000, cases: 3, asked: 2 },
      },
    });
    expect(result.queues[0]).not.toHaveProperty('timeToAnswer');
  });

  it('draws times evenly between two, the same whatever the policy asks', async () => {
    const times = async (lines: string) => {
      const { result } = await play({
        handoff: asking(lines),
        simulation: answering('    answers in 1 hour to 3 hours\n'),
        rows: at(
          ...Array.from({ length: 28 }, (_, i) => `02-${String(i + 1).padStart(2, '0')} 06:00`),
        ),
      });
      return result.queues[0]!.timeToAnswer!;
    };
    const { median, p95 } = await times('');
    expect(median).toBeGreaterThan(1.4 * HOUR);
    expect(median).toBeLessThan(2.6 * HOUR);
    expect(p95).toBeGreaterThan(median);
    expect(p95).toBeLessThanOrEqual(3 * HOUR);
    expect(await times('    at most 9 per day\n')).toEqual({ median, p95 });
  });

  it('keeps a place for the readers worth more that the day before brought later', async () => {
    const { told } = await play({
      columns: '  worth : money in EUR\n',
      handoff: asking('    at most 1 per day, highest worth first\n'),
      simulation: answering(''),
      rows: [1, 2].flatMap((day) => [
        { at: `01-0${day} 06:00`, reader: 'ann', worth: 10 },
        { at: `01-0${day} 15:00`, reader: 'ben', worth: 900 },
      ]),
    });
    expect(told.map((each) => each.split(' ')[2])).toEqual([
      ...['approved', 'unanswered'],
      ...['unanswered', 'approved'],
    ]);
  });

  it('counts people who look afterwards apart, and logs what they say', async () => {
    const { result, entries, told } = await play({
      handoff: `${nine}  autonomy\n    starts at act with review\n`,
      simulation: answering(
        '',
        'overrides because taste when tier is gold\n    otherwise approves',
      ),
      rows: [...daily([1]), ...daily([2], { tier: 0 })],
    });
    expect(told).toEqual(['act 10:00', 'act 10:00']);
    expect(result.people).toMatchObject({
      ...{ asked: 0, reviewedAfterwards: { approved: 1, overridden: 1 } },
    });
    expect(entries.map(({ person }) => person)).toEqual([
      { answer: 'approved', after: true },
      { answer: 'overridden', reason: 'taste', after: true },
    ]);
  });

  it('asks a person where the nearest allowed choice is one that people taught to avoid', async () => {
    const { told } = await play({
      handoff: `${nine}  boundaries
    early: never when pick is between 05:00 and 10:00
      otherwise use the nearest allowed
  escalate to crm
    gold: when tier is gold
  feedback
    on override because taste
      avoid pick is 10:00
`,
      simulation:
        '  agent chooses 08:00\n  reviewer\n    overrides because taste when tier is gold\n    otherwise approves',
      rows: [...daily([1], { tier: 0 }), ...daily([2])],
    });
    expect(told).toEqual(['escalate - overridden', 'escalate 10:00 approved']);
  });
});
