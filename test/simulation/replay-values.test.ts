import { describe, expect, it } from 'vitest';
import { daily, nine, play, usualAgent } from '../support/scenario.ts';
import type { Logged } from '../support/scenario.ts';

describe('values', () => {
  it('are refused where the handoff has no goal', async () => {
    const { result } = await play({ handoff: nine, simulation: usualAgent, rows: daily([1]) });
    for (const arm of ['logged', 'agent', 'policy'] as const) {
      expect(result.value[arm].ips).toEqual({ refused: 'the handoff has no goal' });
    }
  });

  it('weigh the logged choice by what agent and policy would have done', async () => {
    const { result } = await play({
      handoff: `${nine}  goal more clicked\n  boundaries\n    gold: never when tier is gold and pick is 10:00\n`,
      simulation: '  agent chooses 10:00',
      rows: [
        // The agent agrees with the log; the policy too, but for gold, where it takes nine o'clock.
        { reader: 'r1', at: '01-01 10:00', propensity: 0.25, clicked: 1 },
        { reader: 'r2', at: '01-02 10:00', propensity: 0.5, clicked: 1, tier: 0 },
        { reader: 'r3', at: '01-03 09:00', propensity: 0.5, clicked: 0, tier: 0 },
        { reader: 'r4', at: '01-04 11:00', propensity: 0.5, clicked: 1 },
      ],
    });
    const shown = ({ ess, meanWeight, maxWeight }: (typeof result.value)['agent']) => ({
      ess,
      meanWeight,
      maxWeight,
    });
    // 4, 2, 0, 0: (6²) / (16 + 4); and 4, 0, 2, 0 with the same sums.
    expect(shown(result.value.agent)).toEqual({ ess: 1.8, meanWeight: 1.5, maxWeight: 4 });
    expect(shown(result.value.policy)).toEqual({ ess: 1.8, meanWeight: 1.5, maxWeight: 4 });
    const estimate = (arm: 'agent' | 'policy', kind: 'ips' | 'snips'): number | undefined => {
      const of = result.value[arm][kind];
      return 'refused' in of ? of.crossedOut?.estimate : of.estimate;
    };
    expect(estimate('agent', 'ips')).toBe(1.5);
    expect(estimate('agent', 'snips')).toBe(1);
    expect(estimate('policy', 'ips')).toBe(1);
    expect(estimate('policy', 'snips')).toBeCloseTo(2 / 3, 12);
  });

  it('of choices without a list match what is logged in the same row, not in the one before', async () => {
    const { result } = await play({
      choice: 'money in EUR',
      handoff: '  goal more clicked\n',
      simulation: '  agent is recorded in "p.jsonl"',
      rows: [...daily([1], { pick: 3 }), ...daily([2], { pick: 5 }), ...daily([3], { pick: 7 })],
      proposals: { 1: { choice: 5 }, 2: { choice: 5 }, 3: { choice: 5 } },
    });
    expect(result.value.agent).toMatchObject({ maxWeight: 2, meanWeight: 2 / 3 });
    expect(result.value.policy).toMatchObject({ maxWeight: 2, meanWeight: 2 / 3 });
  });

  it('do not hold an agent to decisions that it left open', async () => {
    const rows = Array.from({ length: 400 }, (_, i): Logged => ({
      at: '01-01 09:00',
      reader: `r${i}`,
      pick: i % 2,
      clicked: i % 3 === 0 ? 1 : 0,
    }));
    const proposals = Object.fromEntries(
      rows.flatMap((_, i) => (i % 4 < 2 ? [[i + 1, { choice: 1 }]] : [])),
    );
    const { result } = await play({
      choice: 'yes/no',
      handoff: '  goal more clicked\n',
      simulation: '  agent is recorded in "p.jsonl"',
      rows,
      proposals,
    });
    // It proposes half of the time, and yes was logged for half of those: 100 rows of weight 2.
    expect(result.value.agent).toMatchObject({ meanWeight: 0.5, ess: 100 });
    expect(result.value.agent.ips).toHaveProperty('estimate');
    expect(result.value.policy.ips).toHaveProperty('estimate');
  });
});

describe('an agent that learns', () => {
  const rows = (good: number): Logged[] =>
    Array.from({ length: 400 }, (_, i): Logged => ({
      at: '01-01 09:00',
      reader: `r${i}`,
      pick: i % 2,
      left: i % 2 === good ? 0 : 1,
      clicked: i % 2 === good ? 1 : 0,
    }));
  const simulation = '  agent is thompson sampling by tier\n  from 2026-01-03 to 2026-01-10';

  it.each([
    ['more clicked', 1, 'yes'],
    ['more clicked', 0, 'no'],
    ['less left', 1, 'yes'],
    ['less left', 0, 'no'],
  ])('from the rows before the period: %s, %i', async (goal, good, choice) => {
    const { entries, result } = await play({
      choice: 'yes/no',
      handoff: `  goal ${goal}\n`,
      simulation,
      rows: [...rows(good), ...daily([3], { pick: good })],
    });
    expect(result).toMatchObject({ before: 400, decisions: 1 });
    expect(entries[0]?.proposal).toMatchObject({ choice, evidence: 200, strategy: 'exploit' });
    expect(entries[0]?.proposal?.alternatives[0]?.probability).toBeGreaterThan(0.999);
  });

  it('learns only from what was carried out and logged', async () => {
    const { entries } = await play({
      choice: 'yes/no',
      handoff:
        '  goal more clicked\n  usually pick is no\n  boundaries\n    gold: never when tier is gold\n',
      simulation,
      rows: [
        ...rows(1),
        ...daily([3], { pick: 1 }), // carried out: learned
        ...daily([4], { pick: 0 }), // something else was logged
        ...daily([5], { pick: 1, tier: 0 }), // not carried out
        ...daily([6], { pick: 1 }),
      ],
    });
    const evidence = entries.map(({ proposal }) => [proposal?.choice, proposal?.evidence]);
    expect(evidence[3]).toEqual(['yes', 201]);
  });
});
