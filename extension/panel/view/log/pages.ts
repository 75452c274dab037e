import type { DecisionFilter, DecisionRow, Decisions, Problem } from '../../protocol.ts';
import type { Connection, Forget } from '../connection.ts';

const pageSize = 100;
/** 4,000 rows in memory, however many the run has. */
const mostPages = 40;
/** How often at most pages are asked for while somebody scrolls. */
const pause = 80;
/** Rows around the visible ones that are asked for as well. */
const ahead = 30;

/** The decisions that pass one filter, fetched as they come into sight. */
export interface DecisionPages {
  /** How many there are; undefined until the first answer. */
  total: () => number | undefined;
  /** Undefined while it is on its way. */
  row: (position: number) => DecisionRow | undefined;
  problem: () => Problem | undefined;
  /** Says which rows are in sight. */
  want: (first: number, last: number) => void;
  /** Asks for the beginning, where nobody has said yet what is in sight. */
  start: () => void;
  /** Asks anew for what could not be had. */
  retry: () => void;
  /** Drops every answer that is still to come. */
  close: () => void;
}

export function createPages(
  { run, filter }: { run: number; filter: DecisionFilter },
  { ask, onChange }: { ask: Connection['askDecisions']; onChange: () => void },
): DecisionPages {
  /** In the order of their last use. */
  const pages = new Map<number, readonly DecisionRow[]>();
  const asked = new Map<number, Forget>();
  let total: number | undefined;
  let problem: Problem | undefined;
  let wanted: { first: number; last: number } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isDue = false;

  const take = (page: number, answer: Decisions): void => {
    asked.delete(page);
    if ('problem' in answer) {
      problem = answer.problem;
    } else {
      problem = undefined;
      total = answer.total;
      pages.set(page, answer.rows);
      for (const oldest of pages.keys()) {
        if (pages.size <= mostPages) break;
        pages.delete(oldest);
      }
    }
    onChange();
  };

  const fetch = (): void => {
    const { first, last } = wanted ?? { first: 0, last: 0 };
    const end = total === undefined ? last : Math.min(last + ahead, total - 1);
    const from = Math.floor(Math.max(0, first - ahead) / pageSize);
    const to = Math.floor(Math.max(0, end) / pageSize);
    for (const [page, forget] of asked) {
      // Scrolled past: whoever comes back asks again.
      if (page >= from && page <= to) continue;
      forget();
      asked.delete(page);
    }
    for (let page = from; page <= to; page++) {
      const known = pages.get(page);
      if (known) {
        pages.delete(page);
        pages.set(page, known);
      } else if (!asked.has(page)) {
        asked.set(
          page,
          ask({ run, filter, from: page * pageSize, most: pageSize }, (answer) => {
            take(page, answer);
          }),
        );
      }
    }
  };

  const tick = (): void => {
    timer = undefined;
    if (!isDue) return;
    isDue = false;
    fetch();
    timer = setTimeout(tick, pause);
  };

  const want = (first: number, last: number): void => {
    wanted = { first, last };
    isDue = true;
    if (timer === undefined && problem === undefined) tick();
  };

  return {
    total: () => total,
    row: (position) => pages.get(Math.floor(position / pageSize))?.[position % pageSize],
    problem: () => problem,
    want,
    start: () => {
      if (!wanted) want(0, 0);
    },
    retry: () => {
      problem = undefined;
      onChange();
      fetch();
    },
    close: () => {
      clearTimeout(timer);
      for (const forget of asked.values()) forget();
      asked.clear();
    },
  };
}
