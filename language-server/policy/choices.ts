import type { ValueType } from './model.ts';

/** A longer list than the minutes of a day is not a choice that anybody reviews value by value. */
const MOST_CANDIDATES = 1440;

/**
 * Every value that an agent can choose, ascending; undefined where the type has no finite list
 * or a list of more than 1,440 values.
 */
export function candidates(type: ValueType): number[] | undefined {
  switch (type.kind) {
    case 'yesNo':
      return [0, 1];
    case 'oneOf':
      return steps({ from: 0, to: type.values.length - 1, step: 1 });
    case 'time':
      return steps({ from: 0, to: 1439, step: type.step });
    case 'weekday':
      return steps({ from: 1, to: 7, step: 1 });
    case 'month':
      return steps({ from: 1, to: 12, step: 1 });
    case 'number':
      return type.whole === true ? integers(type) : undefined;
    case 'count':
      return integers(type);
    default:
      return undefined;
  }
}

/**
 * The candidates by their distance from `choice`, itself included where it is one. Times of day,
 * weekdays and months are circular; of two that are equally near the later (larger) comes first.
 * Empty for types without a distance.
 */
export function nearestFirst(
  type: ValueType,
  choice: number,
  candidates: readonly number[],
): number[] {
  if (type.kind === 'oneOf' || type.kind === 'yesNo') return [];
  if (type.kind === 'text' || type.kind === 'identifier' || type.kind === 'zone') return [];
  const cycle = cycleOf(type);
  const ranked = candidates.map((value) => {
    const ahead = cycle === undefined ? value - choice : forward(value - choice, cycle);
    const isAhead = cycle === undefined ? ahead >= 0 : ahead <= cycle / 2;
    const distance = cycle === undefined ? Math.abs(ahead) : Math.min(ahead, cycle - ahead);
    return { value, distance, isAhead };
  });
  ranked.sort((a, b) => a.distance - b.distance || Number(b.isAhead) - Number(a.isAhead));
  return ranked.map((each) => each.value);
}

/** After how much the values of the type begin again: 1,440 minutes, 7 weekdays, 12 months. */
function cycleOf(type: ValueType): number | undefined {
  if (type.kind === 'time') return 1440;
  if (type.kind === 'weekday') return 7;
  return type.kind === 'month' ? 12 : undefined;
}

function forward(difference: number, cycle: number): number {
  return ((difference % cycle) + cycle) % cycle;
}

function integers(type: { from?: number; to?: number }): number[] | undefined {
  if (type.from === undefined || type.to === undefined) return undefined;
  return steps({ from: Math.ceil(type.from), to: Math.floor(type.to), step: 1 });
}

function steps(range: { from: number; to: number; step: number }): number[] | undefined {
  const count = Math.floor((range.to - range.from) / range.step) + 1;
  if (!(range.step > 0) || !(count <= MOST_CANDIDATES)) return undefined;
  return Array.from({ length: Math.max(count, 0) }, (_, i) => range.from + i * range.step);
}
