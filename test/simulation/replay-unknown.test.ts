import { describe, expect, it } from 'vitest';
import { daily, nine, play, usualAgent } from '../support/scenario.ts';

describe('what is not known is counted and never lets an agent act alone', () => {
  const handoff = `${nine}  goal more clicked\n  boundaries\n    cap: at most 5 emails per calendar day\n    free: never when weekday is Sunday\n`;
  const ordinary = daily([1], { reader: 'zoe' })[0]!;
  it.each([
    ['moment', { at: undefined }, 'escalate', ['sent_at'], []],
    ['zone', { zone: undefined }, 'escalate', ['zone'], []],
    ['zone, by a name that is none', { zone: 'Mars/Olympus' }, 'escalate', ['zone'], []],
    ['subject', { reader: undefined }, 'escalate', ['reader'], []],
    ['logged choice', { pick: undefined }, 'act', [], ['the logged choice is missing']],
    ['goal', { clicked: undefined }, 'act', [], ['the goal is not observed']],
    [
      'propensity',
      { propensity: NaN },
      'act',
      [],
      ['the propensity is missing or not above 0 and at most 1'],
    ],
    [
      'propensity, which is none',
      { propensity: 0 },
      'act',
      [],
      ['the propensity is missing or not above 0 and at most 1'],
    ],
    [
      'propensity, which is too much',
      { propensity: 1.5 },
      'act',
      [],
      ['the propensity is missing or not above 0 and at most 1'],
    ],
    [
      'propensity, which is so small that no number is its inverse',
      { propensity: 1e-310 },
      'act',
      [],
      ['the propensity is too small to weigh the row by'],
    ],
  ])('%s', async (_, missing, verdict, undecidable, unusable) => {
    const { result, decisions } = await play({
      handoff,
      simulation: usualAgent,
      rows: [ordinary, { ...ordinary, at: '01-01 10:00', ...missing }],
    });
    expect(decisions.map((each) => each.verdict)).toEqual(['act', verdict]);
    expect(result).toMatchObject({ rows: 2, decisions: 2 });
    expect(result.undecidable.map(({ column, rows }) => [column, rows])).toEqual(
      undecidable.map((column) => [column, 1]),
    );
    expect(result.unusable).toEqual(unusable.map((reason) => ({ reason, rows: 1 })));
  });

  it.each(['reader', 'sent_at', 'zone'])(
    'a spacing escalates for want of `%s`, and the summary says so',
    async (column) => {
      const row = column === 'sent_at' ? { at: undefined } : { [column]: undefined };
      const { result, told } = await play({
        handoff: `${nine}  boundaries\n    gap: at least 4 hours between emails\n`,
        simulation: usualAgent,
        rows: [{ ...ordinary, ...row }],
      });
      expect(told).toEqual(['escalate - unanswered']);
      expect(result.undecidable).toEqual([{ column, rows: 1 }]);
    },
  );

  it.each([
    ['confidence', 'unsure: when confidence is below 70%'],
    ['evidence', 'thin: when evidence is below 200 emails'],
  ])('a trigger escalates for want of the agent’s `%s`', async (column, rule) => {
    const { result, told } = await play({
      handoff: `${nine}  escalate to crm\n    ${rule}\n`,
      simulation: '  agent is recorded in "p.jsonl"',
      rows: daily([1, 2]),
      proposals: { 1: { choice: 540 }, 2: { choice: 540, confidence: 0.9, evidence: 500 } },
    });
    expect(told).toEqual(['escalate - unanswered', 'act 09:00']);
    expect(result.undecidable).toEqual([{ column, rows: 1 }]);
  });

  it('an exploration that the agent does not speak of is counted as its strategy', async () => {
    const { result } = await play({
      handoff: `${nine}  learning\n    period of 28 days from 2026-01-01\n    explore at most 50% of decisions\n`,
      simulation: '  agent is recorded in "p.jsonl"',
      rows: daily([1, 2]),
      proposals: { 1: { choice: 540 }, 2: { choice: 540, strategy: 'exploit' } },
    });
    expect(result.undecidable).toEqual([{ column: 'strategy', rows: 1 }]);
  });

  it('a calendar cap escalates where the zone alone is unknown, and the moment is not', async () => {
    const { told } = await play({
      choice: 'yes/no',
      handoff: '  usually pick is yes\n  boundaries\n    cap: at most 5 emails per calendar day\n',
      simulation: usualAgent,
      rows: [{ at: '01-01 09:00', zone: undefined, pick: 1 }],
    });
    expect(told).toEqual(['escalate - unanswered']);
  });

  it('a row whose moment is unknown is decided, within any period', async () => {
    const { result } = await play({
      handoff: nine,
      simulation: `${usualAgent}\n  from 2026-01-05 to 2026-01-06`,
      rows: [...daily([4, 5, 6]), { at: undefined }],
    });
    expect(result).toMatchObject({ rows: 4, before: 1, decisions: 2 });
  });
});
