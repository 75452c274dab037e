/**
 * Sums by pattern, apart for the earlier and the last part of the time so far. What is held out
 * at one moment is earlier at a later one: days wait in line until the share of time that is
 * held out has passed them. A day is never split, and what has no day counts as earlier.
 */
export interface TimeSplit {
  /** Adds a record of `width` numbers to a pattern. Days must not fall. */
  add: (pattern: number, day: number, record: Float64Array) => void;
  /** Splits what lies before `now`, a day; the day of now itself is left out until it is over. */
  splitAt: (now: number) => void;
  /** As `splitAt` the day after the last one. */
  splitAtEnd: () => void;
  /** One record of `width` numbers a pattern; patterns beyond the end have none yet. */
  earlier: () => Float64Array;
  heldOut: () => Float64Array;
  /** The first day that is held out, as of the last split; NaN where none is. */
  boundary: () => number;
}

/** The last 30% of time. */
const HELD_OUT = 0.3;

interface Day {
  day: number;
  patterns: Int32Array;
  sums: Float64Array;
}

export function createTimeSplit(width: number): TimeSplit {
  let earlier = new Float64Array(0);
  let heldOut = new Float64Array(0);
  /** Days that are held out, the oldest first. */
  let waiting: Day[] = [];
  let first = NaN;
  let today = NaN;
  let boundary = NaN;
  const places = new Map<number, number>();
  let sums: number[] = [];

  function grow(pattern: number): void {
    if ((pattern + 1) * width <= earlier.length) return;
    const length = Math.max((pattern + 1) * width, 2 * earlier.length);
    const wider = (from: Float64Array): Float64Array<ArrayBuffer> => {
      const to = new Float64Array(length);
      to.set(from);
      return to;
    };
    earlier = wider(earlier);
    heldOut = wider(heldOut);
  }

  function closeDay(): void {
    if (places.size > 0) {
      const day = {
        day: today,
        patterns: Int32Array.from(places.keys()),
        sums: Float64Array.from(sums),
      };
      move(day, heldOut, 1);
      waiting.push(day);
    }
    places.clear();
    sums = [];
  }

  function move({ patterns, sums: moved }: Day, to: Float64Array, sign: 1 | -1): void {
    for (let at = 0; at < patterns.length; at++) {
      const into = patterns[at]! * width;
      for (let k = 0; k < width; k++) to[into + k]! += sign * moved[at * width + k]!;
    }
  }

  function splitAt(now: number): void {
    if (today < now) closeDay();
    const until = first + (1 - HELD_OUT) * (now - first);
    const past = waiting.filter(({ day }) => day + 1 <= until);
    for (const day of past) {
      move(day, earlier, 1);
      move(day, heldOut, -1);
    }
    if (past.length > 0) waiting = waiting.slice(past.length);
    boundary = waiting[0]?.day ?? NaN;
  }

  return {
    add: (pattern, day, record) => {
      grow(pattern);
      if (Number.isNaN(day)) {
        for (let k = 0; k < width; k++) earlier[pattern * width + k]! += record[k]!;
        return;
      }
      if (Number.isNaN(first)) first = day;
      if (day !== today) closeDay();
      today = day;
      let place = places.get(pattern);
      if (place === undefined) {
        places.set(pattern, (place = places.size));
        for (let k = 0; k < width; k++) sums.push(0);
      }
      for (let k = 0; k < width; k++) sums[place * width + k]! += record[k]!;
    },
    splitAt,
    splitAtEnd: () => {
      splitAt(today + 1);
    },
    earlier: () => earlier,
    heldOut: () => heldOut,
    boundary: () => boundary,
  };
}
