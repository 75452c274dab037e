import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { formatTotals, honest } from '../../.config/totals-reporter.mts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'handoff-totals-'));
symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
afterAll(() => rmSync(folder, { recursive: true }));

const imports = "import { beforeAll, describe, expect, it } from 'vitest';\n";

/** Runs Vitest in a process of its own on the files given by name, with the project's reporter. */
function run(name: string, files: Record<string, string>) {
  const project = join(folder, name);
  mkdirSync(project);
  for (const [file, text] of Object.entries(files)) {
    writeFileSync(join(project, `${file}.test.ts`), imports + text);
  }
  const config = join(project, 'vitest.config.mts');
  const reporter = JSON.stringify(join(root, '.config/totals-reporter.mts'));
  writeFileSync(
    config,
    `import { TotalsReporter } from ${reporter};\n` +
      "export default { test: { reporters: ['default', new TotalsReporter()] } };\n",
  );
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', project, '--config', config],
    { encoding: 'utf8', env: { ...process.env, VITEST: undefined, NODE_ENV: undefined } },
  );
  return { status, last: stdout.split('\n').at(-2) };
}

describe('the last line of a test run', () => {
  it('says how many tests passed', () => {
    const files = { one: "it('a', () => {});\nit('b', () => {});", two: "it('c', () => {});" };
    expect(run('passing', files)).toEqual({
      status: 0,
      last: '3 passed, 0 failed, 0 skipped',
    });
  });

  it('counts tests that were skipped, that are still to do, and that no condition let run', () => {
    const files = {
      one: "it('a', () => {});\nit.skip('b');\nit.todo('c');\nit.skipIf(true)('d');",
    };
    expect(run('skipping', files)).toEqual({
      status: 0,
      last: '1 passed, 0 failed, 3 skipped',
    });
  });

  it('counts as failed, beside each failed test, whatever kept tests from running', () => {
    const files = {
      passes: "it('a', () => {});",
      fails: "it('b', () => expect(1).toBe(2));",
      unimportable: "await import('./nowhere.ts');\nit('c', () => {});",
      empty: '',
      hook: "describe('d', () => { beforeAll(() => { throw new Error('no'); }); it('e', () => {}); });",
      unhandled: "it('f', () => { void Promise.reject(new Error('late')); });",
    };
    expect(run('failing', files)).toEqual({
      status: 1,
      last: '2 passed, 5 failed, 1 skipped',
    });
  });

  it('is not a clean one when no test was found', () => {
    expect(run('nothing', {})).toEqual({ status: 1, last: '0 passed, 1 failed, 0 skipped' });
  });

  it.each([
    [{ passed: 3, failed: 0, skipped: 0 }, 0, '3 passed, 0 failed, 0 skipped'],
    [{ passed: 3, failed: 0, skipped: 0 }, 1, '3 passed, 1 failed, 0 skipped'],
    [{ passed: 3, failed: 2, skipped: 0 }, 1, '3 passed, 2 failed, 0 skipped'],
  ])('%o and exit code %i read %s', (totals, exitCode, line) => {
    expect(formatTotals(honest(totals, exitCode))).toBe(line);
  });
});
