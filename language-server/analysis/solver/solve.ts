import type { Encoding } from './encode.ts';
import { laws } from './leaf-variables.ts';
import type { Expression } from './smt.ts';
import { parse } from './smt.ts';
import type { Witness } from './witness.ts';
import { witnessFrom, witnessTerms } from './witness.ts';

export interface Solver {
  /** Whether what a script of SMT-LIB 2 asserts can be, within so many milliseconds. */
  solve: (
    script: string,
    limit: number,
  ) => Promise<{ verdict: 'sat'; model: string } | { verdict: 'unsat' } | { verdict: 'unknown' }>;
}

export type Answer =
  { kind: 'never' } | { kind: 'possible'; witness: Witness } | { kind: 'undecided' };

export interface SolveOptions {
  solver: Solver;
  /** Milliseconds that one question may take. */
  limit: number;
}

/** Whether there is a decision in which a formula holds, and one where it does. */
export async function solve(
  formula: string,
  { variables }: Encoding,
  { solver, limit }: SolveOptions,
): Promise<Answer> {
  const terms = witnessTerms(variables);
  const script = [
    ...[...variables.byKey.values()].flatMap(({ declarations }) => declarations),
    ...variables.texts.declarations(),
    ...terms.map(({ sort }, i) => `(declare-const v${i} ${sort})`),
    `(assert ${laws(variables)})`,
    `(assert ${formula})`,
    ...terms.map(({ term }, i) => `(assert (= v${i} ${term}))`),
  ].join('\n');
  const answer = await solver.solve(script, limit);
  if (answer.verdict === 'unsat') return { kind: 'never' };
  if (answer.verdict === 'unknown') return { kind: 'undecided' };
  const values = new Map<string, Expression | undefined>();
  for (const [, name = '', value = ''] of answer.model.matchAll(/^(v\d+) -> (.+)$/gm)) {
    values.set(name, parse(value)[0]);
  }
  const answers = terms.map((_, i) => values.get(`v${i}`));
  return { kind: 'possible', witness: witnessFrom(variables, answers) };
}
