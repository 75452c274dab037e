import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../language-server/simulation/random.ts';

const take = (random: Random, count: number) => Array.from({ length: count }, () => random.next());

/** The published generator again, in exact integers. */
function sfc32(seedA: number, seedB: number, seedC: number): () => number {
  const wrap = (n: bigint) => n & 0xffff_ffffn;
  let [a, b, c, counter] = [wrap(BigInt(seedA)), wrap(BigInt(seedB)), wrap(BigInt(seedC)), 1n];
  const word = () => {
    const sum = wrap(a + b + counter);
    counter = wrap(counter + 1n);
    a = b ^ (b >> 9n);
    b = wrap(c + wrap(c << 3n));
    c = wrap((wrap(c << 21n) | (c >> 11n)) + sum);
    return Number(sum);
  };
  for (let i = 0; i < 15; i++) word();
  return word;
}

/** Splitmix with MurmurHash3's finaliser, in exact integers. */
function splitmix(seed: number): () => number {
  let state = BigInt(seed) & 0xffff_ffffn;
  return () => {
    state = (state + 0x9e3779b9n) & 0xffff_ffffn;
    let z = state ^ (state >> 16n);
    z = (z * 0x85ebca6bn) & 0xffff_ffffn;
    z = ((z ^ (z >> 13n)) * 0xc2b2ae35n) & 0xffff_ffffn;
    return Number(z ^ (z >> 16n));
  };
}

describe('a seeded stream', () => {
  it('is sfc32 seeded by splitmix', () => {
    const mix = splitmix(7 ^ splitmix(0)());
    const word = sfc32(mix(), mix(), mix());
    const expected = Array.from({ length: 50 }, () => {
      const high = word() >>> 5;
      return (high * 2 ** 26 + (word() >>> 6)) / 2 ** 53;
    });
    expect(take(createRandom(7), 50)).toEqual(expected);
  });

  it('gives these numbers for ever', () => {
    expect(take(createRandom(7), 3)).toEqual([
      0.4553249466842467, 0.6544920419522106, 0.23887190333607833,
    ]);
    const random = createRandom(-1);
    expect([6, 24, 1000, 2 ** 32].map((below) => random.integer(below))).toEqual([
      1, 17, 57, 3495388516,
    ]);
    expect(take(createRandom(7).fork('reviewer'), 2)).toEqual([
      0.8726246653986695, 0.7091872388028798,
    ]);
  });

  it.each([0, 1, -1, 2 ** 31, 2 ** 32, 2 ** 53 - 1])('differs by seed: %d', (seed) => {
    expect(take(createRandom(seed), 4)).not.toEqual(take(createRandom(seed + 2), 4));
  });

  it('forks by label, however much was drawn before', () => {
    const random = createRandom(7);
    const early = take(random.fork('agent'), 5);
    take(random, 100);
    expect(take(random.fork('agent'), 5)).toEqual(early);
    expect(take(random.fork('reviewer'), 5)).not.toEqual(early);
    expect(take(createRandom(8).fork('agent'), 5)).not.toEqual(early);
  });

  it('stays in [0, 1) with the mean and variance of a uniform', () => {
    const numbers = take(createRandom(3), 100_000);
    const mean = numbers.reduce((a, b) => a + b) / numbers.length;
    const variance = numbers.reduce((a, b) => a + (b - mean) ** 2, 0) / numbers.length;
    expect(Math.min(...numbers.slice(0, 50_000))).toBeGreaterThanOrEqual(0);
    expect(numbers.every((n) => n < 1)).toBe(true);
    expect(mean).toBeCloseTo(1 / 2, 2);
    expect(variance).toBeCloseTo(1 / 12, 2);
  });

  it('stays below the bound, large or small', () => {
    const random = createRandom(5);
    for (const below of [1, 3, 2_000_000, 2 ** 21, 2 ** 21 + 1, 2 ** 32]) {
      const drawn = Array.from({ length: 20_000 }, () => random.integer(below));
      expect(drawn.every((n) => Number.isInteger(n) && n >= 0 && n < below)).toBe(true);
      expect(Math.max(...drawn)).toBeGreaterThanOrEqual(below * 0.99 - 1);
    }
  });

  it('draws whole numbers evenly (chi-square of 10 cells below its 99.9th percentile)', () => {
    const random = createRandom(11);
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) counts[random.integer(10)]!++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(27.88);
  });
});
