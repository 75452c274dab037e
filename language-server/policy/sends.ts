import type { Zone } from './clock.ts';
import type { Window } from './model.ts';

/**
 * What was sent to whom and when, for caps and spacing. Subjects and handoffs are dense
 * numbers from 0, moments milliseconds since 1970-01-01T00:00Z.
 */
export interface History {
  /** One executed action that sends `count` things (emails). */
  record(subject: number, handoff: number, moment: number, count: number): void;
  /**
   * How many things the subject gets in the window at `moment`, this decision not counted.
   *
   * Rolling: what was sent in (t − w, t], so a send exactly w ago is outside and one exactly
   * at t inside. A row that is decided later can take effect earlier on the same day, so sends
   * later than t may be scheduled already; carrying out this one too would add to the windows
   * that end at them. The result is therefore the largest count of all windows (e − w, e]
   * that hold t and end at t or at a later send e.
   *
   * Calendar: what is sent, earlier or later, in the local day, ISO week (Monday) or month
   * that holds `moment` on the subject's clock; NaN where the zone is unknown.
   *
   * Where `ahead` is false, of either only what was sent at t or before.
   */
  sent(query: SentQuery): number;
  /**
   * `sent` at the first `length` moments at once, one result each; NaN where the moment is
   * unknown. Meant for the hours of one day: it is fast where they ascend.
   */
  sentAt(
    query: Omit<SentQuery, 'moment'>,
    moments: Float64Array,
    into: Float64Array,
    length: number,
  ): void;
  /** How many things were sent to a subject after a moment, whenever that was. */
  sentAfter(subject: number, handoff: number | undefined, moment: number): number;
  /**
   * Milliseconds to the nearest send, earlier or later, or, where `ahead` is false, since the last
   * one; Infinity where there is none.
   */
  sinceLast(query: SendsQuery): number;
  /** `sinceLast` at the first `length` moments at once; NaN where the moment is unknown. */
  sinceLastAt(
    query: Omit<SendsQuery, 'moment'>,
    moments: Float64Array,
    into: Float64Array,
    length: number,
  ): void;
}

/** The caller may reuse one object for every query. */
export interface SendsQuery {
  subject: number;
  moment: number;
  /** Absent: sends of every handoff. */
  handoff?: number | undefined;
  /** Sends of this handoff do not count. */
  except?: number | undefined;
  /** False: sends later than the moment do not matter. */
  ahead?: boolean;
}

export interface SentQuery extends SendsQuery {
  window: Window;
  /** Read by calendar windows only. */
  zone: Zone;
}
