import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What of `data/`, `run/` and `simulation/` is words and shapes, and no work. */
const light = new Set([
  'language-server/data/real-file.ts',
  'language-server/run/hashes.ts',
  'language-server/simulation/arms.ts',
  'language-server/simulation/assessment-schema.ts',
  'language-server/simulation/log.ts',
  'language-server/simulation/oversight-schema.ts',
  'language-server/simulation/value-schema.ts',
]);

it('bundles the server without the database, and without what replays a simulation', async () => {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['language-server/main.ts'],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    external: ['@duckdb/*'],
    logLevel: 'silent',
  });
  const inputs = Object.keys(metafile.inputs);
  expect(inputs).toContain('language-server/server/serve.ts');
  expect(
    inputs.filter(
      (file) =>
        /^language-server\/(data|run|simulation|background\/(?!protocol\.ts))/.test(file) &&
        !light.has(file),
    ),
  ).toEqual([]);
  const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports);
  expect(imported.map(({ path }) => path).filter((path) => path.includes('duckdb'))).toEqual([]);
});
