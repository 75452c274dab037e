import { describe, expect, it } from 'vitest';
import { calendarDates } from '../../language-server/language/calendar-files.ts';
import { check, load, problemsOf, shown } from '../support/handoff.ts';
import { data, handoff } from '../support/handoff-texts.ts';

const under = handoff('boundaries\n mine: never when n is 5').replace(
  'handoff h',
  'handoff h under g',
);

describe('imports', () => {
  it('bring in declarations, directly or through another file', async () => {
    const files = {
      beside: {
        'a.handoff': 'import "b.handoff"',
        'b.handoff': 'guardrails g\n theirs: never when consent is unknown',
      },
    };
    const { policies, ...checked } = await check(`import "a.handoff"\n${under}`, files);
    expect(shown(checked)).toEqual([]);
    expect(policies[0]?.rules.map(({ name, at }) => [name, at])).toEqual([
      ['theirs', { file: 'b.handoff', line: 2 }],
      ['mine', { file: 'main.handoff', line: 29 }],
    ]);
  });

  it('a file that is there but not imported stays invisible', async () => {
    const files = { 'main.handoff': under, 'b.handoff': 'guardrails g' };
    const { checked } = await load(files, ['main.handoff', 'b.handoff']);
    expect(checked.map(shown)).toEqual([
      ['22:17 unknown-reference No guardrails `g` is declared here or imported'],
      [],
    ]);
  });

  it('a diamond is no cycle, and declares nothing twice', async () => {
    const beside = {
      'a.handoff': 'import "base.handoff"',
      'b.handoff': 'import "base.handoff"',
      'base.handoff': 'guardrails g',
    };
    expect(
      await problemsOf(`import "a.handoff"\nimport "b.handoff"\n${under}`, { beside }),
    ).toEqual([]);
  });

  it.each([
    ['itself', { 'main.handoff': 'import "main.handoff"' }, ['1:8']],
    [
      'a file that imports it',
      { 'main.handoff': 'import "a.handoff"', 'a.handoff': 'import "main.handoff"' },
      ['1:8'],
    ],
    [
      'a ring of three',
      {
        'main.handoff': '# a ring\nimport "a.handoff"',
        'a.handoff': 'import "b.handoff"',
        'b.handoff': 'import "main.handoff"',
      },
      ['2:8'],
    ],
  ])('a cycle is named where it starts: %s', async (_, files, places) => {
    const { checked } = await load(files, ['main.handoff']);
    expect(checked.flatMap(shown).map((line) => line.split(' ').slice(0, 2))).toEqual(
      places.map((place) => [place, 'import-cycle']),
    );
  });

  it.each([
    ['none.handoff', 'does not exist'],
    ['folder.handoff', 'is a directory, not a file'],
    ['big.handoff', 'is 2.0 million characters long; a policy has at most 1 million'],
    ['/team/a.handoff', 'is an absolute path or an address; write a path relative to this file'],
    ['C:/a.handoff', 'is an absolute path or an address; write a path relative to this file'],
    ['file:a.handoff', 'is an absolute path or an address; write a path relative to this file'],
    ['folder', 'is not the name of a .handoff file'],
    ['data.csv', 'is not the name of a .handoff file'],
    ['', 'is not the name of a .handoff file'],
  ])('`%s` is no import', async (path, message) => {
    const beside = {
      'folder.handoff/a.handoff': '',
      'data.csv': 'a,b',
      'big.handoff': '#'.repeat(2_000_000),
      'a.handoff': '',
    };
    expect(await problemsOf(`import "${path}"`, { beside })).toEqual([
      `1:8 missing-import \`${path}\` ${message}`,
    ]);
  });

  it('an error in an imported file is an error here, so that no guardrail is lost silently', async () => {
    const beside = {
      'a.handoff': 'import "b.handoff"',
      'b.handoff': 'guardrails g\n theirs: never whn consent is unknown',
    };
    expect(await problemsOf(`import "a.handoff"\n${under}`, { beside })).toEqual([
      '1:8 broken-import `a.handoff` has an error (b.handoff:2): Expected `when`, found `whn`; did you mean `when`?',
    ]);
  });

  it('two imported files that declare the same name are told apart by nobody', async () => {
    const beside = { 'a.handoff': 'guardrails g', 'b.handoff': 'guardrails g' };
    expect(
      await problemsOf(`import "a.handoff"\nimport "b.handoff"\n${under}`, { beside }),
    ).toEqual(['2:1 duplicate-name `g` is declared in two of the imported files']);
  });

  it('a file that was loaded as an import can be asked for afterwards', async () => {
    const files = { 'main.handoff': 'import "a.handoff"', 'a.handoff': 'calendar' };
    const { checked } = await load(files, ['main.handoff', 'a.handoff']);
    expect(checked.map(({ document }) => document.uri.path)).toEqual([
      '/team/main.handoff',
      '/team/a.handoff',
    ]);
  });
});

describe('guardrails of another file', () => {
  it('that do not fit a handoff are reported at the handoff, with their own place', async () => {
    const beside = {
      'org/g.handoff': '# ours\nguardrails g\n theirs: never when concent is unknown',
    };
    const { diagnostics } = await check(`import "org/g.handoff"\n${under}`, { beside });
    expect(
      diagnostics.map(({ code, message, range, related }) => [
        code,
        message,
        range.start.line + 1,
        related.map(({ uri, range: { start } }) => [uri, start.line + 1]),
      ]),
    ).toEqual([
      [
        'unknown-name',
        '`concent` is no column of `d`, no segment and no measured word; did you mean `consent`? (org/g.handoff:3)',
        23,
        [['file:///team/org/g.handoff', 3]],
      ],
    ]);
  });

  it('cannot be redefined: the error names both lines', async () => {
    const beside = { 'g.handoff': 'guardrails g\n mine: never when consent is unknown' };
    const { diagnostics } = await check(`import "g.handoff"\n${under}`, { beside });
    expect(
      diagnostics.map(({ code, message, range, related }) => [
        code,
        message,
        range.start.line + 1,
        related[0]?.range.start.line,
      ]),
    ).toEqual([
      [
        'loosens-guardrails',
        '`mine` is a guardrail (g.handoff:2): a handoff can add rules, not redefine one',
        29,
        1,
      ],
    ]);
  });
});

describe('calendars from a file', () => {
  const ics = (...lines: string[]): string =>
    ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR'].join('\r\n');
  const event = [
    'BEGIN:VEVENT',
    'SUMMARY:Christmas',
    'DTSTART;VALUE=DATE:20251224',
    'DTEND;VALUE=DATE:20251227',
    'END:VEVENT',
  ];
  const text = `calendar c from "c.ics"\n 2026-01-01\n${data}handoff h owner o uses d the agent chooses hour boundaries never when date is in c`;

  it('give their events as dates, whose end is exclusive there and inclusive here', async () => {
    const { policies, ...checked } = await check(text, { beside: { 'c.ics': ics(...event) } });
    expect(shown(checked)).toEqual([]);
    expect(policies[0]?.calendars).toEqual({
      c: [
        { from: 20454, to: 20454 },
        { from: 20446, to: 20448, label: 'Christmas' },
      ],
    });
  });

  it.each([
    ['that is not there', {}, 'does not exist'],
    ['that is no calendar', { 'c.ics': 'a,b' }, 'is not an iCalendar file (.ics)'],
  ])('%s are an error', async (_, beside, message) => {
    expect(await problemsOf(text, { beside })).toEqual([
      `1:17 missing-import \`c.ics\` ${message}`,
    ]);
  });

  it('that are named by an absolute path are an error', async () => {
    const absolute = text.replace('c.ics', '/team/c.ics');
    expect(await problemsOf(absolute, { beside: { 'work/c.ics': ics(...event) } })).toEqual([
      '1:17 missing-import `/team/c.ics` is an absolute path or an address; write a path relative to this file',
    ]);
  });

  it('that would repeat without end are an error, not a rule that stops one day', async () => {
    const hourly = ics(
      'BEGIN:VEVENT',
      'DTSTART:20260101T000000',
      'RRULE:FREQ=HOURLY',
      'END:VEVENT',
    );
    expect(await problemsOf(text, { beside: { 'c.ics': hourly } })).toEqual([
      '1:17 missing-import `c.ics` repeats an event more than 20000 times; end it with UNTIL or COUNT',
    ]);
  });
});

describe('the dates of an iCalendar file', () => {
  const dates = (...events: string[][]): string[] =>
    calendarDates(
      [
        'BEGIN:VCALENDAR',
        ...events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']),
        'END:VCALENDAR',
      ].join('\r\n'),
    ).map(({ from, to }) => (from === to ? iso(from) : `${iso(from)}–${iso(to)}`));
  const iso = (date: number): string => new Date(date * 86_400_000).toISOString().slice(0, 10);
  const weekly = ['UID:a', 'DTSTART:20260105T090000', 'DTEND:20260105T100000'];

  it.each([
    ['through midnight', '20260105T220000', '20260106T020000', '2026-01-05–2026-01-06'],
    ['up to midnight', '20260105T090000', '20260106T000000', '2026-01-05'],
    ['up to midnight two days on', '20260105T090000', '20260107T000000', '2026-01-05–2026-01-06'],
    ['of no length at midnight', '20260105T000000', '20260105T000000', '2026-01-05'],
  ])('of an event %s', (_, start, end, expected) => {
    expect(dates([`DTSTART:${start}`, `DTEND:${end}`])).toEqual([expected]);
  });

  it('are without what is cancelled', () => {
    expect(dates([...weekly, 'STATUS:CANCELLED'], ['DTSTART:20260107T090000'])).toEqual([
      '2026-01-07',
    ]);
  });

  it.each([
    ['weekly', '20260105', 'FREQ=WEEKLY', (34 * 365.25) / 7],
    ['yearly, since long ago', '19700101', 'FREQ=YEARLY', 90],
    ['monthly', '20260105', 'FREQ=MONTHLY', 34 * 12],
    ['weekly, from far ahead', '20650105', 'FREQ=WEEKLY', (10 * 365.25) / 7],
  ])('repeat %s for as long as anybody plans', (_, start, rule, count) => {
    const found = dates([`DTSTART;VALUE=DATE:${start}`, `RRULE:${rule}`]);
    expect(Math.abs(found.length - count)).toBeLessThan(2);
  });

  it('that follow day upon day are one range', () => {
    expect(dates(['DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=DAILY'])).toEqual([
      '2026-01-01–2059-12-31',
    ]);
  });

  it.each([
    ['moved', ['DTSTART:20260114T090000'], ['2026-01-05', '2026-01-14', '2026-01-19']],
    ['cancelled', ['DTSTART:20260112T090000', 'STATUS:CANCELLED'], ['2026-01-05', '2026-01-19']],
  ])('follow an occurrence that was %s, of its own event alone', (_, change, expected) => {
    const series = [...weekly, 'RRULE:FREQ=WEEKLY;COUNT=3'];
    const other = ['UID:b', 'DTSTART:20260112T090000', 'RRULE:FREQ=WEEKLY;COUNT=1'];
    const changed = ['UID:a', 'RECURRENCE-ID:20260112T090000', ...change];
    expect(dates(series, changed)).toEqual(expected);
    expect(dates(series, changed, other)).toContain('2026-01-12');
  });

  it('are those of a changed occurrence that comes alone', () => {
    expect(dates(['UID:z', 'RECURRENCE-ID:20260112T090000', 'DTSTART:20260114T090000'])).toEqual([
      '2026-01-14',
    ]);
  });

  it('are refused where a change is of no occurrence', () => {
    const changed = ['UID:a', 'RECURRENCE-ID:20260113T090000', 'DTSTART:20260114T090000'];
    expect(() => dates([...weekly, 'RRULE:FREQ=WEEKLY;COUNT=3'], changed)).toThrow(
      'changes an occurrence (RECURRENCE-ID)',
    );
  });

  it('are none of a rule that no date fulfils, and the search for one ends', () => {
    const never = 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30';
    expect(() => dates(['DTSTART;VALUE=DATE:20260101', never])).not.toThrow();
  });
});
