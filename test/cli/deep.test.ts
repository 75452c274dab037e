import { expect, it } from 'vitest';
import { folderWith, smallPolicy } from '../support/cli.ts';
import { spawnCli } from '../support/spawn-cli.ts';

const never = '    never: never when tier is gold and tier is plain because "so"\n';
const cwd = folderWith({
  'a.handoff': smallPolicy(never),
  'broken.handoff': smallPolicy(`${never}    other: never when tier is gould\n`),
});
const withoutSolver = new URL('../support/without-solver.mjs', import.meta.url).href;

it('reasons with the solver that is installed beside the command', async () => {
  const { code, out } = await spawnCli({ cwd }, 'check', '--deep', 'a.handoff');
  expect(out).toContain('warning[never-fires] `never` can never fire: no decision meets it\n');
  expect(code).toBe(0);
});

it('reasons about nothing in a file with errors', async () => {
  const { code, out } = await spawnCli({ cwd }, 'check', '--deep', 'broken.handoff');
  expect(out).not.toContain('never-fires');
  expect(code).toBe(1);
});

it('says on one line where no solver is installed', async () => {
  const env = { NODE_OPTIONS: `--import ${withoutSolver}` };
  expect(await spawnCli({ cwd, env }, 'check', '--deep', 'a.handoff')).toEqual({
    code: 2,
    signal: null,
    out: '',
    err: 'error[no-solver] --deep needs the npm package z3-solver: install it beside handoff\n',
  });
  expect(await spawnCli({ cwd, env }, 'check', 'a.handoff')).toMatchObject({ code: 0 });
});
