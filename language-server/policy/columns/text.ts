import { PERHAPS, YES } from './frame.ts';
import type { Kernel } from './frame.ts';

/**
 * A test of a text leaf. Each string of its dictionary is tested once, when it is first seen;
 * a row then costs one look-up.
 */
export function textKernel(slot: number, holds: (text: string) => boolean): Kernel {
  let testedFor: readonly string[] | undefined;
  let tested = 0;
  let results = new Uint8Array(256);

  const extend = (dictionary: readonly string[]): void => {
    if (dictionary !== testedFor) {
      testedFor = dictionary;
      tested = 0;
    }
    if (dictionary.length > results.length) {
      const longer = new Uint8Array(Math.max(dictionary.length, results.length * 2));
      longer.set(results);
      results = longer;
    }
    for (; tested < dictionary.length; tested++) {
      results[tested] = holds(dictionary[tested]!) ? YES : 0;
    }
  };

  return (frame, offset, n, out) => {
    const dictionary = frame.dictionaries[slot];
    if (dictionary === undefined) {
      out.bytes.fill(PERHAPS, 0, n);
      return;
    }
    if (dictionary !== testedFor || dictionary.length > tested) extend(dictionary);
    const codes = frame.inputs[slot]!;
    const bytes = out.bytes;
    const table = results;
    for (let i = 0; i < n; i++) {
      const code = codes[offset + i]!;
      bytes[i] = code === code ? table[code]! : PERHAPS;
    }
  };
}

/** Two text leaves, equal or not: their codes are of different dictionaries, so strings decide. */
export function sameTextKernel(left: number, right: number, whenEqual: boolean): Kernel {
  return (frame, offset, n, out) => {
    const lefts = frame.inputs[left]!;
    const rights = frame.inputs[right]!;
    const leftWords = frame.dictionaries[left];
    const rightWords = frame.dictionaries[right];
    const bytes = out.bytes;
    for (let i = 0; i < n; i++) {
      const a = leftWords?.[lefts[offset + i]!];
      const b = rightWords?.[rights[offset + i]!];
      const isKnown = a !== undefined && b !== undefined;
      bytes[i] = isKnown ? +((a === b) === whenEqual) * YES : PERHAPS;
    }
  };
}
