import { readFileSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  createClock,
  dateOf,
  momentOfEffect,
  monthOf,
  weekdayOf,
} from '../../language-server/policy/clock.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const clock = createClock();

const zones = [
  'Europe/Berlin',
  'Europe/Dublin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/Havana',
  'America/Nuuk',
  'Asia/Kolkata',
  'Asia/Gaza',
  'Australia/Lord_Howe',
  'Antarctica/Troll',
  'Africa/Casablanca',
  'Pacific/Apia',
  'Pacific/Chatham',
  'UTC',
  '+02:00',
  '-0330',
];

/** Every change of a zone's offset from 2024 to 2027, and the day that Apia left out. */
function changesOf(zone: string): number[] {
  const changes = [at('2024-06-01T00:00Z'), at('2011-12-30T10:00Z')];
  let next = zoned(zone, at('2024-01-01T00:00Z')).getTimeZoneTransition('next');
  while (next !== null && next.year < 2028) {
    changes.push(next.epochMilliseconds);
    next = next.getTimeZoneTransition('next');
  }
  return changes;
}

function zoned(zone: string, epochMs: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone);
}

const at = (text: string) => Date.parse(text);
const days = (text: string) => at(`${text}T00:00Z`) / DAY;
const around = [-DAY, -90 * MINUTE, -MINUTE, -1, 0, 1, MINUTE, 30 * MINUTE, 90 * MINUTE, DAY];

describe.each(zones)('the clock of %s, around every change, agrees with Temporal on', (zone) => {
  const moments = changesOf(zone).flatMap((change) => around.map((shift) => change + shift));

  it('offset, date, time, weekday and month', () => {
    const index = clock.zoneIndex(zone);
    for (const moment of moments) {
      const expected = zoned(zone, moment);
      expect(clock.offset(index, moment)).toBe(expected.offsetNanoseconds / 1e6);
      expect(clock.localOf(zone, moment)).toEqual({
        date: days(expected.toPlainDate().toString()),
        time:
          expected.hour * 60 +
          expected.minute +
          (expected.second * 1000 + expected.millisecond) / MINUTE,
        weekday: expected.dayOfWeek,
        month: expected.month,
      });
    }
  });

  it('the moment of every local time, in gaps and folds too', () => {
    for (const change of changesOf(zone)) {
      const local = change + clock.offset(zone, change);
      for (let shift = -27 * 60; shift <= 27 * 60; shift += 15) {
        const date = dateOf(local + shift * MINUTE);
        const time = (local + shift * MINUTE - date * DAY) / MINUTE;
        const expected = new Temporal.PlainDate(1970, 1, 1)
          .add({ days: date })
          .toPlainDateTime({ hour: Math.floor(time / 60), minute: time % 60 })
          .toZonedDateTime(zone, { disambiguation: 'compatible' });
        expect(clock.toEpoch(zone, date, time)).toBe(expected.epochMilliseconds);
      }
    }
  });

  it('the start of day, week and month', () => {
    for (const moment of moments) {
      const day = zoned(zone, moment).startOfDay();
      const week = day.subtract({ days: day.dayOfWeek - 1 }).startOfDay();
      const month = day.with({ day: 1 }).startOfDay();
      expect(clock.startOf('day', zone, moment)).toBe(day.epochMilliseconds);
      expect(clock.startOf('week', zone, moment)).toBe(week.epochMilliseconds);
      expect(clock.startOf('month', zone, moment)).toBe(month.epochMilliseconds);
      const next = { day: { days: 1 }, week: { days: 7 }, month: { months: 1 } };
      for (const [unit, start] of [
        ['day', day],
        ['week', week],
        ['month', month],
      ] as const) {
        const end = start.toPlainDate().add(next[unit]).toZonedDateTime(zone);
        expect(clock.endOf(unit, zone, moment)).toBe(end.epochMilliseconds);
      }
    }
  });
});

describe('a local time', () => {
  it.each([
    [
      'that does not exist moves forward by the gap',
      'Europe/Berlin',
      '2026-03-29',
      150,
      '2026-03-29T01:30Z',
    ],
    [
      'that occurs twice means its first occurrence',
      'Europe/Berlin',
      '2026-10-25',
      150,
      '2026-10-25T00:30Z',
    ],
    [
      'in a gap of 30 minutes moves by 30 minutes',
      'Australia/Lord_Howe',
      '2026-10-04',
      135,
      '2026-10-03T15:45Z',
    ],
    ['on a day left out moves by that day', 'Pacific/Apia', '2011-12-30', 720, '2011-12-30T22:00Z'],
    ['of an ordinary day is that time', 'Asia/Kolkata', '2026-01-01', 540, '2026-01-01T03:30Z'],
  ])('%s', (_, zone, date, minutes, expected) => {
    expect(clock.toEpoch(zone, days(date), minutes)).toBe(at(expected));
  });
});

describe('the moment of effect', () => {
  const effect = (moment: string, chosenTime: number, step = 60) =>
    momentOfEffect({ clock, zone: 'America/New_York', moment: at(moment), chosenTime, step });

  it.each([
    [
      'the chosen time on the local date of the row',
      '2026-02-04T02:20:30Z',
      9 * 60,
      '2026-02-03T14:00Z',
    ],
    [
      'the logged moment where the choice is the logged hour',
      '2026-02-03T14:59:59.5Z',
      9 * 60,
      '2026-02-03T14:59:59.5Z',
    ],
    [
      'the chosen time where only the hour before was logged',
      '2026-02-03T13:59:59Z',
      9 * 60,
      '2026-02-03T14:00Z',
    ],
    [
      'the logged moment also in the second pass of an hour',
      '2026-11-01T06:30Z',
      60,
      '2026-11-01T06:30Z',
    ],
    ['the first pass of an hour that occurs twice', '2026-11-01T15:00Z', 60, '2026-11-01T05:00Z'],
    ['an hour later where the hour is left out', '2026-03-08T15:00Z', 120, '2026-03-08T07:00Z'],
  ])('is %s', (_, moment, chosenTime, expected) => {
    expect(effect(moment, chosenTime)).toBe(at(expected));
  });

  it('is read in steps of the choice', () => {
    expect(effect('2026-02-03T14:20Z', 9 * 60 + 15, 15)).toBe(at('2026-02-03T14:20Z'));
    expect(effect('2026-02-03T14:20Z', 9 * 60, 15)).toBe(at('2026-02-03T14:00Z'));
  });
});

describe('what is unknown', () => {
  it.each([
    'Europe/Atlantis',
    '',
    'CET!',
    '2026-01-01T00:00Z',
    '2026-01-01T00:00[Europe/Berlin]',
    '+2',
  ])('has no offset: zone %j', (zone) => {
    expect(clock.zoneIndex(zone)).toBe(-1);
    expect(clock.offset(zone, 0)).toBeNaN();
    expect(clock.toEpoch(zone, 0, 0)).toBeNaN();
    expect(Object.values(clock.localOf(zone, 0))).toEqual([NaN, NaN, NaN, NaN]);
    expect(momentOfEffect({ clock, zone, moment: 0, chosenTime: 60, step: 60 })).toBeNaN();
  });

  it.each([NaN, Infinity, -Infinity, 8.65e15])('has no offset: moment %d', (moment) => {
    expect(clock.offset('Europe/Berlin', moment)).toBeNaN();
  });
});

describe('weekday and month', () => {
  it('are those of the calendar for every day from 1890 to 2110', () => {
    for (let date = days('1890-01-01'); date < days('2110-01-01'); date++) {
      const utc = new Date(date * DAY);
      expect(monthOf(date)).toBe(utc.getUTCMonth() + 1);
      expect(weekdayOf(date)).toBe(utc.getUTCDay() || 7);
    }
  });
});

describe('the machine’s own time zone', () => {
  it('cannot matter: the clock calls nothing that reads it', () => {
    const source = readFileSync(
      new URL('../../language-server/policy/clock.ts', import.meta.url),
      'utf8',
    );
    expect(source.match(/new Date|\bDate\.|\bIntl\.|Temporal\.Now|process\.|toLocale/g)).toBeNull();
  });
});
