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
  const show: Show = { value, goalType, paint };
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
  goalType: ValueType | undefined;
  paint: Paint;
}

function tableLines(
  { value, goalType, paint }: Show,
  columns: [Estimator, string][],
  counts: [string, (value: ArmValue) => string][] = [],
): string[] {
  const head = ['', ...columns.map(([, title]) => title), ...counts.map(([title]) => title)];
  const texts = aligned([
    head,
    ...arms.map((arm) => [
      arm,
      ...columns.map(([estimator]) => estimateWords(value[arm][estimator], goalType)),
      ...counts.map(([, words]) => words(value[arm])),
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

export function estimateWords(estimate: Estimate, type: ValueType | undefined): string {
  const signs = (estimate.marks ?? []).map((mark) => markSigns[mark]).join('');
  if (!('refused' in estimate)) return figureWords(estimate, type, signs);
  // The tildes say in a pipe what a line through the figure says on a screen.
  return estimate.crossedOut ? `~${figureWords(estimate.crossedOut, type, signs)}~` : 'refused';
}

function figureWords(
  { estimate, low, high }: Figure,
  type: ValueType | undefined,
  signs = '',
): string {
  const [value, from, to] = [estimate, low, high].map((figure) => amount(figure, type));
  return `${value}${signs} [${from}, ${to}]`;
}

/** A rate of yes is a share; anything else is a mean, to four digits. */
function amount(value: number, type: ValueType | undefined): string {
  if (type === undefined || type.kind === 'yesNo' || type.kind === 'share') {
    const share = (100 * value).toFixed(2);
    return `${share.replace(/^-(?=0\.00$)/, '').replace('-', '−')}%`;
  }
  return formatNumber(Number(value.toPrecision(4)));
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
