import { expect } from 'vitest';
import type { CompletionFiles } from './completion.ts';
import { completions } from './completion.ts';
import { handoff } from './handoff-texts.ts';
import { marked } from './markers.ts';

/** What is offered at the mark of a text. */
export async function offered(source: string, files?: CompletionFiles) {
  const { text, offsets } = marked(source);
  const [offset = 0] = offsets;
  const found = await completions(text, offset, files);
  return { text, offset, candidates: [], ...found };
}

/** The same by what the list shows. */
export async function labels(source: string, files?: CompletionFiles): Promise<string[]> {
  return (await offered(source, files)).candidates.map(({ label }) => label);
}

/** The text once the first candidate of that label is taken, with its tab stops as they are. */
export async function taken(
  source: string,
  label: string,
  files?: CompletionFiles,
): Promise<string> {
  const { text, cursor, candidates } = await offered(source, files);
  const candidate = candidates.find((each) => each.label === label);
  if (!candidate || !cursor) throw new Error(`\`${label}\` is not offered`);
  return text.slice(0, cursor.start) + (candidate.insert ?? label) + text.slice(cursor.end);
}

export const beside = `segment vip: spent is above 5 EUR
calendar holidays
  2026-01-01
guardrails company
  first: never when consent is no
`;
export const boundary = (text: string): string => beside + handoff(`  boundaries\n    ${text}`);
export const never = (text: string): string => boundary(`rule: never when ${text}`);
export const inBlock = (block: string, text = '<|>'): string =>
  beside + handoff(`  ${block}\n    ${text}`);
export const below = (text: string): string =>
  `${beside}${handoff('boundaries\n a: never when vip\n')}${text}`;

/** What comes first, in order, and what is not offered at all. */
export interface Expected {
  first?: string[];
  also?: string[];
  not?: string[];
}

/** What is offered begins with the one, has the other, and nothing of the third. */
export async function expectOffered(
  source: string,
  { first = [], also = [], not = [] }: Expected,
): Promise<void> {
  const found = await labels(source);
  expect(found.slice(0, first.length)).toEqual(first);
  expect(also.filter((each) => !found.includes(each))).toEqual([]);
  expect(not.filter((each) => found.includes(each))).toEqual([]);
}
