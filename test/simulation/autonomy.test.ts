import { describe, expect, it } from 'vitest';
import { nine, play } from '../support/scenario.ts';
import type { Logged } from '../support/scenario.ts';

describe('the ladder of autonomy', () => {
  const stagesOf = (stages: { decision: number; from: string; to: string }[]): string[] =>
    stages.map(({ decision, from, to }) => `${decision}: ${from} → ${to}`);
  const overridesGold =
    '  agent chooses 10:00\n  reviewer\n    overrides because gold when tier is gold\n    otherwise approves';
  const gold = 0;
  const plain = 1;
  const rowsOf = (tiers: number[]): Logged[] =>
    tiers.map((tier, i) => ({ at: `01-${String(i + 1).padStart(2, '0')} 09:00`, tier }));

  it('is climbed at its count and share, both exactly', async () => {
    const { result, told } = await play({
      handoff: `${nine}  autonomy\n    starts at suggest\n    becomes act after 5 decisions when agreement is at least 60%\n`,
      simulation: overridesGold,
      rows: rowsOf([plain, gold, plain, gold, plain, gold]),
    });
    expect(stagesOf(result.autonomy)).toEqual(['5: suggest → act']);
    expect(result.autonomy[0]?.because).toBe('3 of 5 reviewed decisions were approved (60.0%)');
    expect(told[5]).toBe('act 10:00');
  });

  it('is not climbed below its share, and later once it is reached', async () => {
    const { result } = await play({
      handoff: `${nine}  autonomy\n    starts at suggest\n    becomes act after 3 decisions when agreement is at least 60%\n`,
      simulation: overridesGold,
      rows: rowsOf([gold, gold, plain, plain, plain, plain]),
    });
    // 1 of 3, 2 of 4, 3 of 5.
    expect(stagesOf(result.autonomy)).toEqual(['5: suggest → act']);
  });

  it.each([
    ['', ''],
    ['the other way round', 'reversed'],
  ])('goes one rung at a time, each with its own count %s', async (_, order) => {
    const steps = [
      '    becomes act with review after 2 decisions\n',
      '    becomes act after 1 decisions\n',
    ];
    const { result, told } = await play({
      handoff: `${nine}  autonomy\n    starts at suggest\n${(order ? steps.reverse() : steps).join('')}`,
      simulation: overridesGold,
      rows: rowsOf([plain, plain, plain, plain]),
    });
    expect(stagesOf(result.autonomy)).toEqual([
      '2: suggest → act with review',
      '3: act with review → act',
    ]);
    expect(told).toEqual([
      'suggest 10:00 approved',
      'suggest 10:00 approved',
      'act 10:00',
      'act 10:00',
    ]);
  });

  it('with review, a person who would have overridden changes nothing any more', async () => {
    const { result, told } = await play({
      handoff: `${nine}  autonomy\n    starts at act with review\n    returns to suggest when agreement is below 60%\n`,
      simulation: overridesGold,
      rows: rowsOf([plain, gold, gold, plain]),
    });
    expect(told).toEqual([
      'act 10:00',
      'act 10:00',
      'suggest 09:00 overridden',
      'suggest 10:00 approved',
    ]);
    // 1 of 2 is below 60%.
    expect(stagesOf(result.autonomy)).toEqual(['2: act with review → suggest']);
  });

  it.each([
    ['', ''],
    ['the other way round', 'reversed'],
  ])('goes down to the lowest of the stages that are due %s', async (_, order) => {
    const returns = [
      '    returns to act with review when agreement is below 90%\n',
      '    returns to suggest when agreement is below 50%\n',
    ];
    const { result } = await play({
      handoff: `${nine}  escalate to crm\n    gold: when tier is gold\n  autonomy\n    starts at act\n${(order ? returns.reverse() : returns).join('')}`,
      simulation: overridesGold,
      rows: rowsOf([plain, gold]),
    });
    expect(stagesOf(result.autonomy)).toEqual(['2: act → suggest']);
  });

  it('never goes up where nothing can be taken back', async () => {
    const { result, told } = await play({
      handoff: `${nine}  autonomy\n    starts at suggest\n    becomes act after 1 decisions\n    returns to suggest when a guard is broken\n`,
      change: (policy) => ({ ...policy, reversible: 'irreversible' }),
      simulation: overridesGold,
      rows: rowsOf([plain, plain, plain]),
    });
    expect(result.autonomy).toEqual([]);
    expect(told).toEqual(Array.from({ length: 3 }, () => 'suggest 10:00 approved'));
  });

  it('goes down, and not up, on what is not known', async () => {
    const onTier = {
      kind: 'compare',
      operator: 'is',
      left: { kind: 'column', name: 'tier' },
      right: { kind: 'literal', value: gold },
    } as const;
    const { result } = await play({
      handoff: `${nine}  autonomy\n    starts at act with review\n    becomes act after 1 decisions when agreement is at least 1%\n    returns to suggest when agreement is below 1%\n`,
      change: (policy) => ({
        ...policy,
        autonomy: {
          ...policy.autonomy!,
          steps: policy.autonomy!.steps.map((step) => ({ ...step, when: onTier })),
          returns: policy.autonomy!.returns.map((step) => ({ ...step, when: onTier })),
        },
      }),
      simulation: overridesGold,
      rows: rowsOf([plain, plain]),
    });
    expect(stagesOf(result.autonomy)).toEqual(['1: act with review → suggest']);
  });

  it('does not count what nobody answered', async () => {
    const { result } = await play({
      handoff: `${nine}  autonomy\n    starts at suggest\n    becomes act after 2 decisions\n`,
      simulation: '  agent chooses 10:00\n  reviewer\n    approves when tier is gold',
      rows: rowsOf([plain, gold, plain, plain, gold, plain]),
    });
    expect(stagesOf(result.autonomy)).toEqual(['5: suggest → act']);
  });
});
