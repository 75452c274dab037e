/** What is to happen at a moment that is still to come, soonest first. */
export interface Pending<T> {
  add: (at: number, what: T) => void;
  /** Takes out the next that is due by a moment; undefined where none is. */
  next: (until: number) => T | undefined;
}

/** Of several at the same moment the one that was added first comes first. */
export function createPending<T>(): Pending<T> {
  let moments: number[] = [];
  let waiting: T[] = [];
  let first = 0;

  /** The place behind all that is due no later. */
  function placeOf(at: number): number {
    let low = first;
    let high = moments.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (moments[middle]! <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    add: (at, what) => {
      const place = placeOf(at);
      moments.splice(place, 0, at);
      waiting.splice(place, 0, what);
    },
    next: (until) => {
      if (first === moments.length || !(moments[first]! <= until)) return undefined;
      const due = waiting[first++];
      // What was taken out is let go of now and then, so that taking one out stays cheap.
      if (first >= 1024 && first * 2 >= moments.length) {
        moments = moments.slice(first);
        waiting = waiting.slice(first);
        first = 0;
      }
      return due;
    },
  };
}
