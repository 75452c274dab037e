import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, runCli, smallPolicy } from '../support/cli.ts';

const simulation = (name: string, handoff = 'timing') =>
  `simulation ${name} of ${handoff}\n  agent is the usual choice\n  seed 5\n`;
const second = smallPolicy()
  .split('\n')
  .slice(10)
  .join('\n')
  .replace('handoff timing', 'handoff other');
const rows = Array.from({ length: 12 }, (_, i) => {
  const day = String(i + 1).padStart(2, '0');
  return `r${i % 3},2026-02-${day}T09:00:00Z,UTC,09:00,gold,${i === 0 ? '' : 'yes'},${i % 2},spring`;
});
const folder = folderWith({
  'log.csv': `reader,sent_at,zone,hour,tier,consent,clicked,campaign\n${rows.join('\n')}\n`,
  'plain.handoff': smallPolicy(),
  'one.handoff': smallPolicy() + simulation('usual_hour'),
  'two.handoff': smallPolicy() + simulation('first') + simulation('second'),
  'handoffs.handoff': smallPolicy() + second,
  'nodata.handoff': smallPolicy().replace('log.csv', 'gone.csv'),
  'wrong.handoff': smallPolicy('    rich: never when tier is gould\n'),
  'nothing.handoff': '',
  'lean.handoff': `import "company.handoff"\ncalendar days from "days.ics"\n${smallPolicy()}simulation r of timing\n  agent is recorded in "runs/props.jsonl"\n`,
  'days.ics': 'BEGIN:VCALENDAR\nEND:VCALENDAR',
  'runs/props.jsonl': '{"row": 1, "choice": "07:00"}\n',
  'apart/data/timing.handoff': smallPolicy().replace('log.csv', '../../log.csv'),
  'apart/runs/run.handoff':
    'import "../data/timing.handoff"\nsimulation r of timing\n  agent is recorded in "props.jsonl"\n',
  'apart/runs/command.handoff': `import "../data/timing.handoff"\nsimulation r of timing\n  agent is command "pwd >&2; echo SEC''RET >&2; exit 3"\n`,
  'apart/runs/where.handoff': `import "../data/timing.handoff"\nsimulation r of timing\n  agent is command "pwd >&2; exit 3"\n`,
  'apart/runs/props.jsonl': '{"row": 1, "choice": "07:00"}\n',
  'company.handoff': 'guardrails company\n  x: never when consent is not yes\n',
});
symlinkSync('log.csv', join(folder, 'link.csv'));
const simulate = (...args: string[]) => runCli(folder, 'simulate', ...args);

describe('handoff simulate', () => {
  it('counts rows, verdicts and rules, in JSON', async () => {
    const { code, out, err } = await simulate('one.handoff', '--format', 'json');
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({
      file: 'one.handoff',
      handoff: 'timing',
      simulation: 'usual_hour',
      seed: 5,
      data: 'log.csv',
      rows: 12,
      decisions: 12,
      verdicts: { escalate: 1, hold: 0, block: 0 },
      rules: [{ name: 'consented', file: 'one.handoff', line: 18, fired: 0, unknown: 1 }],
      undecidable: [{ column: 'consent', rows: 1 }],
      undeclared: ['campaign'],
    });
  });

  it('replays the log itself where no simulation is declared', async () => {
    const { code, out } = await simulate('plain.handoff');
    expect(code).toBe(0);
    expect(out).toContain('default of timing\n');
    expect(out).toContain('agent   the logged choice, seed 1');
    expect(out).toContain('12  rows read');
  });

  it('takes the simulation or the handoff that is named', async () => {
    const named = await simulate('two.handoff', '--simulation', 'second', '--format', 'json');
    expect(JSON.parse(named.out).simulation).toBe('second');
    const other = await simulate('handoffs.handoff', '--handoff', 'other', '--format', 'json');
    expect(JSON.parse(other.out).handoff).toBe('other');
  });

  it('writes the log, one line of JSON a decision, of the first rows only', async () => {
    const { code } = await simulate('one.handoff', '--log', 'out.jsonl', '--limit', '4');
    const lines = readFileSync(join(folder, 'out.jsonl'), 'utf8').trimEnd().split('\n');
    expect([code, lines.length]).toEqual([0, 4]);
    expect(JSON.parse(lines[0]!)).toMatchObject({ handoff: 'timing', verdict: 'escalate' });
  });

  it('names subjects in the log only where that is asked for', async () => {
    const subjects = async (...args: string[]) => {
      await simulate('one.handoff', '--log', 'who.jsonl', ...args);
      const lines = readFileSync(join(folder, 'who.jsonl'), 'utf8').trimEnd().split('\n');
      return lines.map((line) => JSON.parse(line).subject as string);
    };
    expect(await subjects('--show-subjects')).toContain('r0');
    expect(await subjects()).not.toContain('r0');
  });

  it.each([
    ['apart/runs/run.handoff', folder],
    ['run.handoff', join(folder, 'apart/runs'), '--workspace', folder],
    ['runs/run.handoff', join(folder, 'apart'), '--workspace', '..'],
  ])('finds what %s names beside it, from %s', async (file, cwd, ...more) => {
    const { code, out } = await runCli(cwd, 'simulate', file, '--format', 'json', ...more);
    expect([code, JSON.parse(out).failures]).toEqual([
      0,
      [{ reason: 'no proposal was recorded for this row', count: 11 }],
    ]);
  });

  it('shows the last line of error output of a program that failed, and logs none of it', async () => {
    const { code, out, err } = await simulate('apart/runs/command.handoff', '--format', 'json');
    expect(code).toBe(1);
    expect(out).not.toContain('SECRET');
    expect(JSON.parse(out).failures).toEqual([
      { reason: 'the agent ended with exit code 3', count: 12 },
    ]);
    expect(err).toBe('the agent wrote: SECRET\n');
  });

  it('starts a program in the folder of the simulation', async () => {
    const { err } = await simulate('apart/runs/where.handoff');
    expect(err).toBe(`the agent wrote: ${join(folder, 'apart/runs')}\n`);
  });

  it('shows what is wrong with the file instead of replaying half a policy', async () => {
    const { code, out, err } = await simulate('wrong.handoff');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('wrong.handoff:19:30: error[unknown-value]');
  });
});

describe('handoff simulate that cannot run says so on one line', () => {
  mkdirSync(join(folder, 'folder'));

  it.each([
    [
      'several simulations',
      ['two.handoff'],
      'error[ambiguous] two.handoff declares several simulations; name one with --simulation: first, second',
    ],
    [
      'several handoffs',
      ['handoffs.handoff'],
      'error[ambiguous] handoffs.handoff declares several handoffs; name one with --handoff: timing, other',
    ],
    [
      'a simulation that is not there',
      ['one.handoff', '--simulation', 'x'],
      'error[unknown-simulation] one.handoff declares no simulation x; there is usual_hour',
    ],
    [
      'a handoff that is not there',
      ['one.handoff', '--handoff', 'x'],
      'error[unknown-handoff] one.handoff declares no handoff x; there is timing',
    ],
    [
      'a file without a handoff',
      ['nothing.handoff'],
      'error[no-handoff] nothing.handoff declares no handoff to simulate',
    ],
    ['a folder', ['.'], 'error[not-a-policy] . is a folder; name a .handoff file'],
    [
      'a limit of nothing',
      ['one.handoff', '--limit', '0'],
      "error[usage] option '--limit <rows>' argument '0' is invalid. Expected a whole number from 1.",
    ],
    [
      'a number in words',
      ['one.handoff', '--resamples', '1e3'],
      "error[usage] option '--resamples <count>' argument '1e3' is invalid. Expected a whole number from 1.",
    ],
    [
      'a log in a folder that is not there',
      ['one.handoff', '--log', 'gone/x.jsonl'],
      'error[not-writable] The folder of gone/x.jsonl does not exist',
    ],
    [
      'a log that is a folder',
      ['one.handoff', '--log', 'folder'],
      'error[not-writable] folder is a folder; name a file for the log',
    ],
    [
      'a log that is a device',
      ['one.handoff', '--log', '/dev/null'],
      'error[not-writable] /dev/null is no regular file; name one for the log',
    ],
    [
      'fewer resamples than an interval needs',
      ['one.handoff', '--resamples', '19'],
      "error[usage] option '--resamples <count>' argument '19' is invalid. Expected at least 20.",
    ],
    [
      'a log over the data',
      ['one.handoff', '--log', 'log.csv'],
      'error[not-writable] The log would overwrite log.csv, which the run reads',
    ],
    [
      'a log over the policy',
      ['one.handoff', '--log', './one.handoff'],
      'error[not-writable] The log would overwrite one.handoff, which the run reads',
    ],
    [
      'a log over an import',
      ['lean.handoff', '--log', 'company.handoff'],
      'error[not-writable] The log would overwrite company.handoff, which the run reads',
    ],
    [
      'a log over a calendar',
      ['lean.handoff', '--log', 'days.ics'],
      'error[not-writable] The log would overwrite days.ics, which the run reads',
    ],
    [
      'a log over recorded proposals',
      ['lean.handoff', '--log', 'runs/props.jsonl'],
      'error[not-writable] The log would overwrite runs/props.jsonl, which the run reads',
    ],
    [
      'a log over the data, by way of a link',
      ['one.handoff', '--log', 'link.csv'],
      'error[not-writable] The log would overwrite log.csv, which the run reads',
    ],
  ])('%s', async (_what, args, line) => {
    expect(await simulate(...args)).toEqual({ code: 2, out: '', err: `${line}\n` });
  });

  it('data that is not there', async () => {
    const { code, out, err } = await simulate('nodata.handoff', '--log', 'none.jsonl');
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^error\[HD101\] .*gone\.csv.*\n$/);
    expect(existsSync(join(folder, 'none.jsonl'))).toBe(false);
  });
});
