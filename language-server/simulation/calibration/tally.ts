/** What came of the decisions of one confidence. */
export interface Tally {
  confidence: number;
  n: number;
  successes: number;
}

export interface Tallies {
  /** Shares outside of [0, 1] and unknown ones are not counted, and `false` says so. */
  add: (confidence: number, isSuccess: boolean) => boolean;
  /** In rising order of confidence. */
  finish: () => Tally[];
}

/** So many different confidences are kept as they are; a log of any length then takes a few MB. */
const MOST_EXACT = 50_000;
const GRID = 10_000;

/**
 * Counts outcomes by confidence. Where there are more than 50,000 different ones, they are rounded
 * to 1/10,000 from then on, which moves no score by more than 0.0001.
 */
export function createTallies(): Tallies {
  let byConfidence = new Map<number, { n: number; successes: number }>();
  let isRounded = false;

  function count(confidence: number, n: number, successes: number): void {
    const known = byConfidence.get(confidence);
    if (known) {
      known.n += n;
      known.successes += successes;
    } else byConfidence.set(confidence, { n, successes });
  }

  function round(): void {
    isRounded = true;
    const exact = byConfidence;
    byConfidence = new Map();
    for (const [confidence, { n, successes }] of exact) count(onGrid(confidence), n, successes);
  }

  return {
    add: (confidence, isSuccess) => {
      if (!(confidence >= 0 && confidence <= 1)) return false;
      count(isRounded ? onGrid(confidence) : confidence, 1, isSuccess ? 1 : 0);
      if (byConfidence.size > MOST_EXACT) round();
      return true;
    },
    finish: () =>
      [...byConfidence]
        .map(([confidence, counts]) => ({ confidence, ...counts }))
        .sort((left, right) => left.confidence - right.confidence),
  };
}

function onGrid(confidence: number): number {
  return Math.round(confidence * GRID) / GRID;
}
