import type { CalendarRange } from '../../policy/model.ts';
import type { Calendar } from '../generated/ast.ts';
import type { Report } from '../problems.ts';
import { daysOf } from './canonical.ts';
import { noSuchDate } from './literals.ts';
import { dateRemedies } from './remedies.ts';

interface Dates {
  own: readonly CalendarRange[];
  fromFile: readonly CalendarRange[];
  all: CalendarRange[];
}

const known = new WeakMap<Calendar, Dates>();

/** The dates that a calendar lists, with those of its file: the same list until one is another. */
export function datesOf(calendar: Calendar, fromFile: readonly CalendarRange[]): CalendarRange[] {
  const before = known.get(calendar);
  const own = before?.own ?? calendarRanges(calendar);
  const isSame =
    before?.fromFile.length === fromFile.length &&
    before.fromFile.every((range, index) => range === fromFile[index]);
  const all = isSame ? before.all : [...own, ...fromFile];
  known.set(calendar, { own, fromFile, all });
  return all;
}

/** The calendar's dates; ranges that are no dates are left out, and reported by `checkCalendar`. */
export function calendarRanges(calendar: Calendar): CalendarRange[] {
  const ranges: CalendarRange[] = [];
  for (const range of calendar.ranges) {
    const from = daysOf(range.start);
    const to = range.end === undefined ? from : daysOf(range.end);
    if (from === undefined || to === undefined) continue;
    ranges.push({ from, to, ...(range.label === undefined ? {} : { label: range.label }) });
  }
  return ranges;
}

export function checkCalendar(calendar: Calendar, report: Report): void {
  for (const range of calendar.ranges) {
    const from = daysOf(range.start);
    const to = range.end === undefined ? from : daysOf(range.end);
    if (from === undefined)
      report('invalid-date', noSuchDate(range.start), range, {
        property: 'start',
        remedies: dateRemedies(range.start),
      });
    if (to === undefined)
      report('invalid-date', noSuchDate(range.end ?? ''), range, {
        property: 'end',
        remedies: dateRemedies(range.end),
      });
    if (from !== undefined && to !== undefined && to < from) {
      report('empty-window', 'This range ends before it starts', range);
    }
  }
}
