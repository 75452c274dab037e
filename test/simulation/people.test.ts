import { describe, expect, it } from 'vitest';
import { daily, nine, play, usualAgent } from '../support/scenario.ts';
import type { Logged } from '../support/scenario.ts';

describe('people', () => {
  const escalating = (deadline: string): string =>
    `${nine}  escalate to crm\n    asked: when consent is yes\n${deadline}    at most 2 per day\n`;
  const approving = '  agent chooses 10:00\n  reviewer\n    otherwise approves';
  const hours = ['01-01 06:00', '01-01 12:00', '01-01 23:59', '01-02 00:00'];
  const rows = hours.map((at, i): Logged => ({ at, reader: `r${i}` }));

  it.each([
    ['hold', '    answer within 4 hours, otherwise hold\n', '-'],
    ['block', '    answer within 4 hours, otherwise block\n', '09:00'],
    ['hold, where nothing is said', '', '-'],
  ])('beyond their budget of a UTC day: %s', async (_, deadline, instead) => {
    const { told, result } = await play({
      handoff: escalating(deadline),
      simulation: approving,
      rows,
    });
    expect(told).toEqual([
      'escalate 10:00 approved',
      'escalate 10:00 approved',
      `escalate ${instead} unanswered`,
      'escalate 10:00 approved',
    ]);
    expect(result.people).toEqual({
      asked: 4,
      approved: 3,
      overridden: 0,
      unanswered: 1,
      late: 0,
      reviewedAfterwards: { approved: 0, overridden: 0 },
      reasons: [],
    });
  });

  it.each([
    ['hold', 'no reviewer', '  agent chooses 10:00', '-'],
    ['block', 'no reviewer', '  agent chooses 10:00', '09:00'],
    [
      'block',
      'no answer that holds',
      '  agent chooses 10:00\n  reviewer\n    approves when tier is gold',
      '09:00',
    ],
  ])('that nobody answers for, otherwise %s: %s', async (otherwise, _, simulation, instead) => {
    const { told, entries } = await play({
      handoff: escalating(`    answer within 4 hours, otherwise ${otherwise}\n`),
      simulation,
      rows: rows.slice(0, 2),
    });
    expect(told).toEqual(Array.from({ length: 2 }, () => `escalate ${instead} unanswered`));
    expect(entries[0]?.person).toEqual({ answer: 'none', fallback: otherwise });
  });

  it('fall back as the strictest of the roles that a decision asks says', async () => {
    const { told } = await play({
      handoff: `${nine}  escalate to crm\n    gold: when tier is gold\n    answer within 1 hour, otherwise block\n  escalate to legal\n    asked: when consent is yes\n    answer within 1 hour, otherwise hold\n`,
      simulation: '  agent chooses 10:00',
      rows: [...daily([1]), ...daily([2], { tier: 0 })],
    });
    expect(told).toEqual(['escalate - unanswered', 'escalate 09:00 unanswered']);
  });

  it('hold a suggestion that they do not answer, whatever becomes of an escalation', async () => {
    const { told } = await play({
      handoff: `${nine}  escalate to crm\n    gold: when tier is gold\n    answer within 1 hour, otherwise block\n  autonomy\n    starts at suggest\n`,
      simulation: '  agent chooses 10:00',
      rows: daily([1]),
    });
    expect(told).toEqual(['suggest - unanswered']);
  });

  it('are asked of no more than their budget, also where they do not answer', async () => {
    const { told } = await play({
      handoff: escalating(''),
      simulation: '  agent chooses 10:00\n  reviewer\n    approves when tier is gold',
      rows: rows.map((row, i) => (i < 2 ? row : { ...row, tier: 0 })),
    });
    expect(told).toEqual([
      'escalate - unanswered',
      'escalate - unanswered',
      'escalate - unanswered',
      'escalate 10:00 approved',
    ]);
  });

  it('have a day of UTC, whatever the reader’s clock says', async () => {
    const { told } = await play({
      handoff: escalating(''),
      simulation: approving,
      // All of the same day in Honolulu, ten hours behind.
      rows: ['01-01 22:00', '01-01 23:00', '01-02 00:00', '01-02 01:00', '01-02 02:00'].map(
        (at, i) => ({ at, reader: `r${i}`, zone: 'Pacific/Honolulu' }),
      ),
    });
    expect(told.map((each) => each.split(' ')[2])).toEqual([
      'approved',
      'approved',
      'approved',
      'approved',
      'unanswered',
    ]);
  });

  it('do not carry out a usual choice for want of an answer that breaks a boundary', async () => {
    const { told } = await play({
      handoff: `${escalating('    answer within 4 hours, otherwise block\n')}  boundaries\n    gold: never when tier is gold and pick is 09:00\n`,
      simulation: approving,
      rows: rows.map((row, i) => (i === 2 ? { ...row, tier: 0 } : row)),
    });
    expect(told[2]).toBe('escalate - unanswered');
  });

  it('are asked of what no agent proposed, within the budget of the handoff’s own role', async () => {
    const { told, entries } = await play({
      handoff: escalating(''),
      simulation: '  agent is recorded in "p.jsonl"\n  reviewer\n    otherwise approves',
      rows: rows.map((row) => ({ ...row, consent: 0 })),
      proposals: {},
    });
    expect(told).toEqual([
      'escalate 09:00 overridden',
      'escalate 09:00 overridden',
      'escalate - unanswered',
      'escalate 09:00 overridden',
    ]);
    expect(entries[0]?.escalatesTo).toEqual(['crm']);
  });

  it('who are not there carry out nothing', async () => {
    const { told, result } = await play({
      handoff: `${nine}  escalate to crm\n    gold: when tier is gold\n  autonomy\n    starts at suggest\n`,
      simulation: '  agent chooses 10:00',
      rows: [...daily([1]), ...daily([2], { tier: 0 })],
    });
    expect(told).toEqual(['suggest - unanswered', 'escalate - unanswered']);
    expect(result.carriedOut).toBe(0);
    expect(result.people).toMatchObject({ asked: 2, unanswered: 2 });
    expect(result.notices).toContain(
      'The simulation has no reviewer: what needs a person stays unanswered.',
    );
  });

  it('override into the usual choice, and only where it breaks no boundary for certain', async () => {
    const { told, result } = await play({
      handoff: `${nine}  boundaries\n    gold: never when tier is gold and pick is 09:00\n  escalate to crm\n    all: when consent is yes\n`,
      simulation:
        '  agent chooses 10:00\n  reviewer\n    overrides because taste when pick is 10:00\n    otherwise approves',
      rows: [...daily([1]), ...daily([2], { tier: 0 }), ...daily([3], { tier: undefined })],
    });
    expect(told).toEqual([
      'escalate 09:00 overridden',
      'escalate - overridden',
      'escalate - overridden',
    ]);
    expect(result.people).toEqual({
      asked: 3,
      approved: 0,
      overridden: 3,
      unanswered: 0,
      late: 0,
      reviewedAfterwards: { approved: 0, overridden: 0 },
      reasons: [{ reason: 'taste', count: 3 }],
    });
  });

  it('answer by the first answer that is true; what is unknown is not', async () => {
    const { told } = await play({
      handoff: `${nine}  autonomy\n    starts at suggest\n`,
      simulation:
        '  agent chooses 10:00\n  reviewer\n    overrides because gold when tier is gold\n    approves when tier is plain',
      rows: [...daily([1], { tier: 0 }), ...daily([2]), ...daily([3], { tier: undefined })],
    });
    expect(told).toEqual([
      'suggest 09:00 overridden',
      'suggest 10:00 approved',
      'suggest - unanswered',
    ]);
  });

  it('see what was sent long ago, however far back only they look', async () => {
    const rows: Logged[] = [...daily([1, 2, 3, 4, 5, 6, 7, 8, 9]), { at: '06-20 09:00' }];
    const { told } = await play({
      handoff: `${nine}  escalate to crm\n    all: when month is June\n`,
      simulation: `${usualAgent}\n  reviewer\n    approves when count of emails in the last 200 days is 9`,
      rows,
    });
    expect(told.at(-1)).toBe('escalate 09:00 approved');
  });

  it('may ask how surprising a choice is, where no rule does', async () => {
    const { told } = await play({
      handoff: `${nine}  autonomy\n    starts at suggest\n`,
      simulation:
        '  agent is the logged choice\n  reviewer\n    overrides because odd when surprise is above 4 bits\n    otherwise approves',
      rows: [...daily([1, 2, 3]), { at: '01-04 11:00' }, ...daily([5])],
    });
    // Of 24 hours: log2 24 = 4.6 bits at first; then 2/25, 3/26; 1/27 for the eleventh hour.
    expect(told).toEqual([
      'suggest 09:00 overridden',
      'suggest 09:00 approved',
      'suggest 09:00 approved',
      'suggest 09:00 overridden',
      'suggest 09:00 approved',
    ]);
  });
});
