import type { Judgement, RuleTrace } from '../policy/judge.ts';
import { judge } from '../policy/judge.ts';
import type { Policy, Simulation, Value } from '../policy/model.ts';
import { verdicts } from '../policy/model.ts';
import type { BatchView } from './batch-view.ts';
import { rolesOf } from './batch-view.ts';
import type { LostTo } from './conflicts.ts';
import type { LedgerEntry, LogEntry } from './log.ts';
import type { LogValue } from './log-values.ts';
import { logValue, typeOfName } from './log-values.ts';
import { defaultRole } from './people.ts';
import { codeValue, readerOf } from './read-leaf.ts';
import type { Decision } from './decision.ts';

/** What stands in every entry of one run. */
export interface LogFacts {
  policyHash: string;
  simulationHash: string;
  dataHash: string;
  /** The git commit that holds the policy, where the work tree is clean. */
  commit?: string;
  /** The handoffs that are replayed together, by number. */
  handoffs?: readonly string[];
  /** Pseudonym of a subject or another identifier, or itself where it may be shown. */
  pseudonym: (subject: string) => string;
}

/**
 * The log entry of one decision. Verdict and ledger come from the reference interpreter over the
 * same state, not from the fast path; where the two differ, the entry throws, since a log that
 * tells another story than what was done is worse than none.
 */
export function createLogEntries(
  policy: Policy,
  simulation: Simulation,
  facts: LogFacts,
): (decision: Decision) => LogEntry {
  const { subject: subjectColumn } = rolesOf(policy);
  const outcomes = policy.data.columns.filter(({ role }) => role === 'outcome');
  const answers = simulation.reviewer;
  const identifying = new Set(
    policy.data.columns
      .filter(({ type, role }) => type.kind === 'identifier' || role === 'subject')
      .map(({ name }) => name),
  );
  const shown = (column: string, text: string): string =>
    identifying.has(column) ? facts.pseudonym(text) : text;
  const named = (name: string, value: Value | undefined): LogValue => {
    if (value === undefined) return null;
    return identifying.has(name)
      ? facts.pseudonym(String(value))
      : logValue(value, typeOfName(name, policy));
  };
  const choiceValue = (value: Value | undefined): LogValue =>
    value === undefined || Number.isNaN(value) ? null : logValue(value, policy.choice.type);

  return (decision) => {
    const { view, row, lanes, proposal, ending, moment } = decision;
    const value = (lane: number): LogValue => (lane < 0 ? null : choiceValue(lanes.values[lane]));
    const judged = judgementOf(decision, policy);
    const subject = subjectColumn === undefined ? undefined : valueOf(view, subjectColumn, row);
    const fileRow = view.batch.rows[row]!;
    const at = isoMoment(moment);
    return {
      format: 'handoff-reasoning-log/1',
      id: `${policy.handoff}/${String(fileRow)}`,
      row: fileRow,
      ...(at === undefined ? {} : { moment: at }),
      ...(subject === undefined ? {} : { subject: facts.pseudonym(String(subject)) }),
      handoff: policy.handoff,
      policyHash: facts.policyHash,
      simulation: simulation.name,
      simulationHash: facts.simulationHash,
      ...(facts.commit === undefined ? {} : { commit: facts.commit }),
      dataHash: facts.dataHash,
      seed: simulation.seed,
      ...(proposal.lane < 0 ? {} : { proposal: proposalOf(decision, { value, shown }) }),
      ...(proposal.failure === undefined ? {} : { failure: proposal.failure }),
      stage: decision.stage,
      verdict: verdicts[ending.verdict]!,
      escalatesTo: rolesAsked(judged, decision.forced, policy),
      choice: value(ending.carried),
      ...(judged.replaced
        ? {
            moved: {
              from: choiceValue(judged.proposed),
              to: choiceValue(judged.replaced.choice),
              by: judged.replaced.by,
            },
          }
        : {}),
      ...(decision.forced && proposal.lane >= 0 ? { avoided: true as const } : {}),
      ledger: judged.ledger.map((trace) => ledgerEntry(trace, named)),
      ...(judged.replaced
        ? { ledgerBefore: judged.replaced.ledger.map((trace) => ledgerEntry(trace, named)) }
        : {}),
      ...(judged.usualLedger
        ? { ledgerUsual: judged.usualLedger.map((trace) => ledgerEntry(trace, named)) }
        : {}),
      ...(decision.lostTo.length === 0
        ? {}
        : { lostTo: decision.lostTo.map((lost) => lossOf(lost, policy, facts.handoffs ?? [])) }),
      ...(ending.person === 'none' && ending.afterwards < 0
        ? {}
        : { person: personOf(ending, answers) }),
      learned: [...decision.avoided, ...decision.preferring]
        .sort((left, right) => left - right)
        .map((index) => policy.feedback[index]!.name),
      ...(ending.carried >= 0 && ending.carried === decision.loggedLane
        ? {
            outcome: Object.fromEntries(
              outcomes.map(({ name }) => [name, named(name, valueOf(view, name, row))]),
            ),
          }
        : {}),
    };
  };
}

/** A choice on the last day of 9999 may take effect in a year of five digits, which no log takes. */
function isoMoment(moment: number): string | undefined {
  if (!(Math.abs(moment) <= latestDate)) return undefined;
  const text = new Date(moment).toISOString();
  return /^\d{4}-/.test(text) ? text : undefined;
}

/** Milliseconds from 1970, on either side, that JavaScript has dates for. */
const latestDate = 8.64e15;

function judgementOf(decision: Decision, policy: Policy): Judgement {
  const { lanes, proposal, ending, stage } = decision;
  const lane = proposal.lane >= 0 ? proposal.lane : lanes.usual;
  if (lane < 0) return nothingJudged;
  const judged = judge(policy, lanes.values[lane]!, stage, readerOf(decision));
  const least = decision.forced ? verdicts.indexOf('escalate') : 0;
  const verdict = Math.max(verdicts.indexOf(judged.verdict), least);
  const choice = ending.lane < 0 ? undefined : lanes.values[ending.lane];
  if (verdict !== ending.verdict || judged.choice !== choice) {
    const row = String(decision.view.batch.rows[decision.row]);
    const plain = `${verdicts[verdict]!} with ${String(judged.choice)}`;
    const fast = `${verdicts[ending.verdict]!} with ${String(choice)}`;
    throw new Error(`Row ${row}: the interpreter says ${plain}, the replay ${fast}`);
  }
  return judged;
}

/** Nothing was proposed and nothing is usual. */
const nothingJudged: Judgement = {
  verdict: 'escalate',
  proposed: NaN,
  choice: undefined,
  ledger: [],
  fellBackToUsual: false,
  escalatesTo: [],
};

/** Who the rules ask; what is escalated whatever they say goes to the handoff's default role. */
export function rolesAsked({ escalatesTo }: Judgement, forced: boolean, policy: Policy): string[] {
  const role = forced ? defaultRole(policy) : undefined;
  return role === undefined ? escalatesTo : [...new Set([...escalatesTo, role])].sort();
}

function proposalOf(
  { proposal, lanes, agent, row }: Decision,
  {
    value,
    shown,
  }: { value: (lane: number) => LogValue; shown: (column: string, text: string) => string },
): NonNullable<LogEntry['proposal']> {
  const { rates, patterns, reasons } = agent.detail(row, shown);
  const known = (number: number | undefined): number | undefined =>
    number === undefined || Number.isNaN(number) ? undefined : rounded(number);
  const at = (array: Float64Array | undefined, lane: number): number | undefined =>
    known(array?.[lane]);
  const alternatives = proposal.probabilities
    ? Array.from(lanes.values, (_, lane) => lane)
        .filter((lane) => proposal.probabilities![lane]! > 0)
        .sort(
          (left, right) =>
            proposal.probabilities![right]! - proposal.probabilities![left]! || left - right,
        )
        .slice(0, mostAlternatives)
        .map((lane) => ({
          choice: value(lane),
          ...defined('probability', at(proposal.probabilities, lane)),
          ...defined('rate', at(rates, lane)),
          ...defined('confidence', at(proposal.confidences, lane)),
          ...defined('evidence', at(proposal.evidences, lane)),
        }))
    : [];
  const exploring = proposal.exploring[proposal.lane]!;
  return {
    choice: value(proposal.lane),
    ...defined('confidence', at(proposal.confidences, proposal.lane)),
    ...defined('evidence', at(proposal.evidences, proposal.lane)),
    ...(Number.isNaN(exploring) ? {} : { strategy: exploring === 1 ? 'explore' : 'exploit' }),
    alternatives,
    patterns,
    reasons,
  };
}

/** As many as a person compares. */
const mostAlternatives = 5;

function defined<K extends string>(key: K, value: number | undefined): Partial<Record<K, number>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, number>);
}

/** Six significant digits: more is noise to a reader, and the last bits of a sum are not meant. */
function rounded(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(6));
}

function ledgerEntry(
  trace: RuleTrace,
  named: (name: string, value: Value | undefined) => LogValue,
): LedgerEntry {
  const { rule, outcome, values, missing, distance } = trace;
  return {
    rule: rule.name,
    file: rule.at.file,
    line: rule.at.line,
    outcome,
    values: Object.fromEntries(values.map(({ name, value }) => [name, named(name, value)])),
    ...(distance === undefined ? {} : { distance: rounded(distance) }),
    ...(missing.length > 0 ? { missing } : {}),
    ...(rule.because === undefined ? {} : { because: rule.because }),
  };
}

function lossOf(
  { handoff, rule, at }: LostTo,
  policy: Policy,
  handoffs: readonly string[],
): NonNullable<LogEntry['lostTo']>[number] {
  const moment = isoMoment(at);
  return {
    handoff: handoffs[handoff]!,
    rule: policy.rules[rule]!.name,
    ...(moment === undefined ? {} : { at: moment }),
  };
}

function personOf(
  ending: Decision['ending'],
  answers: Simulation['reviewer'],
): NonNullable<LogEntry['person']> {
  const after = answers[ending.afterwards];
  if (after) {
    return {
      answer: after.answer === 'approves' ? 'approved' : 'overridden',
      ...(after.reason === undefined ? {} : { reason: after.reason }),
      after: true,
    };
  }
  const reason = answers[ending.answer]?.reason;
  return {
    answer: ending.person === 'approved' || ending.person === 'overridden' ? ending.person : 'none',
    ...(reason === undefined ? {} : { reason }),
    ...(ending.fallback === undefined ? {} : { fallback: ending.fallback }),
    ...(ending.late ? { late: true } : {}),
  };
}

function valueOf(view: BatchView, column: string, row: number): Value | undefined {
  return codeValue(view, { kind: 'column', name: column }, row);
}
