import { counted, formatNumber, formatValue } from '../policy/format.ts';
import type { RunSummary } from '../protocol.ts';
import { points } from './words.ts';

type Report = NonNullable<RunSummary['result']['surprises']>;
type Pattern = Report['patterns'][number];

/** How much surprised, and how much of that was sound. */
export function surpriseCounts(report: Report, decisions: number): string {
  const { above, surprising, sound, unsound, untold } = report;
  const unknown =
    untold === 0 ? '' : `, ${formatNumber(untold)} of these because the log cannot tell`;
  return `${formatNumber(surprising)} of ${formatNumber(decisions)} decisions surprised by more than ${formatValue(above, { kind: 'bits' })}; by what was known on the day, ${formatNumber(sound)} were sound and ${formatNumber(unsound)} unsound${unknown}`;
}

/** What the patterns were compared with, and on which rows. */
export function comparisonWords({ compared, heldOutFrom, uncompared }: Report): string {
  const from =
    heldOutFrom === undefined
      ? 'no time is held out'
      : `the holdout begins on ${formatValue(heldOutFrom, { kind: 'date' })}`;
  const rest =
    uncompared === 0
      ? ''
      : `; of ${counted(uncompared, 'surprising decision')} the choice is in none of them, since it or the usual one was not logged in such a case before the holdout`;
  return `${counted(compared, 'pattern')} compared with the usual choice, on the whole log; ${from}${rest}; differences in percentage points, with 95% intervals`;
}

export function differenceWords(found: { difference: number; low: number; high: number }): string {
  return `${points(found.difference)} [${points(found.low)}, ${points(found.high)}]`;
}

/** The false discovery rate of a pattern, after Benjamini–Hochberg. */
export function qWords({ q }: Pick<Pattern, 'q'>): string {
  return q < 0.001 ? 'below 0.001' : q.toFixed(3);
}
