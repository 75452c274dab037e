import { findingsOf } from '../../policy/columns/findings.ts';
import { leavesOf } from '../../policy/leaves.ts';
import type { Policy, Simulation } from '../../policy/model.ts';
import { FALSE, TRUE } from '../../policy/tri.ts';
import type { Decider } from '../decide.ts';
import { newEnding } from '../decide.ts';
import type { Estimate, Figure } from '../estimates.ts';
import type { LanesOfRow, RulesOnLanes } from '../lane-conditions.ts';
import type { People } from '../people.ts';
import type { ValuedRow } from '../values.ts';
import type { Drawn, Taken } from '../weights.ts';
import { createWeights } from '../weights.ts';
import { conditionsOf } from '../what-is-read.ts';
import { createDifferences } from './differences.ts';

/** What the policy would be worth, were one of its rules not there. */
export interface BoundaryCost {
  name: string;
  file: string;
  line: number;
  /** Decisions that end otherwise without it: another verdict, or another choice carried out. */
  changed: number;
  /** The value per decision without the rule, less that with it; refused where the policy's is. */
  ips: Estimate;
  dr: Estimate;
}

export interface BoundaryCosts {
  /**
   * False: what a decision moves (caps, stage, budgets, learned rules, what the agent learned) is
   * that of the whole policy, and only the decision itself is taken without the rule.
   */
  isExact: boolean;
  rules: BoundaryCost[];
}

export interface CostMeter {
  /** A decision whose rules are worked out; `valued` absent where no estimate can use its row. */
  add: (row: number, drawn: Drawn, valued: ValuedRow | undefined) => void;
  finish: (options: {
    seed: number;
    resamples: number;
    policyArm: { ips: Estimate; dr: Estimate };
  }) => BoundaryCosts;
}

export interface CostOptions {
  policy: Policy;
  simulation: Simulation;
  ofRow: LanesOfRow;
  rules: RulesOnLanes;
  people: People;
  decider: Decider;
}

/**
 * Takes every decision once more without each rule that found something on it, in one replay: the
 * probabilities of all choices are known, so that a rule's absence is a change of weights. Where
 * no decision moves what a later one reads, that is the replay of the policy without the rule,
 * exactly; else it is its effect decision by decision, and `isExact` says so.
 */
export function createCostMeter(options: CostOptions): CostMeter {
  const { policy, simulation, ofRow, rules, people, decider } = options;
  const { lanes, active } = ofRow;
  const weights = createWeights(lanes, decider, { standIns: () => undefined });
  const found = policy.rules.map(findingsOf);
  const count = policy.rules.length;
  /** By rule, then by place: what the rule finds. */
  const contributions = new Uint8Array(count * lanes.count);
  const touched = new Int32Array(count);
  const whole = new Uint8Array(lanes.count);
  const changed = new Float64Array(count);
  const differences = createDifferences(2 * count);
  const ending = newEnding();
  const clipAt = simulation.clipAt ?? Infinity;

  /** Fills `contributions`; how many rules found anything on any active lane. */
  function gather(row: number): number {
    let some = 0;
    for (let rule = 0; rule < count; rule++) {
      const { whenTrue, whenUnknown } = found[rule]!;
      let any = 0;
      for (let place = 0; place < active.count; place++) {
        const tri = rules.fired(rule, row, active.lanes[place]!);
        const finding = tri === FALSE ? 0 : tri === TRUE ? whenTrue : whenUnknown;
        contributions[rule * lanes.count + place] = finding;
        any |= finding;
      }
      if (any !== 0) touched[some++] = rule;
    }
    return some;
  }

  /** Writes the findings of all rules but one. */
  function leaveOut(rule: number, some: number): void {
    people.leaveOut(rule);
    for (let place = 0; place < active.count; place++) {
      let finding = 0;
      for (let i = 0; i < some; i++) {
        const other = touched[i]!;
        if (other !== rule) finding |= contributions[other * lanes.count + place]!;
      }
      decider.findings[active.lanes[place]!] = finding;
    }
  }

  function add(row: number, drawn: Drawn, valued: ValuedRow | undefined): void {
    if (valued) differences.count(valued.subject);
    const some = gather(row);
    if (some === 0) return;
    whole.set(decider.findings);
    const { ending: real, proposal, stage, left } = drawn;
    const without: Drawn = { ...drawn, ending };
    for (let i = 0; i < some; i++) {
      const rule = touched[i]!;
      leaveOut(rule, some);
      const lane = proposal.lane >= 0 ? proposal.lane : lanes.usual;
      if (lane < 0) continue;
      decider.decide(row, lane, { stage, forced: proposal.lane < 0, left }, ending);
      if (ending.verdict !== real.verdict || ending.carried !== real.carried) changed[rule]!++;
      if (valued) compare(rule, valued, weights(row, without).policy);
    }
    decider.findings.set(whole);
    people.leaveOut(-1);
  }

  function compare(rule: number, valued: ValuedRow, taken: Taken): void {
    const { subject, reward, predicted, logged, unit, policy: base } = valued;
    const weigh = (share: number): number => Math.min(share * unit, clipAt);
    const weight = weigh(shareOf(taken, logged)) - weigh(shareOf(base, logged));
    let expected = 0;
    for (let lane = 0; lane < lanes.count; lane++) {
      const more = shareOf(taken, lane) - shareOf(base, lane);
      if (more !== 0) expected += more * predicted[lane]!;
    }
    if (weight === 0 && expected === 0) return;
    differences.add(subject, 2 * rule, weight * reward);
    differences.add(subject, 2 * rule + 1, expected + weight * (reward - predicted[logged]!));
  }

  return {
    add,
    finish: ({ policyArm, ...how }) => {
      const figures = differences.finish(how);
      return {
        isExact: !movesState(policy, simulation),
        rules: policy.rules.map(({ name, at }, rule) => ({
          name,
          ...at,
          changed: changed[rule]!,
          ips: judgedAs(policyArm.ips, figures?.[2 * rule]),
          dr: judgedAs(policyArm.dr, figures?.[2 * rule + 1]),
        })),
      };
    },
  };
}

function shareOf({ shares, lane }: Taken, at: number): number {
  if (shares) return shares[at]!;
  return lane === at ? 1 : 0;
}

/** A difference is as good as the value that it is a difference of. */
function judgedAs(whole: Estimate, figure: Figure | undefined): Estimate {
  const marks = whole.marks ? { marks: whole.marks } : {};
  if (!('refused' in whole) && figure) return { ...figure, ...marks };
  const refused = 'refused' in whole ? whole.refused : 'no row can be used';
  return figure && 'crossedOut' in whole ? { refused, crossedOut: figure, ...marks } : { refused };
}

/** Whether what a decision comes to can change a later one. */
function movesState(policy: Policy, simulation: Simulation): boolean {
  const { agent } = simulation;
  const learns = agent.kind === 'thompson' || agent.kind === 'command';
  const counts = conditionsOf(policy, simulation).some((condition) =>
    leavesOf(condition).some(
      (leaf) =>
        leaf.kind === 'sent' ||
        leaf.kind === 'sinceLast' ||
        (leaf.kind === 'word' && (leaf.word === 'agreement' || leaf.word === 'explored')),
    ),
  );
  const limited = policy.escalations.some(({ budget }) => budget !== undefined);
  const climbs = (policy.autonomy?.steps.length ?? 0) + (policy.autonomy?.returns.length ?? 0) > 0;
  return learns || counts || limited || climbs || policy.feedback.length > 0;
}
