import { compileCondition } from '../../policy/columns.ts';
import { monthOf, weekdayOf } from '../../policy/clock.ts';
import { leavesOf } from '../../policy/leaves.ts';
import type { Column, Condition, Leaf, Policy, ValueType } from '../../policy/model.ts';
import { TRUE } from '../../policy/tri.ts';
import type { AnsweredDecisions } from './decisions.ts';

/** One condition of a mined rule; a segment goes by its name. */
export type Atom =
  Extract<Condition, { kind: 'compare' | 'between' | 'inCalendar' }> | { segment: string };

/** What a condition may be about: a quantity by decision, and how a stretch of it is written. */
export interface Feature {
  /** `truth`: 1 or 0. `ordered` has two ends, `cycle` goes round. */
  shape: 'truth' | 'category' | 'ordered' | 'cycle';
  /** By decision; NaN where it is not known, which no condition takes for true. */
  values: Float64Array;
  readsChoice: boolean;
  /** What a value reaches up to: a time of day stands for its whole step. */
  step: number;
  atom: (stretch: Stretch) => Atom;
}

/** Observed values, both included; a stretch whose low is above its high goes over the turn. */
export interface Stretch {
  low: number;
  high: number;
  /** The stretch begins below, or ends above, all that was observed. */
  isOpen: 'below' | 'above' | undefined;
}

/** A segment that the policy can name, with what it means. */
export interface NamedCondition {
  name: string;
  condition: Condition;
}

/**
 * All that a mined rule may read: the choice, what the data declares of the time before the
 * decision, the calendar, and segments. Never an outcome or how likely the logged choice was, nor
 * what identifies a person.
 */
export function featuresOf(
  policy: Policy,
  decisions: AnsweredDecisions,
  segments: readonly NamedCondition[],
): Feature[] {
  const { choice, data } = policy;
  const choiceFeature = featureOf({ kind: 'choice' }, choice.type, decisions.choices);
  const context = data.columns.filter(isKnownBefore).flatMap((column) => {
    const values = decisions.columns[column.name];
    const leaf: Leaf = { kind: 'column', name: column.name };
    if (!values) return [];
    return [...featureOf(leaf, column.type, values), ...calendarsOf(leaf, column, values, policy)];
  });
  return [
    ...choiceFeature,
    ...clockFeatures(policy, decisions.dates),
    ...context,
    ...segments
      .filter(({ condition }) => leavesOf(condition).every((leaf) => isReadable(leaf, policy)))
      .map(({ condition, name }) =>
        truth(truthOf(condition, policy, decisions), { segment: name }),
      ),
  ];
}

/** Columns that a mined rule may read. */
export function isKnownBefore({ role, type }: Column): boolean {
  return role === undefined && !unreadable.has(type.kind);
}

/** Whether a segment reads nothing that comes with the proposal, or after the decision. */
function isReadable(leaf: Leaf, { data }: Policy): boolean {
  if (leaf.kind !== 'column') return ['date', 'weekday', 'month'].includes(leaf.kind);
  const column = data.columns.find(({ name }) => name === leaf.name);
  return column !== undefined && isKnownBefore(column);
}

function truthOf(
  condition: Condition,
  policy: Policy,
  { count, dates, columns }: AnsweredDecisions,
): Float64Array {
  const program = compileCondition(condition, policy);
  const unknown = new Float64Array(count).fill(NaN);
  const inputs = program.leaves.map((leaf) => {
    if (leaf.kind === 'column') return columns[leaf.name] ?? unknown;
    if (leaf.kind === 'weekday') return partOf(dates, weekdayOf);
    return leaf.kind === 'month' ? partOf(dates, monthOf) : dates;
  });
  const out = new Uint8Array(count);
  program.run({ inputs, count }, out);
  return Float64Array.from(out, (tri) => Number(tri === TRUE));
}

function partOf(dates: Float64Array, part: (date: number) => number): Float64Array {
  return dates.map((date) => (Number.isNaN(date) ? NaN : part(date)));
}

/** Texts have no order and no list, a moment never comes again, and durations are rarely exact. */
const unreadable = new Set<ValueType['kind']>([
  ...(['text', 'identifier', 'zone', 'timestamp', 'duration', 'bits'] as const),
]);

function clockFeatures(policy: Policy, dates: Float64Array): Feature[] {
  // Without a moment the language has no date either.
  if (!policy.data.columns.some(({ role }) => role === 'moment')) return [];
  const part = (kind: 'weekday' | 'month', of: (date: number) => number): Feature[] =>
    isColumn(kind, policy) ? [] : featureOf({ kind }, { kind }, partOf(dates, of));
  const leaf: Leaf = { kind: 'date' };
  const column: Column = { name: 'date', type: { kind: 'date' } };
  return [
    ...part('weekday', weekdayOf),
    ...part('month', monthOf),
    ...(isColumn('date', policy) ? [] : calendarsOf(leaf, column, dates, policy)),
  ];
}

/** In a handoff a column comes before the word of the same name. */
function isColumn(name: string, { data }: Policy): boolean {
  return data.columns.some((column) => column.name === name);
}

function calendarsOf(
  of: Leaf,
  { type }: Column,
  dates: Float64Array,
  { calendars }: Policy,
): Feature[] {
  if (type.kind !== 'date') return [];
  return Object.entries(calendars).map(([calendar, ranges]) => {
    const holds = dates.map((date) =>
      Number.isNaN(date) ? NaN : Number(ranges.some(({ from, to }) => from <= date && date <= to)),
    );
    return truth(holds, { kind: 'inCalendar', of, calendar });
  });
}

function truth(values: Float64Array, atom: Atom): Feature {
  return { shape: 'truth', values, readsChoice: false, step: 0, atom: () => atom };
}

function featureOf(of: Leaf, type: ValueType, values: Float64Array): Feature[] {
  const readsChoice = of.kind === 'choice';
  const base = { values, readsChoice, step: 0 };
  const is = (value: number): Atom => comparison('is', value);
  switch (type.kind) {
    case 'yesNo':
    case 'oneOf':
      return [{ ...base, shape: 'category', atom: ({ low }) => is(low) }];
    case 'weekday':
    case 'month':
      return [
        {
          ...base,
          shape: 'cycle',
          atom: ({ low, high }) => {
            if (low === high) return is(low);
            return low === high + 2 ? comparison('isNot', high + 1) : between(low, high, 'closed');
          },
        },
      ];
    case 'time':
      return [
        {
          ...base,
          shape: 'cycle',
          step: type.step,
          // The end of a stretch of times is not part of it.
          atom: ({ low, high }) => {
            const end = (high + type.step) % MINUTES_OF_DAY;
            // All but one time of the grid is said as people say it.
            return end + type.step === low || end + type.step - MINUTES_OF_DAY === low
              ? comparison('isNot', end)
              : between(low, end, 'halfOpen');
          },
        },
      ];
    case 'number':
    case 'count':
    case 'money':
    case 'share':
      return [{ ...base, shape: 'ordered', atom: numeric }];
    default:
      return [];
  }

  function numeric({ low, high, isOpen }: Stretch): Atom {
    if (isOpen === 'below') return comparison('atMost', high);
    if (isOpen === 'above') return comparison('atLeast', low);
    return low === high ? is(low) : between(low, high, 'closed');
  }

  function comparison(operator: 'is' | 'isNot' | 'atLeast' | 'atMost', value: number): Atom {
    return { kind: 'compare', operator, left: of, right: { kind: 'literal', value } };
  }

  function between(low: number, high: number, ends: 'closed' | 'halfOpen'): Atom {
    const [from, to] = [low, high].map((value) => ({ kind: 'literal', value }) as const);
    const wraps = type.kind === 'time' || type.kind === 'weekday' || type.kind === 'month';
    return { kind: 'between', of, low: from!, high: to!, ends, wraps };
  }
}

const MINUTES_OF_DAY = 1440;

/** Whether a value lies in a stretch of its feature. */
export function isWithin(
  value: number,
  { low, high, isOpen }: Stretch,
  { step }: Feature,
): boolean {
  const end = step > 0 ? high + step : high;
  const isBelow = step > 0 ? value < end : value <= end;
  if (isOpen === 'below') return isBelow;
  if (isOpen === 'above') return value >= low;
  return low <= high ? value >= low && isBelow : value >= low || isBelow;
}
