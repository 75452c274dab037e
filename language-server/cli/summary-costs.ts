import { difference } from '../charts/words.ts';
import { formatNumber } from '../policy/format.ts';
import type { ValueType } from '../policy/model.ts';
import type { Estimate } from '../simulation/estimates.ts';
import type { ReplayResult } from '../simulation/result.ts';
import { stateWords } from '../simulation/value/rests.ts';
import { padded, shortened } from './display-width.ts';
import { aligned, pageWidth, wrapped } from './layout.ts';
import { estimateWords, isShareType, struck } from './summary-value.ts';
import type { Paint } from './terminal.ts';
import { printable } from './terminal.ts';

export const costTitle = 'What each boundary costs: the value without it, less that with it';

/** The rules that changed a decision, those that changed most first. */
export function costLines(
  { boundaryCosts }: ReplayResult,
  goalType: ValueType | undefined,
  paint: Paint,
): string[] {
  if (!boundaryCosts) return [];
  const { all, isExact } = boundaryCosts;
  const rules = boundaryCosts.rules
    .filter(({ changed }) => changed > 0)
    .sort((a, b) => b.changed - a.changed || (a.name < b.name ? -1 : 1));
  const table: [string, Estimate, Estimate][] = rules.map(({ changed, dr, ips }) => [
    formatNumber(changed),
    dr,
    ips,
  ]);
  const isShare = isShareType(goalType);
  const words = (figure: number): string => difference(figure, isShare);
  // The percentage points of the report, in the same words.
  const unit = isShare ? ', points' : '';
  const cells = aligned([
    ['', 'changes', `DR per decision${unit}`, `IPS per decision${unit}`],
    ...[['', all.dr, all.ips] as const, ...table].map(([changed, dr, ips]) => [
      '',
      changed,
      estimateWords(dr, words),
      estimateWords(ips, words),
    ]),
  ]).map((row) => row.slice(1));
  const [head = [], whole = [], ...figures] = cells;
  const room = pageWidth - 2 - 2 - head.join('  ').length;
  const line = (name: string, [changed = '', dr = '', ips = '']: string[], of: Estimate[]) =>
    `  ${padded(shortened(printable(name), room), room)}  ${[changed, struck(dr, of[0]!, paint), struck(ips, of[1]!, paint)].join('  ')}`;
  return [
    paint('dim', `  ${' '.repeat(room)}  ${head.join('  ')}`),
    line('all rules', whole, [all.dr, all.ips]),
    ...rules.map(({ name, dr, ips }, index) => line(name, figures[index] ?? [], [dr, ips])),
    ...wrapped(stateWords(isExact), { first: '  ', rest: '  ' }),
  ];
}
