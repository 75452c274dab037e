import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderWith, runCli, smallPolicy } from '../support/cli.ts';

const rows = Array.from({ length: 8 }, (_, i) => {
  const day = String(i + 1).padStart(2, '0');
  return `r${i % 3},2026-02-${day}T09:00:00Z,UTC,09:00,gold,${i === 0 ? '' : 'yes'},${i % 2}`;
});
const folder = folderWith({
  'log.csv': `reader,sent_at,zone,hour,tier,consent,clicked\n${rows.join('\n')}\n`,
  'policy.handoff': smallPolicy(),
  'stricter.handoff': smallPolicy('    none: never when consent is yes otherwise hold\n'),
  'deeper.handoff': smallPolicy('    plain: never when tier is plain\n'),
  'wrong.handoff': smallPolicy('    plain: never when tier is gould\n'),
  'other.handoff': smallPolicy().replace('handoff timing', 'handoff other'),
  'empty/nothing.handoff': '',
  'text.jsonl': 'no log\n',
});
const replay = (...args: string[]) => runCli(folder, 'replay', ...args);

beforeAll(async () => {
  await runCli(folder, 'simulate', 'policy.handoff', '--log', 'decisions.jsonl');
});

describe('handoff replay', () => {
  it('finds the policy that decided, and every decision the same', async () => {
    const { code, out } = await replay('decisions.jsonl');
    expect(code).toBe(0);
    expect(out).toContain('timing in policy.handoff');
    expect(out).toMatch(/8 {2}decisions in the log\n.*8 {2}judged once more\n.*0 {2}different/);
  });

  it('says what another policy makes of them, and what it holds fixed', async () => {
    const { code, out } = await replay('decisions.jsonl', 'stricter.handoff');
    expect(code).toBe(0);
    expect(out).toContain('8  different, 100.0% of those judged');
    expect(out).toMatch(/act → hold +7/);
    expect(out).toMatch(/escalate to team → the same by other rules +1/);
    expect(out).toContain('none fires now  8');
    expect(out).toContain('are as they were logged');
    expect(out).toContain('was act with 09:00\n    is  hold with nothing by none');
  });

  it('gives the same as JSON', async () => {
    const { out } = await replay('decisions.jsonl', 'deeper.handoff', '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({
      log: 'decisions.jsonl',
      policies: [{ file: 'deeper.handoff', handoff: 'timing' }],
      isOwnPolicy: false,
      decisions: 8,
      replayed: 0,
      notReplayable: [{ why: '`tier` is not in the log', count: 8 }],
      different: 0,
      changes: [],
      rules: [],
      listed: [],
    });
  });

  it('fails where a log tells another story than its own policy', async () => {
    const text = readFileSync(join(folder, 'decisions.jsonl'), 'utf8');
    writeFileSync(
      join(folder, 'changed.jsonl'),
      text.replace('"verdict":"act"', '"verdict":"block"'),
    );
    const { code, out } = await replay('changed.jsonl');
    expect(code).toBe(1);
    expect(out).toContain('block → act  1');
  });

  it.each([
    [['gone.jsonl'], 'error[log-unreadable] gone.jsonl cannot be read'],
    [['text.jsonl'], 'error[no-log] text.jsonl holds no entry of a reasoning log'],
    [
      ['decisions.jsonl', 'other.handoff'],
      'error[no-handoff] other.handoff has no handoff timing, which the log is of',
    ],
    [['decisions.jsonl', 'gone.handoff'], 'error[not-readable] gone.handoff does not exist'],
  ])('says in one line why it cannot: %j', async (args, message) => {
    expect(await replay(...args)).toEqual({ code: 2, out: '', err: `${message}\n` });
  });

  it('says where no policy of the folder is the one that decided', async () => {
    const { code, err } = await runCli(join(folder, 'empty'), 'replay', '../decisions.jsonl');
    expect(code).toBe(2);
    expect(err).toMatch(
      /^error\[no-policy\] No policy under this folder is the one of the log \(timing, [0-9a-f]{12}\): name a file\n$/,
    );
  });

  it('shows what is wrong with a policy that is not sound', async () => {
    const { code, err, out } = await replay('decisions.jsonl', 'wrong.handoff');
    expect(code).toBe(1);
    expect(`${out}${err}`).toContain('gould');
  });
});
