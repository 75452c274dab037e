import { formatNumber } from '../policy/format.ts';
import type { Estimate, Figure } from '../protocol.ts';

/** 68.1%: one decimal is what a sample of thousands can tell. */
export function percent(share: number): string {
  return `${signed((100 * share).toFixed(1))}%`;
}

/** Of nothing a dash. */
export function part(count: number, of: number): string {
  return of === 0 ? '–' : percent(count / of);
}

/** An estimate: a share as per cent with two decimals, anything else to four digits. */
export function amount(value: number, isShare: boolean): string {
  if (isShare) return `${signed((100 * value).toFixed(2))}%`;
  return formatNumber(Number(value.toPrecision(4))).replace('-', '−');
}

export function intervalWords(
  { low, high }: Pick<Figure, 'low' | 'high'>,
  words: (value: number) => string,
): string {
  return `${words(low)} to ${words(high)}`;
}

/** A difference of shares, in percentage points: +5.17. */
export function points(difference: number): string {
  const text = signed((100 * difference).toFixed(2));
  return /[1-9]/.test(text) && difference > 0 ? `+${text}` : text;
}

/** A difference of values: of shares in percentage points, of others in their own unit; +5.17. */
export function difference(value: number, isShare: boolean): string {
  if (isShare) return points(value);
  const text = amount(value, false);
  return value > 0 ? `+${text}` : text;
}

export function differenceUnit(isShare: boolean): string {
  return isShare ? 'percentage points' : 'difference of the means';
}

/** What the values of a goal are. */
export function goalWords({ column }: { column: string }, isShare: boolean): string {
  return `${isShare ? 'rate of' : 'mean'} ${column}`;
}

/** Refused figures are drawn too, but as what they are. */
export function figureOf(estimate: Estimate): Figure | undefined {
  return 'refused' in estimate ? estimate.crossedOut : estimate;
}

/** The words of a policy are Markdown, whose code marks mean nothing in a chart. */
export function plainly(words: string): string {
  return words.replaceAll('`', '');
}

/** At most so many characters, the last of which then says that there were more. */
export function cut(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

/** With a minus sign, and none before a zero. */
function signed(text: string): string {
  return text.replace(/^-(?=[0.]*$)/, '').replace('-', '−');
}
