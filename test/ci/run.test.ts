import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../.ci/run', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'handoff-ci-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a copy of the script with an `npm` that answers `ci` and `test` as told. */
function run(name: string, npm: { ci?: string; test: string; shared?: boolean }) {
  const workspace = join(folder, name);
  const project = join(workspace, 'main');
  mkdirSync(join(project, '.ci'), { recursive: true });
  mkdirSync(join(workspace, 'bin'));
  if (npm.shared !== false) mkdirSync(join(workspace, 'shared'));
  cpSync(script, join(project, '.ci/run'));
  const stub = join(workspace, 'bin/npm');
  writeFileSync(
    stub,
    `#!/usr/bin/env bash\ncase "$1" in ci) ${npm.ci ?? ':'} ;; test) ${npm.test} ;; esac\n`,
  );
  chmodSync(stub, 0o755);
  const result = spawnSync(join(project, '.ci/run'), {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${join(workspace, 'bin')}:${process.env['PATH'] ?? ''}` },
  });
  return {
    status: result.status,
    lines: result.stdout.trimEnd().split('\n'),
    errors: result.stderr.trimEnd(),
  };
}

describe.skipIf(process.platform === 'win32')('.ci/run', () => {
  it('passes when every test passed, and ends with the totals', () => {
    expect(run('passed', { test: 'echo built; echo "12 passed, 0 failed, 0 skipped"' })).toEqual({
      status: 0,
      lines: ['built', '12 passed, 0 failed, 0 skipped'],
      errors: '',
    });
  });

  it('fails when a test failed', () => {
    const test = 'echo "11 passed, 1 failed, 0 skipped"; exit 1';
    expect(run('failed', { test })).toEqual({
      status: 1,
      lines: ['11 passed, 1 failed, 0 skipped'],
      errors: '',
    });
  });

  it('fails when a test was skipped, and says why before the true totals', () => {
    const test = 'echo "10 passed, 0 failed, 2 skipped"';
    expect(run('skipped', { test, shared: false })).toEqual({
      status: 1,
      lines: ['10 passed, 0 failed, 2 skipped'],
      errors:
        'ci: 2 tests did not run (the data in ../shared is absent); ' +
        'a run counts only when every test ran.',
    });
  });

  it.each([
    [
      'the installation',
      { ci: 'echo no disk; exit 7', test: 'echo "1 passed, 0 failed, 0 skipped"' },
    ],
    ['the linter', { test: 'echo lint error; exit 1' }],
    ['the build, silently', { test: 'exit 3' }],
    ['nothing, but no test ran', { test: 'echo done' }],
  ])('counts one failure when %s stops it before the tests', (name, npm) => {
    const { status, lines, errors } = run(name, npm);
    expect({ status, last: lines.at(-1) }).toEqual({
      status: 1,
      last: '0 passed, 1 failed, 0 skipped',
    });
    expect(errors).toMatch(/^ci: a step before the tests failed/);
  });

  it('keeps what a failing step printed last', () => {
    expect(run('kept', { test: 'echo one; echo two; exit 1' }).lines).toEqual([
      'one',
      'two',
      '0 passed, 1 failed, 0 skipped',
    ]);
  });

  it('counts one failure when the tests passed and npm test did not', () => {
    const test = 'echo "12 passed, 0 failed, 0 skipped"; exit 1';
    expect(run('late', { test })).toMatchObject({
      status: 1,
      lines: ['12 passed, 1 failed, 0 skipped'],
    });
  });
});
