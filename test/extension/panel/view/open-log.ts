import type { ToHost } from '../../../../extension/panel/protocol.ts';
import { decisionRow, finished, finishedState } from './fixtures.ts';
import type { Page } from './page.ts';
import { openPage } from './page.ts';

export const rows = Array.from({ length: 250 }, (_, at) => decisionRow(at));

/** A finished run of those decisions. */
export function small(changes: Parameters<typeof finishedState>[0] = {}) {
  const { summary } = finished();
  const result = { ...summary.result, decisions: rows.length };
  return finishedState({ summary: { ...summary, result }, ...changes });
}

/** The list, with its rows in it. */
export async function openLog(stored?: unknown): Promise<Page> {
  const page = await openPage(small(), stored);
  await page.click(page.find('#tab-decisions'));
  await page.wait(100);
  await page.answerDecisions(rows);
  return page;
}

/** The last question of a kind. */
export function lastAsked<T extends 'decisions' | 'reasoning'>(page: Page, type: T) {
  return page.sent.findLast(
    (message): message is Extract<ToHost, { type: T }> => message.type === type,
  );
}

export function list(page: Page): HTMLElement {
  return page.find('[role=listbox]');
}
