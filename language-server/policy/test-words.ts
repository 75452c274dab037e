import { formatValue } from './format.ts';
import type { RuleTrace } from './judge.ts';
import type { Policy, SourceLine, Value, Verdict } from './model.ts';
import type { TestRun } from './run-test.ts';
import { readingsOf } from './units.ts';

/** `escalate to legal with send_hour 07:00 by quiet_hours` */
export function expectedWords({ policy, result: { test } }: TestRun): string {
  const { verdict, to, choice, by } = test.expect;
  const parts = [
    decisionWords({ verdict, to: to === undefined ? [] : [to] }),
    ...(choice === undefined ? [] : [`with ${choiceWords(choice, policy)}`]),
    ...(by.length === 0 ? [] : [`by ${by.join(', ')}`]),
  ];
  return parts.join(' ');
}

/** `act with send_hour 09:00, moved` */
export function gotWords({ policy, result: { judgement } }: TestRun): string {
  const { verdict, escalatesTo, choice, replaced, fellBackToUsual } = judgement;
  const to = verdict === 'escalate' ? escalatesTo : [];
  const carried =
    choice === undefined ? 'and nothing is carried out' : `with ${choiceWords(choice, policy)}`;
  const how = fellBackToUsual ? ', the usual choice' : replaced ? ', moved' : '';
  return `${decisionWords({ verdict, to })} ${carried}${how}`;
}

/** The rules that were expected to fire and did not, which the two above do not show. */
export function missingWords({ result: { failures } }: TestRun): string[] {
  const names = failures.flatMap((failure) => (failure.kind === 'rule' ? [failure.name] : []));
  return names.length === 0 ? [] : [`did not fire: ${names.join(', ')}`];
}

/** Why a test failed, as short as it gets: `escalate, not act`; empty where it passed. */
export function failureWords({ policy, result }: TestRun): string {
  const { judgement, failures, test } = result;
  const { expect } = test;
  const [first] = failures;
  switch (first?.kind) {
    case undefined:
      return '';
    case 'verdict':
      return `${judgement.verdict}, not ${expect.verdict}`;
    case 'to': {
      const to = judgement.verdict === 'escalate' ? judgement.escalatesTo : [];
      return `${decisionWords({ verdict: judgement.verdict, to })}, not to ${expect.to ?? ''}`;
    }
    case 'choice': {
      const value = (choice: Value | undefined): string =>
        choice === undefined ? 'nothing' : formatValue(choice, policy.choice.type, policy.data);
      return `${policy.choice.column} ${value(judgement.choice)}, not ${value(expect.choice)}`;
    }
    case 'rule':
      return `${first.name} did not fire`;
  }
}

/** A rule that fired or could not be judged, in parts: whoever shows them lays them out. */
export function ruleWords(
  trace: RuleTrace,
  { policy, result }: TestRun,
): { name: string; at: SourceLine; outcome: string; when: string; saw: string } {
  const { rule, missing, outcome } = trace;
  const isPast = result.judgement.replaced?.ledger.includes(trace) === true;
  const lacking = missing.length === 0 ? 'a value' : missing.join(', ');
  const values = readingsOf(trace, policy).map(({ name, text }) => `${name} ${text}`);
  return {
    name: rule.name,
    at: rule.at,
    outcome: outcome === 'unknown' ? `unknown, for ${lacking} is missing` : 'fired',
    when: isPast ? ', on the choice before it was moved' : '',
    saw: values.length === 0 ? '' : `saw ${values.join(', ')}`,
  };
}

function decisionWords({ verdict, to }: { verdict: Verdict; to: readonly string[] }): string {
  return to.length === 0 ? verdict : `${verdict} to ${to.join(', ')}`;
}

function choiceWords(choice: Value, policy: Policy): string {
  const { column, type } = policy.choice;
  return `${column} ${formatValue(choice, type, policy.data)}`;
}
