import { deepFindings } from '../../language-server/analysis/solver/checks.ts';
import type { Solver } from '../../language-server/analysis/solver/solve.ts';
import { startZ3 } from '../../language-server/analysis/solver/z3.ts';
import type { Policy } from '../../language-server/policy/model.ts';
import { check } from '../support/handoff.ts';
import { handoff } from '../support/handoff-texts.ts';
import { formatTable, grouped, ratio } from './measure.ts';

/** Milliseconds that one question may take, as in the editor. */
const limit = 500;

/** What reasoning over all decisions costs, with the decisions that are tried first and without. */
export async function benchSolver(): Promise<string> {
  const solver = await startZ3();
  if (!solver) throw new Error('z3-solver is not installed: run `npm ci`');
  try {
    const [small, large] = [await policyOf(40), await policyOf(400)];
    const without = await measured(small, solver, 0);
    const rows = [
      ['40 rules, the solver alone', without],
      ['40 rules', await measured(small, solver)],
      ['400 rules', await measured(large, solver)],
    ] as const;
    const [, { milliseconds, questions }] = rows[1];
    return [
      'Reasoning over all decisions about the rules of a policy',
      formatTable(
        ['', 'questions', 'seconds', 'findings'],
        rows.map(([what, each]) => [
          what,
          grouped.format(each.questions),
          (each.milliseconds / 1000).toFixed(2),
          String(each.findings),
        ]),
      ),
      `Decisions tried first: ${ratio(without.questions, questions)} fewer questions, ` +
        `${ratio(without.milliseconds, milliseconds)} faster`,
    ].join('\n');
  } finally {
    solver.end();
  }
}

async function measured(
  policy: Policy,
  solver: Solver,
  draws?: number,
): Promise<{ questions: number; milliseconds: number; findings: number }> {
  let questions = 0;
  const counting: Solver = {
    solve: (script, each) => {
      questions++;
      return solver.solve(script, each);
    },
  };
  const start = performance.now();
  const found = await deepFindings(policy, {
    solver: counting,
    limit,
    ...(draws === undefined ? {} : { draws }),
  });
  return { questions, milliseconds: performance.now() - start, findings: found.length };
}

/** A policy of so many rules over a dozen quantities, of which some repeat and some contradict. */
async function policyOf(count: number): Promise<Policy> {
  const of = <T>(list: readonly T[], index: number): T => list[index % list.length]!;
  const hour = (i: number): string => `${String(i % 24).padStart(2, '0')}:00`;
  const forms: ((index: number) => string)[] = [
    (i) => `n is between ${i} and ${i + 3} and level is ${of(['low', 'mid', 'high'], i)}`,
    (i) => `hour is between ${hour(i)} and ${hour(i + 10)} and visits is ${i}`,
    (i) => `spent is between ${10 * i} EUR and ${10 * i + 9} EUR or paid is ${i} USD`,
    (i) => `confidence is below ${(i * 7) % 100}% and visits is above ${i} and size is small`,
    (i) => `time since the last email is below ${i + 1} hours and part is at least ${i / 10}%`,
    (i) => `weekday is ${of(['Monday', 'Friday', 'Sunday'], i)} and n is ${i} and consent`,
    (i) => `evidence is below ${i + 1} emails and surprise is above ${i / 10} bits`,
    // Every other of these never fires.
    (i) => `n is above ${i} and n is below ${i + (i % 16)} and visits is known`,
  ];
  const rules = Array.from({ length: count }, (_, i) => `r${i}: never when ${of(forms, i)(i)}`);
  const { policies, diagnostics } = await check(handoff(`boundaries\n${rules.join('\n')}\n`));
  const [policy] = policies;
  if (!policy || diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics[0]));
  return policy;
}
