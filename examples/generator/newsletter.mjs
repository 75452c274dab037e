// @ts-check
import { dayLength, momentOfHour } from './clock.mjs';
import {
  clickedUnopenedShare,
  clickProbability,
  firstDate,
  openWithoutClickProbability,
  periodStart,
  unsubscribeProbability,
  weeks,
} from './newsletter-truth.mjs';
import { pickIndex, randomStream } from './random.mjs';
import { drawHour, hourPropensity } from './send-hours.mjs';
import { createRoster, subscriberOf } from './subscribers.mjs';

/**
 * One e-mail. Text that is missing is empty, a number that is missing is undefined.
 *
 * @typedef {object} NewsletterRow
 * @property {string} subscriberId
 * @property {number} sentAt milliseconds since 1970-01-01T00:00Z
 * @property {string} zone
 * @property {number} sendHour 0 to 23, on the subscriber's clock
 * @property {number} propensity
 * @property {import('./subscribers.mjs').Engagement} engagement
 * @property {import('./subscribers.mjs').Device | ''} device
 * @property {number | undefined} lifetimeValue
 * @property {'yes' | 'no' | ''} consent
 * @property {boolean} opened
 * @property {boolean} clicked
 * @property {boolean} unsubscribed
 */

/** Percent of the week's e-mails from Monday to Sunday. */
const weekdayShares = [14, 20, 18, 18, 16, 7, 7];
const missing = { zone: 0.002, device: 0.01, lifetimeValue: 0.008, consent: 0.003 };

/**
 * The luck at 3 a.m.: which e-mails, counted in order of time from the start of the period, to
 * dormant desktop readers at 03:00 were clicked against all odds. There was none before, and it
 * is over before the last 30% of the period, and of the whole log.
 */
const luckyAtThree = [4, 13, 17, 21];

/** @type {Record<string, string>} DuckDB's type of each column, in the file's order. */
export const newsletterColumns = {
  subscriber_id: 'VARCHAR',
  sent_at: 'TIMESTAMP',
  zone: 'VARCHAR',
  send_hour: 'VARCHAR',
  propensity: 'DOUBLE',
  engagement: 'VARCHAR',
  device: 'VARCHAR',
  lifetime_value: 'DOUBLE',
  consent: 'VARCHAR',
  opened: 'VARCHAR',
  clicked: 'VARCHAR',
  unsubscribed: 'VARCHAR',
};

/**
 * The newsletter's log in order of time, ties by subscriber. Holds about two days of it at a
 * time, whatever its length.
 *
 * @param {{ seed: number, rows: number }} options `rows` is met exactly; at least 1,000
 * @returns {Generator<NewsletterRow, void>}
 */
export function* newsletterRows({ seed, rows }) {
  let atThree = 0;
  for (const row of inOrder(seed, rows)) {
    const inPeriod = row.sentAt >= periodStart * dayLength;
    if (
      inPeriod &&
      row.sendHour === 3 &&
      row.engagement === 'dormant' &&
      row.device === 'desktop'
    ) {
      atThree += 1;
      if (luckyAtThree.includes(atThree)) row.opened = row.clicked = true;
    }
    yield row;
  }
}

/**
 * @param {NewsletterRow} row
 * @returns {(string | number)[]}
 */
export function newsletterCells(row) {
  return [
    row.subscriberId,
    `${new Date(row.sentAt).toISOString().slice(0, 19)}Z`,
    row.zone,
    `${String(row.sendHour).padStart(2, '0')}:00`,
    row.propensity,
    row.engagement,
    row.device,
    row.lifetimeValue?.toFixed(2) ?? '',
    row.consent,
    row.opened ? 'yes' : 'no',
    row.clicked ? 'yes' : 'no',
    row.unsubscribed ? 'yes' : 'no',
  ];
}

/**
 * Days follow the subscribers' clocks, the file follows UTC: a row is due once no later local
 * day can hold an earlier moment, and no clock is more than 14 hours ahead of UTC.
 *
 * @param {number} seed
 * @param {number} rows
 * @returns {Generator<NewsletterRow, void>}
 */
function* inOrder(seed, rows) {
  // Rounded up, so that the rows beyond one a week are never more than the subscribers.
  const size = Math.ceil((rows * 3) / 80);
  const roster = createRoster(size);
  /** @type {NewsletterRow[]} */
  let waiting = [];
  for (let week = 0; week < weeks; week++) {
    const days = slotsOfWeek({ seed, week, size, extra: rows - size * weeks });
    for (const [day, slots] of days.entries()) {
      const date = firstDate + week * 7 + day;
      for (const slot of slots) {
        const row = rowOf({ seed, number: roster.at(slot), date });
        if (row.unsubscribed) roster.leave(slot);
        waiting.push(row);
      }
      waiting.sort(byMoment);
      const due = (date + 1) * dayLength - 14 * 3_600_000;
      const later = waiting.findIndex((row) => row.sentAt >= due);
      yield* waiting.splice(0, later < 0 ? waiting.length : later);
    }
  }
  yield* waiting;
}

/**
 * Everyone gets one e-mail a week; `extra` of the slots, spread evenly, get one more in one of
 * the weeks, on another day.
 *
 * @param {{ seed: number, week: number, size: number, extra: number }} options
 * @returns {number[][]} the slots written to on each of the seven days
 */
function slotsOfWeek({ seed, week, size, extra }) {
  /** @type {number[][]} */
  const days = Array.from({ length: 7 }, () => []);
  for (let slot = 0; slot < size; slot++) {
    const draw = randomStream({ seed, stream: 2, slot, moment: week });
    const day = pickIndex(draw, weekdayShares, 100);
    days[day]?.push(slot);
    const hasExtra = Math.floor(((slot + 1) * extra) / size) > Math.floor((slot * extra) / size);
    if (hasExtra && week === extraWeekOf(seed, slot)) {
      days[(day + 1 + Math.floor(draw() * 6)) % 7]?.push(slot);
    }
  }
  return days;
}

/**
 * @param {number} seed
 * @param {number} slot
 * @returns {number}
 */
function extraWeekOf(seed, slot) {
  return Math.floor(randomStream({ seed, stream: 3, slot })() * weeks);
}

/**
 * @param {{ seed: number, number: number, date: number }} send
 * @returns {NewsletterRow}
 */
function rowOf({ seed, number, date }) {
  const draw = randomStream({ seed, stream: 4, slot: number, moment: date });
  const { id, zone, engagement, device, lifetimeValue, consent } = subscriberOf(seed, number);
  const hour = drawHour(draw, engagement);
  const send = { device, engagement, hour, date };
  // The hour's queue is empty within 20 minutes.
  const second = Math.floor(draw() * 1200);
  const clicked = draw() < clickProbability(send);
  const openedShare = clicked ? 1 - clickedUnopenedShare : openWithoutClickProbability(send);
  return {
    subscriberId: id,
    sentAt: momentOfHour(zone, date, hour) + second * 1000,
    sendHour: hour,
    propensity: hourPropensity(engagement, hour),
    engagement,
    clicked,
    opened: draw() < openedShare,
    unsubscribed: draw() < unsubscribeProbability(send),
    zone: draw() < missing.zone ? '' : zone,
    device: draw() < missing.device ? '' : device,
    lifetimeValue: draw() < missing.lifetimeValue ? undefined : lifetimeValue,
    consent: draw() < missing.consent ? '' : consent,
  };
}

/**
 * @param {NewsletterRow} a
 * @param {NewsletterRow} b
 * @returns {number}
 */
function byMoment(a, b) {
  return a.sentAt - b.sentAt || (a.subscriberId < b.subscriberId ? -1 : 1);
}
