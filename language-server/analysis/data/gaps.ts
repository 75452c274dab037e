import { Temporal } from 'temporal-polyfill';
import { DAY, dateOf, timeOf } from '../../policy/clock.ts';

/** Times of day that a zone's clocks skip on a date, as when summer time begins. */
export interface Gap {
  /** Days since 1970-01-01. */
  date: number;
  /** Minutes after midnight; `to` exclusive. */
  from: number;
  to: number;
}

/** A moment further back is a slip in the data, and no reason to look at each year since. */
const longest = 100 * 366 * DAY;

/** The gaps of a zone between two moments in milliseconds since 1970-01-01T00:00Z, in order. */
export function gapsOf(zone: string, { from, to }: { from: number; to: number }): Gap[] {
  const gaps: Gap[] = [];
  const start = Temporal.Instant.fromEpochMilliseconds(Math.max(from, to - longest));
  let before = start.toZonedDateTimeISO(zone);
  for (;;) {
    const change = before.getTimeZoneTransition('next');
    if (!change || change.epochMilliseconds > to) return gaps;
    // Between two changes the offset stays as it is.
    const first = change.epochMilliseconds + before.offsetNanoseconds / 1e6;
    const end = change.epochMilliseconds + change.offsetNanoseconds / 1e6;
    for (let date = dateOf(first); date * DAY < end; date++) {
      gaps.push({
        date,
        from: date === dateOf(first) ? timeOf(first) : 0,
        to: Math.min((end - date * DAY) / 60_000, 1440),
      });
    }
    before = change;
  }
}
