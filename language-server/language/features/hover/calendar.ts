import { counted, formatValue } from '../../../policy/format.ts';
import type { CalendarRange } from '../../../policy/model.ts';
import { plain } from '../../../policy/words.ts';
import { heading, paragraphs } from './markdown.ts';

const mostRanges = 6;

/** The dates of a calendar, the first of them one by one. */
export function calendarHover(
  name: string,
  ranges: readonly CalendarRange[],
  path: string | undefined,
): string {
  const days = ranges.reduce((sum, { from, to }) => sum + Math.max(0, to - from + 1), 0);
  const ordered = [...ranges].sort((left, right) => left.from - right.from);
  const last = ordered.at(-1);
  const more = ordered.length - mostRanges;
  return paragraphs(
    `${heading('calendar', name)}: ${counted(days, 'day')}${path === undefined ? '' : ` from ${plain(path)}`}`,
    [
      ...ordered.slice(0, mostRanges).map((range) => `- ${rangeWords(range)}`),
      ...(more > 0 && last
        ? [`- … ${counted(more, 'more', 'more')}, the last ${rangeWords(last)}`]
        : []),
    ].join('\n'),
  );
}

function rangeWords({ from, to, label }: CalendarRange): string {
  const [first, last] = [from, to].map((days) => formatValue(days, { kind: 'date' }));
  return `${from === to ? first : `${first} to ${last}`}${label === undefined ? '' : `: ${plain(label)}`}`;
}
