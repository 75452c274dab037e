import { createClock } from '../policy/clock.ts';
import type { Policy } from '../policy/model.ts';
import { candidates } from '../policy/choices.ts';
import { rolesOf } from '../simulation/batch-view.ts';
import type { AnsweredDecisions } from '../simulation/learning/decisions.ts';
import { APPROVED, OVERRIDDEN, UNANSWERED } from '../simulation/learning/decisions.ts';
import { isKnownBefore } from '../simulation/learning/features.ts';
import type { AnsweredEntry } from '../simulation/learning/override-line.ts';
import { answeredEntrySchema, overrideLineSchema } from '../simulation/learning/override-line.ts';
import type { LogValue } from '../simulation/log-values.ts';
import { typeOfName, valueFromLog } from '../simulation/log-values.ts';
import type { JoinedRows } from './override-context.ts';
import { joinRows } from './override-context.ts';
import { readLogOf } from './read-log.ts';

/** What an override log says, and what of it could not be used. */
export interface ReadOverrides {
  decisions: AnsweredDecisions;
  /** Lines of the log, empty ones aside. */
  lines: number;
  /** Lines that are no decision, by why. */
  leftOut: { why: string; count: number }[];
  /** What the data file added. */
  joined: JoinedRows;
}

/** A line of either log, as far as rules are learned from it. */
interface Line {
  handoff?: string | undefined;
  row?: number | undefined;
  dataHash?: string;
  moment?: string | undefined;
  choice: LogValue | undefined;
  answer: 'approved' | 'overridden' | 'none';
  reason?: string | undefined;
  context: Record<string, LogValue>;
}

/**
 * Reads an override log, or a reasoning log, and takes the context that its lines do not hold from
 * the policy's data file, where that is there.
 *
 * @throws RunError where the log cannot be read.
 */
export async function readOverrides(options: {
  file: string;
  /** How messages call the log. */
  shown: string;
  policy: Policy;
  /** Absolute path: nothing outside it is read. */
  workspace: string;
}): Promise<ReadOverrides> {
  const { file, shown, policy, workspace } = options;
  const table = createTable(policy);
  const leftOut = new Map<string, number>();
  let lines = 0;
  for await (const { entry } of readLogOf(file, shown, lineOf)) {
    lines++;
    const why = entry ? table.add(entry) : 'no decision of a log';
    if (why !== undefined) leftOut.set(why, (leftOut.get(why) ?? 0) + 1);
  }
  const { decisions, rows, hashes } = table.finish();
  return {
    decisions,
    lines,
    leftOut: [...leftOut].map(([why, count]) => ({ why, count })),
    joined: await joinRows({ decisions, rows, hashes, policy, workspace }),
  };
}

function lineOf(line: unknown): Line | undefined {
  const isOverride = (line as { format?: unknown } | null)?.format === 'handoff-overrides/1';
  if (isOverride) {
    const override = overrideLineSchema.safeParse(line).data;
    return override && { ...override, context: override.context ?? {} };
  }
  const entry = answeredEntrySchema.safeParse(line).data;
  return entry && ofEntry(entry);
}

/** A person answers for the choice that was put before them, which may have been moved. */
function ofEntry({
  ledger,
  ledgerBefore = [],
  moved,
  person,
  proposal,
  ...entry
}: AnsweredEntry): Line {
  const { handoff, row, moment, dataHash } = entry;
  return {
    ...{ handoff, row, moment, dataHash },
    choice: moved ? moved.to : proposal?.choice,
    answer: person?.answer ?? 'none',
    reason: person?.reason,
    context: Object.assign(
      {},
      ...[...ledgerBefore, ...ledger].map(({ values }) => values),
    ) as Line['context'],
  };
}

const answerCodes = { none: UNANSWERED, approved: APPROVED, overridden: OVERRIDDEN };

function createTable(policy: Policy) {
  const clock = createClock();
  const { clock: clockColumn } = rolesOf(policy);
  const list = candidates(policy.choice.type);
  const known = policy.data.columns.filter(isKnownBefore);
  const isDateColumn = policy.data.columns.some(({ name }) => name === 'date');
  const columns = known.map((): number[] => []);
  const moments: number[] = [];
  const choices: number[] = [];
  const dates: number[] = [];
  const answers: number[] = [];
  const reasons: number[] = [];
  const reasonCodes = new Map<string, number>();
  const rows: number[] = [];
  const hashes = new Set<string>();

  function read(name: string, context: Line['context']): number {
    const value = valueFromLog(context[name] ?? null, typeOfName(name, policy));
    return typeof value === 'number' ? value : NaN;
  }

  function dateOfLine(context: Line['context'], moment: number): number {
    const said = valueFromLog(isDateColumn ? null : (context['date'] ?? null), { kind: 'date' });
    if (typeof said === 'number') return said;
    const zone = clockColumn === undefined ? undefined : context[clockColumn];
    if (typeof zone !== 'string') return NaN;
    return Math.floor((moment + clock.offset(zone, moment)) / 86_400_000);
  }

  return {
    /** Why a line is left out; undefined where it is not. */
    add: (line: Line): string | undefined => {
      if (line.handoff !== undefined && line.handoff !== policy.handoff) {
        return `of the handoff \`${line.handoff}\``;
      }
      if (line.choice === undefined || line.choice === null) return 'nothing was proposed';
      const choice = valueFromLog(line.choice, policy.choice.type);
      if (typeof choice !== 'number' || (list && !list.includes(choice))) {
        return 'the policy has no such choice';
      }
      const moment = line.moment === undefined ? NaN : Date.parse(line.moment);
      for (const [index, { name }] of known.entries()) {
        columns[index]!.push(read(name, line.context));
      }
      moments.push(moment);
      choices.push(choice);
      dates.push(dateOfLine(line.context, moment));
      answers.push(answerCodes[line.answer]);
      reasons.push(line.answer === 'none' ? -1 : codeOf(line.reason));
      rows.push(line.row ?? NaN);
      if (line.dataHash !== undefined) hashes.add(line.dataHash);
      return undefined;
    },
    finish: () => ({
      rows,
      hashes,
      decisions: {
        count: choices.length,
        moments: Float64Array.from(moments),
        choices: Float64Array.from(choices),
        dates: Float64Array.from(dates),
        answers: Uint8Array.from(answers),
        reasons: Int32Array.from(reasons),
        reasonNames: [...reasonCodes.keys()],
        columns: Object.fromEntries(
          known.map(({ name }, index) => [name, Float64Array.from(columns[index]!)]),
        ),
      },
    }),
  };

  function codeOf(reason: string | undefined): number {
    if (reason === undefined || reason.trim() === '') return -1;
    const code = reasonCodes.get(reason) ?? reasonCodes.size;
    reasonCodes.set(reason, code);
    return code;
  }
}
