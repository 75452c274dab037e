import { leafKey, leavesOf } from '../../policy/leaves.ts';
import type { Condition, Leaf, Policy, Value } from '../../policy/model.ts';
import { FALSE, TRUE } from '../../policy/tri.ts';
import { completed, isAlwaysKnown } from './lawful.ts';
import { poolOf, thresholdsOf } from './value-pools.ts';
import type { Witness } from './witness.ts';
import { judged } from './witness.ts';

/** Decisions that could be, by what a condition is in them: each of them disproves a `never`. */
export interface Samples {
  fires: Witness[];
  unknown: Witness[];
  fails: boolean;
}

/** More decisions than this of one kind tell little more. */
const most = 48;
/** In one of so many a quantity is not known. */
const unknownInOf = 8;

/**
 * Decisions at and around the thresholds of a condition, the same each time: `draws` over all that
 * it reads, then those that differ in one quantity from the first in which it fires.
 */
export function samplesOf(condition: Condition, policy: Policy, draws: number): Samples {
  const samples: Samples = { fires: [], unknown: [], fails: false };
  const leaves = leavesOf(condition);
  const thresholds = thresholdsOf(condition, policy.calendars);
  const pools = leaves.map((leaf) => poolOf(leaf, thresholds, policy));
  const take = (values: Map<string, Value>): void => {
    const witness = { values: completed(values, policy), leaves };
    const tri = judged(condition, witness, policy);
    if (tri === FALSE) {
      samples.fails = true;
      return;
    }
    const list = tri === TRUE ? samples.fires : samples.unknown;
    if (list.length < most) list.push(witness);
  };
  for (let row = 0; row < draws; row++) {
    const values = new Map<string, Value>();
    leaves.forEach((leaf, index) => {
      const pool = pools[index] ?? [];
      const draw = mixed(row, index);
      const value = pool[Math.floor(draw / unknownInOf) % pool.length];
      const isKnown = draw % unknownInOf > 0 || isAlwaysKnown(leaf, policy);
      if (isKnown && value !== undefined) values.set(leafKey(leaf), value);
    });
    take(values);
  }
  const [first] = samples.fires;
  if (first) {
    leaves.forEach((leaf, index) => {
      for (const value of pools[index] ?? []) take(changed(first, leaf, value));
      if (!isAlwaysKnown(leaf, policy)) take(changed(first, leaf, undefined));
    });
  }
  return samples;
}

/** Takes in a decision that was found otherwise, if the condition is true in it. */
export function addTo(
  samples: Samples,
  found: Witness,
  { condition, policy }: { condition: Condition; policy: Policy },
): void {
  const witness = { ...found, values: completed(found.values, policy) };
  if (judged(condition, witness, policy) !== TRUE) return;
  // First, since it disproves what all the others did not.
  samples.fires.unshift(witness);
  samples.fires.length = Math.min(samples.fires.length, most);
}

function changed({ values }: Witness, leaf: Leaf, value: Value | undefined): Map<string, Value> {
  const result = new Map(values);
  const key = leafKey(leaf);
  // The other parts of the calendar follow.
  if (['date', 'weekday', 'month'].includes(key)) {
    for (const part of ['date', 'weekday', 'month']) result.delete(part);
  }
  if (value === undefined) result.delete(key);
  else result.set(key, value);
  return result;
}

/** A whole number from 0, the same for the same two: neighbours have nothing in common. */
function mixed(row: number, index: number): number {
  let state = Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
  state = Math.imul(state ^ (state >>> 12), 0x297a2d39);
  return (state ^ (state >>> 15)) >>> 0;
}
