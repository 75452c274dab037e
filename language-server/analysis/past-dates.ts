import { evaluate } from '../policy/condition.ts';
import { formatValue } from '../policy/format.ts';
import { leavesOf } from '../policy/leaves.ts';
import type { Condition, Policy, Simulation } from '../policy/model.ts';
import { FALSE } from '../policy/tri.ts';
import type { Atom } from './conditions.ts';
import { atomsOf, criticalNumbers } from './conditions.ts';
import type { Finding } from './finding.ts';

const DAY = 86_400_000;

/** Rules that needed a date which is over, and a learning period that nobody replays any more. */
export function pastDateFindings(
  policy: Policy,
  simulations: readonly Simulation[],
  today: number,
): Finding[] {
  return [...ruleFindings(policy, today), ...learningFindings(policy, simulations, today)];
}

function ruleFindings({ rules, feedback, calendars }: Policy, today: number): Finding[] {
  const conditions = [
    // What is explored beyond the learning period is put before a person, and so is more now.
    ...rules
      .filter(({ form }) => form !== 'explore')
      .map(({ fires, name, at }) => ({ condition: fires, name, at, can: 'fire' })),
    ...feedback
      .filter(({ until }) => until === undefined || until > today)
      .map(
        ({
          what,
          when,
          name,
          at,
        }): { condition: Condition; name: string; at: typeof at; can: string } => ({
          condition: when ? { kind: 'and', parts: [what, when] } : what,
          name,
          at,
          can: 'apply',
        }),
      ),
  ];
  return conditions.flatMap(({ condition, name, at, can }): Finding[] => {
    const last = lastDay(condition, calendars, today);
    if (last === undefined) return [];
    const calendar = atomsOf(condition).find((atom) => atom.kind === 'inCalendar')?.calendar;
    const where = calendar === undefined ? '' : ` in \`${calendar}\``;
    const message = `\`${name}\` can ${can} no more: its last day${where} was ${dateText(last)}. Give it coming dates, or delete it`;
    return [{ code: 'past-date', message, at }];
  });
}

/** The last day on which a condition could be met, where that is over; undefined where none is. */
function lastDay(
  condition: Condition,
  calendars: Policy['calendars'],
  today: number,
): number | undefined {
  const dates = atomsOf(condition).filter(isAboutDate);
  if (dates.length === 0) return undefined;
  // Somewhere on Earth it is still yesterday.
  const now = today - 1;
  const days = dates
    .flatMap((atom) => criticalNumbers(atom, calendars))
    .flatMap((day) => [day - 1, day, day + 1]);
  const mayHold = (day: number): boolean =>
    evaluate(datesOnly(condition), ({ kind }) => (kind === 'date' ? day : undefined), calendars) !==
    FALSE;
  // Between two days at which something changes nothing does: these stand for all.
  if ([now, ...days.filter((day) => day > now)].some(mayHold)) return undefined;
  const past = days.filter((day) => day <= now && mayHold(day));
  return past.length === 0 ? undefined : Math.max(...past);
}

/** With every part unknown that is about more than the date: it may be met on any day. */
function datesOnly(condition: Condition): Condition {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return { ...condition, parts: condition.parts.map(datesOnly) };
    case 'not':
      return { ...condition, part: datesOnly(condition.part) };
    default:
      return condition.kind === 'constant' || isAboutDate(condition)
        ? condition
        : { kind: 'truth', of: { kind: 'choice' } };
  }
}

function isAboutDate(atom: Atom): boolean {
  const leaves = leavesOf(atom);
  const [leaf] = leaves;
  if (leaves.length !== 1 || leaf?.kind !== 'date') return false;
  // A date that is calculated with changes elsewhere than at the dates that are named.
  return !JSON.stringify(atom).includes('"arithmetic"');
}

function learningFindings(
  { handoff, learning }: Policy,
  simulations: readonly Simulation[],
  today: number,
): Finding[] {
  if (!learning?.period) return [];
  const { from, length } = learning.period;
  const end = from + length / DAY;
  const isReplayed = simulations.some(
    (each) => (each.from ?? -Infinity) < end && (each.to ?? Infinity) > from,
  );
  if (end >= today || isReplayed) return [];
  const message = `The learning period of \`${handoff}\` ended on ${dateText(end)}, and whatever explores is put before a person: begin another, or delete the block`;
  return [{ code: 'past-date', message, at: learning.at }];
}

function dateText(days: number): string {
  return formatValue(days, { kind: 'date' });
}
