import type { ReplayFacts } from '../analysis/data/facts.ts';
import { ESCALATE, findingsOf } from '../policy/columns/findings.ts';
import { leavesOf } from '../policy/leaves.ts';
import type { MeasuredWord, Policy } from '../policy/model.ts';
import { ESCALATED } from '../simulation/decide.ts';
import { missableColumns } from '../simulation/missable-columns.ts';
import { defaultRole } from '../simulation/people.ts';
import type { Decided } from '../simulation/decision.ts';

const DAY = 86_400_000;

/** What the agent alone can say, and what people chose in the log does not. */
const wordsOfTheAgent = new Set<MeasuredWord>(['confidence', 'evidence', 'exploring', 'explored']);

export interface ReplayCounts {
  onDecided: (decided: Decided) => void;
  /** `simulation`: whose agent it was; absent where what people chose stood in for one. */
  facts: (simulation?: string) => ReplayFacts;
}

/** Counts, decision by decision, what a review tells of a replay. */
export function countReplay(policy: Policy): ReplayCounts {
  const declared = new Set(policy.data.columns.map(({ name }) => name));
  const hasMoment = policy.data.columns.some(({ role }) => role === 'moment');
  const rules = policy.rules.map((rule) => ({
    rule,
    columns: missableColumns(rule.fires, policy).filter(({ name }) => declared.has(name)),
    escalatesWhenTrue: (findingsOf(rule).whenTrue & ESCALATE) !== 0,
    unknown: { decisions: 0, columns: new Map<string, number>() },
  }));
  const readsAgent = policy.rules.some(({ fires }) =>
    leavesOf(fires).some((leaf) => leaf.kind === 'word' && wordsOfTheAgent.has(leaf.word)),
  );
  const days = new Map<number, Map<string, number>>();
  let decisions = 0;
  let today = NaN;

  function countUnknown({ view, row, proposal, ending, outcomes }: Decided): void {
    for (let i = 0; i < outcomes.unknownCount; i++) {
      const { columns, unknown } = rules[outcomes.unknown[i]!]!;
      const missing = columns.filter(({ isMissing }) =>
        isMissing(view, row, proposal, ending.judged),
      );
      if (missing.length > 0) unknown.decisions++;
      for (const { name } of missing) add(unknown.columns, name);
    }
  }

  /** A role is asked once a decision, whichever of its rules ask it. */
  function rolesAsked({ ending, outcomes }: Decided): Set<string> {
    const roles = new Set<string>();
    if (ending.verdict !== ESCALATED) return roles;
    const role = ending.forced ? defaultRole(policy) : undefined;
    if (role !== undefined) roles.add(role);
    for (let i = 0; i < outcomes.firedCount; i++) {
      const { rule, escalatesWhenTrue } = rules[outcomes.fired[i]!]!;
      if (escalatesWhenTrue) roles.add(rule.escalatesTo);
    }
    for (let i = 0; i < outcomes.unknownCount; i++) {
      roles.add(rules[outcomes.unknown[i]!]!.rule.escalatesTo);
    }
    return roles;
  }

  return {
    onDecided: (decided) => {
      decisions++;
      countUnknown(decided);
      // As budgets do: by the UTC day of the logged moment, and the day before where that is unknown.
      const day = Math.floor(decided.view.moments[decided.row]! / DAY);
      if (!Number.isNaN(day)) today = day;
      if (Number.isNaN(today)) return;
      const escalations = days.get(today) ?? new Map<string, number>();
      days.set(today, escalations);
      for (const role of rolesAsked(decided)) add(escalations, role);
    },
    facts: (simulation) => ({
      ...(simulation === undefined ? {} : { simulation }),
      decisions,
      unknown: new Map(
        rules
          .filter(({ unknown }) => unknown.decisions > 0)
          .map(({ rule, unknown }) => [rule.name, unknown]),
      ),
      // A stand-in escalates for what only the agent can say: that is no count of a working day.
      ...(hasMoment && (simulation !== undefined || !readsAgent)
        ? { days: [...days].map(([day, escalations]) => ({ day, escalations })) }
        : {}),
    }),
  };
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
