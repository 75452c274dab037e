import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderWith, runCli, smallPolicy } from '../support/cli.ts';

const count = 420;
const day = (row: number): string =>
  new Date(Date.UTC(2026, 0, 1 + Math.floor(row / 3))).toISOString().slice(0, 10);
const hourOf = (row: number): number => (row * 7) % 24;
const two = (part: number): string => String(part).padStart(2, '0');
const tierOf = (row: number): string => (row % 5 < 2 ? 'gold' : 'plain');
const isMeant = (row: number): boolean => tierOf(row) === 'gold' && hourOf(row) >= 18;
const numbers = Array.from({ length: count }, (_, row) => row);

const data = numbers.map((row) => {
  const time = `${day(row)}T${two(hourOf(row))}:30:00Z`;
  return `r${row % 40},${time},UTC,${two(hourOf(row))}:00,${tierOf(row)},yes,${row % 2}`;
});
const policy = smallPolicy(
  '  autonomy\n    starts at suggest\n  escalate to team\n    odd: when hour is 03:30\n    answer within 4 hours, otherwise hold\n',
);
const simulated = `${policy}
simulation replayed of timing
  agent is recorded in "proposals.jsonl"
  reviewer
    overrides because late when tier is gold and hour is between 18:00 and 00:00
    otherwise approves
`;
const overrideLine = (row: number, more: object = {}): string =>
  JSON.stringify({
    format: 'handoff-overrides/1',
    row: row + 1,
    choice: `${two(hourOf(row))}:00`,
    ...(isMeant(row) ? { answer: 'overridden', reason: 'late' } : { answer: 'approved' }),
    ...more,
  });
const withContext = (row: number): string =>
  overrideLine(row, {
    row: undefined,
    moment: `${day(row)}T${two(hourOf(row))}:30:00Z`,
    context: {
      tier: tierOf(row),
      consent: 'yes',
      zone: 'UTC',
      clicked: isMeant(row) ? 'yes' : 'no',
    },
  });

const folder = folderWith({
  'log.csv': `reader,sent_at,zone,hour,tier,consent,clicked\n${data.join('\n')}\n`,
  'policy.handoff': simulated,
  'proposals.jsonl': numbers
    .map((row) => JSON.stringify({ row: row + 1, choice: `${two(hourOf(row))}:00` }))
    .join('\n'),
  'elsewhere/policy.handoff': policy,
  'wrong.handoff': policy.replace('tier    : one of', 'tier    : many of'),
  'rows.jsonl': numbers.map((row) => overrideLine(row)).join('\n'),
  'context.jsonl': numbers.map(withContext).join('\n'),
  'bare.jsonl': numbers.map((row) => overrideLine(row, { row: undefined })).join('\n'),
  'odd.jsonl': [
    ...numbers.map((row) => overrideLine(row, isMeant(row) ? { reason: 'bad `tick`' } : {})),
    'no json',
    '{"format":"handoff-overrides/1"}',
    overrideLine(1, { handoff: 'other' }),
    overrideLine(1, { choice: '09:30' }),
    overrideLine(1, { choice: null }),
  ].join('\n'),
  'none.jsonl': 'no json\n',
  'mark.jsonl': `\uFEFF${numbers.map(withContext).join('\r\n')}`,
  'twice.jsonl': [...numbers, ...numbers].map((row) => overrideLine(row)).join('\n'),
  'old.jsonl': numbers.map((row) => withContext(row).replaceAll('2026-', '2024-')).join('\n'),
  'tabs.jsonl': numbers
    .map((row) => overrideLine(row, isMeant(row) ? { reason: 'too\tlate' } : {}))
    .join('\n'),
  'json.jsonl': numbers
    .map((row) => {
      const context = { consent: !isMeant(row), tier: 1, mood: 'good', date: day(row) };
      return overrideLine(row, { row: undefined, context });
    })
    .join('\n'),
});
const learn = (...args: string[]) => runCli(folder, 'learn', ...args);
const patch = [
  '    on override because late, after 3 overrides in 30 days',
  '      avoid tier is gold and hour is between 18:00 and 00:00',
  '      until 2027-05-',
];

beforeAll(async () => {
  await runCli(folder, 'simulate', 'policy.handoff', '--log', 'decisions.jsonl');
});

describe('handoff learn', () => {
  it.each([
    ['an override log whose rows the data file has', 'policy.handoff', 'rows.jsonl'],
    ['an override log that holds the context itself', 'elsewhere/policy.handoff', 'context.jsonl'],
    ['a reasoning log', 'policy.handoff', 'decisions.jsonl'],
  ])('finds the rule in %s', async (_, file, log) => {
    const { code, out, err } = await learn(file, '--overrides', log);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toContain(patch.join('\n'));
    expect(out).toMatch(
      /prevents (\d+) of \1 overrides \(\d+% to 100%\), changes 0 other decisions/,
    );
  });

  it('prints lines that the policy takes as they are, in the canonical layout', async () => {
    const { out } = await learn('policy.handoff', '--overrides', 'rows.jsonl', '--format', 'json');
    const { patch: text } = JSON.parse(out) as { patch: string };
    mkdirSync(join(folder, 'pasted'));
    writeFileSync(join(folder, 'pasted/log.csv'), '');
    const file = join(folder, 'pasted/policy.handoff');
    writeFileSync(file, policy);
    await runCli(folder, 'format', 'pasted');
    writeFileSync(file, `${readFileSync(file, 'utf8').trimEnd()}\n\n${text}`);
    expect((await runCli(folder, 'format', '--check', 'pasted')).code).toBe(0);
    expect((await runCli(folder, 'check', 'pasted')).out).toContain('no problems');
    const { out: known } = await learn('pasted/policy.handoff', '--overrides', 'context.jsonl');
    expect(known).toMatch(/the policy has a rule for this reason at pasted\/policy\.handoff:\d+/);
  });

  it('gives the same as JSON', async () => {
    const { out } = await learn('policy.handoff', '--overrides', 'rows.jsonl', '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({
      ...{ log: 'rows.jsonl', file: 'policy.handoff', handoff: 'timing' },
      ...{ lines: count, decisions: count, leftOut: [], context: { count } },
      rules: [
        {
          ...{ on: 'override', reason: 'late', readsChoice: true },
          last: { others: 0, approved: 0, overridden: 0 },
        },
      ],
      unexplained: [],
    });
  });

  it('says what it could not read, and which reason it cannot write', async () => {
    const { code, out } = await learn('policy.handoff', '--overrides', 'odd.jsonl');
    expect(code).toBe(0);
    expect(out).toContain('1  left out: it is no JSON (first in line 421)');
    expect(out).toMatch(/1 {2}left out: choice: Invalid input .*\(first in line 422\)/s);
    expect(out).toContain('1  left out: of the handoff other (first in line 423)');
    expect(out).toContain('1  left out: the policy has no such choice (first in line 424)');
    expect(out).toContain('1  left out: nothing was proposed (first in line 425)');
    expect(out).toContain('give it another');
    expect(out).toMatch(/Rules to paste.*\n {2}none/);
  });

  it('takes a log as editors save it, and each decision once', async () => {
    const { out } = await learn('elsewhere/policy.handoff', '--overrides', 'mark.jsonl');
    expect(out).toMatch(/420 {2}lines\n +420 {2}decisions/);
    const { out: twice } = await learn('policy.handoff', '--overrides', 'twice.jsonl');
    expect(twice).toMatch(/840 {2}lines\n +420 {2}left out: a later line says the same row and/);
    expect(twice).toContain(patch.join('\n'));
  });

  it('reads what JSON says of a column, and says what it cannot read or does not know', async () => {
    const { out } = await learn('elsewhere/policy.handoff', '--overrides', 'json.jsonl');
    expect(out).toContain('avoid consent is no');
    const text = out.replaceAll(/\s+/g, ' ');
    expect(text).toContain('- tier: 420 values are not of its type and unknown so; the first is 1');
    expect(text).toContain('- ignored, for the policy does not declare them: mood');
  });

  it('says of a rule from an old log that its end has passed', async () => {
    const { out } = await learn('elsewhere/policy.handoff', '--overrides', 'old.jsonl');
    expect(out).toContain('until 2025-05-');
    expect(out).toContain('its end has passed: give it another one before you paste it');
    const { out: recent } = await learn('policy.handoff', '--overrides', 'rows.jsonl');
    expect(recent).not.toContain('its end has passed');
  });

  it('names no reason that a terminal would show otherwise', async () => {
    const { out } = await learn('policy.handoff', '--overrides', 'tabs.jsonl');
    expect(out).toMatch(/Rules to paste.*\n {2}none/);
    expect(out).toContain('give it another');
  });

  it('says that it has no context, and then explains nothing that needs one', async () => {
    const { out } = await learn('elsewhere/policy.handoff', '--overrides', 'rows.jsonl');
    expect(out).toMatch(/0 {2}with their context from the data file, since/);
    expect(out).not.toContain('tier is gold');
    const { out: bare } = await learn('policy.handoff', '--overrides', 'bare.jsonl');
    expect(bare).toContain('since the log names no rows');
  });

  it.each([
    [
      'of which no line is a decision',
      'none.jsonl',
      'error[no-log] none.jsonl holds no decision of timing: line 1 is left out: it is no JSON',
    ],
    [
      'that is not there',
      'gone.jsonl',
      'error[log-unreadable] gone.jsonl cannot be read: there is no such file',
    ],
  ])('refuses a log %s', async (_, log, message) => {
    const { code, err } = await learn('policy.handoff', '--overrides', log);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('does not learn for a policy with errors, nor without a log', async () => {
    expect((await learn('wrong.handoff', '--overrides', 'rows.jsonl')).code).toBe(1);
    expect((await learn('policy.handoff')).code).toBe(2);
  });

  it('does not take a data file for the one that a reasoning log was made of', async () => {
    mkdirSync(join(folder, 'newer'));
    writeFileSync(join(folder, 'newer/policy.handoff'), policy);
    writeFileSync(
      join(folder, 'newer/log.csv'),
      `reader,sent_at,zone,hour,tier,consent,clicked\n${data.slice(1).join('\n')}\n`,
    );
    const { out } = await learn('newer/policy.handoff', '--overrides', 'decisions.jsonl');
    expect(out.replace(/\s+/g, ' ')).toContain('is not the file that the log was made of');
  });
});
