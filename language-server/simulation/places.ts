import type { Escalation } from '../policy/model.ts';

/** The places that a role's reviewers have for cases on one day. */
export interface Places {
  /** Opens a day, in days since 1970-01-01. */
  begin: (day: number) => void;
  /** Whether no place is left, for whatever case. */
  isUsedUp: () => boolean;
  /**
   * Whether a case that arrives now finds no place. `time`: of the day, in milliseconds, NaN where
   * it is not known; `rank`: the higher, the sooner.
   */
  isFull: (time: number, rank: number) => boolean;
  /** A case has arrived; `isAsked`: it takes a place. */
  arrive: (time: number, rank: number, isAsked: boolean) => void;
}

/**
 * `at most 40 per day, highest lifetime_value first`: cases are taken as they arrive, and nobody
 * knows yet what will come later that day. So a place is kept for each case that may still be
 * expected to come before the one that has arrived: of the last day that had cases, the 40 highest,
 * as far as they arrived after this time of day and rank higher. On the first day there is none,
 * and cases are taken in order of arrival. No more places than the budget are ever given.
 */
export function createPlaces({ budget }: Pick<Escalation, 'budget'>): Places | undefined {
  if (budget === undefined) return undefined;
  const { perDay, first } = budget;
  let left = perDay;
  let today: Case[] = [];
  /** The highest cases of the last day that had any, highest first. */
  let expected: Case[] = [];
  return {
    begin: () => {
      left = perDay;
      if (today.length === 0) return;
      expected = today.sort((one, other) => other.rank - one.rank).slice(0, perDay);
      today = [];
    },
    isUsedUp: () => left <= 0,
    isFull: (time, rank) => {
      if (left <= 0) return true;
      let kept = 0;
      for (const other of expected) {
        if (!(other.rank > rank)) break;
        if (other.time > time && ++kept >= left) return true;
      }
      return false;
    },
    arrive: (time, rank, isAsked) => {
      if (isAsked) left--;
      if (first) today.push({ time, rank });
    },
  };
}

interface Case {
  time: number;
  rank: number;
}
