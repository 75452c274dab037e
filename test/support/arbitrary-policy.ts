import fc from 'fast-check';
import { candidates } from '../../language-server/policy/choices.ts';
import { isText, leafKey, leafType } from '../../language-server/policy/leaves.ts';
import type { LeafContext } from '../../language-server/policy/leaves.ts';
import type {
  Condition,
  Leaf,
  Otherwise,
  Policy,
  Quantity,
  Rule,
  Value,
  ValueType,
} from '../../language-server/policy/model.ts';
import { boundary, policyWith, trigger } from './policies.ts';

/*
 * Values come from small pools that thresholds are drawn from as well, so that random rows meet
 * every comparison at, below and above its threshold.
 */
const numbers = [0, 1, 2, 3, 5, 0.5, -1, 7, 60, 180, 360, 540, 720, 1260, 1380];
const texts = [
  'free',
  'Get FREE money',
  'carefree',
  'un_free',
  '',
  'Über free  money',
  '😀😀',
  'a',
];
const phrases = ['free', 'free money', 'über', 'a', '', '😀'];
const calendars = {
  holidays: [
    { from: 2, to: 3 },
    { from: 7, to: 7 },
    { from: 0, to: 0 },
  ],
  empty: [],
};

const choiceTypes: ValueType[] = [
  { kind: 'time', step: 60 },
  { kind: 'time', step: 180 },
  { kind: 'count', noun: 'emails', from: 0, to: 7 },
  { kind: 'number', whole: true, from: -2, to: 3 },
  { kind: 'oneOf', values: ['plain', 'bold', 'long', 'short'] },
  { kind: 'yesNo' },
  { kind: 'weekday' },
  { kind: 'share' },
  { kind: 'text' },
];

const numericLeaves: Leaf[] = [
  ...['engagement', 'consent', 'lifetime_value', 'visits', 'opens_at', 'birthday'].map(
    (name): Leaf => ({ kind: 'column', name }),
  ),
  { kind: 'word', word: 'confidence' },
  { kind: 'word', word: 'sending' },
  { kind: 'date' },
  { kind: 'weekday' },
  { kind: 'month' },
  {
    kind: 'sent',
    window: { kind: 'rolling', milliseconds: 604_800_000 },
    across: false,
    ahead: false,
  },
  { kind: 'sent', window: { kind: 'calendar', unit: 'day' }, across: true, ahead: false },
  { kind: 'sinceLast', across: false, ahead: false },
];
const textLeaves = ['subject_text', 'preheader', 'campaign'].map((name): Leaf => ({
  kind: 'column',
  name,
}));

/** A policy of up to six rules over every kind of condition, choice and consequence. */
export const arbitraryPolicy: fc.Arbitrary<Policy> = fc.constantFrom(...choiceTypes).chain((type) =>
  fc
    .record({
      usual: fc.option(fc.constantFrom(...choicesOf(type)), { nil: undefined }),
      rules: fc.array(arbitraryRule(type), { maxLength: 6, size: 'large' }),
      // As in real policies, where one shared wording is more common than a mixture.
      isGentle: fc.boolean(),
    })
    .map(({ usual, rules, isGentle }) =>
      policyWith({
        choice: { column: 'chosen', type },
        ...(usual !== undefined && { usual }),
        rules: rules.map((rule, index) => ({
          ...rule,
          ...(isGentle && rule.kind === 'boundary' && { otherwise: { kind: 'nearest' } }),
          name: `rule_${index}`,
        })),
        calendars,
      }),
    ),
);

/** One rule for a policy with that choice; its name is not yet unique. */
export function arbitraryRule(choice: ValueType): fc.Arbitrary<Rule> {
  const to = fc.constantFrom('brand_team', 'legal');
  const otherwise: fc.Arbitrary<Otherwise> = fc.oneof(
    { weight: 2, arbitrary: fc.constant<Otherwise>({ kind: 'block' }) },
    { weight: 1, arbitrary: fc.constant<Otherwise>({ kind: 'hold' }) },
    { weight: 1, arbitrary: to.map((role): Otherwise => ({ kind: 'escalate', to: role })) },
    { weight: 2, arbitrary: fc.constant<Otherwise>({ kind: 'nearest' }) },
  );
  const parts = fc.record({ otherwise, escalatesTo: fc.constantFrom('lifecycle_team', 'legal') });
  return fc
    .tuple(fc.boolean(), arbitraryCondition(choice), parts)
    .map(([isBoundary, fires, given]) =>
      isBoundary
        ? boundary('rule', fires, given)
        : trigger('rule', fires, { ...given, otherwise: { kind: 'block' } }),
    );
}

/** A condition for a policy with that choice; text and numbers are mixed now and then. */
export function arbitraryCondition(choice: ValueType): fc.Arbitrary<Condition> {
  const chosen: Leaf = { kind: 'choice' };
  const number = fc.constantFrom(...numbers);
  const numericLeaf = fc.constantFrom(
    ...numericLeaves,
    ...(isText(choice) ? [] : Array<Leaf>(8).fill(chosen)),
  );
  const textLeaf = fc.constantFrom(...textLeaves, ...(isText(choice) ? [chosen, chosen] : []));
  const numericLiteral = number.map((value): Quantity => ({ kind: 'literal', value }));
  const textLiteral = fc
    .constantFrom(...texts)
    .map((value): Quantity => ({ kind: 'literal', value }));
  const text = fc.oneof({ weight: 4, arbitrary: textLeaf }, { weight: 1, arbitrary: textLiteral });
  const quantity = fc.letrec<{ any: Quantity; sum: Quantity }>((tie) => ({
    any: fc.oneof(
      { depthSize: 'xsmall', withCrossShrink: true },
      { weight: 4, arbitrary: numericLeaf },
      { weight: 2, arbitrary: numericLiteral },
      { weight: 1, arbitrary: tie('sum') },
    ),
    sum: fc.record({
      kind: fc.constant('arithmetic' as const),
      operator: fc.constantFrom('+', '-', '*', '/'),
      left: tie('any'),
      right: fc.oneof(tie('any'), numericLiteral, { weight: 1, arbitrary: textLeaf }),
    }),
  })).any;
  // Mostly numbers: `mixed` is for what may be either, and for what no checked policy contains.
  const mixed = fc.oneof({ weight: 9, arbitrary: quantity }, { weight: 1, arbitrary: text });

  const aboutChoice: fc.Arbitrary<Condition> = fc.record({
    kind: fc.constant('between' as const),
    of: fc.constant(chosen),
    low: numericLiteral,
    high: numericLiteral,
    ends: fc.constantFrom('closed', 'halfOpen'),
    wraps: fc.boolean(),
  });
  const leafCondition: fc.Arbitrary<Condition> = fc.oneof(
    { weight: 8, arbitrary: aboutChoice },
    fc.record({ kind: fc.constant('constant' as const), value: fc.boolean() }),
    fc.record({ kind: fc.constant('truth' as const), of: mixed }),
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('compare' as const),
        operator: fc.constantFrom('is', 'isNot', 'above', 'below', 'atLeast', 'atMost'),
        left: mixed,
        right: fc.oneof({ weight: 3, arbitrary: numericLiteral }, { weight: 2, arbitrary: mixed }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('compare' as const),
        operator: fc.constantFrom('is', 'isNot', 'isNot', 'above'),
        left: text,
        right: text,
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('between' as const),
        of: mixed,
        low: fc.oneof({ weight: 3, arbitrary: numericLiteral }, { weight: 1, arbitrary: mixed }),
        high: fc.oneof({ weight: 3, arbitrary: numericLiteral }, { weight: 1, arbitrary: mixed }),
        ends: fc.constantFrom('closed', 'halfOpen'),
        wraps: fc.boolean(),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('oneOf' as const),
        of: fc.oneof(mixed, text),
        values: fc.array(fc.constantFrom<Value>(...numbers, 0, 1, 2, 300, ...texts), {
          maxLength: 4,
        }),
      }),
    },
    fc.record({
      kind: fc.constant('inCalendar' as const),
      of: mixed,
      calendar: fc.constantFrom('holidays', 'holidays', 'holidays', 'empty', 'not_declared'),
    }),
    fc.record({ kind: fc.constant('known' as const), of: fc.oneof(mixed, text) }),
    fc
      .record({
        kind: fc.constant('farFrom' as const),
        of: mixed,
        from: mixed,
        distance: fc.constantFrom(0, 1, 2, 60, 180),
        cycle: fc.constantFrom(undefined, 1440, 7),
      })
      .map(({ cycle, ...rest }) => (cycle === undefined ? rest : { ...rest, cycle })),
    fc.record({
      kind: fc.constant('mentions' as const),
      of: fc.oneof({ weight: 6, arbitrary: text }, { weight: 1, arbitrary: quantity }),
      phrases: fc.array(fc.constantFrom(...phrases), { maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('longerThan' as const),
      of: text,
      length: fc.constantFrom(0, 1, 2, 4, 8),
    }),
  );

  return fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 4, arbitrary: leafCondition },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constantFrom('and' as const, 'or' as const),
          parts: fc.array(tie('condition'), { maxLength: 3 }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant('not' as const), part: tie('condition') }),
      },
    ),
  })).condition;
}

/** What an agent may propose, one value that is not among the candidates included. */
export function choicesOf(type: ValueType): Value[] {
  if (isText(type)) return texts;
  const list = candidates(type);
  if (list === undefined) return numbers;
  return type.kind === 'time' ? [...list, 130] : list;
}

/**
 * The value of a leaf in a row: the same each time it is asked, unknown in one of eight. What moves
 * with the hour of sending (dates, caps, spacing) depends on the choice as well.
 */
export function arbitraryRead(row: number, context: LeafContext) {
  return (leaf: Leaf, choice: Value): Value | undefined => {
    const moves = leaf.kind !== 'column' && leaf.kind !== 'word';
    const draw = hash(`${row}|${leafKey(leaf)}|${moves ? choice : ''}`);
    if (draw % 8 === 0) return undefined;
    const pick = Math.floor(draw / 8);
    if (isText(leafType(leaf, context))) return texts[pick % texts.length];
    if (leaf.kind === 'sinceLast' && pick % 3 === 0) return Infinity;
    return numbers[pick % numbers.length];
  };
}

/** FNV-1a with a final mix, so that neighbouring rows have nothing in common. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (const unit of text) state = Math.imul(state ^ unit.codePointAt(0)!, 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  return (state ^ (state >>> 13)) >>> 0;
}
