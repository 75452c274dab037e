// @ts-check
import { pickIndex } from './random.mjs';

/** @typedef {import('./subscribers.mjs').Engagement} Engagement */

/**
 * The logging policy: in which hour the newsletter went out, in thousandths. 09:00 takes what
 * the others leave. Every hour has its share, so that every policy can be estimated.
 */
const exploration = {
  active: { morning: 80, day: 32, night: 8 },
  lapsing: { morning: 65, day: 33, night: 7 },
  dormant: { morning: 45, day: 35, night: 9 },
};

/** @type {Record<Engagement, readonly number[]>} */
const weights = {
  active: weightsOf(exploration.active),
  lapsing: weightsOf(exploration.lapsing),
  dormant: weightsOf(exploration.dormant),
};

/**
 * @param {{ morning: number, day: number, night: number }} shares of each hour from 06:00 to
 *   08:00, from 10:00 to 20:00, and from 21:00 to 05:00
 * @returns {number[]} one weight an hour, together 1000
 */
function weightsOf({ morning, day, night }) {
  const hours = Array.from({ length: 24 }, (_, hour) => {
    if (hour < 6 || hour > 20) return night;
    return hour < 9 ? morning : day;
  });
  hours[9] = 0;
  hours[9] = 1000 - hours.reduce((sum, weight) => sum + weight, 0);
  return hours;
}

/**
 * The probability with which the logging policy chose an hour: exact, with three decimals.
 *
 * @param {Engagement} engagement
 * @param {number} hour 0 to 23
 * @returns {number}
 */
export function hourPropensity(engagement, hour) {
  return (weights[engagement][hour] ?? 0) / 1000;
}

/**
 * @param {import('./random.mjs').Draw} draw
 * @param {Engagement} engagement
 * @returns {number} 0 to 23
 */
export function drawHour(draw, engagement) {
  return pickIndex(draw, weights[engagement], 1000);
}
