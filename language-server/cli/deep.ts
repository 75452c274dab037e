import { byPlace } from '../language/diagnose.ts';
import { Failure } from './failure.ts';
import type { PolicyFile } from './load-policies.ts';

/** Milliseconds that one question about a rule may take. */
const limit = 500;

/** Files with what only reasoning over all decisions finds; those with errors stay as they are. */
export async function withDeepFindings(files: readonly PolicyFile[]): Promise<PolicyFile[]> {
  // Loaded on demand: the solver is large, and starts threads.
  const { startZ3 } = await import('../analysis/solver/z3.ts').catch(() => {
    throw new Failure('no-solver', 'needs the npm package z3-solver: install it beside handoff');
  });
  const { deepFindings } = await import('../analysis/solver/checks.ts');
  const solver = await startZ3();
  try {
    const result: PolicyFile[] = [];
    for (const file of files) {
      const diagnostics = [...file.diagnostics];
      const own = file.isSound ? file.policies.filter(({ at }) => at.file === file.file) : [];
      for (const policy of own) {
        diagnostics.push(...file.placed(await deepFindings(policy, { solver, limit }), policy.at));
      }
      result.push({ ...file, diagnostics: diagnostics.sort(byPlace) });
    }
    return result;
  } finally {
    solver.end();
  }
}
