import { candidates } from '../../policy/choices.ts';
import { monthOf, weekdayOf } from '../../policy/clock.ts';
import { isText } from '../../policy/leaves.ts';
import type { Leaf, Policy, Value } from '../../policy/model.ts';
import { countsOne } from './leaf-variables.ts';

/** Days from 1970-01-01 in which every date has fallen on every weekday. */
const dayCount = 10_227;

/** Whether there is no decision in which a leaf is unknown. */
export function isAlwaysKnown(leaf: Leaf, policy: Policy): boolean {
  return leaf.kind === 'choice' || countsOne(leaf, policy);
}

/** Values of a decision with those that no decision is without; parts of a date agree. */
export function completed(values: ReadonlyMap<string, Value>, policy: Policy): Map<string, Value> {
  const result = new Map(values);
  if (!result.has('choice')) result.set('choice', anyChoice(policy));
  if (!policy.data.countColumn) result.set('word:sending', 1);
  const date = result.get('date') ?? dateWith(result.get('weekday'), result.get('month'));
  if (typeof date === 'number') {
    result.set('date', date).set('weekday', weekdayOf(date)).set('month', monthOf(date));
  }
  return result;
}

function anyChoice({ choice: { type }, usual }: Policy): Value {
  return usual ?? candidates(type)?.[0] ?? (isText(type) ? '' : 0);
}

/** The first date that has these; undefined where neither is known. */
function dateWith(weekday: Value | undefined, month: Value | undefined): number | undefined {
  if (weekday === undefined && month === undefined) return undefined;
  const fits = (wanted: Value | undefined, part: number): boolean =>
    wanted === undefined || wanted === part;
  for (let date = 0; date < dayCount; date++) {
    if (fits(weekday, weekdayOf(date)) && fits(month, monthOf(date))) return date;
  }
  return undefined;
}
