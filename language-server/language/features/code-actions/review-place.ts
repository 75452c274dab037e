import type { AstNode } from 'langium';
import { AstUtils } from 'langium';
import type { Mend } from '../../../analysis/finding.ts';
import type { Fault } from './fix.ts';

/** What the check that found it knows beside the place. */
export function mendOf({ diagnostic }: Fault): Mend | undefined {
  return ((diagnostic.data ?? {}) as { mend?: Mend }).mend;
}

/**
 * What begins on the line of a diagnostic, where that is one thing alone: a review knows the lines
 * of a policy, and of two rules on one line nobody can tell which is meant.
 */
export function startingAt<T extends AstNode>(
  { document, diagnostic }: Fault,
  ...types: readonly T['$type'][]
): T | undefined {
  const line = diagnostic.range.start.line;
  const starting = AstUtils.streamAst(document.parseResult.value)
    .filter(({ $cstNode }) => $cstNode?.range.start.line === line)
    .toArray();
  const [only, ...others] = starting.filter(({ $type }) => types.includes($type)) as T[];
  // What is wrong with a guardrail of another file is said at the line of the handoff.
  const isElsewhere =
    only?.$type !== 'HandoffBlock' && starting.some(({ $type }) => $type === 'HandoffBlock');
  return others.length > 0 || isElsewhere ? undefined : only;
}
