import type { ArmValue, Estimate, RunSummary } from '../protocol.ts';
import type { SimulationRun } from '../run/run-simulation.ts';
import type {
  ArmValue as FoundArm,
  Estimate as FoundEstimate,
  Figure,
} from '../simulation/estimates.ts';

/**
 * A run as the protocol has it. What is not a finite number, which JSON lacks, is left out or
 * said in words.
 */
export function summaryOf({ data, result }: SimulationRun, milliseconds: number): RunSummary {
  const { value, autonomy, learned } = result;
  return {
    data: {
      path: data.path,
      sha256: data.sha256,
      rows: data.rows,
      undeclared: data.undeclared,
      problems: data.problems.map(({ message }) => message),
    },
    result: {
      ...result,
      value: {
        logged: armOf(value.logged),
        agent: armOf(value.agent),
        policy: armOf(value.policy),
      },
      autonomy: autonomy.map(({ moment, ...change }) => ({
        ...change,
        ...known('moment', moment),
      })),
      learned: learned.map(({ at, ...rule }) => ({ ...rule, ...known('at', at) })),
    },
    milliseconds,
  };
}

function armOf({ ips, snips, ess, meanWeight, maxWeight }: FoundArm): ArmValue {
  return {
    ips: estimateOf(ips),
    snips: estimateOf(snips),
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
  const { refused, crossedOut } = found;
  return { refused, ...(crossedOut && isFinite(crossedOut) ? { crossedOut } : {}) };
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
