/** Places for numbers, dense from 0 in the order in which they are met; 0 and -0 are one number. */
export interface NumberPlaces {
  /** The place of a number that is not NaN; -1 where it has none. */
  find: (value: number) => number;
  /** Gives a number its place; it must have none yet. */
  add: (value: number) => number;
  count: () => number;
  /** The number of a place. */
  at: (place: number) => number;
}

const FIRST_CAPACITY = 64;

/**
 * A hash table with open addresses (Knuth, The Art of Computer Programming 3, section 6.4), at
 * most half full. A Map with numbers for keys takes several times as long, which a replay would
 * spend for every decision.
 */
export function createNumberPlaces(): NumberPlaces {
  let numbers = new Float64Array(FIRST_CAPACITY);
  /** By hash: a place, or -1. */
  let places = new Int32Array(2 * FIRST_CAPACITY).fill(-1);
  let count = 0;

  /** Where a number is, or where it would go. */
  function slotOf(value: number): number {
    const mask = places.length - 1;
    let slot = hashOf(value) & mask;
    while (places[slot] !== -1 && numbers[places[slot]!] !== value) slot = (slot + 1) & mask;
    return slot;
  }

  function grow(): void {
    const longer = new Float64Array(2 * numbers.length);
    longer.set(numbers);
    numbers = longer;
    places = new Int32Array(2 * numbers.length).fill(-1);
    for (let place = 0; place < count; place++) places[slotOf(numbers[place]!)] = place;
  }

  return {
    find: (value) => places[slotOf(value)]!,
    add: (value) => {
      if (count === numbers.length) grow();
      places[slotOf(value)] = count;
      numbers[count] = value;
      return count++;
    },
    count: () => count,
    at: (place) => numbers[place]!,
  };
}

const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);

/** Mixes all bits of a number into the lowest ones, as MurmurHash3 ends. */
function hashOf(value: number): number {
  // Adding 0 makes 0 of -0, whose bits are others.
  double[0] = value + 0;
  let hash = halves[0]! ^ Math.imul(halves[1]!, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
