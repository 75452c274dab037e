import { createHash, createHmac } from 'node:crypto';
import type { Policy, Simulation } from '../policy/model.ts';

/**
 * SHA-256 of what a policy means, in hexadecimal: the same wherever its file lies, on whatever
 * lines its rules stand, and in whatever order.
 */
export function policyHash(policy: Policy): string {
  return sha256Of(policy);
}

/** SHA-256 of what a simulation means, in hexadecimal, wherever it stands. */
export function simulationHash(simulation: Simulation): string {
  return sha256Of(simulation);
}

/** A policy that was compiled once is asked for at each build, and never changes. */
const known = new WeakMap<object, string>();

function sha256Of(value: object): string {
  const hash = known.get(value) ?? createHash('sha256').update(canonicalJson(value)).digest('hex');
  known.set(value, hash);
  return hash;
}

/**
 * Keys are sorted, and what tells only where something stands is left out. What has a line of its
 * own (rules, guards, steps of a ladder, dates of a calendar) is sorted too: its order means nothing.
 */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) {
    const items = value.map(canonicalJson);
    return `[${(value.every(hasLine) ? items.sort() : items).join(',')}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value as Record<string, unknown>)
    .filter(([key, part]) => part !== undefined && !tellsPlace(key, part))
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`).join(',')}}`;
}

/** By its value as well: a calendar may be named `at`. */
function tellsPlace(key: string, value: unknown): boolean {
  if (key === 'declaredIn') return typeof value === 'string';
  return key === 'at' && !Array.isArray(value);
}

function hasLine(item: unknown): boolean {
  if (typeof item !== 'object' || item === null) return false;
  return 'at' in item || ('from' in item && 'to' in item);
}

/**
 * A pseudonym by HMAC-SHA-256, 16 hexadecimal digits. The key comes from the data file itself
 * unless one is given: only who has the data can tell which subject a pseudonym is.
 */
export function pseudonymOf(subject: string, key: string): string {
  return createHmac('sha256', key).update(subject).digest('hex').slice(0, 16);
}

/** Pseudonyms, each worked out once. */
export function pseudonymiser(key: string): (subject: string) => string {
  const known = new Map<string, string>();
  return (subject) => {
    let pseudonym = known.get(subject);
    if (pseudonym === undefined) {
      pseudonym = pseudonymOf(subject, key);
      known.set(subject, pseudonym);
    }
    return pseudonym;
  };
}
