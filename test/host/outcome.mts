import type { Report } from './protocol.ts';

export interface Result {
  title: string;
  ok: boolean;
  skipped?: string;
  error?: string;
  ms: number;
}

export interface Outcome {
  /** One for each test that was planned, or one for the session where none was. */
  results: Result[];
  figures: { name: string; value: string }[];
}

/**
 * What came of a session, by what its tests reported: the exit code of VS Code reads 0 also when
 * its extension host was killed. `end` says how the session ended.
 */
export function outcomeOf(reports: readonly Report[], end: string): Outcome {
  const figures = reports
    .filter((report) => report.event === 'measured')
    .map(({ name, value }) => ({ name, value }));
  const planned = reports.find((report) => report.event === 'planned')?.titles;
  if (!planned) return { results: [failed('VS Code runs the tests', end)], figures };
  if (planned.length === 0)
    return { results: [failed('there are tests', 'none was found')], figures };
  return { results: planned.map((title) => resultOf(title, reports, end)), figures };
}

function resultOf(title: string, reports: readonly Report[], end: string): Result {
  const of = reports.filter((report) => 'title' in report && report.title === title);
  for (const report of of) {
    if (report.event === 'skipped') return { title, ok: true, skipped: report.reason, ms: 0 };
    if (report.event !== 'ended') continue;
    const { ms, error } = report;
    return error === undefined ? { title, ok: true, ms } : { title, ok: false, error, ms };
  }
  return failed(title, of.length > 0 ? `it did not end: ${end}` : `it never ran: ${end}`);
}

function failed(title: string, error: string): Result {
  return { title, ok: false, error, ms: 0 };
}
