import { candidates } from '../choices.ts';
import { formatShare, formatValue } from '../format.ts';
import type { CalendarRange, ColumnRole, Policy } from '../model.ts';
import { code, listWords, plain, valueWords } from '../words.ts';

/** The calendars that rules read, with every date, since a rule says no more than they do. */
export function calendarLines({ calendars }: Policy): string[] {
  return Object.entries(calendars)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, ranges]) =>
      ranges.length === 0
        ? `- ${code(name)} holds no date.`
        : `- ${code(name)}: ${ranges.map(rangeWords).join('; ')}.`,
    );
}

const roleWords: Partial<Record<ColumnRole, string>> = {
  subject: 'who the decision is about',
  moment: 'when it took effect',
  clock: 'on whose clock times are read',
  chosen: 'what was chosen in the log',
  propensity: 'how likely the logged choice was',
};

export function dataLines(policy: Policy): string[] {
  const { data } = policy;
  const roles = data.columns.flatMap(({ name, role }) => {
    const words = role && roleWords[role];
    return words === undefined ? [] : [`- ${code(name)}: ${words}.`];
  });
  const outcomes = data.columns
    .filter(({ role }) => role === 'outcome')
    .map(({ name }) => code(name));
  const context = data.columns
    .filter(({ role }) => role === undefined)
    .map(({ name }) => code(name));
  const row =
    data.countColumn === undefined
      ? `one ${plain(data.singular)}`
      : `${code(data.countColumn)} ${plain(data.plural)}`;
  return [
    `It reads ${code(data.name)} from ${code(data.path)}, where each row is ${row}.`,
    '',
    ...roles,
    ...likelihoodLines(policy),
    ...(context.length > 0 ? [`- Known before the decision: ${listWords(context, 'and')}.`] : []),
    ...(outcomes.length > 0
      ? [`- Known only after it, and so never used in a decision: ${listWords(outcomes, 'and')}.`]
      : []),
  ];
}

/** How likely the logged choices were, where no column says so. */
function likelihoodLines({ data, choice }: Policy): string[] {
  const { columns, propensityEstimatedBy } = data;
  const randomised = columns.find(({ name }) => name === choice.column)?.randomised;
  if (randomised?.kind === 'evenly') return ['- Each choice was equally likely, by design.'];
  if (randomised) {
    const drawn = (candidates(choice.type) ?? []).map(
      (value, index) =>
        `${valueWords(value, choice.type, data)} in ${formatShare(randomised.shares[index] ?? 0)}`,
    );
    return [`- It was drawn at random, by design: ${listWords(drawn, 'and')} of the cases.`];
  }
  return propensityEstimatedBy === undefined
    ? []
    : [
        `- How likely each choice was is estimated within ${listWords(propensityEstimatedBy.map(code), 'and')}; figures that rest on it are marked.`,
      ];
}

function rangeWords({ from, to, label }: CalendarRange): string {
  const [first, last] = [from, to].map((days) => formatValue(days, { kind: 'date' }));
  const dates = from === to ? first : `${first} to ${last}`;
  return `${dates}${label === undefined ? '' : ` (${plain(label)})`}`;
}
