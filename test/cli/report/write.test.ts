import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, runCli, smallPolicy } from '../../support/cli.ts';

describe('handoff simulate --report', () => {
  const rows = Array.from({ length: 12 }, (_, i) => {
    const day = String(i + 1).padStart(2, '0');
    return `r${i % 3},2026-02-${day}T09:00:00Z,UTC,09:00,gold,yes,${i % 2}`;
  });
  const folder = folderWith({
    'log.csv': `reader,sent_at,zone,hour,tier,consent,clicked\n${rows.join('\n')}\n`,
    'timing.handoff': smallPolicy(),
    'sub/x.txt': '',
  });
  const simulate = (...args: string[]) => runCli(folder, 'simulate', 'timing.handoff', ...args);
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

  it('writes the page whole, beside the summary, the same bytes each time', async () => {
    const first = await simulate('--report', 'out.html');
    expect([first.code, first.err]).toEqual([0, '']);
    expect(first.out).toContain('12  rows read');
    const bytes = read('out.html');
    expect(bytes).toContain('<h1>default of timing</h1>');
    expect(bytes.endsWith('</html>\n')).toBe(true);
    writeFileSync(join(folder, 'out.html'), 'an older one');
    await simulate('--report', 'out.html', '--format', 'json');
    expect(read('out.html')).toBe(bytes);
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it.each([
    ['timing.handoff', 'The report would overwrite timing.handoff, which the run reads'],
    ['log.csv', 'The report would overwrite log.csv, which the run reads'],
    ['gone/out.html', 'The folder of gone/out.html does not exist'],
    ['sub', 'sub is a folder; name a file for the report'],
  ])('refuses to write to %s', async (target, message) => {
    const before = existsSync(join(folder, target)) && target !== 'sub' ? read(target) : '';
    const { code, err } = await simulate('--report', target);
    expect([code, err]).toEqual([2, `error[not-writable] ${message}\n`]);
    if (before !== '') expect(read(target)).toBe(before);
  });

  it('refuses one file for report and log', async () => {
    const { code, err } = await simulate('--report', 'x.html', '--log', './x.html');
    expect([code, err]).toEqual([
      2,
      'error[not-writable] The log and the report cannot be the same file\n',
    ]);
  });
});
