import { ESCALATE, UNKNOWN_BOUNDARY, findingsOf } from '../policy/columns/findings.ts';
import type { Policy, Rule } from '../policy/model.ts';
import { FALSE, TRUE, UNKNOWN } from '../policy/tri.ts';
import type { Proposal } from './agent.ts';
import type { Ending } from './decide.ts';
import type { RulesOnLanes } from './lane-conditions.ts';

/**
 * What the rules said in the decision under way, as the result counts it. Rules go by their place
 * in the policy; the lists are used again for the next decision, and end at their counts.
 */
export interface RuleOutcomes {
  fired: Int32Array;
  firedCount: number;
  unknown: Int32Array;
  unknownCount: number;
}

/**
 * Reads the outcomes of a decision's rules on the choice that was judged. A rule that moved the
 * choice fired as well, if on the choice that was proposed.
 */
export function createRuleOutcomes(
  policy: Policy,
  rules: RulesOnLanes,
): { outcomes: RuleOutcomes; read: (row: number, proposal: Proposal, ending: Ending) => void } {
  const traces = policy.rules.map(traceOf);
  const outcomes: RuleOutcomes = {
    fired: new Int32Array(traces.length),
    firedCount: 0,
    unknown: new Int32Array(traces.length),
    unknownCount: 0,
  };
  const read = (row: number, { lane: proposed }: Proposal, ending: Ending): void => {
    outcomes.firedCount = 0;
    outcomes.unknownCount = 0;
    const { found, judged, replaced } = ending;
    // Where nothing was found, neither on the judged choice nor on what it replaced, none fired.
    if (found === 0 || judged < 0) return;
    for (let rule = 0; rule < traces.length; rule++) {
      if ((found & traces[rule]!) === 0) continue;
      const tri = rules.fired(rule, row, judged);
      const isBefore =
        tri === FALSE && replaced && proposed >= 0 && rules.fired(rule, row, proposed) === TRUE;
      if (tri === TRUE || isBefore) outcomes.fired[outcomes.firedCount++] = rule;
      else if (tri === UNKNOWN) outcomes.unknown[outcomes.unknownCount++] = rule;
    }
  };
  return { outcomes, read };
}

/** The findings of which one at least is there where a rule fired or was unknown. */
function traceOf(rule: Rule): number {
  if (rule.kind === 'trigger') return ESCALATE;
  return (findingsOf(rule).whenTrue & ~ESCALATE) | UNKNOWN_BOUNDARY;
}
