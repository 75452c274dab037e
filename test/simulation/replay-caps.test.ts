import { describe, expect, it } from 'vitest';
import { daily, nine, play, usualAgent, days } from '../support/scenario.ts';
import type { Logged } from '../support/scenario.ts';

describe('caps use up from decision to decision', () => {
  it('by what the replay sent, not by what was logged', async () => {
    const { told, result } = await play({
      handoff: `${nine}  boundaries\n    cap: at most 2 emails per 7 days\n`,
      simulation: usualAgent,
      rows: daily(days),
    });
    // On the 8th the send of the 1st is exactly seven days old, and so outside of the window.
    const no = 'block -';
    expect(told).toEqual([
      'act 09:00',
      'act 09:00',
      no,
      no,
      no,
      no,
      no,
      'act 09:00',
      'act 09:00',
      no,
    ]);
    expect(result).toMatchObject({ decisions: 10, carriedOut: 4, usual: 0 });
    expect(result.rules).toMatchObject([
      { name: 'cap', file: 'main.handoff', block: 'boundaries', fired: 6, unknown: 0 },
    ]);
  });

  it('for each reader alone', async () => {
    const { told } = await play({
      handoff: `${nine}  boundaries\n    cap: at most 1 email per 7 days\n`,
      simulation: usualAgent,
      rows: [...daily([1, 2]), ...daily([2], { reader: 'ben' })],
    });
    expect(told).toEqual(['act 09:00', 'block -', 'act 09:00']);
  });

  it('by what was logged before the period, which is no decision', async () => {
    const { told, result } = await play({
      handoff: `${nine}  boundaries\n    cap: at most 2 emails per 7 days\n`,
      simulation: `${usualAgent}\n  from 2026-01-03 to 2026-01-05`,
      rows: daily(days),
    });
    expect(told).toEqual(['block -', 'block -']);
    expect(result).toMatchObject({ rows: 10, before: 2, decisions: 2 });
  });

  it('also by a logged send whose choice is not known', async () => {
    const { told } = await play({
      handoff: `${nine}  boundaries\n    cap: at most 1 email per 7 days\n`,
      simulation: `${usualAgent}\n  from 2026-01-02 to 2026-01-03`,
      rows: [...daily([1], { pick: undefined }), ...daily([2])],
    });
    expect(told).toEqual(['block -']);
  });

  it('by nothing where a person overrode it into nothing', async () => {
    const { told } = await play({
      handoff: `${nine}  boundaries\n    cap: at most 1 email per 7 days\n    late: never when pick is 09:00 and tier is gold\n      otherwise hold\n`,
      simulation: usualAgent,
      rows: [...daily([1], { tier: 0 }), ...daily([2, 3])],
    });
    expect(told).toEqual(['hold -', 'act 09:00', 'block -']);
  });

  it('per calendar day on the reader’s own clock', async () => {
    // 22:00 and 23:30 UTC are one day in London, and two days in Berlin.
    const rows = (zone: string): Logged[] =>
      ['01-01 22:00', '01-01 23:30'].map((at) => ({ at, zone, reader: zone }));
    const { told } = await play({
      handoff: '  usually pick is yes\n  boundaries\n    cap: at most 1 email per calendar day\n',
      choice: 'yes/no',
      simulation: usualAgent,
      rows: [...rows('Europe/London'), ...rows('Europe/Berlin')],
    });
    expect(told).toEqual(['act yes', 'block -', 'act yes', 'act yes']);
  });

  it('by as many as a choice sends, none being no send at all', async () => {
    const { told } = await play({
      each: 'pick emails',
      choice: 'number of emails from 0 to 5',
      handoff:
        '  boundaries\n    cap: at most 5 emails per 7 days\n    gap: at least 2 days between emails\n',
      simulation: '  agent is the logged choice',
      rows: [
        ...daily([1], { pick: 0 }),
        ...daily([2], { pick: 3 }),
        ...daily([3], { pick: 1 }),
        ...daily([4], { pick: 3 }),
        ...daily([5], { pick: 2 }),
      ],
    });
    // The 3rd is too near to the 2nd; the 4th would make six, the 5th makes five.
    expect(told).toEqual(['act 0', 'act 3', 'block -', 'block -', 'act 2']);
  });

  it('by one where it is not known how many were sent', async () => {
    const { told } = await play({
      each: 'how_many emails',
      columns: '  how_many   : number of emails from 0 to 5\n',
      handoff: `${nine}  boundaries\n    cap: at most 2 emails per 7 days\n`,
      simulation: `${usualAgent}\n  reviewer\n    otherwise approves`,
      rows: [
        ...daily([1], { how_many: undefined }),
        ...daily([2], { how_many: 2 }),
        ...daily([3], { how_many: 1 }),
      ],
    });
    expect(told).toEqual(['escalate 09:00 approved', 'block -', 'act 09:00']);
  });
});

describe('a time that a clock shows twice', () => {
  it.each([
    // Put back from 01:00 to 00:00, so that midnight comes twice and the first one counts.
    ['America/Havana', '2025-11-02T15:00:00Z', '2025-11-02T04:00:00.000Z'],
    // Put forward from 00:00 to 01:00: midnight does not exist and means one o'clock.
    ['America/Havana', '2025-03-09T15:00:00Z', '2025-03-09T05:00:00.000Z'],
    ['Europe/Berlin', '2025-10-26T15:00:00Z', '2025-10-25T22:00:00.000Z'],
    ['Asia/Kathmandu', '2025-10-26T05:00:00Z', '2025-10-25T18:15:00.000Z'],
  ])('means its first occurrence: midnight in %s on the day of %s', async (zone, at, effect) => {
    const { entries } = await play({
      simulation: '  agent chooses 00:00',
      rows: [{ at, zone, pick: 540 }],
    });
    expect(entries[0]?.moment).toBe(effect);
  });
});

describe('a limit', () => {
  it('decides only the first rows, and counts only what it read', async () => {
    const { result, told } = await play({
      handoff: nine,
      simulation: `${usualAgent}\n  from 2026-01-03 to 2026-02-01`,
      rows: daily(days),
      limit: 2,
    });
    expect(told).toEqual(['act 09:00', 'act 09:00']);
    expect(result).toMatchObject({ rows: 4, before: 2, decisions: 2 });
  });
});

describe('what is scheduled for later', () => {
  it.each([
    ['counts towards a cap', '  boundaries\n    r: at most 1 emails per 24 hours\n', 'block -'],
    ['is kept away from', '  boundaries\n    r: at least 14 hours between emails\n', 'block -'],
    [
      'was not sent yet, where a condition counts',
      '  escalate to crm\n    r: when count of emails in the last 24 hours is above 0\n',
      'act 08:00',
    ],
    [
      'was not the last one yet, where a condition asks',
      '  escalate to crm\n    r: when time since the last email is below 14 hours\n',
      'act 08:00',
    ],
  ])('%s', async (_, rule, second) => {
    const { told } = await play({
      handoff: `${nine}${rule}`,
      simulation: '  agent is recorded in "p.jsonl"',
      rows: daily([1, 1]),
      proposals: { 1: { choice: 1200 }, 2: { choice: 480 } },
    });
    expect(told).toEqual(['act 20:00', second]);
  });
});

it.each([
  ['at most 5 emails per 7 days across all handoffs', true],
  ['at least 1 hour between emails across all handoffs', true],
  ['at most 5 emails per 7 days', false],
])('a replay tells that it sends for one handoff only: %s', async (cap, tells) => {
  const { result } = await play({
    handoff: `${nine}  boundaries\n    cap: ${cap}\n`,
    simulation: usualAgent,
    rows: daily([1]),
  });
  const notice = 'Caps across all handoffs count only what this handoff sends in this run.';
  expect(result.notices.includes(notice)).toBe(tells);
});
