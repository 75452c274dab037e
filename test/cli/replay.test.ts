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
      policies: [{ file: 'deeper.handoff', handoff: 'timing', decisions: 8, replayed: 0 }],
      isOwnPolicy: false,
      decisions: 8,
      replayed: 0,
      notReplayable: [{ why: '`tier` is not in the log', count: 8, first: 'timing/1' }],
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

  it('judges each decision by the definition that wrote it, of whichever handoff', async () => {
    const both = folderWith({
      'log.csv': `reader,sent_at,zone,hour,tier,consent,clicked\n${rows.join('\n')}\n`,
      'policy.handoff': smallPolicy(),
      'newer.handoff': smallPolicy('    gold: never when tier is gold\n'),
      'other.handoff': smallPolicy().replace('handoff timing', 'handoff other'),
    });
    const lines: string[] = [];
    for (const name of ['policy', 'newer', 'other']) {
      await runCli(both, 'simulate', `${name}.handoff`, '--log', 'log.jsonl', '--limit', '4');
      lines.push(readFileSync(join(both, 'log.jsonl'), 'utf8').trimEnd());
    }
    const lost = lines[0]!.replaceAll(/"policyHash":"\w+"/g, '"policyHash":"gone"');
    writeFileSync(join(both, 'log.jsonl'), [...lines, lost, lines[2]].join('\n'));
    const { code, out, err } = await runCli(both, 'replay', 'log.jsonl');
    expect([code, err]).toEqual([0, '']);
    const text = out.replaceAll(/\s+/g, ' ').replaceAll(/\b[0-9a-f]{12}\b/g, 'HASH');
    expect(text).toContain(
      'judged by HASH, timing in policy.handoff, which wrote them: 4 of 4 decisions ' +
        'judged by HASH, timing in newer.handoff, which wrote them: 4 of 4 decisions ' +
        'judged by HASH, other in other.handoff, which wrote them: 8 of 8 decisions',
    );
    expect(text).toContain('20 decisions in the log 4 of them are in it once before 16 judged');
    expect(text).toContain(
      '4 could not be: no policy under this folder is the one that decided, gone of timing (the first is timing/1)',
    );
    expect(text).not.toContain('are as they were logged');

    const { code: other, out: byOne } = await runCli(both, 'replay', 'log.jsonl', 'newer.handoff');
    expect(other).toBe(0);
    expect(byOne.replaceAll(/\s+/g, ' ')).toContain(
      'timing in newer.handoff, which did not write them: 0 of 8 decisions',
    );
    expect(byOne).toContain(
      '8  could not be: the policy has no handoff other (the first is other/1)',
    );
  });

  it.each([
    [['gone.jsonl'], 'error[log-unreadable] gone.jsonl cannot be read: there is no such file'],
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

  it('leaves out what is no policy for its size, and says so', async () => {
    const large = folderWith({
      'log.csv': `reader,sent_at,zone,hour,tier,consent,clicked\n${rows.join('\n')}\n`,
      'policy.handoff': smallPolicy(),
      'generated/large.handoff': '#'.repeat(1_200_000),
    });
    await runCli(large, 'simulate', 'policy.handoff', '--log', 'log.jsonl');
    const skipped =
      'generated/large.handoff is 1.2 MB large; a policy has at most 1 MB, so it is left out\n';
    const { code, out, err } = await runCli(large, 'replay', 'log.jsonl');
    expect([code, err]).toEqual([0, skipped]);
    expect(out).toMatch(/8 {2}judged once more\n.*0 {2}different/);

    // Where it may be the one that decided, its line stands before the failure.
    const needed = await runCli(join(large, 'generated'), 'replay', '../log.jsonl');
    expect([needed.code, needed.out]).toEqual([2, '']);
    expect(needed.err).toMatch(
      /^large\.handoff is 1\.2 MB .* left out\nerror\[no-policy\] No policy /,
    );
    expect(await runCli(large, 'replay', 'log.jsonl', 'generated/large.handoff')).toEqual({
      ...{ code: 2, out: '' },
      err: 'error[too-large] generated/large.handoff is 1.2 MB large; a policy has at most 1 MB\n',
    });
  });

  it('judges nothing by a policy that imports what was left out', async () => {
    const [data = '', handoff = ''] = smallPolicy().split('\nhandoff ');
    const large = folderWith({
      'log.csv': `reader,sent_at,zone,hour,tier,consent,clicked\n${rows.join('\n')}\n`,
      'org.handoff': data,
      'policy.handoff': `import "org.handoff"\n\nhandoff ${handoff}`,
    });
    await runCli(large, 'simulate', 'policy.handoff', '--log', 'log.jsonl');
    writeFileSync(join(large, 'org.handoff'), `${data}${'#'.repeat(1_200_000)}`);
    const { code, err } = await runCli(large, 'replay', 'log.jsonl');
    expect(code).toBe(2);
    expect(err).toMatch(/^org\.handoff is 1\.3 MB .* left out\nerror\[no-policy\] No policy /);
  });

  it('shows what is wrong with a policy that is not sound', async () => {
    const { code, err, out } = await replay('decisions.jsonl', 'wrong.handoff');
    expect(code).toBe(1);
    expect(`${out}${err}`).toContain('gould');
  });
});
