import { describe, expect, it } from 'vitest';
import { check } from '../support/handoff.ts';
import { nine, play, textOf } from '../support/scenario.ts';
import type { Logged } from '../support/scenario.ts';

const learning = (period: string): string =>
  `${nine}  goal more clicked\n  learning\n${period}    reviewed every week by crm\n`;
const thompson = (rejects = ''): string =>
  `  from 2026-01-15 to 2026-03-01\n  agent is thompson sampling by tier\n  reviewer\n    otherwise approves\n${rejects}  seed 1\n`;
/** At 03:00 everybody clicks, at 09:00 nobody does. */
const rows = Array.from({ length: 48 * 30 }, (_, i): Logged => {
  const isNight = i % 2 === 0;
  const minute = Date.parse('2026-01-01T00:00Z') + i * 30 * 60_000;
  return {
    at: new Date(minute).toISOString(),
    reader: `r${i}`,
    pick: isNight ? 180 : 540,
    clicked: Number(isNight),
  };
});

describe('the learning period', () => {
  it('puts what was proposed before the reviewers at each of its dates, with its evidence', async () => {
    const { result } = await play({
      handoff: learning('    period of 4 weeks from 2026-01-05\n'),
      simulation: thompson(),
      rows,
    });
    const dates = result.reviews!.map(({ at }) => new Date(at).toISOString().slice(0, 10));
    // Those of 12 January are before the run; rows end with the month.
    expect(dates).toEqual(['2026-01-19', '2026-01-26']);
    const [first] = result.reviews![0]!.patterns;
    expect(first).toMatchObject({ context: 'tier is plain', choice: '03:00', rejected: false });
    expect(first!.evidence!.rate).toBe(1);
    expect(first!.evidence!.usualRate).toBe(0);
    expect(first!.evidence!.interval.low).toBeGreaterThan(0.9);
  });

  it('sends the agent back to its prior where a pattern is rejected', async () => {
    const evidences = async (rejects: string): Promise<number[]> => {
      const { entries } = await play({
        handoff: learning('    period of 4 weeks from 2026-01-05\n'),
        simulation: thompson(rejects),
        rows,
      });
      return entries.flatMap(({ proposal }) =>
        proposal?.choice === '03:00' ? [proposal.evidence ?? 0] : [],
      );
    };
    const falls = (of: number[]): number => of.filter((each, i) => each < (of[i - 1] ?? 0)).length;
    expect(falls(await evidences(''))).toBe(0);
    expect(
      falls(await evidences('    rejects patterns when pick is between 00:00 and 05:00\n')),
    ).toBeGreaterThan(0);
  });

  it('has its share of explorations kept in the period, and none alone outside of it', async () => {
    const { result } = await play({
      handoff: `${nine}  goal more clicked\n  learning\n    period of 1 week from 2026-01-01\n    explore at most 25% of decisions\n`,
      simulation: '  agent is recorded in "p.jsonl"\n  reviewer\n    overrides when consent is yes',
      rows: Array.from({ length: 20 }, (_, i) => ({
        at: `01-${String(i + 1).padStart(2, '0')} 09:00`,
      })),
      proposals: Object.fromEntries(
        Array.from({ length: 20 }, (_, i) => [i + 1, { choice: 600, strategy: 'explore' }]),
      ),
    });
    // One in four: after 4 and 8 decisions; the 8th is outside.
    expect(result.exploration).toEqual({
      atMost: 0.25,
      within: { decisions: 7, proposed: 7, alone: 1, approved: 0 },
      outside: { decisions: 13, proposed: 13, alone: 0, approved: 0 },
    });
  });

  it.each([
    [
      'a pattern has no such column',
      learning(''),
      '    rejects patterns when consent is yes\n',
      'A pattern is a choice in a cell: it has only `pick`, `tier`',
    ],
    [
      'nobody reviews',
      `${nine}  goal more clicked\n`,
      '    rejects patterns when pick is 03:00\n',
      '`timing` puts no patterns before anybody: its `learning` needs `reviewed every week by …`',
    ],
    [
      'the times are the wrong way round',
      learning(''),
      '    answers in 3 hours to 10 minutes\n',
      'The shorter time comes first: `answers in 10 minutes to 3 hours`',
    ],
    [
      'the time is said twice',
      learning(''),
      '    answers in 1 hour\n    answers in 2 hours\n',
      '`answers in …` stands twice in the reviewer',
    ],
  ])('is refused where %s', async (_, handoff, lines, message) => {
    const { diagnostics } = await check(textOf({ handoff, simulation: thompson(lines), rows: [] }));
    expect(diagnostics.map((each) => each.message)).toEqual([message]);
  });
});
