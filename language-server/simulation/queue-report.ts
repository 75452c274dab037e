import type { Escalation } from '../policy/model.ts';

/** How a role's reviewers came along with what they were asked. Figures are counts of cases. */
export interface QueueReport {
  role: string;
  /** Cases that arrived: `overBudget`, and those that the reviewers were asked about. */
  cases: number;
  /** A role that is asked had no place left that day, so that nobody was asked. */
  overBudget: number;
  /** Of those asked about: answered in time, answered after the deadline, never answered. */
  answered: number;
  late: number;
  noAnswer: number;
  /** What became of those that no answer came to in time: nothing, or the usual choice. */
  fallback: { held: number; blocked: number; usual: number };
  /** Milliseconds from arrival to an answer, late ones too; absent where answers take no time. */
  timeToAnswer?: { median: number; p95: number };
  /** The share of the places that were taken, by UTC day; absent where there is no budget. */
  utilisation?: { perDay: number; days: number; mean: number; busiest: BusyDay };
}

/** The day with the most cases, the earliest of several. */
export interface BusyDay {
  /** Days since 1970-01-01. */
  day: number;
  cases: number;
  asked: number;
}

/** One case as it ended. */
export interface EndedCase {
  overBudget: boolean;
  answered: boolean;
  late: boolean;
  fallback: 'held' | 'blocked' | 'usual' | undefined;
  /** How long the answer took, late ones too; undefined where none was given. */
  took: number | undefined;
}

export interface QueueMeter {
  begin: (day: number) => void;
  add: (ended: EndedCase) => void;
  finish: () => QueueReport;
}

export function createQueueMeter(
  role: string,
  { budget }: Pick<Escalation, 'budget'>,
  { takesTime }: { takesTime: boolean },
): QueueMeter {
  const counts = { cases: 0, overBudget: 0, answered: 0, late: 0, noAnswer: 0 };
  const fallback = { held: 0, blocked: 0, usual: 0 };
  const times: number[] = [];
  const days = { count: 0, asked: 0 };
  let today: BusyDay | undefined;
  let busiest: BusyDay | undefined;

  function closeDay(): void {
    if (!today) return;
    days.count++;
    days.asked += today.asked;
    if (!busiest || today.cases > busiest.cases) busiest = today;
    today = undefined;
  }

  return {
    begin: (day) => {
      closeDay();
      today = { day, cases: 0, asked: 0 };
    },
    add: ({ overBudget, answered, late, fallback: instead, took }) => {
      counts.cases++;
      if (overBudget) counts.overBudget++;
      else if (answered) counts.answered++;
      else if (late) counts.late++;
      else counts.noAnswer++;
      if (instead) fallback[instead]++;
      if (took !== undefined) times.push(took);
      if (!today) return;
      today.cases++;
      if (!overBudget) today.asked++;
    },
    finish: () => {
      closeDay();
      const perDay = budget?.perDay;
      return {
        role,
        ...counts,
        fallback,
        ...(takesTime && times.length > 0 ? { timeToAnswer: quantilesOf(times) } : {}),
        ...(perDay !== undefined && perDay > 0 && busiest
          ? {
              utilisation: {
                perDay,
                days: days.count,
                mean: days.asked / (days.count * perDay),
                busiest,
              },
            }
          : {}),
      };
    },
  };
}

/** The smallest time that at least half, and 95%, of the answers were given in. */
function quantilesOf(times: number[]): { median: number; p95: number } {
  const sorted = Float64Array.from(times).sort();
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1]!;
  return { median: at(0.5), p95: at(0.95) };
}
