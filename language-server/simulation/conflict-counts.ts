import type { Policy, Simulation } from '../policy/model.ts';
import { leavesOf } from '../policy/leaves.ts';
import { isAcross } from './conflicts.ts';
import type { Decided } from './decision.ts';

/** Who lost to whom in a replay of several handoffs, with what each count is out of. */
export interface Conflicts {
  /** Who goes first within a day, as the guardrails name them. */
  priority: string[];
  handoffs: {
    handoff: string;
    decisions: number;
    /** Subjects in its rows. */
    subjects: number;
    /** Decisions that broke a boundary only for what others sent. */
    lost: number;
    /** Of these, where nothing was carried out in the end. */
    stopped: number;
  }[];
  /** Every handoff with every other one, whether it lost to it or not. */
  pairs: {
    handoff: string;
    to: string;
    /** Subjects in the rows of both. */
    sharedSubjects: number;
    /** Decisions of the first about them. */
    decisions: number;
    /** By rule; a decision may lose by several, and to several. */
    lost: { rule: string; file: string; line: number; decisions: number }[];
  }[];
  /** What the figures rest on or leave out, in sentences. */
  notices: string[];
}

type Part = { policy: Policy; simulation: Simulation };

export function createConflictCounts(parts: readonly Part[], priority: readonly string[]) {
  const totals = parts.map(() => ({ decisions: 0, lost: 0, stopped: 0 }));
  /** Decisions by subject, 0 for one that was only read. */
  const subjects = parts.map(() => new Map<number, number>());
  const lostBy = parts.map(({ policy }) => parts.map(() => new Int32Array(policy.rules.length)));

  return {
    seen: (handoff: number, subject: number): void => {
      const known = subjects[handoff]!;
      if (!known.has(subject)) known.set(subject, 0);
    },
    decided: (handoff: number, subject: number | undefined, decided: Decided): void => {
      const total = totals[handoff]!;
      total.decisions++;
      if (subject !== undefined) {
        subjects[handoff]!.set(subject, (subjects[handoff]!.get(subject) ?? 0) + 1);
      }
      if (decided.lostTo.length === 0) return;
      total.lost++;
      if (decided.ending.carried < 0) total.stopped++;
      for (const { handoff: winner, rule } of decided.lostTo) lostBy[handoff]![winner]![rule]!++;
    },
    finish: (): Conflicts => {
      const pairs = parts.flatMap(({ policy }, handoff) =>
        parts.flatMap((other, to) =>
          to === handoff
            ? []
            : [
                {
                  ...{ handoff: policy.handoff, to: other.policy.handoff },
                  ...meetings(subjects[handoff]!, subjects[to]!),
                  lost: policy.rules.flatMap(({ name, at }, rule) => {
                    const decisions = lostBy[handoff]![to]![rule]!;
                    return decisions > 0 ? [{ rule: name, ...at, decisions }] : [];
                  }),
                },
              ],
        ),
      );
      return {
        priority: [...priority],
        handoffs: parts.map(({ policy }, handoff) => ({
          handoff: policy.handoff,
          subjects: subjects[handoff]!.size,
          ...totals[handoff]!,
        })),
        pairs,
        notices: noticesOf(parts, priority, pairs),
      };
    },
  };
}

function meetings(
  own: ReadonlyMap<number, number>,
  others: ReadonlyMap<number, number>,
): { sharedSubjects: number; decisions: number } {
  let sharedSubjects = 0;
  let decisions = 0;
  for (const [subject, count] of own) {
    if (!others.has(subject)) continue;
    sharedSubjects++;
    decisions += count;
  }
  return { sharedSubjects, decisions };
}

function noticesOf(
  parts: readonly Part[],
  priority: readonly string[],
  pairs: Conflicts['pairs'],
): string[] {
  const names = parts.map(({ policy }) => policy.handoff);
  const notices = priority
    .filter((name) => !names.includes(name))
    .map((name) => `The guardrails' priority names \`${name}\`, which is not part of this run.`);
  if (!parts.some(({ policy }) => policy.rules.some(({ fires }) => leavesOf(fires).some(isAcross))))
    notices.push('No rule counts across all handoffs: none of them can lose to another one.');
  for (const { handoff, to, sharedSubjects } of pairs) {
    if (sharedSubjects > 0 || handoff > to) continue;
    notices.push(
      `No subject of \`${handoff}\` occurs in the data of \`${to}\`: look whether their identifiers are written alike.`,
    );
  }
  const periods = new Set(parts.map(({ simulation: { from, to } }) => `${from} ${to}`));
  if (periods.size > 1) {
    notices.push(
      "The simulations' periods differ: before its own, a handoff's logged sends count; after it, it sends nothing.",
    );
  }
  const budgeted = parts.flatMap(({ policy }) => [
    ...new Set(policy.escalations.filter(({ budget }) => budget).map(({ to }) => to)),
  ]);
  for (const role of new Set(budgeted.filter((each, at) => budgeted.indexOf(each) < at))) {
    notices.push(`${role} has a budget in several handoffs: each of them is used up by its own.`);
  }
  return notices;
}
