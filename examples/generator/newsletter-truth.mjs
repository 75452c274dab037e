// @ts-check
import { dateOf, weekdayOf } from './clock.mjs';

/**
 * What decides over an e-mail's fate in the newsletter example; estimates are compared with it.
 *
 * @typedef {object} Send
 * @property {import('./subscribers.mjs').Device} device
 * @property {import('./subscribers.mjs').Engagement} engagement
 * @property {number} hour 0 to 23, on the subscriber's clock
 * @property {number} date days since 1970-01-01, on the subscriber's clock
 */

/** The first Monday of what is simulated, in all three examples. */
export const periodStart = dateOf('2025-09-01');

/** The log: as many weeks before the period, to learn from, as within it. */
export const historyWeeks = 13;
export const weeks = historyWeeks + 13;
export const firstDate = periodStart - historyWeeks * 7;

/** German Unity Day, Thanksgiving, Black Friday: readers are elsewhere. */
export const holidays = [dateOf('2025-10-03'), dateOf('2025-11-27'), dateOf('2025-11-28')];

/**
 * How well each weekly issue does, relative to the average: the spread of open rates between
 * mailings in the published archive is 3.58% around 9.13%. The issues before the period have the
 * same appeals as those within it, in another order. Of the latter, the first nine and the last
 * four have the same mean, so that a split in time compares like with like.
 */
const appealsBefore = [0.81, 1.45, 0.69, 1.35, 1.09, 0.93, 0.54, 1.5, 0.78, 1.68, 0.42, 1.13, 0.63];
const appealsWithin = [1.13, 0.69, 0.93, 1.68, 0.54, 1.09, 0.81, 1.35, 0.78, 0.63, 1.5, 0.42, 1.45];
const appeals = [...appealsBefore, ...appealsWithin];

/**
 * @param {number} date days since 1970-01-01
 * @returns {number} 1 on average
 */
export function mailingAppeal(date) {
  return appeals[Math.floor((date - firstDate) / 7)] ?? 1;
}

const clickBase = { active: 0.029, lapsing: 0.0102, dormant: 0.004 };
const openBase = { active: 0.1212, lapsing: 0.0454, dormant: 0.0188 };
const leaveBase = { active: 0.0013, lapsing: 0.0019, dormant: 0.0029 };

/**
 * The true probability of a click. The planted patterns are here and nowhere else: mobile
 * readers in the morning, the Friday slump, holidays, and nights that are bad at every hour.
 *
 * @param {Send} send
 * @returns {number}
 */
export function clickProbability({ device, engagement, hour, date }) {
  const issue = (1 + mailingAppeal(date)) / 2;
  return clickBase[engagement] * hourFactor(device, hour) * dayFactor(hour, date) * issue;
}

/**
 * The probability of a recorded open where nothing was clicked.
 *
 * @param {Send} send
 * @returns {number}
 */
export function openWithoutClickProbability({ engagement, hour, date }) {
  const holiday = holidays.includes(date) ? 0.6 : 1;
  return openBase[engagement] * (isNight(hour) ? 0.8 : 1) * holiday * mailingAppeal(date);
}

/** A click whose open was not recorded: the reader's program loads no images. */
export const clickedUnopenedShare = 0.03;

/**
 * @param {Send} send
 * @returns {number}
 */
export function unsubscribeProbability({ engagement, hour }) {
  return leaveBase[engagement] * (isNight(hour) ? 2.5 : 1);
}

/** @param {number} hour */
function isNight(hour) {
  return hour < 6 || hour > 20;
}

/**
 * @param {import('./subscribers.mjs').Device} device
 * @param {number} hour
 * @returns {number} relative to the usual 09:00
 */
function hourFactor(device, hour) {
  if (isNight(hour)) return 0.5;
  if (hour < 9) return device === 'mobile' ? 3 : 0.8;
  return hour === 9 ? 1 : 0.9;
}

/**
 * @param {number} hour
 * @param {number} date
 * @returns {number}
 */
function dayFactor(hour, date) {
  const slump = weekdayOf(date) === 5 && hour >= 12 && hour < 18 ? 0.35 : 1;
  return slump * (holidays.includes(date) ? 0.3 : 1);
}
