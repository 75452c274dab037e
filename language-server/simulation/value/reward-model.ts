import type { Policy, RewardModelChoice, Simulation } from '../../policy/model.ts';
import type { BatchView } from '../batch-view.ts';
import type { Lanes } from '../lanes.ts';
import { createContextCells } from './context-cells.ts';
import type { ModelledRows } from './model-influence.ts';
import { createModelledRows } from './model-influence.ts';

/** What a choice's mean reward is taken to be: see `RewardModelChoice`. */
export interface RewardModel {
  choice: RewardModelChoice;
  begin: (view: BatchView) => void;
  /** Predicted mean reward by lane in the row's cell; valid until the next row. */
  open: (row: number) => Float64Array;
  /**
   * The open row's mean reward for an arm that takes each lane with its share; remembers where the
   * arm relies on the model, for `rows.influences`.
   */
  expect: (arm: number, shares: Float64Array) => number;
  /** The same for an arm that takes one lane for certain; -1: none, and 0. */
  expectOne: (arm: number, lane: number) => number;
  /** The rows that it was fitted on. */
  rows: ModelledRows;
}

export interface RewardFit {
  begin: (view: BatchView) => void;
  /** One row with a known reward and logged choice; `subject` as in `ValueAccumulator.add`. */
  add: (row: number, subject: number, reward: number) => void;
  finish: () => RewardModel;
}

/** Rows of the coarser mean that a thin cell is drawn towards, where nothing is said. */
const USUAL_PRIOR = 100;
/** Choices without a list that have a mean of their own; further ones have that of all choices. */
const MOST_OPEN_CHOICES = 1000;
/** Means that are kept, 8 bytes each, four times over. */
const MOST_MEANS = 2_000_000;

/**
 * What a simulation's words say; else the mean by choice in the cells of what the agent goes by,
 * or else of what the propensity was estimated by.
 */
export function rewardModelOf(
  { data }: Policy,
  { rewardModel, agent }: Simulation,
): RewardModelChoice {
  if (rewardModel) return rewardModel;
  const by = agent.kind === 'thompson' ? agent.by : (data.propensityEstimatedBy ?? []);
  return { kind: 'choice', by, prior: USUAL_PRIOR };
}

/**
 * Means of the reward, in one pass: with n rows of sum R in a cell and the coarser mean m, a cell's
 * mean is (R + prior·m) / (n + prior), the posterior mean under a conjugate prior worth `prior`
 * rows. Coarser than the cell is the choice alone, coarser than that all choices together.
 */
export function createRewardFit(choice: RewardModelChoice, lanes: Lanes): RewardFit {
  const choices = lanes.finite ? lanes.count : MOST_OPEN_CHOICES;
  const isOverall = choice.kind === 'overall';
  const cells = createContextCells(
    isOverall ? [] : choice.by,
    Math.max(1, Math.floor(MOST_MEANS / choices)),
  );
  const places = createChoicePlaces(lanes);
  const prior = isOverall ? Infinity : choice.prior;
  const counts: Float64Array[] = [];
  const sums: Float64Array[] = [];
  const rows = createModelledRows({ choices, prior });
  let logged: Float64Array = new Float64Array(0);

  return {
    begin: (view) => {
      cells.begin(view);
      logged = view.logged;
    },
    add: (row, subject, reward) => {
      const cell = cells.of(row);
      const place = places.add(logged[row]!);
      while (counts.length <= cell) {
        counts.push(new Float64Array(choices));
        sums.push(new Float64Array(choices));
      }
      if (place >= 0) {
        counts[cell]![place]!++;
        sums[cell]![place]! += reward;
      }
      rows.add(subject, cell, place, reward);
    },
    finish: () => {
      const means = rows.settle(counts, sums);
      const predicted = lanes.finite ? undefined : new Float64Array(lanes.count);
      let cell = 0;
      let open: Float64Array = new Float64Array(lanes.count);
      /** By lane of the open row: its place among the choices of the model. */
      const placeOf = (lane: number): number =>
        lanes.finite ? lane : places.of(lanes.values[lane]!);
      return {
        choice,
        rows,
        begin: cells.begin,
        open: (row) => {
          cell = cells.of(row);
          const own = means.byCell[cell];
          if (!predicted && own) return (open = own);
          open = predicted ?? open;
          for (let lane = 0; lane < lanes.count; lane++) {
            const place = placeOf(lane);
            open[lane] = place < 0 || !own ? means.overall : own[place]!;
          }
          return open;
        },
        expect: (arm, shares) => {
          let mean = 0;
          const masses = rows.massesOf(arm, cell);
          for (let lane = 0; lane < shares.length; lane++) {
            const share = shares[lane]!;
            if (share === 0) continue;
            mean += share * open[lane]!;
            // A listed choice is its own place: this runs for every choice of every decision.
            if (lanes.finite) masses[lane]! += share;
            else rows.rely(masses, arm, placeOf(lane), share);
          }
          return mean;
        },
        expectOne: (arm, lane) => {
          if (lane < 0) return 0;
          rows.rely(rows.massesOf(arm, cell), arm, placeOf(lane), 1);
          return open[lane]!;
        },
      };
    },
  };
}

interface ChoicePlaces {
  /** -1 where the choice has no mean of its own. */
  of: (value: number) => number;
  add: (value: number) => number;
}

function createChoicePlaces(lanes: Lanes): ChoicePlaces {
  if (lanes.finite) return { of: lanes.laneOf, add: lanes.laneOf };
  const places = new Map<number, number>();
  const of = (value: number): number => places.get(value) ?? -1;
  return {
    of,
    add: (value) => {
      if (!places.has(value) && places.size < MOST_OPEN_CHOICES) places.set(value, places.size);
      return of(value);
    },
  };
}
