import { leavesOf } from './leaves.ts';
import type { Condition } from './model.ts';

/**
 * The columns that can make a condition unknown where a row lacks them. One that the condition
 * itself asks about with `is known` is left out: whoever wrote that has thought of it.
 */
export function unknownColumns(condition: Condition): string[] {
  const read = new Set<string>();
  const asked = new Set<string>();
  collect(condition, read, asked);
  return [...read].filter((name) => !asked.has(name));
}

function collect(condition: Condition, read: Set<string>, asked: Set<string>): void {
  switch (condition.kind) {
    case 'and':
    case 'or':
      for (const part of condition.parts) collect(part, read, asked);
      return;
    case 'not':
      collect(condition.part, read, asked);
      return;
    default:
      for (const leaf of leavesOf(condition)) {
        if (leaf.kind === 'column') (condition.kind === 'known' ? asked : read).add(leaf.name);
      }
  }
}
