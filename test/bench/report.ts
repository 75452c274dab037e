import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { formatTable, grouped } from './measure.ts';
import { runScript } from './process.ts';

const allowedSeconds = 5;
const runs = 3;

/**
 * Everything that is found out about the newsletter example, as one page, by the bundled command
 * line: from its start to its end in processor time, which is what it takes on one core.
 */
export async function benchReport(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'handoff-bench-'));
  const file = resolve('examples/newsletter/newsletter.handoff');
  try {
    const args = [resolve('dist/cli.js'), 'simulate', file, '--format', 'json'];
    const taken: number[] = [];
    let decisions = 0;
    for (let run = 0; run < runs; run++) {
      const { output, processorSeconds } = await runScript([
        ...args,
        ...['--report', join(folder, 'report.html')],
      ]);
      taken.push(processorSeconds);
      ({ decisions } = JSON.parse(output) as { decisions: number });
    }
    const median = taken.sort((one, other) => one - other)[(runs - 1) / 2]!;
    return [
      `Full report of the newsletter example, by the command line, 1,000 resamples, all sweeps`,
      formatTable(
        ['', 'processor seconds', 'decisions', 'of the 5 s allowed'],
        [
          [
            'handoff simulate --report',
            median.toFixed(1),
            grouped.format(decisions),
            `${(median / allowedSeconds).toFixed(2)}×`,
          ],
        ],
      ),
    ].join('\n');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
