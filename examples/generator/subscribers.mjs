// @ts-check
import { pickIndex, randomStream } from './random.mjs';

/** @typedef {'active' | 'lapsing' | 'dormant'} Engagement */
/** @typedef {'mobile' | 'desktop'} Device */

/**
 * @typedef {object} Subscriber
 * @property {string} id
 * @property {string} zone IANA name
 * @property {Engagement} engagement
 * @property {Device} device
 * @property {number} lifetimeValue in EUR, whole cents
 * @property {'yes' | 'no'} consent
 */

/** @type {readonly Engagement[]} */
export const engagements = ['active', 'lapsing', 'dormant'];
/** @type {readonly Device[]} */
export const devices = ['mobile', 'desktop'];

/** Shares in thousandths, in the order of the names. */
const engagementShares = [480, 300, 220];
const deviceShares = [580, 420];

const zones = [
  'Europe/Berlin',
  'Europe/London',
  'Europe/Paris',
  'America/New_York',
  'America/Los_Angeles',
  'Asia/Kolkata',
  'Asia/Tokyo',
];
const zoneShares = [340, 180, 120, 180, 90, 60, 30];

/** Median lifetime value in EUR. */
const medianValue = { active: 320, lapsing: 190, dormant: 90 };
const refusedShare = 0.015;

/**
 * Everything about a subscriber follows from the seed and the number, so that a list of any
 * length needs no memory and the three examples write to the same people.
 *
 * @param {number} seed
 * @param {number} number from 0
 * @returns {Subscriber}
 */
export function subscriberOf(seed, number) {
  const draw = randomStream({ seed, stream: 1, slot: number });
  const zone = zones[pickIndex(draw, zoneShares, 1000)] ?? 'Europe/Berlin';
  const engagement = engagements[pickIndex(draw, engagementShares, 1000)] ?? 'active';
  const device = devices[pickIndex(draw, deviceShares, 1000)] ?? 'mobile';
  // Log-logistic with shape 2: long-tailed as customer values are, and it needs only a square
  // root, which IEEE 754 rounds the same everywhere (log and pow it does not).
  const rank = draw();
  const lifetimeValue = Math.round(medianValue[engagement] * 100 * Math.sqrt(rank / (1 - rank)));
  return {
    id: `s${String(number + 1).padStart(6, '0')}`,
    zone,
    engagement,
    device,
    lifetimeValue: lifetimeValue / 100,
    consent: draw() < refusedShare ? 'no' : 'yes',
  };
}

/**
 * A list of constant size: who leaves it is followed by a new subscriber with a new number.
 *
 * @param {number} size
 * @returns {{ at: (slot: number) => number, leave: (slot: number) => void }}
 */
export function createRoster(size) {
  /** @type {Map<number, number>} */
  const followers = new Map();
  let joined = size;
  return {
    at: (slot) => followers.get(slot) ?? slot,
    leave: (slot) => {
      followers.set(slot, joined);
      joined += 1;
    },
  };
}
