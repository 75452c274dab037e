import { candidates } from '../../policy/choices.ts';
import { isText, leafKey, leafType } from '../../policy/leaves.ts';
import type { Leaf, Policy, ValueType } from '../../policy/model.ts';
import { unitOfLeaf } from '../../policy/units.ts';
import type { Encoded } from './quantities.ts';
import { and, FALSE, numeral, TRUE } from './smt.ts';
import type { Texts } from './texts.ts';
import { createTexts, textLaws } from './texts.ts';

export interface Variable {
  leaf: Leaf;
  encoded: Encoded;
  declarations: string[];
  constraint: string;
}

export interface LeafVariables {
  byKey: ReadonlyMap<string, Variable>;
  texts: Texts;
}

/** One variable a leaf: its value inside of its type, and whether it is known. */
export function leafVariables(policy: Policy, leaves: readonly Leaf[]): LeafVariables {
  const texts = createTexts();
  const byKey = new Map<string, Variable>();
  for (const leaf of leaves) {
    const key = leafKey(leaf);
    if (!byKey.has(key)) byKey.set(key, variableOf(leaf, byKey.size, policy));
  }
  return { byKey, texts };
}

/** What holds of every decision, as far as these leaves say something of it. */
export function laws({ byKey, texts }: LeafVariables): string {
  const parts = [...byKey.values()].map(({ encoded, constraint }) =>
    encoded.kind === 'text' ? textLaws(texts, encoded.id) : constraint,
  );
  return and(...parts, ...texts.constraints(), calendarLaws(byKey));
}

function variableOf(leaf: Leaf, index: number, policy: Policy): Variable {
  const value = `x${index}`;
  const type = leafType(leaf, policy);
  const isChoice = leaf.kind === 'choice';
  const isOne = countsOne(leaf, policy);
  const known = isChoice || isOne ? TRUE : `k${index}`;
  const declarations = known === TRUE ? [] : [`(declare-const ${known} Bool)`];
  if (isText(type)) {
    declarations.push(`(declare-const ${value} Int)`);
    return { leaf, encoded: { kind: 'text', known, id: value }, declarations, constraint: TRUE };
  }
  const unit = unitOfLeaf(leaf, policy);
  const infinite = leaf.kind === 'sinceLast' ? `i${index}` : FALSE;
  if (infinite !== FALSE) declarations.push(`(declare-const ${infinite} Bool)`);
  const isWhole = unit !== undefined && isWholeNumber(unit);
  declarations.push(`(declare-const ${value} ${isWhole ? 'Int' : 'Real'})`);
  const term = isWhole ? `(to_real ${value})` : value;
  return {
    leaf,
    encoded: { kind: 'number', known, value: term, infinite },
    declarations,
    constraint: isOne
      ? `(= ${term} 1.0)`
      : and(inside(unit, term), isChoice ? among(policy.choice.type, term) : TRUE),
  };
}

/** Whether a leaf is 1 in every decision: how many a row sends where no column counts them. */
export function countsOne(leaf: Leaf, { data }: Policy): boolean {
  return leaf.kind === 'word' && leaf.word === 'sending' && !data.countColumn;
}

/** Whether every value of the type is a whole number. */
export function isWholeNumber(type: ValueType): boolean {
  const whole = ['yesNo', 'oneOf', 'weekday', 'month', 'date'];
  return whole.includes(type.kind) || (type.kind === 'number' && type.whole === true);
}

/** What a value of the type can be at all. */
function inside(type: ValueType | undefined, term: string): string {
  const between = (low: number, high: number): string =>
    and(`(>= ${term} ${numeral(low)})`, `(<= ${term} ${numeral(high)})`);
  switch (type?.kind) {
    case 'yesNo':
    case 'share':
      return between(0, 1);
    case 'oneOf':
      return between(0, type.values.length - 1);
    case 'weekday':
      return between(1, 7);
    case 'month':
      return between(1, 12);
    case 'time':
      // Data may bring seconds.
      return and(`(>= ${term} 0.0)`, `(< ${term} 1440.0)`);
    case 'count':
    case 'number': {
      const low = type.from ?? (type.kind === 'count' ? 0 : undefined);
      return and(
        low === undefined ? TRUE : `(>= ${term} ${numeral(low)})`,
        type.to === undefined ? TRUE : `(<= ${term} ${numeral(type.to)})`,
      );
    }
    case 'bits':
    case 'duration':
      return `(>= ${term} 0.0)`;
    default:
      return TRUE;
  }
}

/** The choices that there are, where they can be listed: every so many from the first to the last. */
function among(type: ValueType, term: string): string {
  const list = candidates(type);
  const [first] = list ?? [];
  const last = list?.at(-1);
  if (!list || first === undefined || last === undefined) return TRUE;
  const step = (list[1] ?? first + 1) - first;
  return and(
    `(>= ${term} ${numeral(first)})`,
    `(<= ${term} ${numeral(last)})`,
    `(is_int (/ (- ${term} ${numeral(first)}) ${numeral(step)}))`,
  );
}

/** Date, weekday and month are parts of one moment: known together, and they agree. */
function calendarLaws(byKey: ReadonlyMap<string, Variable>): string {
  const numbers = ['date', 'weekday', 'month'].map((key) => {
    const encoded = byKey.get(key)?.encoded;
    return encoded?.kind === 'number' ? encoded : undefined;
  });
  const [date, weekday, month] = numbers;
  const parts = numbers.filter((each) => each !== undefined);
  const together = parts.slice(1).map(({ known }) => `(= ${known} ${parts[0]?.known ?? known})`);
  if (!date) return and(...together);
  const day = `(to_int ${date.value})`;
  return and(
    ...together,
    // 1970-01-01 was a Thursday.
    weekday ? `(= (to_int ${weekday.value}) (+ 1 (mod (+ ${day} 3) 7)))` : TRUE,
    month ? `(= (to_int ${month.value}) ${monthOf(day)})` : TRUE,
  );
}

/** The month of a day since 1970-01-01, as the calendar has repeated it every 400 years. */
function monthOf(day: string): string {
  const dayOfEra = `(mod (+ ${day} 719468) 146097)`;
  const year = `(div (- (+ (- de (div de 1460)) (div de 36524)) (div de 146096)) 365)`;
  const dayOfYear = `(- de (- (+ (* 365 ye) (div ye 4)) (div ye 100)))`;
  const shifted = `(div (+ (* 5 dy) 2) 153)`;
  return `(let ((de ${dayOfEra})) (let ((ye ${year})) (let ((dy ${dayOfYear})) (let ((mp ${shifted})) (ite (< mp 10) (+ mp 3) (- mp 9))))))`;
}
