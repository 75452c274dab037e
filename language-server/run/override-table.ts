import { createClock, DAY } from '../policy/clock.ts';
import type { Policy } from '../policy/model.ts';
import { rolesOf } from '../simulation/batch-view.ts';
import type { AnsweredDecisions } from '../simulation/learning/decisions.ts';
import { APPROVED, OVERRIDDEN, UNANSWERED } from '../simulation/learning/decisions.ts';
import { isKnownBefore } from '../simulation/learning/features.ts';
import type { LogValue } from '../simulation/log-values.ts';
import { valueReader } from '../simulation/outside-values.ts';

/** A line of an override log or a reasoning log, as far as rules are learned from it. */
export interface AnswerLine {
  handoff?: string | undefined;
  row?: number | undefined;
  dataHash?: string;
  moment?: string | undefined;
  choice: LogValue | undefined;
  answer: 'approved' | 'overridden' | 'none';
  reason?: string | undefined;
  context: Record<string, LogValue>;
  /** Whether the context is of columns alone, and not of all that rules read. */
  isOfColumns: boolean;
}

/** Values of a column that are none of its type, and so count as unknown. */
export interface UnreadValues {
  column: string;
  count: number;
  /** The first of them, as it is written. */
  first: string;
}

export interface OverrideTable {
  /** Why a line is left out; undefined where it is not. */
  add: (line: AnswerLine) => string | undefined;
  finish: () => {
    decisions: AnsweredDecisions;
    /** By decision, the row of the data file from 1; NaN where the log does not say. */
    rows: number[];
    /** SHA-256 of the data files that the lines say they were made of. */
    hashes: Set<string>;
    unread: UnreadValues[];
    /** What contexts say that the policy does not declare. */
    undeclared: string[];
    /** Lines in whose place a later one of the same row and choice came. */
    replaced: number;
  };
}

/** More than any data file has columns, and no more than fit into memory whatever the log is. */
const mostUndeclared = 1000;

const answerCodes = { none: UNANSWERED, approved: APPROVED, overridden: OVERRIDDEN };

/** Gathers the answers of a log in columns. */
export function createOverrideTable(policy: Policy): OverrideTable {
  const clock = createClock();
  const { clock: clockColumn } = rolesOf(policy);
  const choiceOf = valueReader(policy.choice.type);
  const known = policy.data.columns
    .filter(isKnownBefore)
    .map(({ name, type }) => ({ name, read: valueReader(type), values: [] as number[] }));
  const dateOf = valueReader({ kind: 'date' });
  const isDateColumn = policy.data.columns.some(({ name }) => name === 'date');
  const moments: number[] = [];
  const choices: number[] = [];
  const dates: number[] = [];
  const answers: number[] = [];
  const reasons: number[] = [];
  const reasonCodes = new Map<string, number>();
  const rows: number[] = [];
  const hashes = new Set<string>();
  const unread = new Map<string, UnreadValues>();
  const declared = new Set([...policy.data.columns.map(({ name }) => name), 'date']);
  const undeclared = new Set<string>();
  const places = new Map<string, number>();
  let replaced = 0;

  function read(name: string, of: ReturnType<typeof valueReader>, context: AnswerLine['context']) {
    const written = Object.hasOwn(context, name) ? context[name]! : null;
    if (written === null) return NaN;
    const value = of(written);
    if (value !== undefined) return value;
    const seen = unread.get(name) ?? { column: name, count: 0, first: String(written) };
    unread.set(name, { ...seen, count: seen.count + 1 });
    return NaN;
  }

  function dateOfLine(context: AnswerLine['context'], moment: number): number {
    const said = isDateColumn ? NaN : read('date', dateOf, context);
    if (!Number.isNaN(said)) return said;
    const zone = clockColumn === undefined ? undefined : context[clockColumn];
    if (typeof zone !== 'string') return NaN;
    return Math.floor((moment + clock.offset(zone, moment)) / DAY);
  }

  function lookForUndeclared(context: AnswerLine['context']): void {
    for (const name of Object.keys(context)) {
      if (!declared.has(name) && undeclared.size < mostUndeclared) undeclared.add(name);
    }
  }

  /** One decision a row and choice: where a log says it again, the last line is what people meant. */
  function placeOf({ row }: AnswerLine, choice: number): number {
    const next = choices.length;
    if (row === undefined) return next;
    const key = `${String(row)} ${String(choice)}`;
    const place = places.get(key) ?? next;
    if (place < next) replaced++;
    places.set(key, place);
    return place;
  }

  function codeOf(reason: string | undefined): number {
    if (reason === undefined || reason.trim() === '') return -1;
    const code = reasonCodes.get(reason) ?? reasonCodes.size;
    reasonCodes.set(reason, code);
    return code;
  }

  return {
    add: (line) => {
      if (line.handoff !== undefined && line.handoff !== policy.handoff) {
        return `of the handoff \`${line.handoff}\``;
      }
      if (line.choice === undefined || line.choice === null) return 'nothing was proposed';
      const choice = choiceOf(line.choice);
      if (choice === undefined) return 'the policy has no such choice';
      const at = placeOf(line, choice);
      if (line.isOfColumns) lookForUndeclared(line.context);
      const moment = line.moment === undefined ? NaN : Date.parse(line.moment);
      for (const { name, read: of, values } of known) values[at] = read(name, of, line.context);
      moments[at] = moment;
      choices[at] = choice;
      dates[at] = dateOfLine(line.context, moment);
      answers[at] = answerCodes[line.answer];
      reasons[at] = line.answer === 'none' ? -1 : codeOf(line.reason);
      rows[at] = line.row ?? NaN;
      if (line.dataHash !== undefined) hashes.add(line.dataHash);
      return undefined;
    },
    finish: () => ({
      ...{ rows, hashes, replaced, unread: [...unread.values()], undeclared: [...undeclared] },
      decisions: {
        count: choices.length,
        moments: Float64Array.from(moments),
        choices: Float64Array.from(choices),
        dates: Float64Array.from(dates),
        answers: Uint8Array.from(answers),
        reasons: Int32Array.from(reasons),
        reasonNames: [...reasonCodes.keys()],
        columns: Object.fromEntries(
          known.map(({ name, values }) => [name, Float64Array.from(values)]),
        ),
      },
    }),
  };
}
