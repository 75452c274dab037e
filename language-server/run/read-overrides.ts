import type * as z from 'zod';
import type { Policy } from '../policy/model.ts';
import type { AnsweredDecisions } from '../simulation/learning/decisions.ts';
import type { AnsweredEntry } from '../simulation/learning/override-line.ts';
import { answeredEntrySchema, overrideLineSchema } from '../simulation/learning/override-line.ts';
import type { JoinedRows } from './override-context.ts';
import { joinRows } from './override-context.ts';
import type { AnswerLine, UnreadValues } from './override-table.ts';
import { createOverrideTable } from './override-table.ts';
import { readLogOf } from './read-log.ts';

/** What an override log says, and what of it could not be used. */
export interface ReadOverrides {
  decisions: AnsweredDecisions;
  /** Lines of the log, empty ones aside. */
  lines: number;
  /** Lines that are not used, by why, and where the first of them is. */
  leftOut: LeftOut[];
  unread: UnreadValues[];
  /** What contexts say that the policy does not declare. */
  undeclared: string[];
  /** What the data file added. */
  joined: JoinedRows;
}

export interface LeftOut {
  why: string;
  count: number;
  /** Of the first; absent where later lines tell. */
  line?: number;
}

/** Other reasons than these are counted together: a log may have one for each of its lines. */
const mostReasons = 20;

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
  const table = createOverrideTable(policy);
  const leftOut = new Map<string, LeftOut>();
  let lines = 0;
  for await (const { line, entry = 'it is no JSON' } of readLogOf(file, shown, lineOf)) {
    lines++;
    const found = typeof entry === 'string' ? entry : table.add(entry);
    if (found === undefined) continue;
    const why = leftOut.has(found) || leftOut.size < mostReasons ? found : 'for other reasons';
    const known = leftOut.get(why) ?? { why, count: 0, line };
    leftOut.set(why, { ...known, count: known.count + 1 });
  }
  const { decisions, rows, hashes, replaced, ...rest } = table.finish();
  const again = 'a later line says the same row and choice again';
  return {
    ...{ decisions, lines, ...rest },
    leftOut: [...leftOut.values(), ...(replaced > 0 ? [{ why: again, count: replaced }] : [])],
    joined: await joinRows({ decisions, rows, hashes, policy, workspace }),
  };
}

/** A line as it is to be read, or why it cannot be. */
function lineOf(line: unknown): AnswerLine | string {
  const format = (line as { format?: unknown } | null)?.format;
  if (format === 'handoff-overrides/1') {
    const override = overrideLineSchema.safeParse(line);
    if (!override.success) return faultOf(override.error);
    return { ...override.data, context: override.data.context ?? {}, isOfColumns: true };
  }
  if (format !== 'handoff-reasoning-log/1') {
    return 'its `format` is neither `handoff-overrides/1` nor `handoff-reasoning-log/1`';
  }
  const answered = answeredEntrySchema.safeParse(line);
  return answered.success ? ofEntry(answered.data) : faultOf(answered.error);
}

function faultOf({ issues: [issue] }: z.ZodError): string {
  const [field] = issue?.path ?? [];
  return `\`${String(field)}\`: ${issue?.message ?? 'is not as it has to be'}`;
}

/** A person answers for the choice that was put before them, which may have been moved. */
function ofEntry({
  ledger,
  ledgerBefore = [],
  moved,
  person,
  proposal,
  ...entry
}: AnsweredEntry): AnswerLine {
  const { handoff, row, moment, dataHash } = entry;
  return {
    ...{ handoff, row, moment, dataHash },
    choice: moved ? moved.to : proposal?.choice,
    answer: person?.answer ?? 'none',
    reason: person?.reason,
    context: Object.assign(
      {},
      ...[...ledgerBefore, ...ledger].map(({ values }) => values),
    ) as AnswerLine['context'],
    isOfColumns: false,
  };
}
