import { candidates } from '../policy/choices.ts';
import { nearestLanes } from '../policy/columns/resolve.ts';
import type { Policy, Value } from '../policy/model.ts';

/**
 * The choices of one decision side by side. Where the choice has a finite list, a lane is its
 * number in that list, for every row alike. Where it has none, three lanes are set row by row:
 * the usual choice, the logged one and the proposed one.
 */
export interface Lanes {
  count: number;
  /** Canonical value by lane; NaN where a row has no such choice. */
  values: Float64Array;
  finite: boolean;
  /** The lane of the usual choice; -1 where the handoff does not say. */
  usual: number;
  nearest: (lane: number) => Int32Array;
  /** The lane of a value; -1 where it has none. */
  laneOf: (value: number) => number;
}

export const LOGGED_LANE = 1;
export const PROPOSED_LANE = 2;

export function createLanes(policy: Policy): Lanes {
  const { type } = policy.choice;
  const list = candidates(type);
  const usual = numberOf(policy.usual);
  if (list) {
    const laneByValue = new Map(list.map((value, lane) => [value, lane]));
    const laneOf = (value: number): number => laneByValue.get(value) ?? -1;
    return {
      count: list.length,
      values: Float64Array.from(list),
      finite: true,
      usual: laneOf(usual),
      nearest: nearestLanes(type, list),
      laneOf,
    };
  }
  const values = Float64Array.of(usual, NaN, NaN);
  const none = new Int32Array(0);
  return {
    count: 3,
    values,
    finite: false,
    usual: Number.isNaN(usual) ? -1 : 0,
    nearest: () => none,
    laneOf: (value) => values.indexOf(value),
  };
}

function numberOf(value: Value | undefined): number {
  return typeof value === 'number' ? value : NaN;
}

/**
 * Puts a row's own choices into the open lanes and gives the lane of the proposed one; equal
 * values share the first lane, so that one choice is one lane.
 */
export function setOpenLanes(lanes: Lanes, logged: number, proposed: number): number {
  lanes.values[LOGGED_LANE] = logged === lanes.values[0] ? NaN : logged;
  lanes.values[PROPOSED_LANE] = NaN;
  const known = lanes.laneOf(proposed);
  if (known >= 0 || Number.isNaN(proposed)) return known;
  lanes.values[PROPOSED_LANE] = proposed;
  return PROPOSED_LANE;
}
