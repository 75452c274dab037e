import { createNumberPlaces } from '../statistics/number-places.ts';

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

/**
 * Counts outcomes by confidence. Where there are more than 50,000 different ones, they are rounded
 * from then on, which moves no score by more than 0.0005.
 */
export function createTallies(): Tallies {
  let places = createNumberPlaces();
  let decisions: number[] = [];
  let successes: number[] = [];
  let isRounded = false;

  function count(confidence: number, n: number, succeeded: number): void {
    let place = places.find(confidence);
    if (place < 0) {
      place = places.add(confidence);
      decisions.push(0);
      successes.push(0);
    }
    decisions[place]! += n;
    successes[place]! += succeeded;
  }

  function tallies(): Tally[] {
    return decisions.map((n, place) => ({
      ...{ confidence: places.at(place), n, successes: successes[place]! },
    }));
  }

  function round(): void {
    isRounded = true;
    const exact = tallies();
    places = createNumberPlaces();
    [decisions, successes] = [[], []];
    for (const { confidence, n, successes } of exact) count(rounded(confidence), n, successes);
  }

  return {
    add: (confidence, isSuccess) => {
      if (!(confidence >= 0 && confidence <= 1)) return false;
      count(isRounded ? rounded(confidence) : confidence, 1, isSuccess ? 1 : 0);
      if (!isRounded && places.count() > MOST_EXACT) round();
      return true;
    },
    finish: () => tallies().sort((left, right) => left.confidence - right.confidence),
  };
}

/**
 * To 1/10,000, and to four digits of how far it is from certainty where that is little: a logarithm
 * knows 0.9999 from 0.99999, and takes what is rounded to 1 and fails for 34.5.
 */
function rounded(confidence: number): number {
  if (confidence > 0.5) return 1 - fromCertainty(1 - confidence);
  return fromCertainty(confidence);
}

function fromCertainty(distance: number): number {
  return distance < 0.1 ? Number(distance.toPrecision(4)) : Math.round(distance * 1e4) / 1e4;
}
