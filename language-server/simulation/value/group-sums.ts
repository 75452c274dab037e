import type { GroupSums } from '../bootstrap.ts';

/**
 * Up to so many subjects each has a group of its own; beyond, those equal modulo this number
 * share one. Numbers say nothing about what a subject does, so such a group is a random bundle
 * of whole subjects: bundles are as independent of each other as subjects are, and resampling
 * them, like a cluster bootstrap, spreads as wide. What is lost is only some precision of the
 * interval's ends, negligible with this many bundles.
 */
const MOST_GROUPS = 100_000;

/** Sums by group that grow as subjects come: 8 bytes × `width` a group. */
export interface GrowingSums {
  values: () => Float64Array;
  /** Where the subject's record begins in `values()`. */
  at: (subject: number) => number;
  finish: () => GroupSums;
}

export function createGrowingSums(width: number): GrowingSums {
  let values = new Float64Array(1024 * width);
  let groups = 0;
  return {
    values: () => values,
    at: (subject) => {
      const group = subject % MOST_GROUPS;
      if (group >= groups) groups = group + 1;
      const needed = groups * width;
      if (needed > values.length) {
        const longer = new Float64Array(Math.max(needed, Math.ceil(values.length * 1.5)));
        longer.set(values);
        values = longer;
      }
      return group * width;
    },
    finish: () => ({ values: values.subarray(0, groups * width), groups, width }),
  };
}

/** Without groups that no row fell into: a subject whose outcomes are all unknown is not drawn. */
export function occupied(sums: GroupSums): GroupSums {
  const { values, groups, width } = sums;
  const kept = new Float64Array(groups * width);
  let end = 0;
  for (let at = 0; at < groups * width; at += width) {
    if (values[at] === 0) continue;
    for (let k = 0; k < width; k++) kept[end++] = values[at + k]!;
  }
  return { values: kept.subarray(0, end), groups: end / width, width };
}

export function totalOf(sums: GroupSums): Float64Array {
  const total = new Float64Array(sums.width);
  for (let at = 0; at < sums.groups * sums.width; at += sums.width) {
    for (let k = 0; k < sums.width; k++) total[k]! += sums.values[at + k]!;
  }
  return total;
}
