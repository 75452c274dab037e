import {
  comparisonWords,
  differenceWords,
  qWords,
  surpriseCounts,
} from '../charts/surprise-words.ts';
import { formatNumber } from '../policy/format.ts';
import type { SurprisePattern, SurpriseReport } from '../simulation/surprise/report.ts';
import { wrapped } from './layout.ts';

const SHOWN = 5;

/** What surprised, and which of the patterns behind it are sound; all of them are in the JSON. */
export function surpriseLines(report: SurpriseReport | undefined, decisions: number): string[] {
  if (!report) return [];
  const { patterns } = report;
  const head = wrapped(surpriseCounts(report, decisions), { first: '  ', rest: '    ' });
  if (report.refused !== undefined) return [...head, ...indented(`refused: ${report.refused}`)];
  const isSound = patterns.filter((each) => each.isSound);
  const isUnsound = patterns.filter((each) => !each.isSound);
  return [
    ...head,
    ...wrapped(comparisonWords(report), { first: '  ', rest: '    ' }),
    ...groupLines('sound', isSound),
    ...groupLines('unsound', isUnsound),
  ];
}

function groupLines(name: string, patterns: readonly SurprisePattern[]): string[] {
  const more = patterns.length > SHOWN ? `, the first ${String(SHOWN)}` : '';
  return [
    `  ${name}: ${formatNumber(patterns.length)}${more}`,
    ...patterns
      .slice(0, SHOWN)
      .flatMap((pattern) => [
        ...wrapped(`${pattern.choice} where ${pattern.context}`, { first: '    ', rest: '      ' }),
        ...wrapped(evidenceWords(pattern), { first: '      ', rest: '      ' }),
        ...(pattern.reasons.length === 0
          ? []
          : wrapped(pattern.reasons.join('; '), { first: '      ', rest: '      ' })),
      ]),
  ];
}

function evidenceWords(pattern: SurprisePattern): string {
  const { decisions, n, holdout } = pattern;
  const held = holdout ? `, holdout ${differenceWords(holdout)}` : '';
  return `${formatNumber(decisions)} decisions; ${formatNumber(n)} rows: ${differenceWords(pattern)}, q ${qWords(pattern)}${held}`;
}

function indented(text: string): string[] {
  return wrapped(text, { first: '    ', rest: '      ' });
}
