import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, runCli, smallPolicy } from '../support/cli.ts';

const ics = 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260101\nEND:VEVENT\nEND:VCALENDAR';
const shared = 'guardrails company\n  consent_given: never when consent is not yes because "so"\n';
const folder = folderWith({
  'outside.handoff': shared,
  'outside.ics': ics,
  'work/inside.handoff': shared,
  'work/inside.ics': ics,
  'work/big.handoff': `# ${'x'.repeat(2_000_000)}`,
  'work/big.ics': 'x'.repeat(5_000_001),
  'repo/.git/HEAD': '',
  'repo/company.handoff': shared,
  'repo/team/deep/timing.handoff': `import "../../company.handoff"\n${smallPolicy()}`,
});
const work = join(folder, 'work');
symlinkSync('../outside.handoff', join(work, 'link.handoff'));
symlinkSync('../outside.ics', join(work, 'link.ics'));
symlinkSync('/dev/zero', join(work, 'zero.ics'));

/** What is wrong with one import or calendar of a file in `work`. */
async function problemsOf(statement: string, workspace = '.'): Promise<string[]> {
  writeFileSync(join(work, 'main.handoff'), `${statement}\n`);
  const args = ['--format', 'json', '--workspace', workspace, 'main.handoff'];
  const { out } = await runCli(work, 'check', ...args);
  const { diagnostics } = JSON.parse(out) as { diagnostics: { message: string }[] };
  return diagnostics.map(({ message }) => message);
}
const leaves = 'leaves the workspace folder; name a larger one with --workspace';
const absolute = 'is an absolute path or an address; write a path relative to this file';

describe('what a policy makes the command read', () => {
  it.each([
    ['import "inside.handoff"', undefined],
    ['calendar c from "inside.ics"', undefined],
    ['import "../outside.handoff"', leaves],
    ['calendar c from "../outside.ics"', leaves],
    ['import "../not-there.handoff"', leaves],
    ['import "link.handoff"', leaves],
    ['calendar c from "link.ics"', leaves],
    ['import "/etc/x.handoff"', absolute],
    ['calendar c from "/dev/zero"', absolute],
    ['import "big.handoff"', 'is 2.1 MB large; a policy has at most 1 MB'],
    ['calendar c from "big.ics"', 'is 5.1 MB large; a calendar has at most 5 MB'],
    ['import "gone.handoff"', 'does not exist'],
    ['calendar c from "gone.ics"', 'does not exist'],
  ])('%s', async (statement, problem) => {
    const name = /"(.*)"/.exec(statement)?.[1] ?? '';
    expect(await problemsOf(statement)).toEqual(
      problem === undefined ? [] : [`\`${name}\` ${problem}`],
    );
  });

  it.runIf(process.platform !== 'win32')('is never a device or a pipe', async () => {
    execFileSync('mkfifo', [join(work, 'pipe.ics'), join(work, 'pipe.handoff')]);
    for (const name of ['pipe.ics', 'pipe.handoff']) {
      const statement = name.endsWith('.ics') ? `calendar c from "${name}"` : `import "${name}"`;
      expect(await problemsOf(statement)).toEqual([`\`${name}\` is not a regular file`]);
    }
    expect(await problemsOf('calendar c from "zero.ics"', '/')).toEqual([
      '`zero.ics` is not a regular file',
    ]);
  });
});

describe('the workspace where none is named', () => {
  it.each(['repo', 'repo/team', 'repo/team/deep', 'work'])(
    'is the checkout of the file, from %s as well',
    async (cwd) => {
      const file = join(folder, 'repo/team/deep/timing.handoff');
      const { code, out } = await runCli(join(folder, cwd), 'check', '--format', 'json', file);
      expect(code).toBe(0);
      expect((JSON.parse(out) as { files: string[] }).files[0]).toBe('team/deep/timing.handoff');
    },
  );

  it('is no wider than the one that is named', async () => {
    const file = join(folder, 'repo/team/deep/timing.handoff');
    const named = await runCli(folder, 'check', '--workspace', 'repo/team', file);
    expect(named.code).toBe(1);
    expect(named.out).toContain(leaves);
    const elsewhere = await runCli(folder, 'check', '--workspace', 'work', file);
    expect(elsewhere).toEqual({
      code: 2,
      out: '',
      err: `error[not-readable] repo/team/deep/timing.handoff ${leaves}\n`,
    });
  });
});
