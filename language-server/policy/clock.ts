import { Temporal } from 'temporal-polyfill';

/**
 * Times on a subject's clock. All arithmetic is on milliseconds since 1970-01-01T00:00Z;
 * Temporal is asked only where a zone's interval of constant offset is met for the first time,
 * so the machine's own time zone plays no part and a repeated call costs a few nanoseconds.
 */
export interface Clock {
  /** The number of a zone for the calls below, from 0; -1 where the name is not a zone. */
  zoneIndex(name: string): number;
  /** Milliseconds that `zone` is ahead of UTC at `epochMs`; NaN for an unknown zone or moment. */
  offset(zone: Zone, epochMs: number): number;
  /** Everything that a rule can read off the clock; every part NaN for an unknown zone. */
  localOf(zone: Zone, epochMs: number): LocalTime;
  /**
   * The moment at which the clock shows `minutes` after midnight of `date`, disambiguated as
   * Temporal's 'compatible': a time that does not exist moves forward by the gap, one that
   * occurs twice means its first occurrence.
   */
  toEpoch(zone: Zone, date: number, minutes: number): number;
  /** First moment of the local day, ISO week (Monday) or month that holds `epochMs`. */
  startOf(unit: CalendarUnit, zone: Zone, epochMs: number): number;
  /** First moment after that day, week or month. */
  endOf(unit: CalendarUnit, zone: Zone, epochMs: number): number;
}

/** An IANA name or a fixed offset such as `+02:00`, or, faster, its number from `zoneIndex`. */
export type Zone = string | number;
export type CalendarUnit = 'day' | 'week' | 'month';

export interface LocalTime {
  /** Days since 1970-01-01. */
  date: number;
  /** Minutes after midnight as the clock shows them; seconds are the fraction. */
  time: number;
  /** 1 (Monday) to 7. */
  weekday: number;
  /** 1 to 12. */
  month: number;
}

const MINUTE = 60_000;
export const DAY = 86_400_000;
/** The range of moments that JavaScript and Temporal know. */
const FARTHEST = 8.64e15;

export function createClock(): Clock {
  const zones: ZoneTable[] = [];
  const byName = new Map<string, number>();

  function zoneIndex(name: string): number {
    let index = byName.get(name);
    if (index === undefined) {
      index = isZone(name) ? zones.push(createZoneTable(name)) - 1 : -1;
      byName.set(name, index);
    }
    return index;
  }

  function offset(zone: Zone, epochMs: number): number {
    const table = zones[typeof zone === 'number' ? zone : zoneIndex(zone)];
    if (table === undefined) return NaN;
    return epochMs >= table.from && epochMs < table.until ? table.offset : lookUp(table, epochMs);
  }

  function toEpoch(zone: Zone, date: number, minutes: number): number {
    const local = date * DAY + minutes * MINUTE;
    // No zone is a day or more from UTC, so these are the offsets on both sides of a change.
    const before = offset(zone, local - DAY);
    const after = offset(zone, local + DAY);
    const first = local - Math.max(before, after);
    if (first + offset(zone, first) === local) return first;
    const second = local - Math.min(before, after);
    if (second + offset(zone, second) === local) return second;
    // In a gap, the offset before it makes the time land as far behind the gap as it was in it.
    return local - before;
  }

  function localOf(zone: Zone, epochMs: number): LocalTime {
    const localMs = epochMs + offset(zone, epochMs);
    const date = dateOf(localMs);
    return { date, time: timeOf(localMs), weekday: weekdayOf(date), month: monthOf(date) };
  }

  function startOf(unit: CalendarUnit, zone: Zone, epochMs: number): number {
    return toEpoch(zone, firstDate(unit, dateOf(epochMs + offset(zone, epochMs))), 0);
  }

  function endOf(unit: CalendarUnit, zone: Zone, epochMs: number): number {
    return toEpoch(zone, nextDate(unit, dateOf(epochMs + offset(zone, epochMs))), 0);
  }

  return { zoneIndex, offset, localOf, toEpoch, startOf, endOf };
}

/**
 * When a decision takes effect. A chosen time of day means that time on the local date of the
 * logged moment; where it is the logged time itself, floored to the choice's `step` in
 * minutes, that is the logged moment to the millisecond.
 */
export function momentOfEffect(decision: {
  clock: Clock;
  zone: Zone;
  moment: number;
  chosenTime: number;
  step: number;
}): number {
  const { clock, zone, moment, chosenTime, step } = decision;
  const localMs = moment + clock.offset(zone, moment);
  const loggedTime = Math.floor(timeOf(localMs) / step) * step;
  return chosenTime === loggedTime ? moment : clock.toEpoch(zone, dateOf(localMs), chosenTime);
}

// --- Parts of a local time; `localMs` is epochMs + offset -------------------------------------

/** Days since 1970-01-01. */
export function dateOf(localMs: number): number {
  return Math.floor(localMs / DAY);
}

/** Minutes after midnight, with a fraction for seconds. */
export function timeOf(localMs: number): number {
  return (localMs - Math.floor(localMs / DAY) * DAY) / MINUTE;
}

/** 1 (Monday) to 7; 1970-01-01 was a Thursday. */
export function weekdayOf(date: number): number {
  return ((((date + 3) % 7) + 7) % 7) + 1;
}

/** 1 to 12. */
export function monthOf(date: number): number {
  return civil(date).month;
}

function firstDate(unit: CalendarUnit, date: number): number {
  if (unit === 'day') return date;
  return unit === 'week' ? date - weekdayOf(date) + 1 : date - civil(date).day + 1;
}

function nextDate(unit: CalendarUnit, date: number): number {
  if (unit === 'day') return date + 1;
  // Day 1 and 31 days is always in the next month, whose first day is then found.
  return unit === 'week'
    ? firstDate('week', date) + 7
    : firstDate('month', firstDate('month', date) + 31);
}

/**
 * Month and day of a date in the proleptic Gregorian calendar, after Howard Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
 */
function civil(date: number): { month: number; day: number } {
  const shifted = date + 719_468;
  const dayOfEra = shifted - Math.floor(shifted / 146_097) * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  // Months counted from March, so that the leap day is the last of its year.
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  return { month: fromMarch < 10 ? fromMarch + 3 : fromMarch - 9, day };
}

// --- The intervals of one zone ----------------------------------------------------------------

/** The interval met last is in the fields, all met so far are sorted in the arrays. */
interface ZoneTable {
  name: string;
  from: number;
  until: number;
  offset: number;
  intervals: Interval[];
}

/** From inclusive, until exclusive, in epoch milliseconds; offset in milliseconds. */
interface Interval {
  from: number;
  until: number;
  offset: number;
}

function createZoneTable(name: string): ZoneTable {
  return { name, from: Infinity, until: -Infinity, offset: NaN, intervals: [] };
}

/** Temporal would also take the zone out of a whole timestamp; that is not a zone's name. */
/** Whether a name is an IANA zone or a fixed offset such as `+02:00`. */
export function isZone(name: string): boolean {
  if (!/^(?:[A-Za-z][\w+/-]*|[+-]\d\d(?::?\d\d)?)$/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

function lookUp(table: ZoneTable, epochMs: number): number {
  if (!(Math.abs(epochMs) <= FARTHEST)) return NaN;
  const { intervals } = table;
  let low = 0;
  let high = intervals.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (intervals[middle]!.until <= epochMs) low = middle + 1;
    else high = middle;
  }
  let found = intervals[low];
  if (found === undefined || found.from > epochMs) {
    found = askTemporal(table.name, Math.floor(epochMs));
    intervals.splice(low, 0, found);
  }
  table.from = found.from;
  table.until = found.until;
  table.offset = found.offset;
  return found.offset;
}

function askTemporal(zone: string, epochMs: number): Interval {
  const at = zoned(zone, epochMs);
  // `previous` looks strictly before, and a moment on a change belongs to what follows it.
  const previous = zoned(zone, Math.min(epochMs + 1, FARTHEST)).getTimeZoneTransition('previous');
  const next = at.getTimeZoneTransition('next');
  return {
    from: previous?.epochMilliseconds ?? -Infinity,
    until: next?.epochMilliseconds ?? Infinity,
    offset: at.offsetNanoseconds / 1e6,
  };
}

function zoned(zone: string, epochMs: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone);
}
