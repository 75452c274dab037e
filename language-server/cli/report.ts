import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { h } from 'preact';
import type { ComponentChildren } from 'preact';
import { shownResult } from '../background/summary.ts';
import type { Policy } from '../policy/model.ts';
import type { Conflicts } from '../simulation/conflict-counts.ts';
import { whenProcessEnds } from '../run/process-end.ts';
import { Failure } from './failure.ts';
import { renderHtml } from './report/html.ts';
import { Page } from './report/page.tsx';
import type { Report } from './report/page.tsx';
import { reportStyle } from './report/style.ts';
import { TogetherPage } from './report/together-page.tsx';
import type { SimulationRun } from './simulation-run.ts';
import { entryTexts } from './summary-entries.ts';

/** A run as one page that needs nothing else: no script, no request, the same bytes each time. */
export function renderReport(run: SimulationRun, policy: Policy): string {
  return pageText(h(Page, { report: reportOf(run, policy), ...styled() }));
}

/** The same of several handoffs in one timeline; `policies` in the order of the runs. */
export function renderTogether(
  runs: readonly SimulationRun[],
  conflicts: Conflicts,
  policies: readonly Policy[],
): string {
  const reports = runs.map((run, at) => reportOf(run, policies[at]!));
  return pageText(h(TogetherPage, { reports, conflicts, ...styled() }));
}

function reportOf({ result, facts, firstEntries }: SimulationRun, policy: Policy): Report {
  return {
    facts,
    result: shownResult(result, policy),
    firstEntries: entryTexts(firstEntries, policy),
  };
}

function styled(): { style: string; styleHash: string } {
  const hash = createHash('sha256').update(reportStyle).digest('base64');
  return { style: reportStyle, styleHash: `sha256-${hash}` };
}

function pageText(page: ComponentChildren): string {
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
