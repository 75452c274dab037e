import type { Tests } from '../../language-server/protocol.ts';

/** What a test keeps when lines move; of tests with one title, the place among them. */
export function testIds(found: Tests['tests']): string[] {
  const seen = new Map<string, number>();
  return found.map(({ handoff, title }) => {
    const id = `${handoff}/${title}`;
    const place = (seen.get(id) ?? 0) + 1;
    seen.set(id, place);
    return place === 1 ? id : `${id} (${place})`;
  });
}

/** The line of the test that a line (from 1) belongs to: the last that begins there or above. */
export function testAt(lines: readonly number[], line: number): number | undefined {
  return lines.filter((one) => one <= line).at(-1);
}
