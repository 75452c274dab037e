import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { formatTable, grouped } from './measure.ts';
import { runScript } from './process.ts';

const rows = 5_000_000;
const allowedGigabytes = 1.5;

/**
 * A replay of 5,000,000 rows of Parquet through the bundled command line, in a process of its
 * own: what it takes in memory at its peak, and how long.
 */
export async function benchMemory(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'handoff-bench-'));
  try {
    await generate(folder);
    const text = await readFile('examples/newsletter/newsletter.handoff', 'utf8');
    await mkdir(join(folder, 'newsletter'));
    const file = join(folder, 'newsletter', 'large.handoff');
    await writeFile(file, text.replace('"engagement.csv"', '"../engagement.parquet"'));
    await copyFile('examples/company.handoff', join(folder, 'company.handoff'));
    const { seconds, gigabytes, decisions } = await simulate(file, folder);
    return [
      `Replay of ${grouped.format(rows)} rows of Parquet, by the command line, 1,000 resamples`,
      formatTable(
        ['', 'seconds', 'decisions', 'peak GB', 'of the 1.5 GB allowed'],
        [
          [
            'handoff simulate',
            seconds.toFixed(1),
            grouped.format(decisions),
            gigabytes.toFixed(2),
            `${(gigabytes / allowedGigabytes).toFixed(2)}×`,
          ],
        ],
      ),
    ].join('\n');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function generate(folder: string): Promise<void> {
  const options = ['--rows', String(rows), '--out', folder, '--format', 'parquet'];
  await runScript([resolve('examples/generate.mjs'), ...options]);
}

async function simulate(
  file: string,
  workspace: string,
): Promise<{ seconds: number; gigabytes: number; decisions: number }> {
  const options = ['simulate', file, '--workspace', workspace, '--format', 'json'];
  const start = performance.now();
  const { output, peakKilobytes } = await runScript([resolve('dist/cli.js'), ...options]);
  const { decisions } = JSON.parse(output) as { decisions: number };
  return {
    seconds: (performance.now() - start) / 1000,
    gigabytes: peakKilobytes / 1_000_000,
    decisions,
  };
}
