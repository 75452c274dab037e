import type { Policy, PolicyTest, Rule, Verdict } from '../policy/model.ts';
import type { Finding } from './finding.ts';

/** Tests that fail whatever is given to them, since no rule gives what they expect. */
export function expectationFindings(policy: Policy, tests: readonly PolicyTest[]): Finding[] {
  return tests.flatMap((test): Finding[] => {
    const message = impossible(policy, test);
    if (message === undefined) return [];
    const mend = lacksStage(test) ? { mend: { write: suggestStage } } : {};
    return [{ code: 'impossible-expectation', message, at: test.at, ...mend }];
  });
}

const suggestStage = 'stage is suggest';

/** A choice is suggested at one stage alone, which a test is not at unless it says so. */
function lacksStage({ expect, stage }: PolicyTest): boolean {
  return expect.verdict === 'suggest' && stage !== 'suggest';
}

function impossible(policy: Policy, test: PolicyTest): string | undefined {
  const { expect, stage } = test;
  const { verdict, to } = expect;
  const { rules, handoff } = policy;
  if (lacksStage(test)) {
    return `Nothing suggests at the stage \`${stage}\`: add \`${suggestStage}\` to what is given`;
  }
  if (verdict === 'act' && stage === 'suggest') {
    return 'Nothing acts at the stage `suggest`, which the test gives';
  }
  if (verdict !== 'act' && verdict !== 'suggest' && !rules.some((rule) => gives(rule, verdict))) {
    return `No rule of \`${handoff}\` gives \`${verdict}\``;
  }
  if (to !== undefined && !rules.some((rule) => asks(rule, to))) {
    return `No rule of \`${handoff}\` asks \`${to}\``;
  }
  return undefined;
}

function gives({ kind, otherwise }: Rule, verdict: Verdict): boolean {
  // Whatever it is, a rule that cannot be decided escalates.
  if (verdict === 'escalate') return true;
  if (kind === 'trigger') return false;
  return otherwise.kind === verdict || (verdict === 'block' && otherwise.kind === 'nearest');
}

function asks({ otherwise, escalatesTo }: Rule, role: string): boolean {
  return escalatesTo === role || (otherwise.kind === 'escalate' && otherwise.to === role);
}
