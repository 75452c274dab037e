import type { Policy, PolicyTest, Simulation } from '../policy/model.ts';
import { expectationFindings } from './expectations.ts';
import type { Finding } from './finding.ts';
import { frequencyFindings } from './frequency.ts';
import { governanceFindings } from './governance.ts';
import { learnedRuleFindings } from './learned-rules.ts';
import { neverAnsweredFindings } from './never-answered.ts';
import { pastDateFindings } from './past-dates.ts';
import { rangeFindings } from './ranges.ts';
import { reasonFindings } from './reasons.ts';
import { unknownAsFalseFindings } from './unknown-as-false.ts';

/** What a file declares, compiled without an error. */
export interface Reviewed {
  policies: readonly Policy[];
  simulations: readonly Simulation[];
  tests: readonly PolicyTest[];
}

export interface ReviewOptions {
  /** The day that end dates are held against, in days since 1970-01-01. */
  today: number;
}

/** All that can be said of policies without solving anything. */
export function review(
  { policies, simulations, tests }: Reviewed,
  { today }: ReviewOptions,
): Finding[] {
  return policies.flatMap((policy) => {
    const replays = simulations.filter(({ handoff }) => handoff === policy.handoff);
    return [
      ...governanceFindings(policy),
      ...neverAnsweredFindings(policy, replays),
      ...learnedRuleFindings(policy, today),
      ...pastDateFindings(policy, replays, today),
      ...unknownAsFalseFindings(policy, replays),
      ...rangeFindings(policy),
      ...frequencyFindings(policy),
      ...reasonFindings(policy, replays),
      ...expectationFindings(
        policy,
        tests.filter(({ handoff }) => handoff === policy.handoff),
      ),
    ];
  });
}
