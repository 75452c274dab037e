import { formatNumber } from '../policy/format.ts';
import type { ValueType } from '../policy/model.ts';
import { armMeanings, arms, refusalsOf } from '../simulation/arms.ts';
import type { ArmValue, Estimate, Figure } from '../simulation/estimates.ts';
import type { ReplayResult } from '../simulation/result.ts';
import { aligned, wrapped } from './layout.ts';
import type { Paint } from './terminal.ts';

const ratios =
  'an arm that does not always act has a SNIPS of the decisions that it carries out, which are others than those of the other arms';

/** The three arms side by side, and below them why figures that would mislead are crossed out. */
export function valueLines(
  { value, goal }: ReplayResult,
  goalType: ValueType | undefined,
  paint: Paint,
): string[] {
  if (!goal) return ['  no goal is declared, so nothing can be estimated'];
  const head = ['', 'IPS per decision', 'SNIPS, carried out', 'ESS', 'mean weight'];
  const texts = aligned([
    head,
    ...arms.map((arm) => [
      arm,
      estimateWords(value[arm].ips, goalType),
      estimateWords(value[arm].snips, goalType),
      formatNumber(Math.round(value[arm].ess)),
      value[arm].meanWeight.toFixed(3),
    ]),
  ]);
  const [title = [], ...rows] = texts;
  return [
    paint('dim', `  ${title.join('  ')}`),
    ...arms.map((arm, index) => {
      const [name = '', ips = '', snips = '', ...rest] = rows[index] ?? [];
      const { ips: first, snips: second } = value[arm];
      return `  ${[name, struck(ips, first, paint), struck(snips, second, paint), ...rest].join('  ')}`;
    }),
    ...arms.flatMap((arm) => refusalLines(arm, value[arm])),
    ...wrapped(`${arms.map((arm) => `${arm}: ${armMeanings[arm]}`).join('; ')}; ${ratios}`, {
      first: '  ',
      rest: '  ',
    }),
  ];
}

function estimateWords(estimate: Estimate, type: ValueType | undefined): string {
  if (!('refused' in estimate)) return figureWords(estimate, type);
  // The tildes say in a pipe what a line through the figure says on a screen.
  return estimate.crossedOut ? `~${figureWords(estimate.crossedOut, type)}~` : 'refused';
}

function figureWords({ estimate, low, high }: Figure, type: ValueType | undefined): string {
  const [value, from, to] = [estimate, low, high].map((figure) => amount(figure, type));
  return `${value} [${from}, ${to}]`;
}

/** A rate of yes is a share; anything else is a mean, to four digits. */
function amount(value: number, type: ValueType | undefined): string {
  if (type === undefined || type.kind === 'yesNo' || type.kind === 'share') {
    return `${(100 * value).toFixed(2)}%`;
  }
  return formatNumber(Number(value.toPrecision(4)));
}

/** Painted without the spaces before it, which would be struck through too. */
function struck(text: string, estimate: Estimate, paint: Paint): string {
  if (!('refused' in estimate)) return text;
  const figure = text.trimStart();
  const space = text.slice(0, text.length - figure.length);
  const line = estimate.crossedOut ? paint('strikethrough', figure) : figure;
  return space + paint('dim', line);
}

/** One line where both estimators are refused for the same reason, as they mostly are. */
function refusalLines(arm: string, value: ArmValue): string[] {
  return refusalsOf(value).flatMap(({ reason, estimators }) =>
    wrapped(`${arm}: ${estimators.join(' and ')} refused: ${reason}`, {
      first: '  ',
      rest: '    ',
    }),
  );
}
