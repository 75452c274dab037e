import { counted, formatDuration, formatNumber, formatShare, formatValue } from '../format.ts';
import type { Feedback, Policy, SoundCondition, Stage } from '../model.ts';
import { code, conditionWords, listWords, plain } from '../words.ts';
import { placeWords } from './boundaries.ts';

const stageWords: Record<Stage, string> = {
  suggest: '_suggest_ (a person confirms each choice)',
  'act with review': '_act with review_ (the agent acts within the limits, and people review it)',
  act: '_act_ (the agent acts alone within the limits)',
};

export function autonomyLines(policy: Policy): string[] {
  const { autonomy } = policy;
  if (!autonomy)
    return ['The file declares no ladder: nothing here makes autonomy grow or shrink.'];
  return [
    `- The agent starts at ${stageWords[autonomy.startsAt]}.${placeWords(autonomy, policy)}`,
    ...autonomy.steps.map((step) => {
      const after = step.after > 0 ? ` after ${counted(step.after, 'reviewed decision')}` : '';
      const when = step.when ? ` when ${conditionWords(step.when, policy)}` : '';
      return `- It moves up to ${stageWords[step.to]}${after}${when}.${placeWords(step, policy)}`;
    }),
    ...autonomy.returns.map((back) => {
      const when =
        back.when === 'guardBroken' ? 'a guard is broken' : conditionWords(back.when, policy);
      return `- It goes back to _${back.to}_ at once when ${when}.${placeWords(back, policy)}`;
    }),
  ];
}

export function learningLines(policy: Policy): string[] {
  const { learning } = policy;
  if (!learning) return [];
  const { period, exploreAtMost, reviewed } = learning;
  return [
    ...(period
      ? [
          `- The learning period lasts ${formatDuration(period.length)} from ${dateWords(period.from)}; ` +
            `outside of it, a choice made in order to learn needs a person.${placeWords(learning, policy)}`,
        ]
      : []),
    ...(exploreAtMost === undefined
      ? []
      : [
          `- At most ${formatShare(exploreAtMost)} of the decisions may be made in order to learn.`,
        ]),
    ...(reviewed
      ? [
          `- Every ${formatDuration(reviewed.every)} ${code(reviewed.by)} reviews the patterns that were learned; ` +
            'where they reject one, the agent goes back to what it believed before.',
        ]
      : []),
  ];
}

export function feedbackLines(policy: Policy): string[] {
  if (policy.feedback.length === 0) return [];
  return [
    ...policy.feedback.map((feedback) => feedbackLine(feedback, policy)),
    '- What is learned from people applies inside the boundaries only. To _avoid_ makes the agent ' +
      'choose again among what is left; to _prefer_ shifts what it tries first and forces nothing.',
  ];
}

export function surpriseLines(policy: Policy): string[] {
  const { surprises, data } = policy;
  if (!surprises) return [];
  const { surprisingAbove, soundWhen, unsoundGoTo } = surprises;
  const odds =
    surprisingAbove === undefined
      ? ''
      : formatNumber(Number((2 ** surprisingAbove).toPrecision(3)));
  const sound = soundWhen.map((condition) => soundWords(condition, data));
  return [
    ...(surprisingAbove === undefined
      ? []
      : [
          `- A choice is surprising above ${formatValue(surprisingAbove, { kind: 'bits' })} of surprise: ` +
            `in such a case people made it less than once in ${odds} times.${placeWords(surprises, policy)}`,
        ]),
    ...(sound.length > 0 ? [`- It is a sound discovery when ${listWords(sound, 'and')}.`] : []),
    ...(unsoundGoTo === undefined
      ? []
      : [`- Surprises that are not sound go to ${code(unsoundGoTo)}.`]),
  ];
}

/** What a feedback rule teaches the agent, as an item of a list. */
export function feedbackLine(feedback: Feedback, policy: Policy): string {
  const { after, on } = feedback;
  const answer = on === 'override' ? 'override' : 'approve';
  const times = after.count === 1 ? 'once' : `${formatNumber(after.count)} times`;
  const within = after.within === undefined ? '' : ` within ${formatDuration(after.within)}`;
  const what = conditionWords(feedback.what, policy);
  const when = feedback.when ? `, when ${conditionWords(feedback.when, policy)}` : '';
  const until = feedback.until === undefined ? '' : ` It ends before ${dateWords(feedback.until)}.`;
  const name = feedback.name === feedback.text ? '' : `**${code(feedback.name)}**: `;
  return (
    `- ${name}When people ${answer} a choice for the reason ${code(feedback.reason)} ${times}${within}, ` +
    `the agent learns to _${feedback.effect}_ choices where ${what}${when}.${until}${placeWords(feedback, policy)}`
  );
}

function soundWords(condition: SoundCondition, data: Policy['data']): string {
  switch (condition.kind) {
    case 'evidence':
      return `it rests on at least ${plain(counted(condition.atLeast, data.singular, data.plural))}`;
    case 'holdsOnHoldout':
      return 'it holds on data that the agent never learned from';
    case 'movesGoal':
      return 'it moves the goal, not only what is watched';
  }
}

function dateWords(days: number): string {
  return formatValue(days, { kind: 'date' });
}
