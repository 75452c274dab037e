import { amount } from '../charts/words.ts';
import { formatNumber } from '../policy/format.ts';
import type { Policy, ValueType } from '../policy/model.ts';
import type { Estimator, Mark } from '../simulation/arms.ts';
import { armMeanings, arms, markSigns, refusalsOf } from '../simulation/arms.ts';
import type { ArmValue, Estimate, Figure } from '../simulation/estimates.ts';
import type { ReplayResult } from '../simulation/result.ts';
import { markWords, modelWords, ratioWords } from '../simulation/value/rests.ts';
import { aligned, wrapped } from './layout.ts';
import type { Paint } from './terminal.ts';

const ratios =
  'an arm that does not always act has a SNIPS of the decisions that it carries out, which are others than those of the other arms';

/** The three arms side by side, and below them why figures that would mislead are crossed out. */
export function valueLines(
  { value, goal, valueRests }: ReplayResult,
  { goalType, policy }: { goalType: ValueType | undefined; policy: Policy },
  paint: Paint,
): string[] {
  if (!goal) return ['  no goal is declared, so nothing can be estimated'];
  const isShare = isShareType(goalType);
  const show: Show = { value, words: (figure) => amount(figure, isShare), paint };
  const present = new Set(arms.flatMap((arm) => marksOf(value[arm])));
  const said = valueRests
    ? [
        `The reward model is ${modelWords(valueRests.model, policy)}.`,
        ...(valueRests.ratio ? [ratioWords(valueRests.ratio, policy)] : []),
        ...[...present].map((mark) => `${markSigns[mark]} ${markWords(mark, valueRests)}`),
      ]
    : [];
  return [
    ...tableLines(show, [
      ['ips', 'IPS per decision'],
      ['dr', 'DR per decision'],
      ['snips', 'SNIPS, carried out'],
    ]),
    ...tableLines(
      show,
      [
        ['dm', 'DM, by model alone'],
        ['sndr', 'SNDR per decision'],
      ],
      [
        ['ESS', ({ ess }) => formatNumber(Math.round(ess))],
        ['mean weight', ({ meanWeight }) => meanWeight.toFixed(3)],
      ],
    ),
    ...arms.flatMap((arm) => refusalLines(arm, value[arm])),
    ...said.flatMap(paragraph),
    ...paragraph(`${arms.map((arm) => `${arm}: ${armMeanings[arm]}`).join('; ')}; ${ratios}`),
  ];
}

interface Show {
  value: ReplayResult['value'];
  words: (figure: number) => string;
  paint: Paint;
}

function tableLines(
  { value, words, paint }: Show,
  columns: [Estimator, string][],
  counts: [string, (value: ArmValue) => string][] = [],
): string[] {
  const head = ['', ...columns.map(([, title]) => title), ...counts.map(([title]) => title)];
  const texts = aligned([
    head,
    ...arms.map((arm) => [
      arm,
      ...columns.map(([estimator]) => estimateWords(value[arm][estimator], words)),
      ...counts.map(([, count]) => count(value[arm])),
    ]),
  ]);
  const [title = [], ...rows] = texts;
  return [
    paint('dim', `  ${title.join('  ')}`),
    ...arms.map((arm, index) => {
      const [name = '', ...cells] = rows[index] ?? [];
      const shown = cells.map((cell, at) => {
        const estimator = columns[at]?.[0];
        return estimator === undefined ? cell : struck(cell, value[arm][estimator], paint);
      });
      return `  ${[name, ...shown].join('  ')}`;
    }),
  ];
}

function marksOf(value: ArmValue): Mark[] {
  return [value.ips, value.dm, value.dr].flatMap(({ marks }) => marks ?? []);
}

/** An estimate with its interval, each figure in the words of its unit. */
export function estimateWords(estimate: Estimate, words: (figure: number) => string): string {
  const signs = (estimate.marks ?? []).map((mark) => markSigns[mark]).join('');
  const said = ({ estimate: value, low, high }: Figure): string =>
    `${words(value)}${signs} [${words(low)}, ${words(high)}]`;
  if (!('refused' in estimate)) return said(estimate);
  // The tildes say in a pipe what a line through the figure says on a screen.
  return estimate.crossedOut ? `~${said(estimate.crossedOut)}~` : 'refused';
}

/** A rate of yes is a share; anything else is a mean. */
export function isShareType(type: ValueType | undefined): boolean {
  return type === undefined || type.kind === 'yesNo' || type.kind === 'share';
}

/** Painted without the spaces before it, which would be struck through too. */
export function struck(text: string, estimate: Estimate, paint: Paint): string {
  if (!('refused' in estimate)) return text;
  const figure = text.trimStart();
  const space = text.slice(0, text.length - figure.length);
  const line = estimate.crossedOut ? paint('strikethrough', figure) : figure;
  return space + paint('dim', line);
}

/** One line where estimators are refused for the same reason, as they mostly are. */
function refusalLines(arm: string, value: ArmValue): string[] {
  return refusalsOf(value).flatMap(({ reason, estimators }) =>
    wrapped(`${arm}: ${estimators.join(', ')} refused: ${reason}`, {
      first: '  ',
      rest: '    ',
    }),
  );
}

function paragraph(text: string): string[] {
  return wrapped(text, { first: '  ', rest: '  ' });
}
