// @ts-check

export const dayLength = 86_400_000;
const hourLength = 3_600_000;

/**
 * Days since 1970-01-01 of an ISO date.
 *
 * @param {string} iso as in `2025-11-27`
 * @returns {number}
 */
export function dateOf(iso) {
  return Date.parse(`${iso}T00:00:00Z`) / dayLength;
}

/**
 * @param {number} date days since 1970-01-01, which was a Thursday
 * @returns {number} 1 (Monday) to 7 (Sunday)
 */
export function weekdayOf(date) {
  return ((date + 3) % 7) + 1;
}

/** @type {Map<string, Intl.DateTimeFormat>} */
const readers = new Map();

/**
 * @param {string} zone IANA name
 * @param {number} utc milliseconds since 1970-01-01T00:00Z
 * @returns {number} milliseconds that the zone's clock is ahead of UTC
 */
function offsetAt(zone, utc) {
  let reader = readers.get(zone);
  if (reader === undefined) {
    reader = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    readers.set(zone, reader);
  }
  /** @type {Record<string, number>} */
  const part = {};
  for (const { type, value } of reader.formatToParts(utc)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - utc;
}

/** @type {Map<string, number[]>} */
const hourStarts = new Map();

/**
 * The moment at which a zone's clock shows a full hour. An hour that occurs twice means its
 * first occurrence, one that does not exist moves forward, as everywhere in Handoff.
 *
 * @param {string} zone IANA name
 * @param {number} date days since 1970-01-01, on that clock
 * @param {number} hour 0 to 23, on that clock
 * @returns {number} milliseconds since 1970-01-01T00:00Z
 */
export function momentOfHour(zone, date, hour) {
  let starts = hourStarts.get(zone);
  if (starts === undefined) {
    starts = [];
    hourStarts.set(zone, starts);
  }
  return (starts[date * 24 + hour] ??= resolve(zone, date * dayLength + hour * hourLength));
}

/**
 * @param {string} zone
 * @param {number} local the clock's reading, as if it were UTC
 * @returns {number}
 */
function resolve(zone, local) {
  const before = local - offsetAt(zone, local - dayLength);
  if (before + offsetAt(zone, before) === local) return before;
  const after = local - offsetAt(zone, local + dayLength);
  return after + offsetAt(zone, after) === local ? after : before;
}
