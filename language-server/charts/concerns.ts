import { counted, formatNumber } from '../policy/format.ts';
import type { RunSummary } from '../protocol.ts';
import { arms, markSigns, refusalsOf } from '../protocol.ts';
import { part } from './words.ts';

type Result = RunSummary['result'];

/** Something to look at before the agent may act alone, and the section that has its figures. */
export interface Concern {
  section: string;
  words: string;
}

/** In the order of what an agent could do wrong unseen: values, confidence, data, people, the rest. */
export function concernsOf(result: Result): Concern[] {
  return [
    ...valueConcerns(result),
    ...calibrationConcerns(result),
    ...dataConcerns(result),
    ...guardConcerns(result),
    ...peopleConcerns(result),
    ...surpriseConcerns(result),
    ...thresholdConcerns(result),
    ...result.notices.map((words) => ({ section: 'notices', words })),
  ];
}

function valueConcerns({ goal, value, markMeanings }: Result): Concern[] {
  if (!goal) {
    return [{ section: 'value', words: 'No goal is declared, so no value is estimated.' }];
  }
  const refused = arms.flatMap((arm) =>
    refusalsOf(value[arm]).map(
      ({ reason, estimators }) => `${arm}: ${estimators.join(', ')} refused: ${reason}.`,
    ),
  );
  const marked = markMeanings.map(
    ({ mark, meaning }) => `Values with ${markSigns[mark]}: ${meaning}`,
  );
  return [...refused, ...marked].map((words) => ({ section: 'value', words }));
}

function calibrationConcerns({ calibration }: Result): Concern[] {
  const section = 'calibration';
  return calibration.flatMap((each) => {
    if ('refused' in each) {
      return [
        { section, words: `Confidence is not checked against ${each.against}: ${each.refused}.` },
      ];
    }
    const { certainAndWrong, n, against } = each;
    if (certainAndWrong === 0) return [];
    const words = `The agent was certain and wrong in ${formatNumber(certainAndWrong)} of ${counted(n, 'decision')} (${part(certainAndWrong, n)}), judged by ${against}.`;
    return [{ section, words }];
  });
}

function dataConcerns({ undecidable, failures, unusable, decisions }: Result): Concern[] {
  const of = counted(decisions, 'decision');
  const sum = (counts: readonly number[]): string =>
    formatNumber(counts.reduce((total, count) => total + count, 0));
  const missing = undecidable.map(({ column, rows }) => `${column} in ${formatNumber(rows)}`);
  return [
    ...(missing.length === 0
      ? []
      : [
          {
            section: 'undecidable',
            words: `A value that a rule reads was missing: ${missing.join(', ')} of ${of}.`,
          },
        ]),
    ...(failures.length === 0
      ? []
      : [
          {
            section: 'rows',
            words: `The agent gave no proposal in ${sum(failures.map(({ count }) => count))} of ${of}.`,
          },
        ]),
    ...(unusable.length === 0
      ? []
      : [
          {
            section: 'rows',
            words: `No estimate can use ${sum(unusable.map(({ rows }) => rows))} of ${of}.`,
          },
        ]),
  ];
}

function guardConcerns({ autonomy }: Result): Concern[] {
  const steps = ['suggest', 'act with review', 'act'];
  const down = autonomy.filter(({ from, to }) => steps.indexOf(to) < steps.indexOf(from));
  if (down.length === 0) return [];
  return [{ section: 'autonomy', words: `Autonomy stepped down ${counted(down.length, 'time')}.` }];
}

function peopleConcerns({ queues = [] }: Result): Concern[] {
  return queues.flatMap(({ role, cases, late, noAnswer, overBudget }) => {
    const left = [
      [overBudget, 'over the budget'],
      [late, 'answered too late'],
      [noAnswer, 'never answered'],
    ] as const;
    const words = left
      .filter(([count]) => count > 0)
      .map(([count, what]) => `${formatNumber(count)} ${what}`);
    if (words.length === 0) return [];
    return [
      {
        section: 'people',
        words: `Of ${counted(cases, 'case')} for ${role}: ${words.join(', ')}.`,
      },
    ];
  });
}

function surpriseConcerns({ surprises }: Result): Concern[] {
  if (!surprises || surprises.unsound === 0) return [];
  const { surprising, unsound } = surprises;
  const words = `Of ${counted(surprising, 'surprising decision')} ${formatNumber(unsound)} (${part(unsound, surprising)}) were not sound by what was known on the day.`;
  return [{ section: 'surprises', words }];
}

function thresholdConcerns({ thresholds }: Result): Concern[] {
  return thresholds.flatMap(({ rule, points, recommended }) => {
    const isAsGood = recommended?.alike.some((at) => points[at]?.isPresent) ?? true;
    const best = recommended && points[recommended.best];
    if (isAsGood || !best || best.isPresent) return [];
    const words = `Of the thresholds inside the reviewers’ budget “${best.words.replaceAll('`', '')}” misses the fewest overrides for ${rule}, and that is not the present one.`;
    return [{ section: 'thresholds', words }];
  });
}
