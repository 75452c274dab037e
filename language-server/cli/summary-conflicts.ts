import { counted, formatNumber } from '../policy/format.ts';
import type { Conflicts } from '../simulation/conflict-counts.ts';
import { orderWords } from './conflict-words.ts';
import { shortened } from './display-width.ts';
import { aligned, wrapped } from './layout.ts';
import type { Paint } from './terminal.ts';
import { printable } from './terminal.ts';

/** Who lost to whom, for a terminal of 80 columns; what each count is out of comes first. */
export function renderConflicts(conflicts: Conflicts, paint: Paint): string {
  const { handoffs, pairs, notices } = conflicts;
  const table = aligned([
    ['', 'decisions', 'subjects', 'lost', 'share', 'nothing done'],
    ...handoffs.map(({ handoff, decisions, subjects, lost, stopped }) => [
      shortened(printable(handoff), 26),
      ...[decisions, subjects, lost].map(formatNumber),
      decisions === 0 ? '–' : `${((100 * lost) / decisions).toFixed(1)}%`,
      formatNumber(stopped),
    ]),
  ]).map((row) => `  ${row.join('  ')}`);
  const lines = [
    ...wrapped(orderWords(conflicts), { first: '  ', rest: '  ' }),
    ...table,
    ...pairs.flatMap(pairLines),
    ...notices.flatMap((notice) =>
      wrapped(notice.replaceAll('`', ''), { first: '  - ', rest: '    ' }),
    ),
  ];
  return `${[paint('bold', 'Conflicts'), ...lines].join('\n')}\n`;
}

function pairLines({ handoff, to, sharedSubjects, decisions, lost }: Conflicts['pairs'][number]) {
  const about = counted(sharedSubjects, 'shared subject', 'shared subjects');
  const out = `of ${counted(decisions, 'decision', 'decisions')} about ${about}`;
  const head = `${handoff} lost to ${to}, ${out}:${lost.length === 0 ? ' never' : ''}`;
  const rows = aligned(
    lost.map(({ rule, decisions }) => [shortened(printable(rule), 40), formatNumber(decisions)]),
  );
  return [
    ...wrapped(head, { first: '  ', rest: '    ' }),
    ...rows.map((row) => `    ${row.join('  ')}`),
  ];
}
