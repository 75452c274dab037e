// @ts-check
import { momentOfHour } from './clock.mjs';
import { periodStart } from './newsletter-truth.mjs';
import { pickIndex, randomStream } from './random.mjs';
import { createRoster, subscriberOf } from './subscribers.mjs';

/** @typedef {import('./subscribers.mjs').Engagement} Engagement */
/** @typedef {{ engagement: Engagement, emails: number }} Plan `emails` in the week, 0 to 7 */

/** As many as before and within the period that is simulated. */
const historyWeeks = 8;
const weeks = historyWeeks + 12;
const firstDate = periodStart - historyWeeks * 7;

/**
 * How often people wrote, in thousandths from 0 to 7 e-mails a week. It depends on engagement
 * alone, which is what `propensity estimated by engagement` relies on.
 */
export const frequencyShares = {
  active: [20, 130, 400, 220, 110, 70, 30, 20],
  lapsing: [60, 250, 420, 140, 70, 35, 15, 10],
  dormant: [220, 380, 280, 70, 25, 15, 6, 4],
};

/** Purchases relative to two e-mails a week, from 0 to 7: more helps active readers, up to four. */
const purchaseBase = { active: 0.04, lapsing: 0.015, dormant: 0.005 };
const purchaseFactor = {
  active: [0.7, 0.85, 1, 1.35, 1.4, 1.25, 1.1, 1],
  lapsing: [0.85, 0.95, 1, 1, 0.95, 0.9, 0.85, 0.8],
  dormant: [0.9, 1.05, 1, 0.85, 0.8, 0.7, 0.6, 0.6],
};
const leaveBase = { active: 0.0003, lapsing: 0.0004, dormant: 0.0009 };

/** @type {Record<string, string>} DuckDB's type of each column, in the file's order. */
export const weeklyPlanColumns = {
  subscriber_id: 'VARCHAR',
  week_start: 'TIMESTAMP',
  zone: 'VARCHAR',
  emails_per_week: 'INTEGER',
  engagement: 'VARCHAR',
  lifetime_value: 'DOUBLE',
  consent: 'VARCHAR',
  purchased: 'VARCHAR',
  unsubscribed: 'VARCHAR',
};

/**
 * The true probability of a purchase within the week.
 *
 * @param {Plan} plan
 * @returns {number}
 */
export function purchaseProbability({ engagement, emails }) {
  return purchaseBase[engagement] * (purchaseFactor[engagement][emails] ?? 0);
}

/**
 * The true probability of leaving within the week: every further e-mail costs more than the one
 * before.
 *
 * @param {Plan} plan
 * @returns {number}
 */
export function weeklyUnsubscribeProbability({ engagement, emails }) {
  return leaveBase[engagement] * emails * (1 + 0.15 * emails);
}

/**
 * Twenty weeks of every subscriber, in order of time. A week starts on Monday at midnight on the
 * subscriber's clock. Missing values are empty.
 *
 * @param {{ seed: number, subscribers: number }} options
 * @returns {Generator<(string | number)[], void>} the cells, in the order of `weeklyPlanColumns`
 */
export function* weeklyPlanRows({ seed, subscribers }) {
  const roster = createRoster(subscribers);
  for (let week = 0; week < weeks; week++) {
    const plans = Array.from({ length: subscribers }, (_, slot) => {
      const plan = planOf({ seed, number: roster.at(slot), date: firstDate + week * 7 });
      if (plan.unsubscribed) roster.leave(slot);
      return plan;
    });
    plans.sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
    for (const plan of plans) yield cellsOf(plan);
  }
}

/** @param {{ seed: number, number: number, date: number }} options */
function planOf({ seed, number, date }) {
  const { id, zone, engagement, lifetimeValue, consent } = subscriberOf(seed, number);
  const draw = randomStream({ seed, stream: 6, slot: number, moment: date });
  const emails = pickIndex(draw, frequencyShares[engagement], 1000);
  return {
    id,
    start: momentOfHour(zone, date, 0),
    emails,
    engagement,
    purchased: draw() < purchaseProbability({ engagement, emails }),
    unsubscribed: draw() < weeklyUnsubscribeProbability({ engagement, emails }),
    zone: draw() < 0.002 ? '' : zone,
    lifetimeValue: draw() < 0.008 ? '' : lifetimeValue.toFixed(2),
    consent: draw() < 0.003 ? '' : consent,
  };
}

/**
 * @param {ReturnType<typeof planOf>} plan
 * @returns {(string | number)[]}
 */
function cellsOf(plan) {
  return [
    plan.id,
    `${new Date(plan.start).toISOString().slice(0, 19)}Z`,
    plan.zone,
    plan.emails,
    plan.engagement,
    plan.lifetimeValue,
    plan.consent,
    plan.purchased ? 'yes' : 'no',
    plan.unsubscribed ? 'yes' : 'no',
  ];
}
