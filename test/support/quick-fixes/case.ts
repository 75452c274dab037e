import type { ProblemCode } from '../../../language-server/language/problems.ts';
import { data, handoff, never, soundHeaders } from '../handoff-texts.ts';

/** A fix, and what it does to a text that has the fault. */
export interface FixCase {
  code: ProblemCode;
  text: string;
  title: string;
  /** What is written instead: the first occurrence of a text, and what stands there then. */
  becomes: [from: string, to: string];
  beside?: Record<string, string>;
  isPreferred?: true;
  /** A person has to do more, and is asked for it until then. */
  remains?: true;
}

/** Of a condition, of which a part is replaced. */
export const condition = (
  code: ProblemCode,
  from: string,
  title: string,
  to: string,
  more: Partial<FixCase> = {},
): FixCase => ({
  code,
  text: never(from),
  title,
  becomes: [from, to],
  ...more,
});
/** Of blocks or lines of a handoff. */
export const block = (
  code: ProblemCode,
  from: string,
  title: string,
  to: string,
  more: Partial<FixCase> = {},
): FixCase => ({
  code,
  text: handoff(from),
  title,
  becomes: [from, to],
  ...more,
});
export const column = (
  code: ProblemCode,
  from: string,
  title: string,
  to: string,
  more: Partial<FixCase> = {},
): FixCase => ({
  code,
  text: `${data}  ${from}\n`,
  title,
  becomes: [from, to],
  ...more,
});
export const whole = (
  code: ProblemCode,
  text: string,
  title: string,
  becomes: [string, string],
  more: Partial<FixCase> = {},
): FixCase => ({
  code,
  text,
  title,
  becomes,
  ...more,
});
export const preferred = { isPreferred: true } as const;
export const org = {
  'lib/org.handoff':
    'guardrails g\n theirs: never when consent is unknown\ncalendar free\n 2026-01-01',
};
export const irreversible = (autonomy: string): string => handoff(`irreversible\n${autonomy}`);
export const test = (lines: string): string => `${handoff()}test "t" of h\n${lines}`;
export const simulation = (lines: string): string => `${handoff()}simulation s of h\n${lines}`;
export const chosenSize = data
  .replace('by the hour, chosen', 'by the hour')
  .replace('small, large', 'small, large, chosen');

/** A handoff in which a review finds nothing but what the blocks, or other headers, bring. */
export function sound(blocks = '', given: Partial<typeof soundHeaders> = {}): string {
  const headers = Object.values({ ...soundHeaders, ...given }).filter((line) => line !== '');
  return `${data}handoff h\n${headers.map((line) => `  ${line}\n`).join('')}${blocks}`;
}
