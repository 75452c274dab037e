import { orderedPart } from './distance.ts';
import { leafName, leavesOf } from './leaves.ts';
import type { Condition, Policy, Quantity, SourceLine, ValueType } from './model.ts';
import { unitOf, unitOfLeaf } from './units.ts';

/** In what a number of the reasoning log is; names, times and dates are written as they are read. */
export type LogUnit =
  | { kind: 'number' | 'share' | 'bits' | 'duration' | 'minutes' | 'days' | 'yesNo' }
  | { kind: 'count'; singular: string; plural: string }
  | { kind: 'money'; currency: string };

export interface LogUnits {
  choice?: LogUnit;
  /** By the name that a value has in the log. */
  values: { name: string; unit: LogUnit }[];
  /** Of how far a rule was from its threshold. */
  distances: ({ rule: string; unit: LogUnit } & SourceLine)[];
}

/** What the numbers in the log of a policy mean to a reader who has not the policy. */
export function logUnits(policy: Policy): LogUnits {
  const choice = unitOfNumbers(policy.choice.type, policy);
  return {
    ...(choice ? { choice } : {}),
    values: [...typesByName(policy)].flatMap(([name, type]) => {
      const unit = type && unitOfNumbers(type, policy);
      return unit ? [{ name, unit }] : [];
    }),
    distances: policy.rules.flatMap(({ name, at, fires }) => {
      const unit = unitOfDistance(fires, policy);
      return unit ? [{ rule: name, file: at.file, line: at.line, unit }] : [];
    }),
  };
}

function typesByName(policy: Policy): Map<string, ValueType | undefined> {
  const leaves = policy.rules.flatMap(({ fires }) => leavesOf(fires));
  return new Map([
    // What the agent says of itself stands in every proposal, whether or not a rule reads it.
    ['evidence', unitOfLeaf({ kind: 'word', word: 'evidence' }, policy)],
    ...policy.data.columns.map(({ name, type }) => [name, type] as const),
    [policy.choice.column, policy.choice.type],
    ...leaves.map((leaf) => [leafName(leaf, policy), unitOfLeaf(leaf, policy)] as const),
  ]);
}

/** Undefined for a type whose values the log writes as text. */
function unitOfNumbers(type: ValueType, { data }: Policy): LogUnit | undefined {
  switch (type.kind) {
    case 'number':
    case 'share':
    case 'bits':
    case 'duration':
    case 'yesNo':
      return { kind: type.kind };
    case 'money':
      return { kind: 'money', currency: type.currency };
    case 'count': {
      const { noun } = type;
      const singular = noun === data.plural ? data.singular : noun;
      return { kind: 'count', singular, plural: noun };
    }
    default:
      return undefined;
  }
}

function unitOfDistance(fires: Condition, policy: Policy): LogUnit | undefined {
  const ordered = orderedPart(fires);
  const type = ordered && comparedType(ordered, policy);
  if (!type) return undefined;
  // Between two places in time lies a duration, in the unit that such a place is counted in.
  if (type.kind === 'time') return { kind: 'minutes' };
  if (type.kind === 'date') return { kind: 'days' };
  if (type.kind === 'timestamp') return { kind: 'duration' };
  return unitOfNumbers(type, policy);
}

function comparedType(condition: Condition, policy: Policy): ValueType | undefined {
  const of = (quantity: Quantity): ValueType | undefined => unitOf(quantity, policy);
  switch (condition.kind) {
    case 'not':
      return comparedType(condition.part, policy);
    case 'compare':
      return of(condition.left) ?? of(condition.right);
    case 'farFrom':
      return of(condition.of) ?? of(condition.from);
    default:
      return undefined;
  }
}
