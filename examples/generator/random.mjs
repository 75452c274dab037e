// @ts-check

/**
 * @callback Draw
 * @returns {number} the next number of the stream, uniform in [0, 1), a multiple of 2^-32
 */

/**
 * A stream of random numbers that depends on its keys alone, so that any row can be generated
 * without the rows before it: sfc32, "small fast counter", of PractRand by Chris Doty-Humphrey
 * (public domain), seeded as there with three words, a counter of 1 and 15 discarded rounds.
 * Only 32-bit integer arithmetic: the same numbers on every machine.
 *
 * @param {{ seed: number, stream: number, slot?: number, moment?: number }} keys
 * @returns {Draw}
 */
export function randomStream({ seed, stream, slot = 0, moment = 0 }) {
  // The odd multiplier (2^32 over the golden ratio) keeps neighbouring seeds and streams apart.
  let a = (seed + Math.imul(stream, 0x9e3779b9)) | 0;
  let b = slot | 0;
  let c = moment | 0;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 0x1_0000_0000;
  };
  for (let round = 0; round < 15; round++) next();
  return next;
}

/**
 * The index drawn from whole-number weights; `total` is their sum.
 *
 * @param {Draw} draw
 * @param {readonly number[]} weights
 * @param {number} total
 * @returns {number}
 */
export function pickIndex(draw, weights, total) {
  let left = Math.floor(draw() * total);
  let index = 0;
  for (; index < weights.length - 1; index++) {
    left -= weights[index] ?? 0;
    if (left < 0) break;
  }
  return index;
}
