import type { Clock, LocalTime } from './clock.ts';
import { createHistory } from './history.ts';
import type { History } from './sends.ts';
import { judge } from './judge.ts';
import type { Judgement, Read, RuleTrace } from './judge.ts';
import type { Leaf, LocalMoment, MeasuredWord, Policy, PolicyTest, Value } from './model.ts';

export interface TestResult {
  test: PolicyTest;
  passed: boolean;
  /** What of the expectation does not hold: `verdict`, `to`, `choice`, or the name of a rule. */
  failures: ({ kind: 'verdict' | 'to' | 'choice' } | { kind: 'rule'; name: string })[];
  judgement: Judgement;
}

/** A test that was run, with the policy that it was run on. */
export interface TestRun {
  policy: Policy;
  result: TestResult;
}

/** Runs each test on the policy of its handoff. */
export function runTests(
  policies: readonly Policy[],
  tests: readonly PolicyTest[],
  clock: Clock,
): TestRun[] {
  return tests.flatMap((test): TestRun[] => {
    const policy = policies.find(({ handoff }) => handoff === test.handoff);
    return policy ? [{ policy, result: runTest(policy, test, clock) }] : [];
  });
}

/** Judges a test's fixed decision and compares it with what the test expects. */
export function runTest(policy: Policy, test: PolicyTest, clock: Clock): TestResult {
  const judgement = judge(policy, test.choice, test.stage, readOf(policy, test, clock));
  const { expect } = test;
  const failures: TestResult['failures'] = [];
  if (judgement.verdict !== expect.verdict) failures.push({ kind: 'verdict' });
  if (expect.to !== undefined && !judgement.escalatesTo.includes(expect.to)) {
    failures.push({ kind: 'to' });
  }
  if (expect.choice !== undefined && judgement.choice !== expect.choice) {
    failures.push({ kind: 'choice' });
  }
  const fired = firedRules(judgement).map(({ rule }) => rule.name);
  for (const name of expect.by) if (!fired.includes(name)) failures.push({ kind: 'rule', name });
  return { test, passed: failures.length === 0, failures, judgement };
}

/**
 * The rules that fired or were unknown, those of the proposed choice before those of the choice
 * that took its place. A rule that fired on both is there once, as it was on the proposed one.
 */
export function firedRules({ replaced, ledger }: Judgement): RuleTrace[] {
  const before = (replaced?.ledger ?? []).filter(({ outcome }) => outcome !== 'not');
  const names = new Set(before.map(({ rule }) => rule.name));
  const after = ledger.filter(({ rule, outcome }) => outcome !== 'not' && !names.has(rule.name));
  return [...before, ...after];
}

/** What Handoff measures is ordinary unless the test gives it; what the agent brings is not known. */
const ordinary: Partial<Record<MeasuredWord, number>> = {
  surprise: 0,
  novelty: 0,
  exploring: 0,
  explored: 0,
};

function readOf(policy: Policy, test: PolicyTest, clock: Clock): Read {
  const zone = zoneOf(policy, test);
  const history = historyOf(test, zone, clock);
  return (leaf, choice) => {
    switch (leaf.kind) {
      case 'column':
        return given(test, leaf.name);
      case 'choice':
        return choice;
      case 'word':
        if (leaf.word === 'sending') return sending(policy, test, choice);
        return given(test, leaf.word, test.words) ?? ordinary[leaf.word];
      case 'date':
      case 'weekday':
      case 'month':
        return localTime(effectAt(policy, test, choice), zone, clock)?.[leaf.kind];
      case 'sent':
      case 'sinceLast':
        return measured(leaf, { policy, test, choice, zone, clock, history });
    }
  };
}

function given(
  test: PolicyTest,
  name: string,
  values: Record<string, Value | undefined> = test.given,
): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** The clock of a test that names no zone is UTC, so that its times mean what they say. */
function zoneOf(policy: Policy, test: PolicyTest): string {
  const clock = policy.data.columns.find(({ role }) => role === 'clock');
  return String((clock && given(test, clock.name)) ?? 'UTC');
}

/** Each moment of `after` is one counted thing that this handoff sent. */
function historyOf(test: PolicyTest, zone: string, clock: Clock): History {
  const history = createHistory({ longestWindow: Infinity, clock });
  for (const { date, time } of test.after) {
    const moment = clock.toEpoch(zone, date, time);
    if (!Number.isNaN(moment)) history.record(0, 0, moment, 1);
  }
  return history;
}

/** A chosen time of day is when the decision takes effect: it moves with the choice. */
function effectAt(policy: Policy, test: PolicyTest, choice: Value): LocalMoment | undefined {
  if (test.on === undefined) return undefined;
  const isTime = policy.choice.type.kind === 'time' && typeof choice === 'number';
  return isTime ? { date: test.on.date, time: choice } : test.on;
}

function localTime(at: LocalMoment | undefined, zone: string, clock: Clock): LocalTime | undefined {
  return at && clock.localOf(zone, clock.toEpoch(zone, at.date, at.time));
}

function sending(policy: Policy, test: PolicyTest, choice: Value): Value | undefined {
  const { countColumn } = policy.data;
  if (countColumn === undefined) return 1;
  return countColumn === policy.choice.column ? choice : given(test, countColumn);
}

interface Measuring {
  policy: Policy;
  test: PolicyTest;
  choice: Value;
  zone: string;
  clock: Clock;
  history: History;
}

/** Without a date nobody can say what lies in a window, except where nothing was ever sent. */
function measured(
  leaf: Extract<Leaf, { kind: 'sent' | 'sinceLast' }>,
  { policy, test, choice, zone, clock, history }: Measuring,
): number | undefined {
  if (test.after.length === 0) return leaf.kind === 'sent' ? 0 : Infinity;
  const at = effectAt(policy, test, choice);
  const moment = at && clock.toEpoch(zone, at.date, at.time);
  if (moment === undefined || Number.isNaN(moment)) return undefined;
  const query = { subject: 0, moment, ahead: leaf.ahead, ...(leaf.across ? {} : { handoff: 0 }) };
  return leaf.kind === 'sent'
    ? history.sent({ ...query, window: leaf.window, zone })
    : history.sinceLast(query);
}
