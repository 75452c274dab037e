import { formatValue } from './format.ts';
import type { RuleTrace } from './judge.ts';
import type { LeafContext } from './leaves.ts';
import { leavesOf, leafType } from './leaves.ts';
import type { Leaf, MeasuredWord, Quantity, ValueType } from './model.ts';

/** In what unit a leaf is read; undefined for a column that the data does not declare. */
export function unitOfLeaf(leaf: Leaf, policy: LeafContext): ValueType | undefined {
  switch (leaf.kind) {
    case 'column':
    case 'choice':
      return leafType(leaf, policy);
    case 'word':
      return unitOfWord(leaf.word, policy);
    case 'sent':
      return { kind: 'count', noun: policy.data.plural };
    case 'sinceLast':
      return { kind: 'duration' };
    default:
      return { kind: leaf.kind };
  }
}

/** In what unit a quantity is; undefined for a literal, which has that of what it is compared with. */
export function unitOf(quantity: Quantity, policy: LeafContext): ValueType | undefined {
  if (quantity.kind === 'literal') return undefined;
  if (quantity.kind !== 'arithmetic') return unitOfLeaf(quantity, policy);
  const left = unitOf(quantity.left, policy);
  const right = unitOf(quantity.right, policy);
  switch (quantity.operator) {
    case '+':
      return left ?? right;
    case '-':
      return isPlaceInTime(left) && left.kind === right?.kind
        ? { kind: 'duration' }
        : (left ?? right);
    case '*':
      return left === undefined || left.kind === 'number' ? (right ?? left) : left;
    case '/':
      return left?.kind === right?.kind ? { kind: 'number' } : left;
  }
}

export interface Reading {
  name: string;
  /** The value as a person reads it, `unknown` where it is not known. */
  text: string;
}

/** What a rule saw, each quantity in its own unit. */
export function readingsOf(trace: RuleTrace, policy: LeafContext): Reading[] {
  const leaves = leavesOf(trace.rule.fires);
  return trace.values.map(({ name, value }, index) => {
    const leaf = leaves[index];
    const unit = leaf && unitOfLeaf(leaf, policy);
    return { name, text: formatValue(value, unit, policy.data) };
  });
}

function unitOfWord(word: MeasuredWord, policy: LeafContext): ValueType {
  switch (word) {
    case 'evidence':
    case 'sending':
      return { kind: 'count', noun: policy.data.plural };
    case 'surprise':
      return { kind: 'bits' };
    case 'exploring':
    case 'sound':
      return { kind: 'yesNo' };
    default:
      return { kind: 'share' };
  }
}

/** Of two of these the difference is a duration. */
function isPlaceInTime(type: ValueType | undefined): type is ValueType {
  return type?.kind === 'date' || type?.kind === 'time' || type?.kind === 'timestamp';
}
