import { formatValue } from '../../policy/format.ts';
import type { Policy } from '../../policy/model.ts';

/**
 * A cell in words: `device is mobile and engagement is active`. Identifiers are not shown: a
 * pattern is of many, and whose it is is nobody's business.
 */
export function cellWords(
  context: readonly number[],
  columns: readonly string[],
  { policy, wordsOf }: { policy: Policy; wordsOf: (column: string) => string[] | undefined },
): string {
  if (columns.length === 0) return 'all decisions';
  return columns
    .map((name, index) => {
      const value = context[index]!;
      if (Number.isNaN(value)) return `${name} is unknown`;
      const column = policy.data.columns.find((each) => each.name === name);
      if (column?.type.kind === 'identifier' || column?.role === 'subject') {
        return `${name} is one of them`;
      }
      const words = wordsOf(name);
      return `${name} is ${words?.[value] ?? formatValue(value, column?.type, policy.data)}`;
    })
    .join(' and ');
}
