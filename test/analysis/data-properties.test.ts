import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gapsOf } from '../../language-server/analysis/data/gaps.ts';
import type { Domain } from '../../language-server/analysis/data/outcomes.ts';
import { outcomesOf } from '../../language-server/analysis/data/outcomes.ts';
import { createClock, DAY } from '../../language-server/policy/clock.ts';
import { evaluate } from '../../language-server/policy/condition.ts';
import { judge } from '../../language-server/policy/judge.ts';
import { leafKey, leavesOf } from '../../language-server/policy/leaves.ts';
import type { Leaf, Policy, Value } from '../../language-server/policy/model.ts';
import { FALSE, TRUE } from '../../language-server/policy/tri.ts';
import { arbitraryCondition, arbitraryRead } from '../support/arbitrary-policy.ts';
import type { LogRow } from '../support/data-review.ts';
import { logOf, logPolicy, reviewLog } from '../support/data-review.ts';
import { check } from '../support/handoff.ts';
import { policyWith } from '../support/policies.ts';

describe('what a condition can come to', () => {
  it('is what it comes to in some row, for all that its rows are made of', () => {
    const policy = policyWith({
      calendars: {
        holidays: [
          { from: 2, to: 3 },
          { from: 7, to: 7 },
        ],
        empty: [],
      },
    });
    const rows = fc.uniqueArray(fc.nat(999), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        arbitraryCondition(policy.choice.type),
        rows,
        fc.boolean(),
        (condition, of, asRange) => {
          const domains = new Map<string, Domain>();
          const valueOf = (row: number, leaf: Leaf): Value | undefined =>
            arbitraryRead(row, policy)(leaf, 540);
          for (const leaf of leavesOf(condition)) {
            const values = of
              .map((row) => valueOf(row, leaf))
              .filter((value) => value !== undefined);
            domains.set(leafKey(leaf), domainOf(values, asRange));
          }
          const { canBeTrue, canBeFalse } = outcomesOf(
            condition,
            (leaf) => domains.get(leafKey(leaf)),
            policy.calendars,
          );
          for (const row of of) {
            const tri = evaluate(condition, (leaf) => valueOf(row, leaf), policy.calendars);
            if (tri === TRUE) expect(canBeTrue).toBe(true);
            if (tri === FALSE) expect(canBeFalse).toBe(true);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});

function domainOf(values: readonly Value[], asRange: boolean): Domain {
  const numbers = values.filter((value) => typeof value === 'number');
  if (!asRange || numbers.length < values.length || values.length === 0) {
    return { kind: 'values', values };
  }
  return { kind: 'range', low: Math.min(...numbers), high: Math.max(...numbers) };
}

describe('the gaps of a zone', () => {
  const zones = [
    'Europe/Berlin',
    'America/New_York',
    'America/Santiago',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Pacific/Apia',
    'Asia/Kolkata',
    'UTC',
  ];
  it.each(zones)('are the times that no clock of %s shows', (zone) => {
    const clock = createClock();
    const [first, last] = [Date.UTC(2011, 11, 1), Date.UTC(2012, 11, 1)];
    const gaps = gapsOf(zone, { from: first, to: last });
    for (let date = first / DAY + 1; date < last / DAY - 1; date++) {
      for (let time = 0; time < 1440; time += 15) {
        const isSkipped = gaps.some(
          (gap) => gap.date === date && time >= gap.from && time < gap.to,
        );
        const there = clock.localOf(zone, clock.toEpoch(zone, date, time));
        const isShown = there.date === date && there.time === time;
        if (isSkipped === isShown) expect({ zone, date, time, isSkipped }).toBe('shown or skipped');
      }
    }
  });
});

/** Rules over what a row and the choice say, so that the reference interpreter can count alone. */
const comparison = fc.oneof(
  fc
    .tuple(fc.constantFrom('above', 'below', 'at least'), fc.constantFrom(10, 30, 50))
    .map(([than, age]) => `age is ${than} ${String(age)}`),
  fc.constantFrom('tier is gold', 'tier is not gold', 'consent', 'consent is not yes'),
  fc.constantFrom('hour is between 21:00 and 07:00', 'hour is more than 3 hours from usual'),
  fc.constant('note mentions one of "free"'),
);
const condition = fc.oneof(
  { weight: 2, arbitrary: comparison },
  {
    weight: 3,
    arbitrary: fc
      .tuple(comparison, fc.constantFrom('and', 'or'), comparison, fc.boolean())
      .map(([left, word, right, not]) => `${not ? 'not ' : ''}(${left} ${word} ${right})`),
  },
);
const cell = (...values: string[]) => fc.constantFrom(...values, '');
const logRow: fc.Arbitrary<LogRow> = fc.record({
  day: fc.constantFrom('2026-01-05', '2026-01-06', '2026-01-07'),
  hour: fc.constantFrom('09:00', '03:00', '15:00'),
  age: cell('5', '30', '60', 'old'),
  tier: cell('gold', 'plain'),
  consent: cell('yes', 'no'),
  note: cell('free', 'mail'),
});

describe('the figures of a review', () => {
  it('are those that the reference interpreter counts, row by row', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(condition, { minLength: 1, maxLength: 2 }),
        fc.array(condition, { minLength: 1, maxLength: 3 }),
        fc.array(logRow, { minLength: 1, maxLength: 25 }),
        fc.nat(3),
        async (nevers, whens, rows, perDay) => {
          const text = logPolicy({
            blocks: `boundaries\n${nevers.map((each, at) => ` n${String(at)}: never when ${each}\n`).join('')}escalate to team\n${whens.map((each, at) => ` w${String(at)}: when ${each}\n`).join('')} answer within 1 hour, otherwise hold\n at most ${String(perDay)} per day`,
          });
          const found = await reviewLog(text, logOf(rows));
          const { policies } = await check(text);
          const expected = countedByReference(policies[0]!, rows, perDay);
          const said = found
            .filter(({ code }) => code === 'missing-field' || code === 'over-budget')
            .map(({ message }) => figuresOf(message));
          expect(said.sort()).toEqual(expected.sort());
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);
});

/** `w0 3 of 25`, or `team 2 of 3 days, 7 on 2026-01-06, 4`. */
function figuresOf(message: string): string {
  const [, rule, share] = /^`(\w+)` is unknown in (\d+ of \d+) decisions/.exec(message) ?? [];
  if (rule !== undefined) return `${rule} ${share ?? ''}`;
  const [, role, days, most, date, median] =
    /^`(\w+)` answers .* more on (\d+ of \d+) days? .*: (\d+) times on ([\d-]+), .* (\d+) times on the median/.exec(
      message,
    ) ?? [];
  return `${role ?? message} ${days ?? ''} days, ${most ?? ''} on ${date ?? ''}, ${median ?? ''}`;
}

function countedByReference(policy: Policy, rows: readonly LogRow[], perDay: number): string[] {
  const unknown = new Map<string, number>();
  const days = new Map<string, number>();
  for (const row of rows) {
    const hour = Number(row.hour?.slice(0, 2)) * 60;
    const { ledger, verdict } = judge(policy, hour, 'act', (leaf) =>
      leaf.kind === 'column' ? canonical(row, leaf.name) : undefined,
    );
    for (const { rule, outcome } of ledger) {
      if (outcome === 'unknown') unknown.set(rule.name, (unknown.get(rule.name) ?? 0) + 1);
    }
    const day = row.day!;
    days.set(day, (days.get(day) ?? 0) + (verdict === 'escalate' ? 1 : 0));
  }
  const found = [...unknown].map(
    ([rule, count]) => `${rule} ${String(count)} of ${String(rows.length)}`,
  );
  const counts = [...days].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const over = counts.filter(([, count]) => count > perDay).length;
  if (over === 0) return found;
  const [[busiest, most] = ['', 0]] = counts;
  const [, median] = counts[Math.floor(counts.length / 2)]!;
  return [
    ...found,
    `team ${String(over)} of ${String(counts.length)} days, ${String(most)} on ${busiest}, ${String(median)}`,
  ];
}

/** The cell as the policy model has it; undefined where it is empty or does not fit. */
function canonical(row: LogRow, column: string): Value | undefined {
  switch (column) {
    case 'age':
      return row.age === '' || row.age === 'old' ? undefined : Number(row.age);
    case 'tier':
      return row.tier === '' ? undefined : ['gold', 'plain'].indexOf(row.tier!);
    case 'consent':
      return row.consent === '' ? undefined : Number(row.consent === 'yes');
    default:
      return row.note === '' ? undefined : row.note;
  }
}
