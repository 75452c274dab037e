import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { h } from 'preact';
import { shownResult } from '../background/summary.ts';
import type { Policy } from '../policy/model.ts';
import { whenProcessEnds } from '../run/process-end.ts';
import { Failure } from './failure.ts';
import { renderHtml } from './report/html.ts';
import { Page } from './report/page.tsx';
import { reportStyle } from './report/style.ts';
import type { SimulationRun } from './simulation-run.ts';
import { entryTexts } from './summary-entries.ts';

/** A run as one page that needs nothing else: no script, no request, the same bytes each time. */
export function renderReport(
  { result, facts, firstEntries }: SimulationRun,
  policy: Policy,
): string {
  const report = {
    facts,
    result: shownResult(result, policy),
    firstEntries: entryTexts(firstEntries, policy),
  };
  const hash = createHash('sha256').update(reportStyle).digest('base64');
  const page = h(Page, { report, style: reportStyle, styleHash: `sha256-${hash}` });
  return `<!DOCTYPE html>\n${renderHtml(page)}\n`;
}

/** Puts the page in its place whole, so that nobody ever reads half of one. */
export async function writeReport(page: string, target: string): Promise<void> {
  const temporary = `${target}.${String(process.pid)}.part`;
  const remove = (): void => rmSync(temporary, { force: true });
  const stopWatching = whenProcessEnds(remove);
  try {
    await writeFile(temporary, page);
    await rename(temporary, target);
  } catch (error) {
    remove();
    const { code } = error as NodeJS.ErrnoException;
    throw new Failure('not-writable', `${target} cannot be written: ${String(code)}`);
  } finally {
    stopWatching();
  }
}
