import { DAY } from '../../policy/clock.ts';
import type { Policy } from '../../policy/model.ts';
import type { BatchView } from '../batch-view.ts';
import type { Cells } from '../cells.ts';
import type { Lanes } from '../lanes.ts';
import { declaresPropensity, isWeighable } from '../value/usable-rows.ts';
import type { Difference, PatternEvidence, PatternSums } from './evidence.ts';
import { compareAll, differenceOf, recordWidth } from './evidence.ts';
import { soundPatterns } from './sound-patterns.ts';
import { createTimeSplit } from './time-split.ts';
import { watchedShares } from './watched-shares.ts';

/**
 * What the log says of each choice in each cell against the usual one, kept as the rows are read.
 * Verdicts rest on what was known: the patterns are compared anew at the first decision of a day
 * (UTC; where there are more patterns than rows a day, as many rows later), on the rows of the days before it, of which the last 30% of the time are the holdout.
 */
export interface Patterns {
  /** Why nothing can be compared; undefined where it can. */
  refused: string | undefined;
  begin: (view: BatchView) => void;
  /** Counts the logged choice of a row in the open cell. */
  count: (view: BatchView, row: number, lane: number) => void;
  /** Opens the day of a decision. */
  day: (moment: number) => void;
  /** 1 where a choice in the open cell is sound, 0 where not, NaN where that cannot be told. */
  sound: (lane: number) => number;
  /**
   * What the usual choice is better by in the open cell, in the goal's rate and its direction, as
   * the days before have it; NaN where fewer than 30 rows tell of one of the two.
   */
  regret: (lane: number) => number;
  /** The number of a choice in the open cell; -1 where there is no room for it. */
  patternOf: (lane: number) => number;
  /** Compares all patterns on the days before a day; nothing where they cannot be compared. */
  upTo: (day: number) => PatternEvidence[];
  /** Compares all patterns on the whole log. */
  finish: () => PatternFindings;
}

export interface PatternFindings {
  evidence: PatternEvidence[];
  /** The first day (since 1970-01-01) of the holdout; NaN where there is none. */
  heldOutFrom: number;
  /** The goal on the holdout alone, of a pattern beside the usual choice. */
  onHoldout: (pattern: number) => Difference | undefined;
}

/** More would take much memory for rows that are few each; of those nothing can be told. */
const MOST_PATTERNS = 250_000;
const FEWEST_ROWS = 30;

export function createPatterns(policy: Policy, lanes: Lanes, cells: Cells): Patterns {
  const refused = refusalOf(policy, lanes);
  const metrics = [...(policy.goal ? [policy.goal.column] : []), ...watchedShares(policy)];
  const width = recordWidth(metrics.length);
  const split = createTimeSplit(width);
  const record = new Float64Array(width);
  const sign = policy.goal?.direction === 'less' ? -1 : 1;
  const judges = policy.rules.some(({ form }) => form === 'unsound');
  let columns: (Float64Array | undefined)[] = [];
  let sound: Uint8Array = new Uint8Array(0);
  let studied = NaN;
  let rowsSince = 0;

  const shape = { lanes: lanes.count, usual: lanes.usual, metrics: metrics.length };
  const sumsNow = (): PatternSums => ({ earlier: split.earlier(), heldOut: split.heldOut() });
  const evidenceNow = (): PatternEvidence[] => compareAll(sumsNow(), shape);

  /** The work of comparing all patterns is shared out among as many rows, so that it stays linear. */
  function study(day: number): void {
    if (day === studied || (rowsSince < sound.length && studied < day)) return;
    studied = day;
    rowsSince = 0;
    split.splitAt(day);
    if (!judges) return;
    sound = new Uint8Array(split.earlier().length / width);
    for (const pattern of soundPatterns(sumsNow(), shape, policy)) sound[pattern] = 1;
  }

  function patternOf(lane: number): number {
    const pattern = cells.current() * lanes.count + lane;
    return lane >= 0 && pattern >= 0 && pattern < MOST_PATTERNS ? pattern : -1;
  }

  return {
    refused,
    begin: (view) => {
      columns = metrics.map((name) => view.batch.columns[name]);
    },
    count: (view, row, lane) => {
      const pattern = refused === undefined ? patternOf(lane) : -1;
      if (pattern < 0) return;
      const propensity = view.batch.propensity?.[row] ?? 1;
      const goal = columns[0]?.[row] ?? NaN;
      if (Number.isNaN(goal) || !isWeighable(propensity)) return;
      const weight = 1 / propensity;
      rowsSince++;
      record[0] = 1;
      for (let metric = 0; metric < columns.length; metric++) {
        const value = columns[metric]?.[row] ?? NaN;
        const own = Number.isNaN(value) ? 0 : weight;
        record[1 + 3 * metric] = own;
        record[2 + 3 * metric] = own * own;
        record[3 + 3 * metric] = own === 0 ? 0 : own * value;
      }
      split.add(pattern, Math.floor(view.moments[row]! / DAY), record);
    },
    day: (moment) => {
      if (refused === undefined && !Number.isNaN(moment)) study(Math.floor(moment / DAY));
    },
    sound: (lane) => {
      if (refused !== undefined) return NaN;
      // Against itself there is nothing to find: it is what people would do.
      if (lane === lanes.usual) return 1;
      const pattern = patternOf(lane);
      return pattern < 0 ? NaN : (sound[pattern] ?? 0);
    },
    regret: (lane) => {
      if (refused !== undefined) return NaN;
      if (lane === lanes.usual) return 0;
      const chosen = patternOf(lane);
      const usual = patternOf(lanes.usual);
      if (chosen < 0 || usual < 0) return NaN;
      const first = knownRate(split, chosen, width);
      const second = knownRate(split, usual, width);
      return sign * (second - first);
    },
    patternOf,
    upTo: (day) => {
      if (refused !== undefined) return [];
      split.splitAt(day);
      return evidenceNow();
    },
    finish: () => {
      if (refused !== undefined)
        return { evidence: [], heldOutFrom: NaN, onHoldout: () => undefined };
      split.splitAtEnd();
      const heldOut = split.heldOut();
      return {
        evidence: evidenceNow(),
        heldOutFrom: split.boundary(),
        onHoldout: (pattern) => {
          const beside = pattern - (pattern % lanes.count) + lanes.usual;
          return differenceOf(heldOut, pattern, beside, { width, metric: 0 });
        },
      };
    },
  };
}

/** Over all days that are over, held out or not. */
function knownRate(
  split: ReturnType<typeof createTimeSplit>,
  pattern: number,
  width: number,
): number {
  const at = pattern * width;
  const sum = (k: number): number =>
    (split.earlier()[at + k] ?? 0) + (split.heldOut()[at + k] ?? 0);
  return sum(0) < FEWEST_ROWS ? NaN : sum(3) / sum(1);
}

function refusalOf(policy: Policy, lanes: Lanes): string | undefined {
  const { goal, data, usual } = policy;
  if (goal === undefined) return 'the handoff has no goal';
  const type = data.columns.find(({ name }) => name === goal.column)?.type;
  if (type?.kind !== 'yesNo') return `\`${goal.column}\` is not yes or no, and has no rate`;
  if (!lanes.finite) return 'the choices have no list';
  if (usual === undefined || lanes.usual < 0) return 'the handoff has no usual choice';
  // Where people chose by what they saw, no holdout tells what the choice did from who got it.
  return declaresPropensity(policy)
    ? undefined
    : 'the data does not say how likely the logged choices were, so a difference may be that of who got them';
}
