import { describe, expect, it } from 'vitest';
import { dateOf } from '../../examples/generator/clock.mjs';
import {
  frequencyShares,
  purchaseProbability,
  weeklyPlanColumns,
  weeklyPlanRows,
  weeklyUnsubscribeProbability,
} from '../../examples/generator/frequency.mjs';
import { periodStart } from '../../examples/generator/newsletter-truth.mjs';
import {
  complaintProbability,
  mailingColumns,
  mailingRows,
  subjectClickProbability,
  subjectOpenProbability,
} from '../../examples/generator/subject-lines.mjs';
import { subjectTexts, variants } from '../../examples/generator/subject-texts.mjs';
import { engagements } from '../../examples/generator/subscribers.mjs';

type Row = Record<string, string | number | undefined>;

function records(columns: Record<string, string>, rows: Iterable<(string | number)[]>): Row[] {
  const names = Object.keys(columns);
  return Array.from(rows, (cells) =>
    Object.fromEntries(names.map((name, index) => [name, cells[index]])),
  );
}

function share(rows: readonly Row[], column: string, value: string | number): number {
  return rows.filter((row) => row[column] === value).length / rows.length;
}

const options = { seed: 7, subscribers: 1000 };

describe('the subject lines', () => {
  const rows = records(mailingColumns, mailingRows(options));

  it('are the same for the same seed', () => {
    expect([...mailingRows(options)].join('\n')).toBe([...mailingRows(options)].join('\n'));
  });

  it('write to everyone once a mailing, eight times before the period', () => {
    const sentOn = rows.map((row) => String(row['sent_at']).slice(0, 10));
    const dates = Array.from({ length: 20 }, (_, week) =>
      new Date((dateOf('2025-07-08') + week * 7) * 86_400_000).toISOString().slice(0, 10),
    );
    expect(sentOn).toEqual(dates.flatMap((date) => Array<string>(1000).fill(date)));
    expect(dates.filter((date) => dateOf(date) < periodStart)).toHaveLength(8);
  });

  it.each([
    ['plain', 5 / 8],
    ['question', 1 / 8],
    ['urgency', 1 / 8],
    ['personal', 1 / 8],
  ])('draw %s with its share, whatever the line', (variant, expected) => {
    for (const text of subjectTexts[0] ?? []) {
      const mailing = rows.filter((row) => row['subject_text'] === text);
      expect(Math.abs(share(mailing, 'variant', variant) - expected)).toBeLessThan(0.1);
    }
    expect(Math.abs(share(rows, 'variant', variant) - expected)).toBeLessThan(0.015);
  });

  it('are opened about as often as the published archive', () => {
    expect(Math.abs(share(rows, 'opened', 'yes') - 0.0909)).toBeLessThan(0.01);
  });

  it('have a line of its own for every mailing and edition', () => {
    expect(subjectTexts.map((editions) => editions.length)).toEqual(Array(20).fill(4));
    expect(new Set(subjectTexts.flat()).size).toBe(80);
    expect(new Set(rows.map((row) => row['subject_text'])).size).toBe(80);
  });

  it('break no boundary of the example before the period', () => {
    const broken = /\b(free money|guarantee)\b|^.{61,}$/i;
    const texts = subjectTexts.slice(0, 8).flat();
    expect(texts.filter((text) => broken.test(text))).toEqual([]);
  });

  it('break each boundary a few times within it, and come close to each', () => {
    const texts = subjectTexts.slice(8).flat();
    const matching = (pattern: RegExp) => texts.filter((text) => pattern.test(text)).length;
    expect(matching(/\bfree money\b/i)).toBe(2);
    expect(matching(/\bguarantee\b/i)).toBe(1);
    expect(matching(/\bguaranteed\b/i)).toBe(1);
    expect(matching(/^.{61,}$/)).toBe(3);
    expect(matching(/^.{60}$/)).toBe(1);
  });

  it('have one true effect on clicks: a question, among active readers', () => {
    for (const engagement of engagements) {
      for (const variant of variants) {
        const plain = { variant: 'plain', engagement, date: periodStart } as const;
        const lift =
          subjectClickProbability({ ...plain, variant }) / subjectClickProbability(plain);
        expect(lift).toBeCloseTo(variant === 'question' && engagement === 'active' ? 1.6 : 1, 12);
      }
    }
  });

  it('have urgency opened more, clicked no more, and complained about beyond 0.1%', () => {
    const plain = { variant: 'plain', engagement: 'active', date: periodStart } as const;
    const urgency = { ...plain, variant: 'urgency' } as const;
    expect(subjectOpenProbability(urgency)).toBeGreaterThan(subjectOpenProbability(plain));
    expect(subjectClickProbability(urgency)).toBe(subjectClickProbability(plain));
    expect(complaintProbability(urgency)).toBeGreaterThan(0.001);
    expect(complaintProbability(plain)).toBeLessThan(0.001);
  });
});

describe('the weekly plans', () => {
  const rows = records(weeklyPlanColumns, weeklyPlanRows(options));

  it('are the same for the same seed', () => {
    expect([...weeklyPlanRows(options)].join('\n')).toBe([...weeklyPlanRows(options)].join('\n'));
  });

  it('plan twenty weeks, each from Monday at midnight, eight of them before the period', () => {
    expect(rows).toHaveLength(20_000);
    const berlin = rows.filter((row) => row['zone'] === 'Europe/Berlin');
    const starts = new Set(berlin.map((row) => row['week_start']));
    expect(starts.size).toBe(20);
    expect([...starts][0]).toBe('2025-07-06T22:00:00Z');
    expect([...starts][8]).toBe('2025-08-31T22:00:00Z');
    expect([...starts]).toContain('2025-10-19T22:00:00Z');
    expect([...starts]).toContain('2025-10-26T23:00:00Z');
  });

  it.each(engagements)('were drawn by engagement alone: %s', (engagement) => {
    const shares = frequencyShares[engagement];
    const cell = rows.filter((row) => row['engagement'] === engagement);
    expect(shares.reduce((sum, one) => sum + one, 0)).toBe(1000);
    for (const [emails, expected] of shares.entries()) {
      const logged = share(cell, 'emails_per_week', emails);
      expect(Math.abs(logged - expected / 1000)).toBeLessThan(0.03);
    }
  });

  it('have active readers buy most at four a week, and the dormant at one', () => {
    const best = (engagement: (typeof engagements)[number]) => {
      const chances = [0, 1, 2, 3, 4, 5, 6, 7].map((emails) =>
        purchaseProbability({ engagement, emails }),
      );
      return chances.indexOf(Math.max(...chances));
    };
    expect([best('active'), best('dormant')]).toEqual([4, 1]);
  });

  it.each(engagements)('lose more of the %s with every further e-mail', (engagement) => {
    const chances = [0, 1, 2, 3, 4, 5, 6, 7].map((emails) =>
      weeklyUnsubscribeProbability({ engagement, emails }),
    );
    expect(chances[0]).toBe(0);
    for (let emails = 2; emails <= 7; emails++) {
      const step = chances[emails]! - chances[emails - 1]!;
      expect(step).toBeGreaterThan(chances[emails - 1]! - chances[emails - 2]!);
    }
  });
});
