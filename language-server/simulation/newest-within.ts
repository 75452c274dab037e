/** What was seen within a time that ends with the newest of it. */
export interface NewestWithin {
  /** In any order of moments; one that is not known never leaves, nor does what was added before. */
  add: (moment: number, value: number) => void;
  count: () => number;
  /** Of the values. */
  sum: () => number;
}

/** `length` in milliseconds; what is exactly that much older than the newest is outside. */
export function createNewestWithin(length: number): NewestWithin {
  let moments: number[] = [];
  let values: number[] = [];
  let first = 0;
  let sum = 0;

  /** Behind all that is no newer; nearly everything comes in order, and is the newest itself. */
  function placeOf(moment: number): number {
    let place = moments.length;
    while (place > first && moments[place - 1]! > moment) place--;
    return place;
  }

  return {
    add: (moment, value) => {
      const place = placeOf(moment);
      if (place === moments.length) {
        moments.push(moment);
        values.push(value);
      } else {
        moments.splice(place, 0, moment);
        values.splice(place, 0, value);
      }
      sum += value;
      const start = moments.at(-1)! - length;
      while (moments[first]! <= start) sum -= values[first++]!;
      if (first < 4096 || first * 2 < moments.length) return;
      moments = moments.slice(first);
      values = values.slice(first);
      first = 0;
    },
    count: () => moments.length - first,
    sum: () => sum,
  };
}
