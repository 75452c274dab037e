import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClock } from '../../language-server/policy/clock.ts';
import { createHistory } from '../../language-server/policy/history.ts';
import type { Window } from '../../language-server/policy/model.ts';
import type { History, SentQuery } from '../../language-server/policy/sends.ts';
import { createRandom } from '../../language-server/simulation/random.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const clock = createClock();
const week: Window = { kind: 'rolling', milliseconds: 7 * DAY };
const at = (text: string) => Date.parse(text);

function historyOf(...sends: (number | [moment: number, handoff: number, count?: number])[]) {
  const history = createHistory({ longestWindow: 90 * DAY, clock });
  for (const send of sends) {
    const [moment, handoff, count = 1] = typeof send === 'number' ? [send, 0] : send;
    history.record(0, handoff, moment, count);
  }
  return history;
}

function sent(history: History, moment: number, window: Window, zone = 'UTC', handoff?: number) {
  return history.sent({ subject: 0, moment, window, zone, handoff });
}

describe('a rolling window', () => {
  const t = at('2026-03-10T09:00Z');

  it.each([
    ['a send exactly at the moment', t, 1],
    ['a send one millisecond inside its far end', t - 7 * DAY + 1, 1],
    ['no send exactly at its far end', t - 7 * DAY, 0],
  ])('counts %s', (_, moment, expected) => {
    expect(sent(historyOf(moment), t, week)).toBe(expected);
  });

  it('is empty for a subject that was never seen', () => {
    expect(historyOf().sent({ subject: 99, moment: t, window: week, zone: 'UTC' })).toBe(0);
  });

  it('counts a send that is scheduled for later, since its own window would be broken', () => {
    expect(sent(historyOf(t + 6 * HOUR), t, week)).toBe(1);
  });

  it('leaves out a later send whose window does not reach back to the moment', () => {
    const fourHours: Window = { kind: 'rolling', milliseconds: 4 * HOUR };
    expect(sent(historyOf(t + 4 * HOUR), t, fourHours)).toBe(0);
    expect(sent(historyOf(t + 4 * HOUR - 1), t, fourHours)).toBe(1);
  });

  it('leaves out every later send for a condition that only looks back', () => {
    const history = historyOf(t - HOUR, t, t + HOUR);
    const day: Window = { kind: 'calendar', unit: 'day' };
    for (const window of [week, day]) {
      const query = { subject: 0, window, zone: 'UTC', ahead: false };
      expect(history.sent({ ...query, moment: t })).toBe(2);
      const found = new Float64Array(4);
      history.sentAt(query, Float64Array.of(t - 2 * HOUR, t - 1, t, t + HOUR), found, 4);
      expect([...found]).toEqual([0, 1, 2, 3]);
    }
  });

  it('never adds up sends that share no window with each other', () => {
    expect(sent(historyOf(t - 6 * DAY, t + 6 * DAY), t, week)).toBe(1);
  });

  it('counts every thing that a send brings', () => {
    expect(sent(historyOf([t - DAY, 0, 3], [t, 0, 2]), t, week)).toBe(5);
  });

  it('tells the sends of one handoff from those of all', () => {
    const history = historyOf([t - DAY, 0], [t - DAY, 1, 4], [t, 0]);
    expect(sent(history, t, week, 'UTC', 0)).toBe(2);
    expect(sent(history, t, week, 'UTC', 1)).toBe(4);
    expect(sent(history, t, week, 'UTC', 2)).toBe(0);
    expect(sent(history, t, week)).toBe(6);
  });

  it('leaves out the sends of one handoff', () => {
    const history = historyOf([t - DAY, 0], [t - DAY, 1, 4], [t, 2, 8]);
    const left = (except: number) =>
      history.sent({ subject: 0, moment: t, window: week, zone: -1, except });
    expect([0, 1, 2, 3].map(left)).toEqual([12, 9, 5, 13]);
    const since = (except: number) => history.sinceLast({ subject: 0, moment: t + 1, except });
    expect([0, 2].map(since)).toEqual([1, DAY + 1]);
    const only = historyOf([t, 0]);
    expect(only.sent({ subject: 0, moment: t, window: week, zone: -1, except: 0 })).toBe(0);
    expect(only.sinceLast({ subject: 0, moment: t, except: 0 })).toBe(Infinity);
  });
});

describe('a calendar window', () => {
  const day: Window = { kind: 'calendar', unit: 'day' };
  it.each([
    // 2026-03-29 has 23 hours in Berlin, 2026-10-25 has 25.
    ['the start of a 23-hour day', day, '2026-03-28T23:00Z', '2026-03-29T21:59Z', 1],
    ['nothing before a 23-hour day', day, '2026-03-28T22:59Z', '2026-03-29T10:00Z', 0],
    ['nothing after a 23-hour day', day, '2026-03-29T22:00Z', '2026-03-29T10:00Z', 0],
    ['the start of a 25-hour day', day, '2026-10-24T22:00Z', '2026-10-25T22:59Z', 1],
    ['the last hour of a 25-hour day', day, '2026-10-25T22:59Z', '2026-10-24T22:00Z', 1],
    ['nothing after a 25-hour day', day, '2026-10-25T23:00Z', '2026-10-25T12:00Z', 0],
    [
      'a week from Monday',
      { kind: 'calendar', unit: 'week' },
      '2026-03-01T23:00Z',
      '2026-03-08T22:59Z',
      1,
    ],
    [
      'no Sunday before',
      { kind: 'calendar', unit: 'week' },
      '2026-03-01T22:59Z',
      '2026-03-08T12:00Z',
      0,
    ],
    [
      'a month of 31 days',
      { kind: 'calendar', unit: 'month' },
      '2026-02-28T23:00Z',
      '2026-03-31T21:59Z',
      1,
    ],
    [
      'no month before',
      { kind: 'calendar', unit: 'month' },
      '2026-02-28T22:59Z',
      '2026-03-01T00:00Z',
      0,
    ],
  ] as [string, Window, string, string, number][])(
    'holds %s on the subject’s clock',
    (_, window, send, moment, expected) => {
      expect(sent(historyOf(at(send)), at(moment), window, 'Europe/Berlin')).toBe(expected);
    },
  );

  it('is unknown where the zone is', () => {
    expect(sent(historyOf(0), 0, day, 'Europe/Atlantis')).toBeNaN();
  });
});

describe('the time since the last send', () => {
  it('is to the nearest send in either direction', () => {
    const history = historyOf(10 * HOUR, 20 * HOUR);
    const since = (moment: number) => history.sinceLast({ subject: 0, moment });
    expect([9, 10, 14, 16, 25].map((hour) => since(hour * HOUR) / HOUR)).toEqual([1, 0, 4, 4, 5]);
  });

  it('is to the last one for a condition that only looks back', () => {
    const history = historyOf(10 * HOUR, 20 * HOUR);
    const found = new Float64Array(5);
    const moments = Float64Array.from([9, 10, 14, 19, 25], (hour) => hour * HOUR);
    history.sinceLastAt({ subject: 0, ahead: false }, moments, found, 5);
    expect([...found].map((time) => time / HOUR)).toEqual([Infinity, 0, 4, 9, 5]);
  });

  it('finds the last one before a later one, however long ago it was', () => {
    const history = historyOf(0);
    for (let i = 0; i < 9; i++) history.record(0, 0, 1000 * DAY + i, 1);
    const query = { subject: 0, moment: 1000 * DAY - HOUR, ahead: false };
    expect(history.sinceLast(query)).toBe(1000 * DAY - HOUR);
  });

  it('is infinite where there is none', () => {
    const history = historyOf([0, 1]);
    expect(history.sinceLast({ subject: 0, moment: 0, handoff: 0 })).toBe(Infinity);
    expect(history.sinceLast({ subject: 7, moment: 0 })).toBe(Infinity);
  });

  it('still knows the newest send of a handoff long after every window has passed it', () => {
    const history = historyOf([0, 1], 0);
    for (let i = 0; i < 100; i++) history.record(0, 0, 1000 * DAY + i * HOUR, 1);
    expect(history.sinceLast({ subject: 0, moment: 1000 * DAY, handoff: 1 })).toBe(1000 * DAY);
  });
});

describe('compared with a list of all sends', () => {
  const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca'];
  const windows: Window[] = [
    { kind: 'rolling', milliseconds: 4 * HOUR },
    { kind: 'rolling', milliseconds: DAY },
    week,
    { kind: 'rolling', milliseconds: 60 * DAY },
    { kind: 'calendar', unit: 'day' },
    { kind: 'calendar', unit: 'week' },
    { kind: 'calendar', unit: 'month' },
  ];
  const step = fc.record({
    subject: fc.nat(3),
    handoff: fc.nat(2),
    /** Hours that the clock of the replay moves on; whole hours make ties and exact edges. */
    wait: fc.oneof({ weight: 5, arbitrary: fc.nat(30) }, { weight: 1, arbitrary: fc.nat(3000) }),
    /** Hours by which the choice moves the row within its day. */
    shift: fc.integer({ min: -25, max: 25 }),
    count: fc.integer({ min: 1, max: 4 }),
    window: fc.constantFrom(...windows),
    across: fc.boolean(),
    ahead: fc.boolean(),
    records: fc.boolean(),
  });

  it('gives the same counts and distances', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 30, maxLength: 120 }), (steps) => {
        const history = createHistory({ longestWindow: 60 * DAY, clock });
        const all: { subject: number; handoff: number; moment: number; count: number }[] = [];
        let now = at('2026-01-15T00:00Z');
        for (const {
          subject,
          handoff,
          wait,
          shift,
          count,
          window,
          across,
          ahead,
          records,
        } of steps) {
          now += wait * HOUR;
          const moment = now + shift * HOUR;
          const zone = zones[subject]!;
          const from = across ? undefined : handoff;
          const query = { subject, moment, window, zone, handoff: from, ahead };
          const sends = all.filter(
            (s) =>
              s.subject === subject &&
              (across || s.handoff === handoff) &&
              (ahead || s.moment <= moment),
          );
          expect(history.sent(query)).toBe(naiveCount(sends, moment, window, zone));
          expect(history.sinceLast(query)).toBe(
            Math.min(Infinity, ...sends.map((s) => Math.abs(s.moment - moment))),
          );
          if (!records) continue;
          history.record(subject, handoff, moment, count);
          all.push({ subject, handoff, moment, count });
        }
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('gives the same counts for a thousand subjects that grow side by side', () => {
    const history = createHistory({ longestWindow: 60 * DAY, clock });
    const random = createRandom(5);
    const all = Array.from({ length: 1000 }, () => [] as { moment: number; count: number }[]);
    for (let i = 0; i < 40_000; i++) {
      const subject = random.integer(1000);
      const moment = i * HOUR;
      const query = { subject, moment, window: week, zone: 'UTC' };
      expect(history.sent(query)).toBe(naiveCount(all[subject]!.slice(-20), moment, week, 'UTC'));
      all[subject]!.push({ moment, count: 1 + (i % 3) });
      history.record(subject, 0, moment, 1 + (i % 3));
    }
    for (const [subject, sends] of all.entries()) {
      const moment = 40_000 * HOUR;
      const query = {
        subject,
        moment,
        window: { kind: 'rolling', milliseconds: 60 * DAY },
        zone: 0,
      };
      expect(history.sent(query as SentQuery)).toBe(
        naiveCount(sends, moment, query.window as Window, 'UTC'),
      );
    }
  });

  function naiveCount(
    sends: { moment: number; count: number }[],
    moment: number,
    window: Window,
    zone: string,
  ): number {
    const sum = (of: (sendMoment: number) => boolean) =>
      sends.reduce((total, s) => total + (of(s.moment) ? s.count : 0), 0);
    if (window.kind === 'calendar') {
      const period = (m: number) => periodOf(window.unit, clock.localOf(zone, m));
      return sum((m) => period(m) === period(moment));
    }
    const length = window.milliseconds;
    const ends = [moment, ...sends.map((s) => s.moment)].filter(
      (end) => end >= moment && end - length < moment,
    );
    return Math.max(...ends.map((end) => sum((m) => m > end - length && m <= end)));
  }

  function periodOf(unit: 'day' | 'week' | 'month', local: { date: number; weekday: number }) {
    if (unit === 'day') return local.date;
    if (unit === 'week') return local.date - local.weekday;
    return new Date(local.date * DAY).toISOString().slice(0, 7);
  }
});
