import type { Clock } from '../policy/clock.ts';
import { dateOf, monthOf, weekdayOf } from '../policy/clock.ts';
import type { Leaf, Policy } from '../policy/model.ts';
import type { RowBatch } from './rows.ts';

/** One batch as conditions read it: columns and what the subject's clock says, one array a leaf. */
export interface BatchView {
  batch: RowBatch;
  length: number;
  /** By row; NaN where the data has no such column or the row no such value. */
  moments: Float64Array;
  /** The zone's number on the clock; -1 where it is not known. */
  zones: Int32Array;
  /** Dense numbers; NaN where the subject is not known. */
  subjects: Float64Array | undefined;
  logged: Float64Array;
  /** Milliseconds of local wall time at the logged moment. */
  locals: Float64Array;
  /** The values of a leaf that no choice and no state moves. */
  leaf: (leaf: Leaf) => Float64Array;
  dictionary: (leaf: Leaf) => string[] | undefined;
}

/** Opens batches of one data source; the arrays are used again for the next batch. */
export function createBatchReader(policy: Policy, clock: Clock): (batch: RowBatch) => BatchView {
  const roles = rolesOf(policy);
  const zoneNumbers = new Map<string[], Int32Array>();
  let capacity = 0;
  let unknown = new Float64Array(0);
  let zones = new Int32Array(0);
  let locals = new Float64Array(0);
  let dates = new Float64Array(0);
  let weekdays = new Float64Array(0);
  let months = new Float64Array(0);

  function grow(length: number): void {
    if (length <= capacity) return;
    capacity = length;
    unknown = new Float64Array(capacity).fill(NaN);
    zones = new Int32Array(capacity);
    locals = new Float64Array(capacity);
    dates = new Float64Array(capacity);
    weekdays = new Float64Array(capacity);
    months = new Float64Array(capacity);
  }

  return (batch) => {
    grow(batch.length);
    const column = (name: string | undefined): Float64Array =>
      (name === undefined ? undefined : batch.columns[name]) ?? unknown;
    const moments = column(roles.moment);
    readZones(column(roles.clock), batch, moments);
    let hasWeekdays = false;
    let hasMonths = false;
    return {
      batch,
      length: batch.length,
      moments,
      zones,
      subjects: roles.subject === undefined ? undefined : batch.columns[roles.subject],
      logged: column(policy.choice.column),
      locals,
      leaf: (leaf) => {
        switch (leaf.kind) {
          case 'column':
            return column(leaf.name);
          case 'date':
            return dates;
          case 'weekday':
            if (!hasWeekdays) fillFromDates(weekdays, weekdayOf, batch.length);
            hasWeekdays = true;
            return weekdays;
          case 'month':
            if (!hasMonths) fillFromDates(months, monthOf, batch.length);
            hasMonths = true;
            return months;
          default:
            return unknown;
        }
      },
      dictionary: (leaf) => (leaf.kind === 'column' ? batch.dictionaries[leaf.name] : undefined),
    };
  };

  function readZones(codes: Float64Array, batch: RowBatch, moments: Float64Array): void {
    const names = roles.clock === undefined ? undefined : batch.dictionaries[roles.clock];
    const numbers = names && numbersOf(names);
    for (let row = 0; row < batch.length; row++) {
      const zone = numbers?.[codes[row]!] ?? -1;
      zones[row] = zone;
      const local = moments[row]! + clock.offset(zone, moments[row]!);
      const date = dateOf(local);
      locals[row] = local;
      dates[row] = date;
    }
  }

  function fillFromDates(into: Float64Array, part: (date: number) => number, length: number): void {
    for (let row = 0; row < length; row++) {
      const date = dates[row]!;
      into[row] = Number.isNaN(date) ? NaN : part(date);
    }
  }

  /** Dictionaries may grow from batch to batch. */
  function numbersOf(names: string[]): Int32Array {
    const known = zoneNumbers.get(names);
    if (known && known.length === names.length) return known;
    const numbers = Int32Array.from(names, (name) => clock.zoneIndex(name));
    zoneNumbers.set(names, numbers);
    return numbers;
  }
}

export interface Roles {
  subject: string | undefined;
  moment: string | undefined;
  clock: string | undefined;
}

export function rolesOf(policy: Policy): Roles {
  const named = (role: string): string | undefined =>
    policy.data.columns.find((column) => column.role === role)?.name;
  return { subject: named('subject'), moment: named('moment'), clock: named('clock') };
}
