import { formatMoment } from '../policy/format.ts';
import type { Policy, Verdict } from '../policy/model.ts';
import { verdicts } from '../policy/model.ts';
import type { PersonAnswer } from '../simulation/decide.ts';
import { logValue } from '../simulation/log-values.ts';
import type { DecisionIndex } from './decision-index.ts';
import { longestInRow, shortened } from './shortened.ts';
import type { SubjectNames } from './subject-names.ts';

/** One decision in a list, in words. */
export interface DecisionRow {
  /** From 0, in the order of the replay. */
  decision: number;
  /** Row of the data file, from 1. */
  row: number;
  moment?: string;
  subject?: string;
  /** What the agent proposed; null where it proposed nothing. */
  proposed: string | null;
  /** What was carried out; null where nothing was. */
  choice: string | null;
  verdict: Verdict;
  /** Places of rules in the policy. */
  fired: number[];
  unknown: number[];
  person: PersonAnswer;
}

/** Reads decisions from an index as the log writes them. */
export function decisionRows(
  policy: Policy,
  index: DecisionIndex,
  names: SubjectNames,
): (decision: number) => DecisionRow {
  const choiceText = (value: number): string | null =>
    Number.isNaN(value)
      ? null
      : shortened(String(logValue(value, policy.choice.type)), longestInRow);
  return (decision) => {
    const moment = index.moment(decision);
    const subject = names.shown(index.subject(decision));
    return {
      decision,
      row: index.row(decision),
      ...(Number.isNaN(moment) ? {} : { moment: formatMoment(moment) }),
      ...(subject === undefined ? {} : { subject: shortened(subject, longestInRow) }),
      proposed: choiceText(index.proposed(decision)),
      choice: choiceText(index.carried(decision)),
      verdict: verdicts[index.verdict(decision)]!,
      fired: index.fired(decision),
      unknown: index.unknown(decision),
      person: index.person(decision),
    };
  };
}
