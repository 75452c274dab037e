import type { Condition, Leaf, Policy, Quantity, ValueType, Window } from './model.ts';

/** What naming and typing a leaf needs of a policy. */
export type LeafContext = Pick<Policy, 'data' | 'choice'>;

/** The distinct leaves that a condition reads, in the order of their first mention. */
export function leavesOf(condition: Condition): Leaf[] {
  const found = new Map<string, Leaf>();
  collect(condition, found);
  return [...found.values()];
}

/** Equal for two leaves exactly when they read the same thing. */
export function leafKey(leaf: Leaf): string {
  switch (leaf.kind) {
    case 'column':
      return `column:${leaf.name}`;
    case 'word':
      return `word:${leaf.word}`;
    case 'sent':
      return `sent:${windowKey(leaf.window)}:${leaf.across}:${leaf.ahead}`;
    case 'sinceLast':
      return `sinceLast:${leaf.across}:${leaf.ahead}`;
    default:
      return leaf.kind;
  }
}

/** A leaf as a person calls it: `consent`, `emails in 7 days`, `time since the last email`. */
export function leafName(leaf: Leaf, policy: LeafContext): string {
  switch (leaf.kind) {
    case 'column':
      return leaf.name;
    case 'choice':
      return policy.choice.column;
    case 'word':
      return leaf.word;
    case 'sent':
      return `${policy.data.plural} ${windowName(leaf)}${acrossName(leaf.across)}`;
    case 'sinceLast':
      return `time ${leaf.ahead ? 'to the nearest' : 'since the last'} ${policy.data.singular}${acrossName(leaf.across)}`;
    default:
      return leaf.kind;
  }
}

/** Absent for a column that the data does not declare: its value is never known. */
export function leafType(leaf: Leaf, policy: LeafContext): ValueType | undefined {
  if (leaf.kind === 'choice') return policy.choice.type;
  if (leaf.kind !== 'column') return { kind: 'number' };
  return policy.data.columns.find((column) => column.name === leaf.name)?.type;
}

/** Whether values of the type are strings; all others are numbers. */
export function isText(type: ValueType | undefined): boolean {
  return type?.kind === 'text' || type?.kind === 'identifier' || type?.kind === 'zone';
}

function collect(condition: Condition, found: Map<string, Leaf>): void {
  switch (condition.kind) {
    case 'constant':
      return;
    case 'and':
    case 'or':
      for (const part of condition.parts) collect(part, found);
      return;
    case 'not':
      collect(condition.part, found);
      return;
    case 'compare':
      collectQuantity(condition.left, found);
      collectQuantity(condition.right, found);
      return;
    case 'between':
      collectQuantity(condition.of, found);
      collectQuantity(condition.low, found);
      collectQuantity(condition.high, found);
      return;
    case 'farFrom':
      collectQuantity(condition.of, found);
      collectQuantity(condition.from, found);
      return;
    default:
      collectQuantity(condition.of, found);
  }
}

function collectQuantity(quantity: Quantity, found: Map<string, Leaf>): void {
  if (quantity.kind === 'literal') return;
  if (quantity.kind === 'arithmetic') {
    collectQuantity(quantity.left, found);
    collectQuantity(quantity.right, found);
    return;
  }
  const key = leafKey(quantity);
  if (!found.has(key)) found.set(key, quantity);
}

function windowKey(window: Window): string {
  return window.kind === 'rolling' ? `${window.milliseconds}` : window.unit;
}

function windowName({ window, ahead }: { window: Window; ahead: boolean }): string {
  return window.kind === 'rolling'
    ? `in ${ahead ? '' : 'the last '}${durationName(window.milliseconds)}`
    : `this calendar ${window.unit}${ahead ? '' : ' so far'}`;
}

function acrossName(across: boolean): string {
  return across ? ' across all handoffs' : '';
}

const units = [
  { name: 'day', milliseconds: 86_400_000 },
  { name: 'hour', milliseconds: 3_600_000 },
  { name: 'minute', milliseconds: 60_000 },
  { name: 'second', milliseconds: 1000 },
  { name: 'millisecond', milliseconds: 1 },
];

/** In the largest unit that divides it, weeks as days: `7 days`, `36 hours`. */
function durationName(milliseconds: number): string {
  const unit =
    units.find((each) => milliseconds % each.milliseconds === 0) ?? units[units.length - 1]!;
  const count = milliseconds / unit.milliseconds;
  return `${count} ${unit.name}${count === 1 ? '' : 's'}`;
}
