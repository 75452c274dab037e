import type { LeafCstNode } from 'langium';

/** What stands between two words of a line. */
export function spacesBetween(left: LeafCstNode, right: LeafCstNode): 0 | 1 {
  const [before, after] = [wordOf(left), wordOf(right)];
  if (after === ',' || after === ')' || after === '%' || before === '(') return 0;
  if (before === '-' && left.astNode.$type === 'Negative') return 0;
  return isSlash(left) || isSlash(right) ? 0 : 1;
}

/** Whether a person may begin a new line between two words of a rule. */
export function mayBreak(left: LeafCstNode, right: LeafCstNode): boolean {
  if (wordOf(right) === 'UNIT' || spacesBetween(left, right) === 0) return false;
  // A segment is nothing but its condition, which may be long.
  return wordOf(left) !== 'NAME_COLON' || left.astNode.$type === 'Segment';
}

/** Of `yes/no` and of shares such as 1/8; a division has spaces. */
function isSlash(leaf: LeafCstNode): boolean {
  return (
    wordOf(leaf) === '/' && (leaf.astNode.$type === 'YesNoType' || leaf.astNode.$type === 'Share')
  );
}

function wordOf({ tokenType }: LeafCstNode): string {
  return tokenType.name;
}
