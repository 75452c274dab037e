import { inEachByte, newMask } from './frame.ts';
import type { Kernel } from './frame.ts';

const POSSIBLY = 0x01010101;

export function constantKernel(mask: number): Kernel {
  const word = inEachByte(mask);
  return (_frame, _offset, n, out) => {
    out.words.fill(word, 0, (n + 3) >> 2);
  };
}

/** Each node owns the mask of its further parts, so that nothing is allocated while it runs. */
export function andKernel(first: Kernel, rest: readonly Kernel[]): Kernel {
  const scratch = newMask();
  return (frame, offset, n, out) => {
    first(frame, offset, n, out);
    const into = out.words;
    const from = scratch.words;
    const words = (n + 3) >> 2;
    for (const part of rest) {
      part(frame, offset, n, scratch);
      for (let i = 0; i < words; i++) into[i]! &= from[i]!;
    }
  };
}

export function orKernel(first: Kernel, rest: readonly Kernel[]): Kernel {
  const scratch = newMask();
  return (frame, offset, n, out) => {
    first(frame, offset, n, out);
    const into = out.words;
    const from = scratch.words;
    const words = (n + 3) >> 2;
    for (const part of rest) {
      part(frame, offset, n, scratch);
      for (let i = 0; i < words; i++) into[i]! |= from[i]!;
    }
  };
}

/** Certainly true becomes what was not even possible, and possible what was not certain. */
export function notKernel(part: Kernel): Kernel {
  return (frame, offset, n, out) => {
    part(frame, offset, n, out);
    const words = out.words;
    const count = (n + 3) >> 2;
    for (let i = 0; i < count; i++) {
      const opposite = ~words[i]!;
      words[i] = ((opposite & POSSIBLY) << 1) | ((opposite >>> 1) & POSSIBLY);
    }
  };
}
