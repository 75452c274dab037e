import type { Clock } from './clock.ts';
import { DAY } from './clock.ts';
import type { Window } from './model.ts';
import type { History, SendsQuery, SentQuery } from './sends.ts';

/** The longest calendar window, a month. */
const MONTH = 31 * DAY;
/**
 * Moments arrive in order but for a shift within the local day, and for priority within a UTC
 * day. One row can take effect 25 hours after its own moment and the next one, which may lie a
 * day earlier, 25 hours before its own: 74 hours, so four days.
 */
const SLACK = 4 * DAY;
const SMALLEST_BLOCK = 4;

/**
 * `longestWindow`: the longest rolling window that will be asked for, in milliseconds. Sends
 * that no window can reach any more are dropped, except the newest of them of each handoff, which
 * `sinceLast` needs however old it is.
 *
 * Each subject's sends lie sorted in one block of a shared pool, in four parallel arrays:
 * 18 bytes a send, blocks a power of two long. Running totals make a rolling window two
 * binary searches, however many sends it holds.
 */
export function createHistory(options: { longestWindow: number; clock: Clock }): History {
  const { clock } = options;
  const reach = Math.max(options.longestWindow, MONTH) + SLACK;
  let latest = -Infinity;

  // By position in the pool; `totals` counts from the start of the block, itself included.
  let moments = new Float64Array(1024);
  let totals = new Float64Array(1024);
  let handoffs = new Uint16Array(1024);
  let poolEnd = 0;
  /** Starts of blocks that are free again, by their length's exponent, and their lengths' sum. */
  let freed: number[][] = [];
  let freedLength = 0;

  // By subject. `sender` is the one handoff of all its sends, or MIXED.
  let starts = new Int32Array(256);
  let lengths = new Int32Array(256);
  let sizes = new Int32Array(256);
  let senders = new Int32Array(256);
  const MIXED = -1;

  function record(subject: number, handoff: number, moment: number, count: number): void {
    if (moment > latest) latest = moment;
    makeRoom(subject);
    const start = starts[subject]!;
    const end = start + lengths[subject]!;
    const at = firstAfter(start, end, moment);
    // Moments mostly come in order, and then there is nothing to move.
    if (at < end) {
      moments.copyWithin(at + 1, at, end);
      totals.copyWithin(at + 1, at, end);
      handoffs.copyWithin(at + 1, at, end);
    }
    moments[at] = moment;
    handoffs[at] = handoff;
    totals[at] = at > start ? totals[at - 1]! : 0;
    for (let i = at; i <= end; i++) totals[i]! += count;
    senders[subject] = end === start || senders[subject] === handoff ? handoff : MIXED;
    lengths[subject]!++;
  }

  function sent(query: SentQuery): number {
    const { moment, window, zone, ahead = true } = query;
    const start = starts[query.subject] ?? 0;
    const end = start + (lengths[query.subject] ?? 0);
    if (window.kind === 'calendar') {
      const from = clock.startOf(window.unit, zone, moment);
      if (Number.isNaN(from)) return NaN;
      const until = ahead
        ? firstFrom(start, end, clock.endOf(window.unit, zone, moment))
        : firstAfter(start, end, moment);
      return count(query, firstFrom(start, end, from), until);
    }
    const length = window.milliseconds;
    let from = firstAfter(start, end, moment - length);
    let to = firstAfter(start, end, moment);
    let most = count(query, from, to);
    if (!ahead) return most;
    while (to < end && moments[to]! < moment + length) {
      const ends = moments[to]!;
      while (to < end && moments[to] === ends) to++;
      while (moments[from]! <= ends - length) from++;
      most = Math.max(most, count(query, from, to));
    }
    return most;
  }

  const one: SentQuery = {
    subject: 0,
    moment: 0,
    window: { kind: 'calendar', unit: 'day' },
    zone: -1,
    ahead: true,
  };

  function sentAt(
    query: Omit<SentQuery, 'moment'>,
    at: Float64Array,
    into: Float64Array,
    length: number,
  ): void {
    one.subject = query.subject;
    one.handoff = query.handoff;
    one.except = query.except;
    one.window = query.window;
    one.zone = query.zone;
    one.ahead = query.ahead ?? true;
    if (query.window.kind === 'calendar') sentInCalendar(at, into, length);
    else sentRolling(query.window.milliseconds, at, into, length);
  }

  /** Moments of one calendar window share its count, unless each reads only what came before it. */
  function sentInCalendar(at: Float64Array, into: Float64Array, places: number): void {
    const { unit } = one.window as Extract<Window, { kind: 'calendar' }>;
    let from = NaN;
    let until = NaN;
    let known = NaN;
    for (let i = 0; i < places; i++) {
      const moment = at[i]!;
      if (!(one.ahead && moment >= from && moment < until)) {
        one.moment = moment;
        from = clock.startOf(unit, one.zone, moment);
        until = clock.endOf(unit, one.zone, moment);
        known = sent(one);
      }
      into[i] = Number.isNaN(moment) ? NaN : known;
    }
  }

  function sentRolling(length: number, at: Float64Array, into: Float64Array, places: number): void {
    const start = starts[one.subject] ?? 0;
    const end = start + (lengths[one.subject] ?? 0);
    const simple = isSimple(one);
    let from = start;
    for (let i = 0; i < places; i++) {
      const moment = at[i]!;
      if (start === end || Number.isNaN(moment)) {
        into[i] = Number.isNaN(moment) ? NaN : 0;
      } else if (simple && moment >= moments[end - 1]!) {
        // Nothing was sent later, so that one window is all there is.
        while (from > start && moments[from - 1]! > moment - length) from--;
        while (from < end && moments[from]! <= moment - length) from++;
        into[i] = from === end ? 0 : totals[end - 1]! - (from > start ? totals[from - 1]! : 0);
      } else {
        one.moment = moment;
        into[i] = sent(one);
      }
    }
  }

  function sinceLast(query: SendsQuery): number {
    const { moment, ahead = true } = query;
    const start = starts[query.subject] ?? 0;
    const end = start + (lengths[query.subject] ?? 0);
    const middle = firstAfter(start, end, moment);
    let before = middle - 1;
    let after = middle;
    if (query.handoff !== undefined || query.except !== undefined) {
      while (before >= start && !isOf(query, before)) before--;
      while (ahead && after < end && !isOf(query, after)) after++;
    }
    return Math.min(
      before >= start ? moment - moments[before]! : Infinity,
      ahead && after < end ? moments[after]! - moment : Infinity,
    );
  }

  function sentAfter(subject: number, handoff: number | undefined, moment: number): number {
    const start = starts[subject] ?? 0;
    const end = start + (lengths[subject] ?? 0);
    // The newest send settles most questions.
    if (end === start || moments[end - 1]! <= moment) return 0;
    one.subject = subject;
    one.handoff = handoff;
    one.except = undefined;
    return count(one, firstAfter(start, end, moment), end);
  }

  function sinceLastAt(
    query: Omit<SendsQuery, 'moment'>,
    at: Float64Array,
    into: Float64Array,
    places: number,
  ): void {
    const length = lengths[query.subject] ?? 0;
    const simple = isSimple(query);
    const latestSend = length === 0 ? -Infinity : moments[starts[query.subject]! + length - 1]!;
    one.subject = query.subject;
    one.handoff = query.handoff;
    one.except = query.except;
    one.ahead = query.ahead ?? true;
    for (let i = 0; i < places; i++) {
      const moment = at[i]!;
      if (Number.isNaN(moment)) {
        into[i] = NaN;
      } else if (simple && moment >= latestSend) {
        into[i] = moment - latestSend;
      } else {
        one.moment = moment;
        into[i] = sinceLast(one);
      }
    }
  }

  /** Things sent by the positions [from, to) of the query's subject. */
  function count(query: Asked, from: number, to: number): number {
    if (from >= to) return 0;
    const start = starts[query.subject]!;
    if (isSimple(query)) return totals[to - 1]! - (from > start ? totals[from - 1]! : 0);
    if (senders[query.subject] !== MIXED) return 0;
    let sum = 0;
    for (let i = from; i < to; i++) if (isOf(query, i)) sum += countAt(start, i);
    return sum;
  }

  /** Whether all sends of the subject are asked for. */
  function isSimple({ subject, handoff, except }: Asked): boolean {
    const sender = senders[subject]!;
    if (except !== undefined && (sender === except || sender === MIXED)) return false;
    return handoff === undefined || sender === handoff;
  }

  function isOf({ handoff, except }: Asked, at: number): boolean {
    const sender = handoffs[at]!;
    return sender !== except && (handoff === undefined || sender === handoff);
  }

  function countAt(start: number, i: number): number {
    return i > start ? totals[i]! - totals[i - 1]! : totals[i]!;
  }

  /** First position of [low, high) with a moment after `moment`, else `high`. */
  function firstAfter(low: number, high: number, moment: number): number {
    while (low < high) {
      const middle = (low + high) >> 1;
      if (moments[middle]! <= moment) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** First position of [low, high) with a moment at or after `moment`, else `high`. */
  function firstFrom(low: number, high: number, moment: number): number {
    while (low < high) {
      const middle = (low + high) >> 1;
      if (moments[middle]! < moment) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // --- Room: nothing below is part of what a send means -----------------------------------

  function makeRoom(subject: number): void {
    if (subject >= starts.length) {
      const length = Math.max(subject + 1, Math.ceil(starts.length * 1.5));
      starts = grown(starts, new Int32Array(length));
      lengths = grown(lengths, new Int32Array(length));
      sizes = grown(sizes, new Int32Array(length));
      senders = grown(senders, new Int32Array(length));
    }
    const size = sizes[subject]!;
    if (lengths[subject]! < size) return;
    if (size > 0) prune(subject);
    // A block that stays nearly full would be pruned again at once: it grows all the same.
    if (size === 0 || lengths[subject]! > size * 0.75) moveToBlock(subject, size * 2);
  }

  /** Drops what no window can reach any more and closes the gaps. */
  function prune(subject: number): void {
    const start = starts[subject]!;
    const end = start + lengths[subject]!;
    const firstReached = firstAfter(start, end, latest - reach);
    if (firstReached === start) return;
    let to = start;
    let previousTotal = 0;
    let keptTotal = 0;
    for (let i = start; i < end; i++) {
      const sends = totals[i]! - previousTotal;
      previousTotal = totals[i]!;
      if (i < firstReached && !isNewestOfItsHandoff(i, firstReached)) continue;
      keptTotal += sends;
      moments[to] = moments[i]!;
      handoffs[to] = handoffs[i]!;
      totals[to++] = keptTotal;
    }
    lengths[subject] = to - start;
  }

  function isNewestOfItsHandoff(at: number, end: number): boolean {
    for (let i = at + 1; i < end; i++) if (handoffs[i] === handoffs[at]) return false;
    return true;
  }

  function moveToBlock(subject: number, wanted: number): void {
    const size = Math.max(wanted, SMALLEST_BLOCK);
    const to = takeBlock(size);
    const from = starts[subject]!;
    const oldSize = sizes[subject]!;
    moments.copyWithin(to, from, from + oldSize);
    totals.copyWithin(to, from, from + oldSize);
    handoffs.copyWithin(to, from, from + oldSize);
    if (oldSize > 0) (freed[Math.log2(oldSize)] ??= []).push(from);
    freedLength += oldSize;
    starts[subject] = to;
    sizes[subject] = size;
  }

  /** The start of a block that nobody uses; every subject's start may change. */
  function takeBlock(size: number): number {
    const again = freed[Math.log2(size)]?.pop();
    if (again !== undefined) {
      freedLength -= size;
      return again;
    }
    if (poolEnd + size > moments.length) resizePool(size);
    poolEnd += size;
    return poolEnd - size;
  }

  /** Subjects outgrow their blocks at much the same time: what they left is taken back. */
  function resizePool(size: number): void {
    const worthPacking = freedLength * 8 > poolEnd;
    const live = worthPacking ? poolEnd - freedLength : poolEnd;
    const length = Math.ceil(live * 1.25) + size;
    if (!worthPacking) {
      moments = grown(moments, new Float64Array(length));
      totals = grown(totals, new Float64Array(length));
      handoffs = grown(handoffs, new Uint16Array(length));
      return;
    }
    // One after the other, so that only one of them is ever there twice.
    moments = packed(moments, new Float64Array(length));
    totals = packed(totals, new Float64Array(length));
    handoffs = packed(handoffs, new Uint16Array(length));
    poolEnd = 0;
    for (let subject = 0; subject < sizes.length; subject++) {
      starts[subject] = poolEnd;
      poolEnd += sizes[subject]!;
    }
    freed = [];
    freedLength = 0;
  }

  function packed<T extends Float64Array | Uint16Array>(from: T, to: T): T {
    let end = 0;
    for (let subject = 0; subject < sizes.length; subject++) {
      const start = starts[subject]!;
      for (let i = 0; i < lengths[subject]!; i++) to[end + i] = from[start + i]!;
      end += sizes[subject]!;
    }
    return to;
  }

  return { record, sent, sentAt, sentAfter, sinceLast, sinceLastAt };
}

type Asked = Pick<SentQuery, 'subject' | 'handoff' | 'except'>;

function grown<T extends Float64Array | Int32Array | Uint16Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
