// @ts-check
import { momentOfHour } from './clock.mjs';
import { mailingAppeal, periodStart } from './newsletter-truth.mjs';
import { pickIndex, randomStream } from './random.mjs';
import { editions, subjectTexts, variants, variantShares } from './subject-texts.mjs';
import { createRoster, subscriberOf } from './subscribers.mjs';

/** @typedef {typeof variants[number]} Variant */
/** @typedef {import('./subscribers.mjs').Engagement} Engagement */
/** @typedef {{ variant: Variant, engagement: Engagement, date: number }} Mailing */

const clickBase = { active: 0.031, lapsing: 0.011, dormant: 0.004 };
const openBase = { active: 0.119, lapsing: 0.0445, dormant: 0.018 };
const usualHour = 9;

/** Mailings before the period that is simulated. */
const historyWeeks = 8;
const firstDate = periodStart - historyWeeks * 7;

/** @type {Record<string, string>} DuckDB's type of each column, in the file's order. */
export const mailingColumns = {
  subscriber_id: 'VARCHAR',
  sent_at: 'TIMESTAMP',
  zone: 'VARCHAR',
  variant: 'VARCHAR',
  subject_text: 'VARCHAR',
  engagement: 'VARCHAR',
  lifetime_value: 'DOUBLE',
  consent: 'VARCHAR',
  opened: 'VARCHAR',
  clicked: 'VARCHAR',
  complained: 'VARCHAR',
};

/**
 * The true probability of a click: a question makes active readers click more, and nothing else
 * that a subject line does reaches the click.
 *
 * @param {Mailing} mailing `date` in days since 1970-01-01
 * @returns {number}
 */
export function subjectClickProbability({ variant, engagement, date }) {
  const question = variant === 'question' && engagement === 'active' ? 1.6 : 1;
  return (clickBase[engagement] * question * (1 + mailingAppeal(date))) / 2;
}

/**
 * The probability of a recorded open where nothing was clicked: urgency opens, and no more.
 *
 * @param {Mailing} mailing
 * @returns {number}
 */
export function subjectOpenProbability({ variant, engagement, date }) {
  return openBase[engagement] * (variant === 'urgency' ? 1.25 : 1) * mailingAppeal(date);
}

/**
 * @param {Mailing} mailing
 * @returns {number}
 */
export function complaintProbability({ variant, engagement }) {
  return (variant === 'urgency' ? 0.002 : 0.0004) * (engagement === 'dormant' ? 1.5 : 1);
}

/**
 * Twenty weekly mailings to the whole list, on Tuesdays at 09:00 on each subscriber's clock, in
 * order of time. Missing values are empty.
 *
 * @param {{ seed: number, subscribers: number }} options
 * @returns {Generator<(string | number)[], void>} the cells, in the order of `mailingColumns`
 */
export function* mailingRows({ seed, subscribers }) {
  const roster = createRoster(subscribers);
  for (let week = 0; week < subjectTexts.length; week++) {
    const date = firstDate + week * 7 + 1;
    const sends = Array.from({ length: subscribers }, (_, slot) => {
      const send = sendOf({ seed, number: roster.at(slot), date, week });
      // Who complains is taken off the list.
      if (send.complained) roster.leave(slot);
      return send;
    });
    sends.sort((a, b) => a.sentAt - b.sentAt || (a.id < b.id ? -1 : 1));
    for (const send of sends) yield cellsOf(send);
  }
}

/** @typedef {ReturnType<typeof sendOf>} SubjectSend */

/** @param {{ seed: number, number: number, date: number, week: number }} options */
function sendOf({ seed, number, date, week }) {
  const subscriber = subscriberOf(seed, number);
  const { id, zone, engagement, lifetimeValue, consent } = subscriber;
  const draw = randomStream({ seed, stream: 5, slot: number, moment: date });
  const variant = variants[pickIndex(draw, variantShares, 8)] ?? 'plain';
  const mailing = { variant, engagement, date };
  const clicked = draw() < subjectClickProbability(mailing);
  return {
    id,
    sentAt: momentOfHour(zone, date, usualHour) + Math.floor(draw() * 1200) * 1000,
    variant,
    text: subjectTexts[week]?.[number % editions] ?? '',
    engagement,
    clicked,
    opened: draw() < (clicked ? 0.97 : subjectOpenProbability(mailing)),
    complained: draw() < complaintProbability(mailing),
    zone: draw() < 0.002 ? '' : zone,
    lifetimeValue: draw() < 0.008 ? '' : lifetimeValue.toFixed(2),
    consent: draw() < 0.003 ? '' : consent,
  };
}

/**
 * @param {SubjectSend} send
 * @returns {(string | number)[]}
 */
function cellsOf(send) {
  return [
    send.id,
    `${new Date(send.sentAt).toISOString().slice(0, 19)}Z`,
    send.zone,
    send.variant,
    send.text,
    send.engagement,
    send.lifetimeValue,
    send.consent,
    send.opened ? 'yes' : 'no',
    send.clicked ? 'yes' : 'no',
    send.complained ? 'yes' : 'no',
  ];
}
