import { describe, expect, it } from 'vitest';
import { compileCondition } from '../../language-server/policy/columns.ts';
import { evaluate, quantity } from '../../language-server/policy/condition.ts';
import type {
  Comparison,
  Condition,
  Leaf,
  Quantity,
  Value,
} from '../../language-server/policy/model.ts';
import { FALSE, TRUE, UNKNOWN } from '../../language-server/policy/tri.ts';
import type { Tri } from '../../language-server/policy/tri.ts';
import { inputsFor } from '../support/columnar.ts';
import { column, literal, policyWith, reading } from '../support/policies.ts';

const policy = policyWith({
  calendars: {
    holidays: [
      { from: 10, to: 12 },
      { from: 11, to: 14 },
      { from: 20, to: 20 },
    ],
    empty: [],
  },
});
const visits = column('visits');
const opensAt = column('opens_at');
const text = column('subject_text');
const sinceLast: Leaf = { kind: 'sinceLast', across: false, ahead: false };

type Row = Record<string, Value>;

/** By the interpreter and by the evaluator on columns, which must say the same. */
function check(condition: Condition, row: Row, expected: Tri): void {
  const read = reading(row);
  expect(evaluate(condition, read, policy.calendars)).toBe(expected);
  const program = compileCondition(condition, policy);
  const out = new Uint8Array(1);
  const rows = inputsFor(program.leaves, policy, [{ row: 0, choice: 0 }], (_, leaf) => read(leaf));
  program.run(rows, out);
  expect(out[0]).toBe(expected);
}

function compare(operator: Comparison, left: Quantity, right: Quantity): Condition {
  return { kind: 'compare', operator, left, right };
}

function times(operator: '+' | '-' | '*' | '/', left: Quantity, right: Quantity): Quantity {
  return { kind: 'arithmetic', operator, left, right };
}

describe('comparisons at their threshold', () => {
  // Below, at and above 5.
  const cases: [Comparison, Tri, Tri, Tri][] = [
    ['is', FALSE, TRUE, FALSE],
    ['isNot', TRUE, FALSE, TRUE],
    ['above', FALSE, FALSE, TRUE],
    ['below', TRUE, FALSE, FALSE],
    ['atLeast', FALSE, TRUE, TRUE],
    ['atMost', TRUE, TRUE, FALSE],
  ];
  it.each(cases)('%s', (operator, below, at, above) => {
    const withLiteral = compare(operator, visits, literal(5));
    const withColumn = compare(operator, visits, column('lifetime_value'));
    const mirrored = compare(operator, literal(5), visits);
    for (const [value, expected] of [
      [4, below],
      [5, at],
      [6, above],
    ] as const) {
      check(withLiteral, { visits: value }, expected);
      check(withColumn, { visits: value, lifetime_value: 5 }, expected);
      check(mirrored, { visits: 10 - value }, expected);
    }
    check(withLiteral, {}, UNKNOWN);
    check(mirrored, {}, UNKNOWN);
    check(withColumn, { visits: 5 }, UNKNOWN);
  });

  it('knows an infinite spacing, and nothing that is computed from it', () => {
    const row = { sinceLast: Infinity };
    check(compare('below', sinceLast, literal(5)), row, FALSE);
    check(compare('above', sinceLast, literal(5)), row, TRUE);
    check(compare('above', times('-', sinceLast, literal(1)), literal(5)), row, UNKNOWN);
  });

  it('knows nothing of a division by zero', () => {
    const share = times('/', literal(1), visits);
    check(compare('above', share, literal(0)), { visits: 0 }, UNKNOWN);
    check({ kind: 'known', of: share }, { visits: 0 }, FALSE);
    check({ kind: 'known', of: share }, { visits: 2 }, TRUE);
    check(compare('is', times('/', literal(1), literal(0)), literal(0)), {}, UNKNOWN);
  });
});

describe('text', () => {
  it('is compared by its exact letters', () => {
    check(compare('is', text, literal('Free')), { subject_text: 'Free' }, TRUE);
    check(compare('is', text, literal('Free')), { subject_text: 'free' }, FALSE);
    check(compare('isNot', literal('Free'), text), { subject_text: 'free' }, TRUE);
    check(compare('is', text, literal('Free')), {}, UNKNOWN);
  });

  it('is compared with text of another column', () => {
    const same = compare('is', text, column('preheader'));
    check(same, { subject_text: 'a', preheader: 'a' }, TRUE);
    check(same, { subject_text: 'a', preheader: 'b' }, FALSE);
    check(same, { subject_text: 'a' }, UNKNOWN);
  });

  it('is unknown where a number is wanted, and numbers where text is', () => {
    check(compare('above', text, literal(1)), { subject_text: 'a' }, UNKNOWN);
    check(compare('is', visits, literal('a')), { visits: 1 }, UNKNOWN);
    check({ kind: 'mentions', of: visits, phrases: ['1'] }, { visits: 1 }, UNKNOWN);
  });

  const mentions: [string, string[], Tri][] = [
    ['Get it FREE today', ['free'], TRUE],
    ['Carefree living', ['free'], FALSE],
    ['un_free', ['free'], FALSE],
    ['free2go', ['free'], FALSE],
    ['(free!)', ['free'], TRUE],
    ['free', ['guarantee', 'FREE'], TRUE],
    ['Free  money', ['free money'], TRUE],
    ['free moneys', ['free money'], FALSE],
    ['Für ÄRZTE', ['ärzte'], TRUE],
    ['Überfall', ['über'], FALSE],
    ['über', ['ber'], FALSE],
    ['cafe\u0301', ['cafe'], FALSE],
    ['cafe\u0301', ['caf\u00e9'], TRUE],
    ['100% off', ['100%'], TRUE],
    ['a.b', ['a*b'], FALSE],
    ['anything', [''], FALSE],
    ['anything', [], FALSE],
  ];
  it.each(mentions)('%j mentions one of %j', (subject, phrases, expected) => {
    const condition: Condition = { kind: 'mentions', of: text, phrases };
    check(condition, { subject_text: subject }, expected);
    check(condition, {}, UNKNOWN);
  });

  it('is as long as its code points', () => {
    const longer: Condition = { kind: 'longerThan', of: text, length: 2 };
    check(longer, { subject_text: 'ab' }, FALSE);
    check(longer, { subject_text: 'abc' }, TRUE);
    check(longer, { subject_text: '😀😀' }, FALSE);
    check(longer, { subject_text: '\ud83d\ud83d\ud83d' }, TRUE);
    check(longer, {}, UNKNOWN);
  });
});

describe('between', () => {
  const open = 'halfOpen';
  const cases: [string, 'closed' | 'halfOpen', boolean, number, number, number[], number[]][] = [
    ['both ends belong to a closed range', 'closed', false, 5, 7, [5, 6, 7], [4, 8]],
    ['nothing lies between ends the wrong way round', 'closed', false, 7, 5, [], [4, 5, 6, 7, 8]],
    ['weekdays go over the weekend', 'closed', true, 6, 1, [6, 7, 1], [2, 5]],
    ['a closed range that need not wrap', 'closed', true, 5, 7, [5, 7], [4, 8]],
    ['the end of a time does not belong to it', open, true, 540, 720, [540, 719], [539, 720]],
    ['times go over midnight', open, true, 1260, 420, [1260, 0, 419], [420, 1259]],
    ['a time between itself and itself is never', open, true, 540, 540, [], [539, 540, 541]],
  ];
  it.each(cases)('%s', (_, ends, wraps, low, high, inside, outside) => {
    const shape = { kind: 'between', of: opensAt, ends, wraps } as const;
    const fixed: Condition = { ...shape, low: literal(low), high: literal(high) };
    const moving: Condition = { ...shape, low: visits, high: column('lifetime_value') };
    const row = { visits: low, lifetime_value: high };
    for (const value of [...inside, ...outside]) {
      const expected = inside.includes(value) ? TRUE : FALSE;
      check(fixed, { opens_at: value }, expected);
      check(moving, { ...row, opens_at: value }, expected);
    }
    check(fixed, {}, UNKNOWN);
    check(moving, row, UNKNOWN);
    check(moving, { opens_at: low, visits: low }, UNKNOWN);
  });
});

describe('the other conditions', () => {
  it('a yes/no is itself', () => {
    const consents: Condition = { kind: 'truth', of: column('consent') };
    check(consents, { consent: 1 }, TRUE);
    check(consents, { consent: 0 }, FALSE);
    check(consents, {}, UNKNOWN);
  });

  it.each([
    ['codes', [0, 2]],
    ['one code', [2]],
    ['numbers that are no codes', [2, 300, -1.5]],
  ])('one of %s', (_, values) => {
    const condition: Condition = { kind: 'oneOf', of: visits, values };
    for (const value of values) check(condition, { visits: value }, TRUE);
    for (const value of [1, 258, 2.5, -2]) check(condition, { visits: value }, FALSE);
    check(condition, {}, UNKNOWN);
  });

  it('one of nothing is false, or unknown', () => {
    check({ kind: 'oneOf', of: visits, values: [] }, { visits: 1 }, FALSE);
    check({ kind: 'oneOf', of: visits, values: [] }, {}, UNKNOWN);
  });

  it('one of several texts', () => {
    const condition: Condition = { kind: 'oneOf', of: text, values: ['a', 'b'] };
    check(condition, { subject_text: 'b' }, TRUE);
    check(condition, { subject_text: 'B' }, FALSE);
    check(condition, {}, UNKNOWN);
  });

  it('a date is in a calendar from the first day to the last, overlaps included', () => {
    const birthday = column('birthday');
    const holidays: Condition = { kind: 'inCalendar', of: birthday, calendar: 'holidays' };
    for (const date of [10, 12, 13, 14, 20]) check(holidays, { birthday: date }, TRUE);
    for (const date of [9, 15, 19, 21]) check(holidays, { birthday: date }, FALSE);
    check(holidays, {}, UNKNOWN);
    check({ ...holidays, calendar: 'empty' }, { birthday: 10 }, FALSE);
    check({ ...holidays, calendar: 'not_declared' }, { birthday: 10 }, UNKNOWN);
    check({ ...holidays, calendar: 'toString' }, { birthday: 10 }, UNKNOWN);
  });

  it('known is never unknown', () => {
    check({ kind: 'known', of: visits }, { visits: 0 }, TRUE);
    check({ kind: 'known', of: visits }, {}, FALSE);
    check({ kind: 'known', of: text }, { subject_text: '' }, TRUE);
    check({ kind: 'known', of: text }, {}, FALSE);
    check({ kind: 'known', of: visits }, { visits: NaN }, FALSE);
  });

  it('far goes the shorter way round the clock', () => {
    const from = literal(1380);
    const far: Condition = { kind: 'farFrom', of: opensAt, from, distance: 180, cycle: 1440 };
    for (const time of [1200, 1380, 0, 120]) check(far, { opens_at: time }, FALSE);
    for (const time of [1199, 121, 660]) check(far, { opens_at: time }, TRUE);
    check(far, {}, UNKNOWN);
    const straight: Condition = { kind: 'farFrom', of: visits, from: literal(5), distance: 2 };
    for (const value of [3, 7]) check(straight, { visits: value }, FALSE);
    for (const value of [2, 8]) check(straight, { visits: value }, TRUE);
  });
});

describe('strong Kleene logic', () => {
  const consent = (value: Tri): Condition =>
    value === UNKNOWN
      ? { kind: 'truth', of: visits }
      : { kind: 'truth', of: column(value === TRUE ? 'consent' : 'engagement') };
  const row = { consent: 1, engagement: 0 };
  const cases: [Tri, Tri, Tri, Tri][] = [
    [FALSE, FALSE, FALSE, FALSE],
    [FALSE, TRUE, FALSE, TRUE],
    [FALSE, UNKNOWN, FALSE, UNKNOWN],
    [TRUE, TRUE, TRUE, TRUE],
    [TRUE, UNKNOWN, UNKNOWN, TRUE],
    [UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN],
  ];
  it.each(cases)('%i with %i', (a, b, and, or) => {
    check({ kind: 'and', parts: [consent(a), consent(b)] }, row, and);
    check({ kind: 'and', parts: [consent(b), consent(a)] }, row, and);
    check({ kind: 'or', parts: [consent(a), consent(b)] }, row, or);
    check({ kind: 'or', parts: [consent(b), consent(a)] }, row, or);
  });

  it('not keeps what is unknown', () => {
    for (const [value, opposite] of [
      [FALSE, TRUE],
      [TRUE, FALSE],
      [UNKNOWN, UNKNOWN],
    ] as const) {
      check({ kind: 'not', part: consent(value) }, row, opposite);
    }
  });

  it('and of nothing is true, or of nothing is false', () => {
    check({ kind: 'and', parts: [] }, {}, TRUE);
    check({ kind: 'or', parts: [] }, {}, FALSE);
  });
});

describe('quantity', () => {
  it('calculates with what is known', () => {
    const read = reading({ visits: 6 });
    const results = (['+', '-', '*', '/'] as const).map((operator) =>
      quantity(times(operator, visits, literal(2)), read),
    );
    expect(results).toEqual([8, 4, 12, 3]);
    expect(quantity(times('+', visits, column('lifetime_value')), read)).toBeUndefined();
    expect(quantity(times('+', visits, literal('2')), read)).toBeUndefined();
  });
});
