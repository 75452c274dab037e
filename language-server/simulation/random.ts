/** A seeded stream of random numbers: the same seed gives the same numbers everywhere. */
export interface Random {
  /** Uniform in [0, 1), with 53 random bits. */
  next(): number;
  /** Uniform whole number in [0, below); `below` from 1 to 2^32. */
  integer(below: number): number;
  /**
   * A stream of its own for one purpose. It depends on the seed and the label alone, never on
   * how many numbers were drawn, so a new use of one stream leaves the others as they were.
   */
  fork(label: string): Random;
}

const WORD = 0x1_0000_0000;
/** Up to here a word times a number is exact in 53 bits; beyond, 53 random bits are as fair. */
const EXACT = 0x20_0000;

/**
 * sfc32 (Chris Doty-Humphrey, PractRand 0.95, public domain; passes PractRand and BigCrush),
 * seeded through splitmix so that near seeds give unrelated streams. `seed` is any whole
 * number up to 2^53 in size.
 */
export function createRandom(seed: number): Random {
  return fromWords(seed | 0, Math.floor(seed / 0x1_0000_0000) | 0);
}

function fromWords(low: number, high: number): Random {
  const mix = splitmix32(low ^ splitmix32(high)());
  let a = mix();
  let b = mix();
  let c = mix();
  let counter = 1;

  function word(): number {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
  // As PractRand does, the first words are thrown away until the seed has spread.
  for (let i = 0; i < 15; i++) word();

  function next(): number {
    return ((word() >>> 5) * 0x400_0000 + (word() >>> 6)) / 0x20_0000_0000_0000;
  }

  return {
    next,
    integer(below) {
      if (below > EXACT) return Math.floor(next() * below);
      // Lemire, "Fast random integer generation in an interval", 2019: the high word of the
      // product, drawn again in the few cases that would favour some numbers.
      let product = word() * below;
      let low = product - Math.floor(product / WORD) * WORD;
      if (low < below) {
        const unfair = WORD % below;
        while (low < unfair) {
          product = word() * below;
          low = product - Math.floor(product / WORD) * WORD;
        }
      }
      return Math.floor(product / WORD);
    },
    fork: (label) => fromWords(low ^ hash(label), high + label.length),
  };
}

/**
 * Splitmix (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014)
 * on 32 bits, with the finaliser of MurmurHash3.
 */
function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) | 0;
  };
}

/** FNV-1a over UTF-16 code units. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h | 0;
}
