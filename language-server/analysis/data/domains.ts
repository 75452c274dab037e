import { candidates } from '../../policy/choices.ts';
import { DAY, dateOf } from '../../policy/clock.ts';
import type { Leaf, Policy } from '../../policy/model.ts';
import { unitOfLeaf } from '../../policy/units.ts';
import { rangeOf } from '../ranges.ts';
import type { DataFacts } from './facts.ts';
import { timeSpan } from './facts.ts';
import type { Domain } from './outcomes.ts';

/** All that a leaf can be by its type; undefined for texts and the like. */
export function typeDomain(leaf: Leaf, policy: Policy): Domain | undefined {
  const type = unitOfLeaf(leaf, policy);
  if (!type) return undefined;
  if (type.kind === 'time') return { kind: 'range', low: 0, high: 1439 };
  const values = candidates(type);
  if (values) return { kind: 'values', values };
  const range = rangeOf(type);
  if (range) return { kind: 'range', ...range };
  const isMeasured = type.kind === 'money' || type.kind === 'date' || type.kind === 'timestamp';
  return isMeasured ? { kind: 'range', low: -Infinity, high: Infinity } : undefined;
}

/** All that the data has of what a row says; undefined where it does not tell. */
export function dataDomain(leaf: Leaf, policy: Policy, facts: DataFacts): Domain | undefined {
  if (leaf.kind === 'date') {
    const span = timeSpan(policy, facts);
    // On a clock somewhere it may be the day before or after.
    return span && { kind: 'range', low: dateOf(span.min - DAY), high: dateOf(span.max + DAY) };
  }
  const column = leaf.kind === 'column' ? facts.columns.get(leaf.name) : undefined;
  if (!column) return undefined;
  const { missing, bad, range, top = [] } = column;
  if (range) return { kind: 'range', low: range.min, high: range.max };
  const listed = top.reduce((sum, { count }) => sum + count, 0);
  // A list without all values says nothing of the others.
  if (listed === 0 || listed < facts.rows - missing - bad) return undefined;
  return { kind: 'values', values: top.map(({ value }) => value) };
}
