import type { ArmValue, Estimate, RunSummary } from '../protocol.ts';
import type { Policy } from '../policy/model.ts';
import type { SimulationRun } from '../run/run-simulation.ts';
import { arms, estimators } from '../simulation/arms.ts';
import type {
  ArmValue as FoundArm,
  Estimate as FoundEstimate,
  Figure,
} from '../simulation/estimates.ts';
import { ladderWords } from '../simulation/ladder-words.ts';
import { learnedWords } from '../simulation/learned-words.ts';
import type { ReplayResult } from '../simulation/result.ts';
import { markWords, modelWords, ratioWords, stateWords } from '../simulation/value/rests.ts';

/**
 * A run as the protocol has it. What is not a finite number, which JSON lacks, is left out or
 * said in words.
 */
export function summaryOf(
  { data, policy, result }: SimulationRun,
  milliseconds: number,
): RunSummary {
  return {
    data: {
      path: data.path,
      sha256: data.sha256,
      rows: data.rows,
      undeclared: data.undeclared,
      problems: data.problems.map(({ message }) => message),
    },
    result: shownResult(result, policy),
    milliseconds,
  };
}

/** What was found, as panel and report show it. */
export function shownResult(result: ReplayResult, policy: Policy): RunSummary['result'] {
  const { boundaryCosts, valueRests: _, ...rest } = result;
  const { value, autonomy, learned } = result;
  const ladder = ladderWords(policy);
  return {
    ...rest,
    value: {
      logged: armOf(value.logged),
      agent: armOf(value.agent),
      policy: armOf(value.policy),
    },
    ...notesOf(result, policy),
    ...(boundaryCosts ? { boundaryCosts: costsOf(boundaryCosts) } : {}),
    ...(ladder === undefined ? {} : { ladder }),
    autonomy: autonomy.map(({ moment, ...change }) => ({
      ...change,
      ...known('moment', moment),
    })),
    learned: learned.map((rule) => {
      const { name, text, at, file, line } = rule;
      return { ...{ name, text, file, line }, ...known('at', at), did: learnedWords(rule) };
    }),
  };
}

function costsOf({
  isExact,
  all,
  rules,
}: NonNullable<ReplayResult['boundaryCosts']>): NonNullable<RunSummary['result']['boundaryCosts']> {
  return {
    note: stateWords(isExact),
    all: { ips: estimateOf(all.ips), dr: estimateOf(all.dr) },
    rules: rules.map(({ ips, dr, ...rule }) => ({
      ...rule,
      ips: estimateOf(ips),
      dr: estimateOf(dr),
    })),
  };
}

/** What the values rest on, in sentences, and what the marks on them mean. */
function notesOf(
  { value, valueRests }: ReplayResult,
  policy: Policy,
): Pick<RunSummary['result'], 'valueNotes' | 'markMeanings'> {
  if (!valueRests) return { valueNotes: [], markMeanings: [] };
  const { model, ratio } = valueRests;
  const present = new Set(
    arms.flatMap((arm) => estimators.flatMap((each) => value[arm][each].marks ?? [])),
  );
  return {
    valueNotes: [
      `The reward model is ${modelWords(model, policy)}.`,
      ...(ratio ? [ratioWords(ratio, policy)] : []),
    ],
    markMeanings: [...present].map((mark) => ({ mark, meaning: markWords(mark, valueRests) })),
  };
}

function armOf({ ips, snips, dm, dr, sndr, ...found }: FoundArm): ArmValue {
  const { ess, meanWeight, maxWeight, clipped } = found;
  return {
    ips: estimateOf(ips),
    snips: estimateOf(snips),
    dm: estimateOf(dm),
    dr: estimateOf(dr),
    sndr: estimateOf(sndr),
    clipped,
    // Weights too large for a number leave one row that counts, and nothing to rest on.
    ess: Number.isFinite(ess) ? ess : 0,
    meanWeight: finite(meanWeight),
    maxWeight: finite(maxWeight),
  };
}

function estimateOf(found: FoundEstimate): Estimate {
  if (!('refused' in found)) {
    return isFinite(found) ? found : { refused: 'its interval is not known' };
  }
  const { refused, crossedOut, marks } = found;
  return {
    refused,
    ...(crossedOut && isFinite(crossedOut) ? { crossedOut } : {}),
    ...(marks ? { marks } : {}),
  };
}

function isFinite({ estimate, standardError, low, high }: Figure): boolean {
  return [estimate, standardError, low, high].every(Number.isFinite);
}

function finite(weight: number): number {
  return Number.isFinite(weight) ? weight : Number.MAX_VALUE;
}

function known<K extends string>(key: K, value: number | undefined): Partial<Record<K, number>> {
  if (value === undefined || !Number.isFinite(value)) return {};
  return { [key]: value } as Record<K, number>;
}
