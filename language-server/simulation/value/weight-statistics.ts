export interface WeightSummary {
  /** (Σw)²/Σw² of the clipped weights. */
  ess: number;
  /** Before clipping, like the largest. */
  meanWeight: number;
  maxWeight: number;
  clipped: number;
}

export interface WeightStatistics {
  /** Gives the weight as it is used. */
  add: (weight: number) => number;
  finish: (rows: number) => WeightSummary;
}

export function createWeightStatistics(clipAt: number): WeightStatistics {
  let whole = 0;
  let largest = 0;
  let sum = 0;
  let squares = 0;
  let clipped = 0;
  return {
    add: (weight) => {
      whole += weight;
      if (weight > largest) largest = weight;
      const used = weight > clipAt ? clipAt : weight;
      if (used < weight) clipped++;
      sum += used;
      squares += used * used;
      return used;
    },
    finish: (rows) => ({
      ess: squares > 0 ? (sum * sum) / squares : 0,
      meanWeight: rows > 0 ? whole / rows : 0,
      maxWeight: largest,
      clipped,
    }),
  };
}
