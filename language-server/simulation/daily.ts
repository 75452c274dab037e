import { DAY } from '../policy/clock.ts';
import type { Policy, Verdict } from '../policy/model.ts';
import { verdicts } from '../policy/model.ts';

/** Verdicts by the UTC day of the logged moment, as budgets are counted. */
export interface Daily {
  /** In order, days without a decision left out; day: since 1970-01-01. */
  days: ({ day: number } & Record<Verdict, number>)[];
  /** Decisions a day that a role takes, of the roles that have a budget. */
  budgets: { role: string; perDay: number }[];
  /** Why there are no days, where the data has moments. */
  refused?: string;
}

/** Ten years: more is a fault of the data rather than a period that somebody looks at by day. */
const MOST_DAYS = 3660;

export interface DailyCounter {
  /** Milliseconds since 1970-01-01, NaN where not known; place in `verdicts`. */
  add: (moment: number, verdict: number) => void;
  /** Undefined where no decision has a moment. */
  finish: () => Daily | undefined;
}

export function createDaily({ escalations }: Policy): DailyCounter {
  const budgets = escalations.flatMap(({ to, budget }) =>
    budget ? [{ role: to, perDay: budget.perDay }] : [],
  );
  const days = new Map<number, number[]>();
  let today = NaN;
  let counts: number[] | undefined;
  let isTooLong = false;

  function open(day: number): void {
    today = day;
    counts = days.get(day);
    if (counts || isTooLong) return;
    isTooLong = days.size >= MOST_DAYS;
    if (isTooLong) {
      days.clear();
      return;
    }
    counts = verdicts.map(() => 0);
    days.set(day, counts);
  }

  return {
    add: (moment, verdict) => {
      if (Number.isNaN(moment)) return;
      const day = Math.floor(moment / DAY);
      if (day !== today) open(day);
      if (counts) counts[verdict]!++;
    },
    finish: () => {
      if (isTooLong) {
        const refused = `the decisions lie on more than ${String(MOST_DAYS)} days`;
        return { days: [], budgets, refused };
      }
      if (days.size === 0) return undefined;
      return {
        days: [...days]
          .sort(([left], [right]) => left - right)
          .map(([day, found]) => ({ day, ...byVerdict(found) })),
        budgets,
      };
    },
  };
}

function byVerdict(counts: readonly number[]): Record<Verdict, number> {
  return Object.fromEntries(verdicts.map((verdict, at) => [verdict, counts[at]!])) as Record<
    Verdict,
    number
  >;
}
