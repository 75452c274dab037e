import { nameableIn } from '../../language-server/language/compile/nameable.ts';
import { sessionOptions } from '../../language-server/language/diagnose.ts';
import { writtenFeedback } from '../../language-server/language/written-feedback.ts';
import { monthOf, weekdayOf } from '../../language-server/policy/clock.ts';
import { evaluate } from '../../language-server/policy/condition.ts';
import type { Leaf, Policy, Value } from '../../language-server/policy/model.ts';
import { TRUE } from '../../language-server/policy/tri.ts';
import type { AnsweredDecisions } from '../../language-server/simulation/learning/decisions.ts';
import { mineFeedback } from '../../language-server/simulation/learning/mine.ts';
import type { Mined, MinedRule } from '../../language-server/simulation/learning/mine.ts';
import { createRandom } from '../../language-server/simulation/random.ts';
import { check, services } from './handoff.ts';

/** One decision before a person answers it; canonical values. */
export interface Case {
  choice: number;
  date: number;
  weekday: number;
  month: number;
  tier: number;
  spend: number;
  visits: number;
  mobile: number;
}

export type Answer = { answer: 'approved' | 'overridden' | 'none'; reason?: string };

export const learningPolicy = `calendar holidays
  2026-02-10 to 2026-02-12
  2026-05-20 to 2026-05-22
calendar unrelated
  2020-01-01

segment dear: spend is above 900 EUR and tier is gold

data log from "log.csv"
  each row is an email
  reader  : identifier, the subject
  sent_at : timestamp, the moment
  zone    : time zone, the clock
  hour    : time of day by the hour, chosen
  tier    : one of gold, "on hold", plain
  spend   : money in EUR
  visits  : number of visits
  mobile  : yes/no
  clicked : yes/no, an outcome

handoff timing
  owner team
  uses log
  the agent chooses hour
  usually hour is 09:00
  feedback
    on override because known_before
      avoid hour is 03:00
      until 2027-01-01
`;

const firstDay = 20_454; // 2026-01-01

/** Decisions over 180 days of 2026, each answered by a reviewer; the same for the same seed. */
export function answered(
  reviewer: (each: Case, random: () => number) => Answer,
  { count = 3000, seed = 1 } = {},
): AnsweredDecisions {
  const stream = createRandom(seed);
  const random = (): number => stream.next();
  const whole = (below: number): number => Math.floor(random() * below);
  const reasonNames: string[] = [];
  const decisions: AnsweredDecisions = {
    count,
    moments: new Float64Array(count),
    choices: new Float64Array(count),
    dates: new Float64Array(count),
    answers: new Uint8Array(count),
    reasons: new Int32Array(count).fill(-1),
    reasonNames,
    columns: Object.fromEntries(
      ['tier', 'spend', 'visits', 'mobile', 'clicked'].map((name) => [
        name,
        new Float64Array(count),
      ]),
    ),
  };
  for (let row = 0; row < count; row++) {
    const date = firstDay + Math.floor((row * 180) / count);
    const each: Case = {
      ...{ choice: 60 * whole(24), date, weekday: weekdayOf(date), month: monthOf(date) },
      ...{ tier: whole(3), spend: whole(150_000) / 100, visits: whole(12), mobile: whole(2) },
    };
    const { answer, reason } = reviewer(each, random);
    decisions.moments[row] = date * 86_400_000 + each.choice * 60_000;
    decisions.choices[row] = each.choice;
    decisions.dates[row] = date;
    decisions.answers[row] = ['none', 'approved', 'overridden'].indexOf(answer);
    for (const name of ['tier', 'spend', 'visits', 'mobile'] as const) {
      decisions.columns[name]![row] = each[name];
    }
    // An outcome that would explain every override, if it were looked at.
    decisions.columns['clicked']![row] = Number(answer === 'overridden');
    if (reason === undefined) continue;
    if (!reasonNames.includes(reason)) reasonNames.push(reason);
    decisions.reasons[row] = reasonNames.indexOf(reason);
  }
  return decisions;
}

export interface MinedText extends Mined {
  policy: Policy;
  /** The line of each rule that says what it avoids or prefers. */
  lines: string[];
}

/** Mines what a policy of the language can say, with its calendars and segments. */
export async function mine(
  decisions: AnsweredDecisions,
  text = learningPolicy,
): Promise<MinedText> {
  const { policies, document } = await check(text);
  const { segments, calendars } = nameableIn(
    sessionOptions(document, services, { relativePath: () => 'main.handoff' }),
    policies[0]!.data,
  );
  const policy = {
    ...policies[0]!,
    calendars: Object.fromEntries(calendars.map(({ name, ranges }) => [name, ranges])),
  };
  const mined = mineFeedback(policy, decisions, segments);
  const lines = mined.rules.map((rule) => writtenFeedback([rule], policy).split('\n')[1]!.trim());
  return { ...mined, policy, lines };
}

/** What pasting a rule into the policy makes of it, by the language itself. */
export async function pasted(rules: readonly MinedRule[], policy: Policy, text = learningPolicy) {
  const { policies, diagnostics } = await check(text + writtenFeedback(rules, policy));
  return { policy: policies[0]!, diagnostics };
}

/** Whether the last rule of a policy applies to a decision, by the reference interpreter. */
export function appliesTo(
  { feedback, calendars }: Policy,
  { choices, dates, columns }: AnsweredDecisions,
  row: number,
): boolean {
  const { what, when } = feedback.at(-1)!;
  const read = (leaf: Leaf): Value | undefined => {
    if (leaf.kind === 'choice') return choices[row];
    if (leaf.kind === 'date') return dates[row];
    if (leaf.kind === 'weekday') return weekdayOf(dates[row]!);
    if (leaf.kind === 'month') return monthOf(dates[row]!);
    return leaf.kind === 'column' ? columns[leaf.name]?.[row] : undefined;
  };
  return [what, ...(when ? [when] : [])].every((each) => evaluate(each, read, calendars) === TRUE);
}
