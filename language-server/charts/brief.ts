import { counted, formatMoment, formatNumber } from '../policy/format.ts';
import type { Estimate, RunSummary } from '../protocol.ts';
import { markSigns } from '../protocol.ts';
import { isOffZero } from './costs.tsx';
import { verdicts } from './over-time.tsx';
import { amount, difference, differenceUnit, goalWords, intervalWords, part } from './words.ts';

type Result = RunSummary['result'];

/** What a run comes to: its subject and one sentence. */
export interface Finding {
  title: string;
  words: string;
}

/** The answer of a run, before all that it rests on. */
export function findingsOf(result: Result, isShare: boolean): Finding[] {
  const findings: (Finding | undefined)[] = [
    { title: 'Verdicts', words: verdictWords(result) },
    valueFinding(result, isShare),
    costFinding(result, isShare),
    { title: 'People', words: peopleWords(result) },
    autonomyFinding(result),
  ];
  return findings.filter((one) => one !== undefined);
}

function verdictWords({ decisions, verdicts: counts }: Result): string {
  const given = verdicts
    .filter((verdict) => counts[verdict] > 0)
    .map(
      (verdict) =>
        `${verdict} ${formatNumber(counts[verdict])} (${part(counts[verdict], decisions)})`,
    );
  return `Of ${counted(decisions, 'decision')}: ${given.join(', ')}.`;
}

/** By the first estimator that is not refused; a model alone is a guess, and so comes last. */
function valueFinding({ goal, value, decisions }: Result, isShare: boolean): Finding | undefined {
  if (!goal) return undefined;
  const title = 'Value';
  const estimator = (['dr', 'ips', 'dm'] as const).find(
    (each) => !('refused' in value.policy[each]),
  );
  if (estimator === undefined) {
    const { dr } = value.policy;
    return { title, words: `No value: ${'refused' in dr ? dr.refused : 'refused'}.` };
  }
  const words = (arm: keyof Result['value']): string =>
    estimateWords(value[arm][estimator], isShare);
  const how =
    estimator === 'dm'
      ? 'guessed by the reward model alone'
      : `estimated by ${estimator.toUpperCase()}`;
  // The model alone uses no weights, and so has no effective sample.
  const size =
    estimator === 'dm'
      ? ''
      : `, from an effective sample of ${formatNumber(Math.round(value.policy.ess))} of ${counted(decisions, 'decision')}`;
  return {
    title,
    words: `The ${goalWords(goal, isShare)} per decision is ${words('policy')} for the agent under the policy, ${words('logged')} for what people did, and ${words('agent')} for the agent without the policy; ${how} with 95% intervals${size}.`,
  };
}

function estimateWords(estimate: Estimate, isShare: boolean): string {
  if ('refused' in estimate) return 'refused';
  const { estimate: middle } = estimate;
  const words = (each: number): string => amount(each, isShare);
  const signs = (estimate.marks ?? []).map((mark) => markSigns[mark]).join('');
  return `${words(middle)}${signs} (${intervalWords(estimate, words)})`;
}

function costFinding({ boundaryCosts }: Result, isShare: boolean): Finding | undefined {
  if (!boundaryCosts) return undefined;
  const { dr } = boundaryCosts.all;
  const title = 'Cost of the rules';
  if ('refused' in dr) return { title, words: `No cost: ${dr.refused}.` };
  const words = (each: number): string => difference(each, isShare);
  const told = isOffZero(dr) ? '' : '; the sample cannot tell it from zero';
  const unit = isShare ? ` ${differenceUnit(true)}` : '';
  return {
    title,
    words: `All rules together cost ${words(dr.estimate)}${unit} (${intervalWords(dr, words)})${told}.`,
  };
}

function peopleWords({ people, decisions }: Result): string {
  const { asked, approved, overridden, unanswered } = people;
  if (asked === 0) return 'Nobody was asked.';
  const share = (count: number): string => `${formatNumber(count)} (${part(count, asked)})`;
  return `Asked about ${formatNumber(asked)} of ${counted(decisions, 'decision')} (${part(asked, decisions)}), the simulation’s reviewer approved ${share(approved)}, overrode ${share(overridden)} and left ${share(unanswered)} unanswered.`;
}

function autonomyFinding({ autonomy }: Result): Finding | undefined {
  const [first] = autonomy;
  if (!first) return undefined;
  const steps = autonomy.slice(0, 3).map(({ to, moment, decision }) => {
    const when = moment === undefined ? '' : `${formatMoment(moment)}, `;
    return `${to} from ${when}decision ${formatNumber(decision)}`;
  });
  const rest = autonomy.length > 3 ? `, and ${counted(autonomy.length - 3, 'later change')}` : '';
  return { title: 'Autonomy', words: `Began with ${first.from}: ${steps.join(', ')}${rest}.` };
}
