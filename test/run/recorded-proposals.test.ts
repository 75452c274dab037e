import { describe, expect, it } from 'vitest';
import { workspaceWith } from '../data/workspace.ts';
import { csv, runText } from '../support/run.ts';

const text = `data log from "log.csv"
  each row is an email
  reader  : identifier, the subject
  sent_at : timestamp, the moment
  zone    : time zone, the clock
  hour    : time of day by the hour, chosen evenly at random
  clicked : yes/no, an outcome

handoff timing
  owner team
  uses log
  the agent chooses hour
  usually hour is 09:00
  goal more clicked
  escalate to team
    unsure: when confidence is below 70%

simulation recorded_run of timing
  agent is recorded in "proposals.jsonl"
  seed 3
`;

async function run(proposals: string, rows = 3) {
  const data = csv(
    'reader,sent_at,zone,hour,clicked',
    Array.from({ length: rows }, (_, i) => [
      `r${i}`,
      `2026-01-0${i + 1}T09:00:00Z`,
      'UTC',
      '09:00',
      1,
    ]),
  );
  const workspace = workspaceWith({ 'log.csv': data, 'proposals.jsonl': proposals });
  return runText({ text, workspace, firstEntries: rows });
}

describe('recorded proposals', () => {
  it('are what the agent proposes, by the row of the data file, in any order', async () => {
    const { firstEntries } = await run(
      [
        '{"row": 3, "choice": "11:00", "confidence": 0.9}',
        '',
        '{"row": 1, "choice": "8:00", "confidence": 0.8, "evidence": 40, "strategy": "explore", "patterns": ["mornings"], "reasons": ["opens early"]}',
        '{"row": 2, "choice": "10:00", "confidence": 0.4}',
      ].join('\n'),
    );
    expect(firstEntries.map(({ proposal }) => proposal?.choice)).toEqual([
      '08:00',
      '10:00',
      '11:00',
    ]);
    expect(firstEntries.map(({ verdict }) => verdict)).toEqual(['act', 'escalate', 'act']);
    expect(firstEntries[0]?.proposal).toEqual({
      choice: '08:00',
      confidence: 0.8,
      evidence: 40,
      strategy: 'explore',
      alternatives: [],
      patterns: ['mornings'],
      reasons: ['opens early'],
    });
  });

  it('of probabilities are drawn from, the same with the same seed', async () => {
    const line = (row: number): string =>
      `{"row": ${row}, "probabilities": {"08:00": 0.5, "10:00": 0.5}, "confidence": 1}`;
    const proposals = Array.from({ length: 9 }, (_, i) => line(i + 1)).join('\n');
    const choices = async (): Promise<unknown[]> =>
      (await run(proposals, 9)).firstEntries.map(({ proposal }) => proposal?.choice);
    const drawn = await choices();
    expect(new Set(drawn)).toEqual(new Set(['08:00', '10:00']));
    expect(await choices()).toEqual(drawn);
  });

  it('carry what they say of alternatives to the choice that is judged', async () => {
    const { firstEntries } = await run(
      '{"row": 1, "choice": "08:00", "confidence": 0.2, "alternatives": [{"choice": "08:00", "confidence": 0.9}, {"choice": "25:00"}]}',
      1,
    );
    expect(firstEntries[0]?.proposal?.confidence).toBe(0.9);
    expect(firstEntries[0]?.verdict).toBe('act');
  });

  it('that are missing leave the decision to a person', async () => {
    const { result, firstEntries } = await run('{"row": 2, "choice": "10:00", "confidence": 1}\n');
    expect(firstEntries.map(({ verdict }) => verdict)).toEqual(['escalate', 'act', 'escalate']);
    expect(firstEntries[0]).toMatchObject({
      failure: 'no proposal was recorded for this row',
      escalatesTo: ['team'],
      choice: null,
    });
    expect(firstEntries[0]).not.toHaveProperty('proposal');
    expect(result.failures).toEqual([
      { reason: 'no proposal was recorded for this row', count: 2 },
    ]);
    expect(result.carriedOut).toBe(1);
  });

  it('may begin with a byte order mark and hold any character', async () => {
    const { firstEntries } = await run(
      '\uFEFF{"row": 1, "choice": "10:00", "confidence": 1, "reasons": ["a\u2028b"]}\r\n{"row": 2, "choice": "11:00", "confidence": 1}',
    );
    expect(firstEntries.map(({ proposal }) => proposal?.choice)).toEqual([
      '10:00',
      '11:00',
      undefined,
    ]);
    expect(firstEntries[0]?.proposal?.reasons).toEqual(['a\u2028b']);
  });

  it.each([
    ['no JSON', 'nine o’clock', 'is not a JSON object with a proposal'],
    ['half an object', '{"row": 2, "choice"', 'is not a JSON object with a proposal'],
    ['a list', '[2, "09:00"]', 'is not a JSON object with a proposal'],
    ['no row', '{"choice": "09:00"}', /^`row`: /],
    ['a row that is none', '{"row": 0, "choice": "09:00"}', /^`row`: /],
    ['half a row', '{"row": 1.5, "choice": "09:00"}', /^`row`: /],
    [
      'a row that the data has not',
      '{"row": 4, "choice": "09:00"}',
      'there is no row 4: the data has 3',
    ],
    ['a row for the second time', '{"row": 1, "choice": "09:00"}', 'row 1 has a proposal already'],
    ['nothing proposed', '{"row": 2}', 'a proposal needs `choice` or `probabilities`'],
    ['a choice that is none', '{"row": 2, "choice": "09:30"}', '`09:30` is none of the choices'],
    [
      'probabilities that do not add up',
      '{"row": 2, "probabilities": {"09:00": 0.5}}',
      'the probabilities add up to 0.5, not to 1',
    ],
    [
      'a negative probability',
      '{"row": 2, "probabilities": {"09:00": -1}}',
      /^`probabilities.09:00`: /,
    ],
    ['too sure', '{"row": 2, "choice": "09:00", "confidence": 92}', /^`confidence`: /],
    [
      'a line too long',
      `{"row": 2, "choice": "${'9'.repeat(1_000_001)}"}`,
      'is longer than 1,000,000 characters',
    ],
  ])('end the run where a line is %s: one line with its place', async (_, line, why) => {
    const failure = run(`{"row": 1, "choice": "09:00"}\n${line}\n`);
    const message =
      typeof why === 'string'
        ? `proposals.jsonl:2: ${why}`
        : expect.stringMatching(new RegExp(`^proposals\\.jsonl:2: ${why.source.slice(1)}`));
    await expect(failure).rejects.toMatchObject({ code: 'bad-proposal', message });
  });

  it('end the run where their file is not there', async () => {
    const workspace = workspaceWith({
      'log.csv': csv('reader,sent_at,zone,hour,clicked', [
        ['r', '2026-01-01T09:00:00Z', 'UTC', '09:00', 1],
      ]),
    });
    await expect(runText({ text, workspace })).rejects.toMatchObject({
      problem: { code: 'HD101', message: expect.stringContaining('proposals.jsonl') },
    });
  });
});
