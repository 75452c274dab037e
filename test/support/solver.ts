import { afterAll } from 'vitest';
import { deepFindings } from '../../language-server/analysis/solver/checks.ts';
import { startZ3 } from '../../language-server/analysis/solver/z3.ts';
import type { Diagnostic } from '../../language-server/language/problems.ts';
import { placedFindings } from '../../language-server/language/review.ts';
import type { Files } from './handoff.ts';
import { check, services } from './handoff.ts';

let started: ReturnType<typeof startZ3> | undefined;
afterAll(async () => (await started)?.end());

/** What reasoning over all decisions finds in a file without errors, at its place. */
export async function deepDiagnostics(text: string, files?: Files): Promise<Diagnostic[]> {
  const solver = await (started ??= startZ3());
  if (!solver) throw new Error('z3-solver is not installed');
  const { document, policies } = await check(text, files);
  const relativePath = ({ uri }: { uri: { path: string } }): string =>
    uri.path.replace('/team/', '');
  const found: Diagnostic[] = [];
  for (const policy of policies) {
    const findings = await deepFindings(policy, { solver, limit: 2000 });
    found.push(...placedFindings(findings, policy.at, { document, services, relativePath }));
  }
  return found;
}
