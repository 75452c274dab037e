import { describe, expect, it } from 'vitest';
import { daily, nine, play, usualAgent, days } from '../support/scenario.ts';
import type { Scenario } from '../support/scenario.ts';

describe('what becomes of a choice', () => {
  const quiet = `${nine}  boundaries\n    quiet: never when pick is between 21:00 and 06:30\n`;
  it.each([
    ['act', '', '08:00', 'act 08:00'],
    ['the usual one after a block', '', '22:00', 'block 09:00'],
    ['nothing after a hold', '      otherwise hold\n', '22:00', 'hold -'],
    ['the nearest allowed', '      otherwise use the nearest allowed\n', '03:00', 'act 06:30'],
    [
      'the nearest on the other side',
      '      otherwise use the nearest allowed\n',
      '22:00',
      'act 20:30',
    ],
    [
      'the later of two that are as near',
      '      otherwise use the nearest allowed\n',
      '01:30',
      'act 06:30',
    ],
    [
      'nobody’s where nobody answers',
      '      otherwise escalate to boss\n',
      '22:00',
      'escalate - unanswered',
    ],
  ])('%s', async (_, otherwise, choice, told) => {
    const played = await play({
      choice: 'time of day by 30 minutes',
      handoff: quiet + otherwise,
      simulation: `  agent chooses ${choice}`,
      rows: daily([1]),
    });
    expect(played.told).toEqual([told]);
    expect(played.result.verdicts[told.split(' ')[0] as 'act']).toBe(1);
  });

  it('is counted where it was moved or taken back', async () => {
    const { result } = await play({
      handoff: `${quiet}      otherwise use the nearest allowed\n    gold: never when tier is gold and pick is not 09:00\n`,
      simulation: '  agent chooses 22:00',
      rows: [...daily([1]), ...daily([2], { tier: 0 }), ...daily([3])],
    });
    expect(result).toMatchObject({ decisions: 3, carriedOut: 3, moved: 2, usual: 1 });
    expect(result.rules.map(({ name, fired }) => [name, fired])).toEqual([
      ['gold', 1],
      ['quiet', 3],
    ]);
  });

  it('is nothing where the usual choice breaks a boundary itself', async () => {
    const { told } = await play({
      handoff: `${nine}  boundaries\n    none: never when tier is gold\n`,
      simulation: usualAgent,
      rows: [...daily([1], { tier: 0 }), ...daily([2])],
    });
    expect(told).toEqual(['block -', 'act 09:00']);
  });
});

describe('without a proposal and without a usual choice', () => {
  it('nothing is judged or carried out, and the owner is asked', async () => {
    const { told, result, entries } = await play({
      handoff: '  boundaries\n    night: never when pick is 00:00\n',
      simulation: '  agent is recorded in "p.jsonl"\n  reviewer\n    otherwise approves',
      rows: daily([1]),
      proposals: {},
    });
    expect(told).toEqual(['escalate - unanswered']);
    expect(result.rules[0]).toMatchObject({ fired: 0, unknown: 0 });
    expect(entries[0]).toMatchObject({ escalatesTo: ['team_lead'], ledger: [], choice: null });
  });
});

describe('exploring', () => {
  const explore = { choice: 600, strategy: 'explore' } as const;
  const exploit = { choice: 600, strategy: 'exploit' } as const;
  const run = (handoff: string, proposals: Scenario['proposals'], rows = daily(days)) =>
    play({
      handoff: nine + handoff,
      simulation: '  agent is recorded in "p.jsonl"',
      rows: rows.slice(0, Object.keys(proposals!).length),
      proposals: proposals!,
    });

  it('beyond its share escalates, and counts only what was carried out', async () => {
    const { told } = await run('  learning\n    explore at most 50% of decisions\n', {
      1: explore, // 1 of 1
      2: exploit,
      3: explore, // 1 of 3: the first was not carried out
      4: explore, // 2 of 4, which is not beyond one half
      5: explore, // 3 of 5
      6: explore, // 3 of 6
    });
    expect(told).toEqual([
      'escalate - unanswered',
      'act 10:00',
      'act 10:00',
      'act 10:00',
      'escalate - unanswered',
      'act 10:00',
    ]);
  });

  it('does not count where a person took the usual choice instead', async () => {
    const { told } = await play({
      handoff: `${nine}  learning\n    explore at most 50% of decisions\n`,
      simulation:
        '  agent is recorded in "p.jsonl"\n  reviewer\n    overrides because taste when pick is 10:00',
      rows: daily([1, 2, 3]),
      proposals: { 1: explore, 2: exploit, 3: explore },
    });
    // 1 of 1, and then 1 of 3: were the first one counted, it would be 2 of 3.
    expect(told).toEqual(['escalate 09:00 overridden', 'act 10:00', 'act 10:00']);
  });

  it('outside of the learning period escalates', async () => {
    const { told } = await run('  learning\n    period of 2 days from 2026-01-02\n', {
      1: explore,
      2: explore,
      3: explore,
      4: explore,
      5: exploit,
    });
    expect(told).toEqual([
      'escalate - unanswered',
      'act 10:00',
      'act 10:00',
      'escalate - unanswered',
      'act 10:00',
    ]);
  });

  it('or not: an agent that does not say is escalated where it would matter', async () => {
    const { told, result } = await run('  learning\n    explore at most 50% of decisions\n', {
      1: { choice: 600 },
    });
    expect(told).toEqual(['escalate - unanswered']);
    expect(result.rules).toMatchObject([{ name: 'explore', fired: 0, unknown: 1 }]);
  });
});
