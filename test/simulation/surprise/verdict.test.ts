import { describe, expect, it } from 'vitest';
import { nine, play } from '../../support/scenario.ts';
import type { Scenario } from '../../support/scenario.ts';

const surprises = `  surprises
    surprising when surprise is above 2 bits
    sound when evidence is at least 20 emails and it holds on the holdout and it moves the goal
    unsound surprises go to analysts
`;
/** Forty rows a day: a tenth at ten, the rest at nine, and few of those at nine are clicked. */
const rows = (days: number, atTen: (day: number, index: number) => number): Scenario['rows'] =>
  Array.from({ length: 40 * days }, (_, index) => {
    const day = 1 + Math.floor(index / 40);
    const isTen = index % 10 === 0;
    return {
      at: `01-${String(day).padStart(2, '0')} 09:00`,
      reader: `r${String(index)}`,
      tier: 1,
      pick: isTen ? 600 : 540,
      clicked: isTen ? atTen(day, index) : index % 20 === 1 ? 1 : 0,
    };
  });
const run = (given: Scenario['rows'], handoff = surprises, agent = '10:00') =>
  play({
    handoff: `${nine}  goal more clicked\n  watch left\n${handoff}`,
    simulation: `  from 2026-01-20 to 2026-02-01\n  agent chooses ${agent}\n  reviewer\n    otherwise approves`,
    rows: given,
  });

describe('a surprising choice', () => {
  it('that is sound by what was known is the agent’s own', async () => {
    const { told, result } = await run(rows(24, () => 1));
    expect(new Set(told)).toEqual(new Set(['act 10:00']));
    expect(result.surprises).toMatchObject({
      surprising: 200,
      sound: 200,
      unsound: 0,
      compared: 1,
    });
    expect(result.surprises!.patterns[0]).toMatchObject({
      ...{ choice: '10:00', context: 'tier is plain and consent is yes', isSound: true, n: 96 },
    });
  });

  it('that is unsound goes to the role that is named', async () => {
    const { told, result, entries } = await run(rows(24, () => 0));
    expect(new Set(told)).toEqual(new Set(['escalate 10:00 approved']));
    expect(entries[0]).toMatchObject({
      escalatesTo: ['analysts'],
      ledger: [{ rule: 'unsound', outcome: 'fired', values: { sound: 0 } }],
    });
    expect(result.surprises).toMatchObject({ surprising: 200, sound: 0, unsound: 200 });
    expect(result.rules).toMatchObject([{ name: 'unsound', block: 'surprises', fired: 200 }]);
  });

  it('is judged by the days before alone: what comes later moves no verdict', async () => {
    const goodUntil = (last: number) => rows(28, (day) => (day <= last ? 1 : 0));
    const until24 = await run(goodUntil(24));
    const until28 = await run(goodUntil(28));
    const days = 5 * 40;
    expect(until24.told.slice(0, days)).toEqual(until28.told.slice(0, days));
  });

  it('is sound in the beginning of a streak no earlier than the holdout bears it out', async () => {
    const { told } = await run(rows(28, (day) => (day >= 20 ? 1 : 0)));
    expect(told[0]).toBe('escalate 10:00 approved');
  });

  it.each([
    ['the usual choice, which is nothing against itself', surprises, '09:00', 'act 09:00'],
    ['a common one', surprises.replace('2 bits', '9 bits'), '10:00', 'act 10:00'],
    [
      'one of a handoff that asks nobody',
      surprises.replace(/ {4}unsound.*\n/, ''),
      '10:00',
      'act 10:00',
    ],
  ])('is not %s', async (_, handoff, agent, expected) => {
    const { told } = await run(
      rows(24, () => 0),
      handoff,
      agent,
    );
    expect(new Set(told)).toEqual(new Set([expected]));
  });

  it('escalates where the log cannot tell whether it is sound', async () => {
    const { told, result } = await play({
      handoff: `${nine}${surprises}`,
      simulation:
        '  from 2026-01-20 to 2026-02-01\n  agent chooses 10:00\n  reviewer\n    otherwise approves',
      rows: rows(24, () => 1),
    });
    expect(new Set(told)).toEqual(new Set(['escalate 10:00 approved']));
    expect(result.surprises).toMatchObject({ untold: 200, refused: 'the handoff has no goal' });
  });

  it('is counted where the log has nothing to compare its choice with', async () => {
    const { result } = await run(
      rows(24, () => 1),
      surprises,
      '11:00',
    );
    expect(result.surprises).toMatchObject({ surprising: 200, unsound: 200, uncompared: 200 });
    const usual = await run(
      rows(24, () => 1).map((row) => ({ ...row, pick: 600 })),
      surprises,
      '09:00',
    );
    expect(usual.result.surprises).toMatchObject({ surprising: 200, sound: 200, uncompared: 0 });
  });

  it('is never sound on a log that does not say how likely its choices were', async () => {
    const { told, result } = await play({
      handoff: `${nine}  goal more clicked\n${surprises}`,
      simulation:
        '  from 2026-01-20 to 2026-02-01\n  agent chooses 10:00\n  reviewer\n    otherwise approves',
      rows: rows(24, () => 1),
      change: (policy) => ({
        ...policy,
        data: {
          ...policy.data,
          columns: policy.data.columns.filter(({ role }) => role !== 'propensity'),
        },
      }),
    });
    expect(new Set(told)).toEqual(new Set(['escalate 10:00 approved']));
    expect(result.surprises).toMatchObject({
      untold: 200,
      refused:
        'the data does not say how likely the logged choices were, so a difference may be that of who got them',
    });
  });

  it('without `sound when` is never sound', async () => {
    const { told } = await run(
      rows(24, () => 1),
      surprises.replace(/ {4}sound when.*\n/, ''),
    );
    expect(new Set(told)).toEqual(new Set(['escalate 10:00 approved']));
  });
});
