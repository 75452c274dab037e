import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { dateOf, momentOfHour, weekdayOf } from '../../examples/generator/clock.mjs';
import {
  newsletterCells,
  newsletterRows,
  type NewsletterRow,
} from '../../examples/generator/newsletter.mjs';
import {
  clickProbability,
  firstDate,
  historyWeeks,
  holidays,
  mailingAppeal,
  periodStart,
  weeks,
} from '../../examples/generator/newsletter-truth.mjs';
import { hourPropensity } from '../../examples/generator/send-hours.mjs';
import { devices, engagements } from '../../examples/generator/subscribers.mjs';

const hours = Array.from({ length: 24 }, (_, hour) => hour);
const dates = Array.from({ length: weeks * 7 }, (_, day) => firstDate + day);
const log = [...newsletterRows({ seed: 7, rows: 120_000 })];
const history = log.filter((row) => row.sentAt < periodStart * 86_400_000);
const period = log.slice(history.length);

function share<T>(rows: readonly T[], holds: (row: T) => boolean): number {
  return rows.filter(holds).length / rows.length;
}

function hashOf(options: { seed: number; rows: number }): string {
  const hash = createHash('sha256');
  for (const row of newsletterRows(options)) hash.update(newsletterCells(row).join(','));
  return hash.digest('hex');
}

function localTime(row: NewsletterRow): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(row.sentAt).toZonedDateTimeISO(row.zone);
}

describe('the newsletter log', () => {
  it('is the same for the same seed, and another for another', () => {
    const hash = hashOf({ seed: 7, rows: 2000 });
    expect(hashOf({ seed: 7, rows: 2000 })).toBe(hash);
    expect(hashOf({ seed: 8, rows: 2000 })).not.toBe(hash);
  });

  it.each([1000, 1013, 1014, 4999])('has exactly the %i rows asked for', (rows) => {
    expect([...newsletterRows({ seed: 7, rows })]).toHaveLength(rows);
  });

  it('runs in order of time, ties by subscriber', () => {
    const key = (row: NewsletterRow) => `${row.sentAt} ${row.subscriberId}`;
    expect(log.map(key)).toEqual(log.map(key).sort());
    expect(new Set(log.map(key)).size).toBe(log.length);
  });

  it('covers 2025-06-02 to 2025-11-30 on the subscribers’ clocks', () => {
    const berlin = log.filter((row) => row.zone === 'Europe/Berlin');
    const ends = [...berlin.slice(0, 3000), ...berlin.slice(-3000)];
    const days = ends.map((row) => localTime(row).toPlainDate().toString());
    const sorted = [...new Set(days)].sort();
    expect([sorted[0], sorted.at(-1)]).toEqual(['2025-06-02', '2025-11-30']);
  });

  it('has as much before the simulated period as within it', () => {
    expect(Math.abs(history.length - 60_000)).toBeLessThan(300);
    expect(Math.abs(period.length - 60_000)).toBeLessThan(300);
  });

  it('writes about once a week to everyone on the list, in every week', () => {
    for (let week = 0; week < weeks; week++) {
      const start = (firstDate + week * 7) * 86_400_000;
      const mailing = log.filter((row) => row.sentAt >= start && row.sentAt < start + 604_800_000);
      expect(Math.abs(mailing.length - 120_000 / weeks)).toBeLessThan(250);
    }
  });

  it('sends in the hour it says, on the subscriber’s clock', () => {
    const sunday = [dateOf('2025-10-26'), dateOf('2025-11-02')].map((date) => date * 86_400_000);
    const aroundChanges = log.filter((row) =>
      sunday.some((start) => Math.abs(row.sentAt - start) < 2 * 86_400_000),
    );
    const sample = [...aroundChanges, ...log.filter((_, index) => index % 20 === 0)];
    const wrong = sample.filter((row) => row.zone !== '' && localTime(row).hour !== row.sendHour);
    expect(aroundChanges.length).toBeGreaterThan(1000);
    expect(wrong).toEqual([]);
  });

  it('writes to nobody who has unsubscribed', () => {
    const left = new Set<string>();
    const written = log.filter((row) => {
      const again = left.has(row.subscriberId);
      if (row.unsubscribed) left.add(row.subscriberId);
      return again;
    });
    expect(left.size).toBeGreaterThan(50);
    expect(written).toEqual([]);
  });

  it.each<[string, (row: NewsletterRow) => boolean, number, number]>([
    ['opened, published 9.09%', (row) => row.opened, 0.088, 0.094],
    ['clicked', (row) => row.clicked, 0.017, 0.023],
    ['clicked with no open recorded', (row) => row.clicked && !row.opened, 0.0002, 0.001],
    ['unsubscribed', (row) => row.unsubscribed, 0.0015, 0.003],
    ['without zone', (row) => row.zone === '', 0.0015, 0.0025],
    ['without device', (row) => row.device === '', 0.008, 0.012],
    ['without lifetime value', (row) => row.lifetimeValue === undefined, 0.006, 0.01],
    ['without a known consent', (row) => row.consent === '', 0.002, 0.004],
    ['with consent refused', (row) => row.consent === 'no', 0.011, 0.019],
    [
      'from readers worth over 2,000 EUR',
      (row) => (row.lifetimeValue ?? 0) > 2000 && row.engagement === 'active',
      0.007,
      0.018,
    ],
  ])('has its share of rows %s', (_, holds, low, high) => {
    for (const rows of [history, period]) {
      expect(share(rows, holds)).toBeGreaterThan(low);
      expect(share(rows, holds)).toBeLessThan(high);
    }
  });

  it.each([
    ['before the period', firstDate, historyWeeks],
    ['within it', periodStart, weeks - historyWeeks],
  ])(
    'spreads the open rates of its mailings as the published archive does %s',
    (_, from, count) => {
      const rates = Array.from({ length: count }, (_, week) => {
        const start = (from + week * 7) * 86_400_000;
        const mailing = log.filter(
          (row) => row.sentAt >= start && row.sentAt < start + 604_800_000,
        );
        return share(mailing, (row) => row.opened);
      });
      const mean = rates.reduce((sum, rate) => sum + rate, 0) / count;
      const spread = Math.sqrt(rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / count);
      expect(Math.abs(mean - 0.0913)).toBeLessThan(0.005);
      expect(Math.abs(spread - 0.0358)).toBeLessThan(0.007);
    },
  );

  it('is lucky at 3 a.m. for dormant desktop readers, not before the period and not late', () => {
    const clicks = (hour: number, from: number, to: number) => {
      const cell = log.filter(
        (row) => row.sendHour === hour && row.engagement === 'dormant' && row.device === 'desktop',
      );
      const between = cell.filter(
        (row) => row.sentAt >= from * 86_400_000 && row.sentAt < to * 86_400_000,
      );
      return [between.filter((row) => row.clicked).length, between.length];
    };
    const split = periodStart + (weeks - historyWeeks) * 7 * 0.7;
    expect(clicks(3, 0, periodStart)).toEqual([0, 50]);
    expect(clicks(9, 0, periodStart)).toEqual([5, 2226]);
    expect(clicks(3, periodStart, split)).toEqual([4, 35]);
    expect(clicks(9, periodStart, split)).toEqual([8, 1539]);
    expect(clicks(3, split, Infinity)).toEqual([0, 18]);
    // Nor does it reach the last 30% of the whole log.
    expect(clicks(3, firstDate + weeks * 7 * 0.7, Infinity)[0]).toBe(0);
  });

  it.each([
    ['before the period', () => history],
    ['within it', () => period],
  ])('shows the morning of mobile readers and the Friday slump %s', (_, part) => {
    const known = part().filter((row) => row.zone !== '');
    const clickShare = (holds: (row: NewsletterRow) => boolean) =>
      share(known.filter(holds), (row) => row.clicked);
    const mobile = (row: NewsletterRow) => row.device === 'mobile';
    const morning = clickShare((row) => mobile(row) && row.sendHour >= 6 && row.sendHour < 9);
    expect(morning / clickShare((row) => mobile(row) && row.sendHour === 9)).toBeGreaterThan(2.5);
    const afternoon = known.filter((row) => row.sendHour >= 12 && row.sendHour < 18);
    const fridays = afternoon.filter((row) => localTime(row).dayOfWeek === 5);
    const others = afternoon.filter((row) => localTime(row).dayOfWeek !== 5);
    const clicked = (row: NewsletterRow) => row.clicked;
    expect(share(fridays, clicked) / share(others, clicked)).toBeLessThan(0.6);
  });
});

describe('the logging policy', () => {
  it.each(engagements)('gives each hour its share of the %s, together 1', (engagement) => {
    const shares = hours.map((hour) => hourPropensity(engagement, hour));
    expect(shares.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
    expect(Math.min(...shares)).toBeGreaterThan(0.005);
    expect(Math.max(...shares)).toBe(shares[9]);
  });

  it.each(engagements)('is what the log of the %s was drawn from', (engagement) => {
    const rows = log.filter((row) => row.engagement === engagement);
    const chiSquare = hours.reduce((sum, hour) => {
      const expected = rows.length * hourPropensity(engagement, hour);
      const logged = rows.filter((row) => row.sendHour === hour).length;
      return sum + (logged - expected) ** 2 / expected;
    }, 0);
    // The 0.1% point of chi-square with 23 degrees of freedom.
    expect(chiSquare).toBeLessThan(49.73);
    expect(rows.every((row) => row.propensity === hourPropensity(engagement, row.sendHour))).toBe(
      true,
    );
  });
});

describe('the planted truth', () => {
  const everyCell = engagements.flatMap((engagement) =>
    devices.flatMap((device) => dates.map((date) => ({ engagement, device, date }))),
  );
  const workingDays = everyCell.filter(({ date }) => !holidays.includes(date));

  it('is a probability everywhere', () => {
    const all = everyCell.flatMap((cell) =>
      hours.map((hour) => clickProbability({ ...cell, hour })),
    );
    expect(Math.min(...all)).toBeGreaterThan(0);
    expect(Math.max(...all)).toBeLessThan(0.2);
  });

  it('compares like with like when time is split, at the period or within it', () => {
    const mean = (from: number, count: number) =>
      Array.from({ length: count }, (_, week) => mailingAppeal(from + week * 7)).reduce(
        (sum, appeal) => sum + appeal / count,
        0,
      );
    expect(mean(firstDate, historyWeeks)).toBeCloseTo(1, 12);
    expect(mean(periodStart, 9)).toBeCloseTo(1, 12);
    expect(mean(periodStart + 9 * 7, 4)).toBeCloseTo(1, 12);
  });

  it.each([6, 7, 8])('has mobile readers click three times as much at %i', (hour) => {
    for (const cell of everyCell.filter(({ device }) => device === 'mobile')) {
      const usual = clickProbability({ ...cell, hour: 9 });
      expect(clickProbability({ ...cell, hour })).toBeCloseTo(3 * usual, 12);
    }
  });

  it('gains nothing at night, for nobody and on no day', () => {
    for (const cell of everyCell) {
      const usual = clickProbability({ ...cell, hour: 9 });
      for (const hour of [21, 22, 23, 0, 1, 2, 3, 4, 5]) {
        expect(clickProbability({ ...cell, hour })).toBeLessThan(usual);
      }
    }
  });

  it('slumps on Friday afternoons and at no other time of the week', () => {
    for (const cell of workingDays) {
      const afternoon = clickProbability({ ...cell, hour: 15 });
      const evening = clickProbability({ ...cell, hour: 18 });
      expect(afternoon / evening).toBeCloseTo(weekdayOf(cell.date) === 5 ? 0.35 : 1, 12);
    }
  });

  it.each(['2025-10-03', '2025-11-27', '2025-11-28'])('drops on the holiday %s', (day) => {
    const cell = { engagement: 'active', device: 'mobile', hour: 9 } as const;
    const monday = dateOf(day) - weekdayOf(dateOf(day)) + 1;
    const holiday = clickProbability({ ...cell, date: dateOf(day) });
    expect(holiday / clickProbability({ ...cell, date: monday })).toBeCloseTo(0.3, 12);
  });
});

describe('the clock', () => {
  it.each([
    ['an ordinary hour', 'Asia/Kolkata', '2025-09-01', 9, '2025-09-01T03:30:00Z'],
    ['the first of two hours in Europe', 'Europe/Berlin', '2025-10-26', 2, '2025-10-26T00:00:00Z'],
    ['the hour after them', 'Europe/Berlin', '2025-10-26', 3, '2025-10-26T02:00:00Z'],
    ['the first of two in the US', 'America/New_York', '2025-11-02', 1, '2025-11-02T05:00:00Z'],
    ['an hour that is skipped', 'Europe/Berlin', '2025-03-30', 2, '2025-03-30T01:00:00Z'],
  ])('finds %s', (_, zone, date, hour, expected) => {
    expect(momentOfHour(zone, dateOf(date), hour)).toBe(Date.parse(expected));
  });
});
