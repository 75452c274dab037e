import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { logEntrySchema } from '../../language-server/simulation/log.ts';
import type { LogEntry } from '../../language-server/simulation/log.ts';
import type { ReplayResult } from '../../language-server/simulation/result.ts';
import { workspaceWith } from '../data/workspace.ts';
import { watchedProgram } from '../support/program.ts';
import { csv, runText } from '../support/run.ts';
import { timingHeader, timingPolicy, timingRows } from '../support/timing.ts';
import { spawnCli } from '../support/spawn-cli.ts';

const rows = timingRows(400, (row) => `reader ${row % 23}`);

function policy(seed: number, agent = 'thompson sampling by tier', subject?: string): string {
  return timingPolicy({
    agent: `is ${agent}`,
    seed,
    ...(subject === undefined ? {} : { subject }),
  });
}

function folder(files: Record<string, string> = {}): string {
  return workspaceWith({
    'main.handoff': policy(7),
    'other.handoff': policy(8),
    'log.csv': csv(timingHeader, rows),
    ...files,
  });
}

function parsed(file: string): LogEntry[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => logEntrySchema.parse(JSON.parse(line)));
}

async function logged(
  cwd: string,
  options: { env?: Record<string, string>; file?: string; args?: string[] } = {},
) {
  const { env = {}, file = 'main.handoff', args = [] } = options;
  const ran = await spawnCli({ cwd, env }, 'simulate', file, '--log', 'out.jsonl', ...args);
  expect([ran.code, ran.err]).toEqual([0, '']);
  return {
    ...ran,
    log: readFileSync(join(cwd, 'out.jsonl')),
    entries: parsed(join(cwd, 'out.jsonl')),
  };
}

describe('the reasoning log of a run', () => {
  it('is the same, byte for byte, in any time zone and language, and so is the summary', async () => {
    const cwd = folder();
    const { log, out, entries } = await logged(cwd);
    expect(entries.length).toBeGreaterThan(300);
    for (const env of [
      { TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
      { TZ: 'America/St_Johns', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' },
    ]) {
      const again = await logged(cwd, { env });
      expect(again.log.equals(log)).toBe(true);
      expect(again.out).toBe(out);
    }
  });

  it('is another one with another seed', async () => {
    const cwd = folder();
    const one = await logged(cwd);
    const other = await logged(cwd, { file: 'other.handoff' });
    const choices = (entries: LogEntry[]): unknown[] =>
      entries.map(({ proposal }) => proposal?.choice);
    expect(choices(other.entries)).not.toEqual(choices(one.entries));
  });

  it('adds up to the summary', async () => {
    const { entries, out } = await logged(folder(), { args: ['--format', 'json'] });
    const { verdicts, decisions, carriedOut, moved, people } = JSON.parse(out) as ReplayResult;
    const count = (is: (entry: LogEntry) => boolean): number => entries.filter(is).length;
    expect(entries.length).toBe(decisions);
    for (const [verdict, times] of Object.entries(verdicts)) {
      expect(count((entry) => entry.verdict === verdict)).toBe(times);
    }
    expect(count(({ choice }) => choice !== null)).toBe(carriedOut);
    expect(count(({ moved: from }) => from !== undefined)).toBe(moved);
    expect(count(({ person }) => person?.answer === 'overridden')).toBe(people.overridden);
    expect(people.overridden).toBeGreaterThan(0);
    expect(count(({ learned }) => learned.length > 0)).toBeGreaterThan(0);
  });

  it('is whole for the newsletter of the examples', async () => {
    const cwd = fileURLToPath(new URL('../..', import.meta.url));
    const file = join(folder(), 'newsletter.jsonl');
    const ran = await spawnCli(
      { cwd },
      ...['simulate', 'examples/newsletter/newsletter.handoff', '--limit', '3000'],
      ...['--log', file, '--format', 'json'],
    );
    expect([ran.code, ran.err]).toEqual([0, '']);
    const entries = parsed(file);
    const { verdicts } = JSON.parse(ran.out) as { verdicts: Record<string, number> };
    expect(entries.length).toBe(3000);
    for (const [verdict, times] of Object.entries(verdicts)) {
      expect(entries.filter((entry) => entry.verdict === verdict).length).toBe(times);
    }
  });

  it('replaces an older one whole', async () => {
    const cwd = folder();
    const fresh = await logged(cwd);
    writeFileSync(join(cwd, 'out.jsonl'), 'older\n'.repeat(1_000_000));
    expect((await logged(cwd)).log.equals(fresh.log)).toBe(true);
    expect(parts(cwd)).toEqual([]);
  });
});

describe('subjects in the log', () => {
  it('are pseudonyms: one for each, the same in each run, and never the identifier', async () => {
    const cwd = folder();
    const { entries, log } = await logged(cwd);
    const byRow = new Map(entries.map(({ row, subject }) => [row, subject]));
    expect(new Set(byRow.values()).size).toBe(23);
    for (const [row, subject] of byRow) {
      expect(subject).toMatch(/^[0-9a-f]{16}$/);
      // Rows 23 apart are of the same reader.
      if (byRow.has(row + 23)) expect(byRow.get(row + 23)).toBe(subject);
    }
    expect(log.includes('reader ')).toBe(false);
  });

  it('are others with another key', async () => {
    const cwd = folder();
    const subjects = async (key?: string): Promise<unknown> =>
      (await logged(cwd, key === undefined ? {} : { env: { HANDOFF_PSEUDONYM_KEY: key } }))
        .entries[0]?.subject;
    const own = await subjects();
    expect(await subjects('')).toBe(own);
    expect(new Set([own, await subjects('one'), await subjects('two')]).size).toBe(3);
    expect(await subjects('one')).toBe(await subjects('one'));
  });

  it('are others for other data: the key is made from the file', async () => {
    const own = (await logged(folder())).entries[0]?.subject;
    const other = folder({ 'log.csv': csv(timingHeader, rows.slice(0, 300)) });
    expect((await logged(other)).entries[0]?.subject).not.toBe(own);
  });

  it('are named where they may be shown', async () => {
    const { entries } = await logged(folder(), { args: ['--show-subjects'] });
    expect(entries[0]?.subject).toMatch(/^reader \d+$/);
  });

  it('are absent where the data has none', async () => {
    const text = policy(7, 'the usual choice', '').replace(/ {4}cap:.*\n/, '');
    const { entries, log } = await logged(folder({ 'main.handoff': text }));
    expect(entries.some((entry) => 'subject' in entry)).toBe(false);
    expect(log.includes('reader ')).toBe(false);
  });
});

describe('a log is never half there', () => {
  const slow = `
    require('node:fs').writeFileSync('started', '');
    let asked = 0;
    require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
      if (++asked > 5) return;
      console.log(JSON.stringify({ id: JSON.parse(line).id, choice: '09:00' }));
    });`;

  it('where the run fails in the middle', async () => {
    const workspace = folder();
    const log = join(workspace, 'out.jsonl');
    writeFileSync(log, 'older\n');
    const onProgress = () => Promise.reject(new Error('stop'));
    await expect(runText({ text: policy(7), workspace, log, onProgress })).rejects.toThrow('stop');
    expect(readFileSync(log, 'utf8')).toBe('older\n');
    expect(parts(workspace)).toEqual([]);
  });

  it('where the agent cannot be read', async () => {
    const workspace = folder({ 'proposals.jsonl': '{' });
    const log = join(workspace, 'out.jsonl');
    const text = policy(7, 'recorded in "proposals.jsonl"');
    await expect(runText({ text, workspace, log })).rejects.toMatchObject({ code: 'bad-proposal' });
    expect(readdirSync(workspace).filter((name) => name.startsWith('out'))).toEqual([]);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)('where %s ends the run', async (signal) => {
    const program = await watchedProgram();
    const cwd = folder({
      'main.handoff': policy(7, `command "${process.execPath} slow.cjs"`),
      'slow.cjs': program.code + slow,
      'out.jsonl': 'older\n',
    });
    const ran = await spawnCli(
      { cwd, onStart: (child) => void program.started.then(() => child.kill(signal)) },
      ...['simulate', 'main.handoff', '--log', 'out.jsonl'],
    );
    expect(ran.signal).toBe(signal);
    expect(readFileSync(join(cwd, 'out.jsonl'), 'utf8')).toBe('older\n');
    if (signal !== 'SIGKILL') expect(parts(cwd)).toEqual([]);
    // It does not end with its input: it was ended with the run.
    if (signal !== 'SIGKILL') await program.gone;
  });

  it('where its place is taken by a folder', async () => {
    const workspace = folder();
    const log = join(workspace, 'out.jsonl');
    mkdirSync(log);
    await expect(runText({ text: policy(7), workspace, log })).rejects.toMatchObject({
      code: 'log-not-writable',
      message: expect.stringMatching(/out\.jsonl cannot be replaced: is it a folder\?$/) as string,
    });
    expect(parts(workspace)).toEqual([]);
  });

  it('where its folder is not there, and no agent is left running', async () => {
    const workspace = folder({ 'slow.cjs': slow });
    const log = join(workspace, 'nowhere', 'out.jsonl');
    const text = policy(7, `command "${process.execPath} slow.cjs"`);
    await expect(runText({ text, workspace, log })).rejects.toMatchObject({
      code: 'log-not-writable',
    });
    expect(existsSync(join(workspace, 'started'))).toBe(false);
  });
});

function parts(workspace: string): string[] {
  return readdirSync(workspace).filter((name) => name.endsWith('.part'));
}
