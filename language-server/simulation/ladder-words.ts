import type { Policy } from '../policy/model.ts';

/**
 * Where the ladder of autonomy begins and what it counts; undefined where the handoff has none. What
 * was agreed to under another definition does not count: `definition` says which one this is.
 */
export function ladderWords(
  { autonomy, reversible }: Pick<Policy, 'autonomy' | 'reversible'>,
  definition = 'this definition',
): string | undefined {
  if (!autonomy) return undefined;
  const end = reversible === 'irreversible' ? '; irreversible, so it never steps up' : '';
  return `starts at ${autonomy.startsAt}, counting only decisions under ${definition}${end}`;
}
