import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { folderWith, runCli, smallPolicy } from '../support/cli.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const given = '  given consent is yes\n  when the agent chooses hour 09:00 on 2026-02-03\n';
const passing = `test "goes out" of timing\n${given}  expect act\n`;
const failing = `test "is blocked" of timing
  given tier is gold
  when the agent chooses hour 09:00 on 2026-02-03
  expect block to nobody with hour 10:00 by consented
`;
const folder = folderWith({
  'pass.handoff': smallPolicy() + passing,
  'fail.handoff': smallPolicy() + passing + failing,
  'quiet.handoff': smallPolicy(),
  'broken/broken.handoff': smallPolicy('    rich: never when tier is gould\n') + passing,
  'broken/import.handoff': `import "broken.handoff"\n${passing.replace('goes out', 'goes')}`,
  'broken/sound.handoff': smallPolicy() + passing,
});
const test = (...args: string[]) => runCli(folder, 'test', ...args);

describe('handoff test', () => {
  it('passes all tests of the examples', async () => {
    const { code, out } = await runCli(root, 'test', 'examples');
    expect(out).not.toContain('✗');
    expect([code, out.trimEnd().split('\n').at(-1)]).toEqual([0, '10 passed']);
  });

  it('says what was expected, what came out, and what the rules saw', async () => {
    const { code, out } = await test('fail.handoff');
    expect(code).toBe(1);
    expect(out).toBe(
      [
        'fail.handoff',
        '  ✓ goes out',
        '  ✗ is blocked  fail.handoff:23',
        '      expected  block to nobody with hour 10:00 by consented',
        '      got       escalate to team with hour 09:00',
        '      rules that fired',
        '        consented         fail.handoff:18  unknown, for consent is missing',
        '          saw consent unknown',
        '',
        '1 passed, 1 failed',
        '',
      ].join('\n'),
    );
  });

  it('names the rules that did not fire', async () => {
    const policy = smallPolicy() + passing.replace('expect act', 'expect act by consented');
    const { out } = await runCli(folderWith({ 'x.handoff': policy }), 'test');
    expect(out).toContain(
      '      expected  act by consented\n      got       act with hour 09:00\n',
    );
    expect(out).toContain('did not fire: consented\n      no rule fired\n');
  });

  it('tells the rules of the choice before it was moved from those of the choice after', async () => {
    const quiet = `    quiet: never when hour is between 21:00 and 07:00\n      otherwise use the nearest allowed\n`;
    const moved = passing.replace('hour 09:00', 'hour 03:00').replace('act', 'hold');
    const { out } = await runCli(folderWith({ 'x.handoff': smallPolicy(quiet) + moved }), 'test');
    expect(out).toContain('got       act with hour 07:00, moved\n');
    expect(out).toMatch(/quiet +x\.handoff:19 {2}fired, on the choice before it was moved\n/);
  });

  it('does not run a test of a policy with errors, its own or of what it imports', async () => {
    const { code, out } = await test('broken');
    expect(code).toBe(1);
    expect(out).toContain('broken/broken.handoff:19:30: error[unknown-value]');
    expect(out).toContain('broken/import.handoff  not run: mend the errors above first');
    expect(out).toContain('broken/sound.handoff\n  ✓ goes out');
    expect(out).toMatch(/\n1 passed, 2 files not run\n$/);
  });

  it('says that there are no tests', async () => {
    expect(await test('quiet.handoff')).toEqual({ code: 0, out: 'no tests\n', err: '' });
  });

  it('prints JSON with what every rule saw', async () => {
    const { code, out } = await test('fail.handoff', '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      files: ['fail.handoff'],
      diagnostics: [],
      tests: [
        { title: 'goes out', passed: true, failures: [], rules: [] },
        {
          title: 'is blocked',
          handoff: 'timing',
          file: 'fail.handoff',
          line: 23,
          passed: false,
          failures: [{ kind: 'verdict' }, { kind: 'to' }, { kind: 'choice' }],
          expected: { verdict: 'block', to: 'nobody', choice: '10:00', by: ['consented'] },
          got: { verdict: 'escalate', escalatesTo: ['team'], choice: '09:00' },
          rules: [
            {
              name: 'consented',
              file: 'fail.handoff',
              line: 18,
              outcome: 'unknown',
              missing: ['consent'],
              values: { consent: 'unknown' },
            },
          ],
        },
      ],
      passed: 1,
      failed: 1,
      notRun: [],
    });
  });
});
