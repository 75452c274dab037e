import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { formatTable, grouped } from './measure.ts';

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
  await run([resolve('examples/generate.mjs'), ...options]);
}

async function simulate(
  file: string,
  workspace: string,
): Promise<{ seconds: number; gigabytes: number; decisions: number }> {
  const options = ['simulate', file, '--workspace', workspace, '--format', 'json'];
  const start = performance.now();
  const { output, peakKilobytes } = await run([resolve('dist/cli.js'), ...options]);
  const { decisions } = JSON.parse(output) as { decisions: number };
  return {
    seconds: (performance.now() - start) / 1000,
    gigabytes: peakKilobytes / 1_000_000,
    decisions,
  };
}

/** Runs a script under this Node; the peak of its resident memory is what it reports at its end. */
function run(args: string[]): Promise<{ output: string; peakKilobytes: number }> {
  const tell = `process.on('exit', () => process.stderr.write('\\npeak ' + process.resourceUsage().maxRSS + '\\n'));`;
  const child = spawn(process.execPath, [
    '--import',
    `data:text/javascript,${encodeURIComponent(tell)}`,
    ...args,
  ]);
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  return new Promise((done, fail) => {
    child.on('close', (code) => {
      const peak = /peak (\d+)/.exec(errors)?.[1];
      if (code === 0 && peak !== undefined) done({ output, peakKilobytes: Number(peak) });
      else fail(new Error(errors.trim()));
    });
  });
}
