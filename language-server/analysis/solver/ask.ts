import type { Policy, Rule } from '../../policy/model.ts';
import type { Finding } from '../finding.ts';
import type { Encoding } from './encode.ts';
import { encode } from './encode.ts';
import type { Answer, SolveOptions } from './solve.ts';
import { solve } from './solve.ts';
import type { Witness } from './witness.ts';
import { witnessText } from './witness.ts';

/** Whether there is a decision in which a formula over some rules of a policy holds. */
export type Ask = (
  rules: readonly Rule[],
  formula: (encoding: Encoding) => string,
) => Promise<Answer>;

export function askOf(policy: Policy, options: SolveOptions): Ask {
  return (rules, formula) => {
    const encoding = encode(
      policy,
      rules.map(({ fires }) => fires),
    );
    return solve(formula(encoding), encoding, options);
  };
}

/** `, for example where engagement is dormant`, to stand behind what a finding says. */
export function forWhom(
  witness: Witness,
  policy: Policy,
  options: { withChoice: boolean } = { withChoice: false },
): string {
  const text = witnessText(witness, policy, options);
  return text === '' ? '' : `, for example where ${text}`;
}

export function undecided({ name, at }: Pick<Rule, 'name' | 'at'>, what: string): Finding {
  const message = `\`${name}\`: could not decide in time ${what}`;
  return { code: 'undecided', message, at };
}
