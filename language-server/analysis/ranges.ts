import { formatValue } from '../policy/format.ts';
import { leafName } from '../policy/leaves.ts';
import type { Leaf, Policy, Quantity, ValueType } from '../policy/model.ts';
import { unitOfLeaf } from '../policy/units.ts';
import { comparisonsOf, conditionsOf, literalNumber } from './conditions.ts';
import type { Comparing } from './conditions.ts';
import type { Finding } from './finding.ts';

interface Range {
  low: number;
  high: number;
}

/** Thresholds that a quantity can never have: `confidence is below 150%`. */
export function rangeFindings(policy: Policy): Finding[] {
  return conditionsOf(policy).flatMap(({ condition, name, at }) => {
    const messages = comparisonsOf(condition).flatMap((each) => problemsOf(each, policy));
    return [...new Set(messages)].map((message): Finding => {
      return { code: 'out-of-range', message: `In \`${name}\`, ${message}`, at };
    });
  });
}

function problemsOf(comparing: Comparing, policy: Policy): string[] {
  if (comparing.kind === 'farFrom') return tooFar(comparing, policy);
  const pairs: [Quantity, Quantity][] =
    comparing.kind === 'compare'
      ? [
          [comparing.left, comparing.right],
          [comparing.right, comparing.left],
        ]
      : [
          [comparing.of, comparing.low],
          [comparing.of, comparing.high],
        ];
  return pairs.flatMap(([quantity, limit]) => {
    const threshold = literalNumber(limit);
    if (threshold === undefined || !isLeaf(quantity)) return [];
    const unit = unitOfLeaf(quantity, policy);
    const range = unit && rangeOf(unit);
    if (!range || (threshold >= range.low && threshold <= range.high)) return [];
    const shown = formatValue(threshold, unit, policy.data);
    return [`\`${leafName(quantity, policy)}\` is ${rangeText(range, unit)}, and never ${shown}`];
  });
}

function tooFar(far: Extract<Comparing, { kind: 'farFrom' }>, policy: Policy): string[] {
  if (!isLeaf(far.of)) return [];
  const unit = unitOfLeaf(far.of, policy);
  const range = unit && rangeOf(unit);
  const furthest = far.cycle === undefined ? range && range.high - range.low : far.cycle / 2;
  if (furthest === undefined || far.distance < furthest) return [];
  return [`\`${leafName(far.of, policy)}\` is never as far from it as that`];
}

function isLeaf(quantity: Quantity): quantity is Leaf {
  return quantity.kind !== 'literal' && quantity.kind !== 'arithmetic';
}

/** What a quantity of the type can be; undefined where it has no end. */
export function rangeOf(type: ValueType): Range | undefined {
  switch (type.kind) {
    case 'share':
      return { low: 0, high: 1 };
    case 'bits':
    case 'duration':
      return { low: 0, high: Infinity };
    case 'count':
      return { low: type.from ?? 0, high: type.to ?? Infinity };
    case 'number':
      return { low: type.from ?? -Infinity, high: type.to ?? Infinity };
    case 'time':
      return { low: 0, high: 1439 };
    default:
      return undefined;
  }
}

function rangeText({ low, high }: Range, unit: ValueType): string {
  const [from, to] = [low, high].map((each) => formatValue(each, unit));
  if (high === Infinity) return `never below ${from ?? ''}`;
  return low === -Infinity ? `never above ${to ?? ''}` : `between ${from ?? ''} and ${to ?? ''}`;
}
