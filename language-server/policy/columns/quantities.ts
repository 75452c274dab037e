import { BLOCK } from './frame.ts';
import type { Frame } from './frame.ts';

/** A numeric quantity as kernels read it; NaN is unknown. */
export type Source =
  | { kind: 'literal'; value: number }
  | { kind: 'leaf'; slot: number }
  /** Fills `values` from 0 for the rows from `offset`. */
  | {
      kind: 'computed';
      values: Float64Array;
      fill: (frame: Frame, offset: number, n: number) => void;
    };

/** A source as an array, and where in it the rows of the block begin. */
export interface Column {
  prepare: (frame: Frame, offset: number, n: number) => Float64Array;
  /** 1 where the array is a whole input, which begins at `offset`; 0 where it is a block. */
  whole: 0 | 1;
}

export function columnOf(source: Source): Column {
  switch (source.kind) {
    case 'literal': {
      const values = new Float64Array(BLOCK).fill(source.value);
      return { prepare: () => values, whole: 0 };
    }
    case 'leaf': {
      const { slot } = source;
      return { prepare: (frame) => frame.inputs[slot]!, whole: 1 };
    }
    case 'computed': {
      const { fill, values } = source;
      const prepare: Column['prepare'] = (frame, offset, n) => {
        fill(frame, offset, n);
        return values;
      };
      return { prepare, whole: 0 };
    }
  }
}

/** Addition and its siblings; what is not finite is unknown, and so NaN. */
export function arithmetic(operator: '+' | '-' | '*' | '/', left: Source, right: Source): Source {
  const values = new Float64Array(BLOCK);
  const a = columnOf(left);
  const b = columnOf(right);
  return {
    kind: 'computed',
    values,
    fill: (frame, offset, n) => {
      const xs = a.prepare(frame, offset, n);
      const ys = b.prepare(frame, offset, n);
      calculate(operator, xs, a.whole * offset, ys, b.whole * offset, n, values);
    },
  };
}

function calculate(
  operator: '+' | '-' | '*' | '/',
  xs: Float64Array,
  x0: number,
  ys: Float64Array,
  y0: number,
  n: number,
  out: Float64Array,
): void {
  if (operator === '+') for (let i = 0; i < n; i++) out[i] = xs[x0 + i]! + ys[y0 + i]!;
  else if (operator === '-') for (let i = 0; i < n; i++) out[i] = xs[x0 + i]! - ys[y0 + i]!;
  else if (operator === '*') for (let i = 0; i < n; i++) out[i] = xs[x0 + i]! * ys[y0 + i]!;
  else for (let i = 0; i < n; i++) out[i] = xs[x0 + i]! / ys[y0 + i]!;
  for (let i = 0; i < n; i++) {
    const result = out[i]!;
    // Infinity minus itself is NaN as well: one subtraction finds all that is not finite.
    out[i] = result - result === 0 ? result : NaN;
  }
}
