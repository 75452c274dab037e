import { createClock } from '../policy/clock.ts';
import type { Policy } from '../policy/model.ts';
import type { Conflicts } from '../simulation/conflict-counts.ts';
import type { LogEntry } from '../simulation/log.ts';
import type { ReplayOptions } from '../simulation/replay.ts';
import { replayTogether } from '../simulation/replay-together.ts';
import type { LogFile } from './log-file.ts';
import { openLog } from './log-file.ts';
import { prepareRun } from './prepare-run.ts';
import type { PreparedRun } from './prepare-run.ts';
import { RunError } from './run-error.ts';
import type { RunOptions, SimulationRun } from './run-simulation.ts';
import { usualResamples } from './run-simulation.ts';

export interface TogetherOptions extends Omit<RunOptions, 'policy' | 'simulation'> {
  /** Handoffs under the same guardrails, each with its simulation. */
  handoffs: readonly Part[];
}

export interface TogetherRun {
  /** In the order of the handoffs' names. */
  runs: SimulationRun[];
  conflicts: Conflicts;
}

type Part = Pick<SimulationRun, 'policy' | 'simulation'>;

/**
 * Replays several handoffs in one timeline; `limit` and `firstEntries` are of each of them, and
 * one log holds the decisions of all. Throws as `runSimulation` does.
 */
export async function runTogether(options: TogetherOptions): Promise<TogetherRun> {
  const parts = [...options.handoffs].sort((one, other) =>
    one.policy.handoff < other.policy.handoff ? -1 : 1,
  );
  for (const { policy } of parts) refuseUnjoinable(policy);
  const { log, firstEntries = 0 } = options;
  const together = parts.map(({ policy }) => policy.handoff);
  const prepared: PreparedRun[] = [];
  try {
    for (const part of parts) {
      // One key for all of them: a reader is to see which decisions are about the same subject.
      const pseudonymKey = options.pseudonymKey ?? prepared[0]?.pseudonymKey;
      const basis = { ...options, ...part, together };
      prepared.push(
        await prepareRun(pseudonymKey === undefined ? basis : { ...basis, pseudonymKey }, {
          inLog: log !== undefined || firstEntries > 0,
          isReplayedAgain: false,
        }),
      );
    }
    return await replayWithLog(parts, prepared, options);
  } finally {
    for (const { data } of prepared) data.close();
  }
}

async function replayWithLog(
  parts: readonly Part[],
  prepared: readonly PreparedRun[],
  options: TogetherOptions,
): Promise<TogetherRun> {
  const log = options.log === undefined ? undefined : await openLog(options.log);
  const entries = parts.map((): LogEntry[] => []);
  const done = parts.map(() => 0);
  const sum = (numbers: readonly number[]): number =>
    numbers.reduce((one, other) => one + other, 0);
  const total = sum(prepared.map(({ data }) => data.description.rows));
  try {
    const { results, conflicts } = await replayTogether({
      clock: createClock(),
      priority: parts[0]?.policy.priority ?? [],
      handoffs: prepared.map((each, index) => ({
        ...each.replayOptions,
        resamples: options.resamples ?? usualResamples,
        boundaryCosts: true,
        ...(options.limit === undefined ? {} : { limit: options.limit }),
        onProgress: async (rows) => {
          done[index] = rows;
          await log?.flush();
          await options.onProgress?.(sum(done), total);
        },
        ...listening(each, { log, first: entries[index]!, wanted: options.firstEntries ?? 0 }),
      })),
    });
    await log?.finish();
    const runs = parts.map(({ policy, simulation }, index) => ({
      ...{ policy, simulation, policyHash: prepared[index]!.policyHash },
      ...{ data: prepared[index]!.data.description, result: results[index]! },
      firstEntries: entries[index]!,
    }));
    return { runs, conflicts };
  } catch (error) {
    await log?.abandon();
    throw error;
  }
}

function listening(
  { entryOf }: PreparedRun,
  { log, first, wanted }: { log: LogFile | undefined; first: LogEntry[]; wanted: number },
): Pick<ReplayOptions, 'onDecision'> {
  if (!log && wanted === 0) return {};
  return {
    onDecision: (decision) => {
      const entry = entryOf(decision);
      if (first.length < wanted) first.push(entry);
      log?.add(entry);
      return log || first.length < wanted ? 'go on' : 'enough';
    },
  };
}

/** Without a moment nothing has a place in the timeline, without a subject nobody is the same. */
function refuseUnjoinable({ handoff, data, at }: Policy): void {
  const lacks = (['moment', 'subject'] as const).find(
    (role) => !data.columns.some((column) => column.role === role),
  );
  if (lacks) {
    throw new RunError(
      'not-together',
      `the data of \`${handoff}\` has no ${lacks}, so it cannot be replayed together with others; mark its column \`the ${lacks}\` in \`${data.name}\``,
      at,
    );
  }
  const subject = data.columns.find(({ role }) => role === 'subject')!;
  if (subject.type.kind !== 'identifier' && subject.type.kind !== 'text') {
    throw new RunError(
      'not-together',
      `\`${subject.name}\`, the subject of \`${handoff}\`, is no identifier, so its subjects cannot be told to be those of other handoffs; declare it as \`identifier\``,
      at,
    );
  }
}
