import { byPlace } from '../language/diagnose.ts';
import { Failure } from './failure.ts';
import type { PolicyFile } from './load-policies.ts';

/** Milliseconds that one question about a rule may take. */
const limit = 500;
/** Milliseconds that all questions about a policy may take together. */
const budget = 60_000;

/** Files with what only reasoning over all decisions finds; those with errors stay as they are. */
export async function withDeepFindings(files: readonly PolicyFile[]): Promise<PolicyFile[]> {
  // Loaded on demand: the solver is large, and starts threads.
  const { startZ3 } = await import('../analysis/solver/z3.ts');
  const { deepFindings } = await import('../analysis/solver/checks.ts');
  const { withinBudget } = await import('../analysis/solver/within-budget.ts');
  const z3 = await startZ3();
  if (!z3) {
    throw new Failure(
      'no-solver',
      '--deep needs the npm package z3-solver: install it beside handoff',
    );
  }
  try {
    const result: PolicyFile[] = [];
    for (const file of files) {
      const diagnostics = [...file.diagnostics];
      const own = file.isSound ? file.policies.filter(({ at }) => at.file === file.file) : [];
      for (const policy of own) {
        const solver = withinBudget(z3, { budget, now: () => performance.now() });
        const found = await deepFindings(policy, { solver, limit });
        diagnostics.push(...file.placed(found, policy.at));
      }
      result.push({ ...file, diagnostics: diagnostics.sort(byPlace) });
    }
    return result;
  } finally {
    z3.end();
  }
}
