import type { ValueType } from '../../policy/model.ts';

/** What a threshold can be, and which numbers of that unit a person would write. */
export interface Scale {
  /** A share is from 0 to 1, a distance from 0 on. */
  from: number;
  to: number;
  /** Whole numbers of these, the largest first; then, as without them, those of few digits. */
  steps?: readonly number[];
}

const minutes = [720, 360, 180, 60, 30, 15, 5, 1];
const MINUTE = 60_000;
const DAY = 86_400_000;
const lengths = [
  ...[1000, 100, 28, 7, 1].map((days) => days * DAY),
  ...minutes.map((each) => each * MINUTE),
  ...[30_000, 15_000, 5000, 1000],
];

/** `cycle`: of a distance the shorter way round, in the unit itself. */
export function scaleOf(
  unit: ValueType | undefined,
  { isDistance = false, cycle = Infinity }: { isDistance?: boolean; cycle?: number } = {},
): Scale {
  const to = cycle / 2;
  switch (unit?.kind) {
    case 'share':
      return { from: 0, to: 1 };
    case 'bits':
    case 'count':
      return { from: 0, to };
    case 'duration':
      return { from: 0, to, steps: lengths };
    case 'time':
      // 24:00 is the next day's 00:00.
      return { from: 0, to: isDistance ? to : 1439, steps: minutes };
    case 'timestamp':
      return { from: isDistance ? 0 : -Infinity, to, steps: lengths };
    default:
      return { from: isDistance ? 0 : -Infinity, to };
  }
}
