import { DAY } from '../policy/clock.ts';
import { evaluate } from '../policy/condition.ts';
import { formatValue } from '../policy/format.ts';
import type { Policy, Simulation } from '../policy/model.ts';
import { TRUE } from '../policy/tri.ts';
import type { Agent } from './agent.ts';
import type { Cells } from './cells.ts';
import type { Lanes } from './lanes.ts';
import type { Interval } from './statistics/proportions.ts';
import { cellWords } from './surprise/cell-words.ts';
import type { Patterns } from './surprise/patterns.ts';

/** What was put before the reviewers at one review date. */
export interface PatternReview {
  /** Milliseconds since 1970-01-01. */
  at: number;
  by: string;
  /** The most proposed first; every rejected one is among them. */
  patterns: ReviewedPattern[];
  /** How many more there were. */
  unlisted: number;
}

/** A choice other than the usual one that the agent proposed since the review before. */
export interface ReviewedPattern {
  context: string;
  choice: string;
  proposed: number;
  rejected: boolean;
  /** What the log says of it up to then, of the rows before the holdout; absent where it cannot tell. */
  evidence?: { n: number; rate: number; usualRate: number; difference: number; interval: Interval };
}

export interface Reviews {
  /** Whether a review is due by a moment; gives its date. */
  due: (moment: number) => number | undefined;
  /** Holds the review that is due; of one that no decision follows nothing is told. */
  hold: () => void;
  /** A decision follows the reviews held so far. */
  followed: () => void;
  /** Counts a proposal in the open cell. */
  proposed: (lane: number) => void;
  finish: () => PatternReview[];
}

export interface ReviewParts {
  lanes: Lanes;
  cells: Cells;
  patterns: Patterns;
  cellColumns: readonly string[];
  agent: Agent;
  wordsOf: (column: string) => string[] | undefined;
}

interface Held {
  at: number;
  patterns: HeldPattern[];
}

interface HeldPattern {
  pattern: number;
  proposed: number;
  rejected: boolean;
}

const MOST_LISTED = 10;

/** Absent where nothing is reviewed, or choices have no list that patterns could be of. */
export function createReviews(
  policy: Policy,
  simulation: Simulation,
  parts: ReviewParts,
): Reviews | undefined {
  const { lanes, cells, patterns, agent } = parts;
  const { learning } = policy;
  const every = learning?.reviewed?.every;
  if (every === undefined || !lanes.finite) return undefined;
  const by = learning!.reviewed!.by;
  const period = learning?.period;
  const end = period ? period.from * DAY + period.length : Infinity;
  const rejects = simulation.rejects ?? [];
  const held: PatternReview[] = [];
  let unfollowed: Held[] = [];
  let counts = new Map<number, number>();
  let next = NaN;

  /** The first review date that is not before the run. */
  function begin(moment: number): void {
    const from = period ? period.from * DAY : Math.floor(moment / DAY) * DAY;
    next = from + Math.max(1, Math.ceil((moment - from) / every!)) * every!;
  }

  function isRejected(pattern: number): boolean {
    const context = cells.contextOf(Math.floor(pattern / lanes.count));
    return rejects.some(
      (condition) =>
        evaluate(
          condition,
          (leaf) => {
            if (leaf.kind === 'choice') return lanes.values[pattern % lanes.count];
            if (leaf.kind !== 'column') return undefined;
            const code = context[parts.cellColumns.indexOf(leaf.name)];
            if (code === undefined || Number.isNaN(code)) return undefined;
            const words = parts.wordsOf(leaf.name);
            return words ? words[code] : code;
          },
          policy.calendars,
        ) === TRUE,
    );
  }

  function reviewed({ pattern, ...said }: HeldPattern, known: Evidence): ReviewedPattern {
    const context = cells.contextOf(Math.floor(pattern / lanes.count));
    const found = known.get(pattern);
    return {
      context: cellWords(context, parts.cellColumns, { policy, wordsOf: parts.wordsOf }),
      choice: formatValue(lanes.values[pattern % lanes.count], policy.choice.type, policy.data),
      ...said,
      ...(found ? { evidence: found } : {}),
    };
  }

  type Evidence = ReadonlyMap<number, NonNullable<ReviewedPattern['evidence']>>;
  function evidenceAt(moment: number): Evidence {
    return new Map(
      patterns.upTo(Math.floor(moment / DAY)).map(({ pattern, n, earlier }) => {
        const { first, second, difference, interval } = earlier;
        const [rate, usualRate] = [first, second].map((each) => each.successes / each.n);
        return [pattern, { n, rate: rate!, usualRate: usualRate!, difference, interval }];
      }),
    );
  }

  return {
    due: (moment) => {
      if (Number.isNaN(next) && Number.isFinite(moment)) begin(moment);
      return next <= moment && next <= end ? next : undefined;
    },
    hold: () => {
      const shown = [...counts].sort((left, right) => right[1] - left[1] || left[0] - right[0]);
      const patterns = shown.map(([pattern, proposed]) => ({
        ...{ pattern, proposed, rejected: isRejected(pattern) },
      }));
      for (const { pattern, rejected } of patterns) {
        if (!rejected) continue;
        const context = cells.contextOf(Math.floor(pattern / lanes.count));
        agent.forget?.(context, pattern % lanes.count);
      }
      unfollowed.push({ at: next, patterns });
      counts = new Map();
      next += every;
    },
    // What is held out moves along with the evidence, which is why it is not asked for any sooner.
    followed: () => {
      if (unfollowed.length === 0) return;
      for (const { at, patterns } of unfollowed) {
        const known = evidenceAt(at);
        const listed = patterns.filter(({ rejected }, place) => place < MOST_LISTED || rejected);
        held.push({
          ...{ at, by, patterns: listed.map((each) => reviewed(each, known)) },
          unlisted: patterns.length - listed.length,
        });
      }
      unfollowed = [];
    },
    proposed: (lane) => {
      const pattern = lane === lanes.usual ? -1 : patterns.patternOf(lane);
      if (pattern >= 0) counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
    },
    finish: () => held,
  };
}
