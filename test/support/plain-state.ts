import { cellColumnsOf } from '../../language-server/policy/cell-columns.ts';
import { DAY } from '../../language-server/policy/clock.ts';
import { evaluate } from '../../language-server/policy/condition.ts';
import type {
  Condition,
  Leaf,
  Policy,
  Simulation,
  Stage,
  Value,
} from '../../language-server/policy/model.ts';
import { stages } from '../../language-server/policy/model.ts';
import type { LearnedEffect } from '../../language-server/simulation/feedback.ts';
import { createRandom } from '../../language-server/simulation/random.ts';
import type { Tri } from '../../language-server/policy/tri.ts';
import { FALSE, TRUE } from '../../language-server/policy/tri.ts';
import type { PlainReplay, PlainRow } from './plain-replay.ts';

/*
 * What carries from decision to decision, each kept as a plain list of all that happened, and
 * counted anew whenever it is asked for.
 */

export function plainCells(policy: Policy, { agent }: Simulation, choices: number[] | undefined) {
  const columns =
    agent.kind === 'thompson'
      ? agent.by
      : policy.data.columns
          .filter(({ type, role }) => !role && (type.kind === 'oneOf' || type.kind === 'yesNo'))
          .map(({ name }) => name);
  const logged: { cell: string; choice: number | undefined }[] = [];
  const cellOf = (row: PlainRow): string => columns.map((name) => `${row.values[name]}`).join('|');
  const sizeOf = (cell: string): number => logged.filter((each) => each.cell === cell).length;
  return {
    count: (row: PlainRow, choice: number | undefined): void => {
      logged.push({ cell: cellOf(row), choice });
    },
    surprise: (row: PlainRow, choice: number): number | undefined => {
      // A share of choices is one of a list of choices.
      if (!choices) return undefined;
      const here = logged.filter(({ cell }) => cell === cellOf(row));
      const same = here.filter((each) => each.choice === choice);
      return -Math.log2((same.length + 1) / (here.length + choices.length));
    },
    novelty: (row: PlainRow): number => {
      const own = sizeOf(cellOf(row));
      if (own === 0) return 1;
      return logged.filter(({ cell }) => sizeOf(cell) > own).length / logged.length;
    },
  };
}

export function plainAutonomy(policy: Policy) {
  const ladder = policy.autonomy;
  const seen = policy.guards.map((): { moment: number; outcome: number }[] => []);
  let reviews: boolean[] = [];
  const rank = (stage: Stage): number => stages.indexOf(stage);
  const agreement = (): number => reviews.filter(Boolean).length / reviews.length;
  const truth = (condition: Condition): Tri =>
    evaluate(
      condition,
      (leaf) => (leaf.kind === 'word' && leaf.word === 'agreement' ? agreement() : undefined),
      policy.calendars,
    );
  const state = {
    stage: ladder?.startsAt ?? 'act',
    changes: [] as PlainReplay['autonomy'],
    agreement,
    review: (approved: boolean, decision: number): void => {
      reviews.push(approved);
      const lower = (ladder?.returns ?? []).filter(
        ({ to, when }) =>
          when !== 'guardBroken' && rank(to) < rank(state.stage) && truth(when) !== FALSE,
      );
      if (lower.length > 0) return move(lowest(lower.map(({ to }) => to)), decision);
      if (policy.reversible === 'irreversible' || policy.guards.some((_, i) => broken(i))) return;
      const above = (ladder?.steps ?? []).filter(({ to }) => rank(to) > rank(state.stage));
      const next = above.filter(({ to }) => to === lowest(above.map((step) => step.to)));
      const fits = next.some(
        ({ after, when }) => reviews.length >= after && (!when || truth(when) === TRUE),
      );
      if (fits) move(next[0]!.to, decision);
    },
    observe: (
      outcome: (column: string) => number | undefined,
      moment: number | undefined,
      decision: number,
    ): void => {
      for (const [index, { column }] of policy.guards.entries()) {
        const value = outcome(column);
        if (value !== undefined) seen[index]!.push({ moment: moment ?? 0, outcome: value });
        if (!broken(index)) continue;
        const said = (ladder?.returns ?? []).filter(({ when }) => when === 'guardBroken');
        const to = said.length > 0 ? lowest(said.map((each) => each.to)) : 'suggest';
        if (rank(to) < rank(state.stage)) move(to, decision);
      }
    },
  };

  function broken(index: number): boolean {
    const { from, limit, operator, over } = policy.guards[index]!;
    const newest = Math.max(...seen[index]!.map(({ moment }) => moment));
    const within = seen[index]!.filter(({ moment }) => moment > newest - over);
    if (within.length < from || within.length === 0) return false;
    const rate = sum(within.map((each) => each.outcome)) / within.length;
    return operator === 'below' ? rate >= limit : rate <= limit;
  }

  function lowest(of: Stage[]): Stage {
    return stages.find((stage) => of.includes(stage))!;
  }

  function move(to: Stage, decision: number): void {
    state.changes.push({ decision, from: state.stage, to });
    state.stage = to;
    reviews = [];
  }
  return state;
}

export function plainFeedback(policy: Policy) {
  const answers: { on: string; reason: string | undefined; moment: number }[] = [];
  const state = {
    active: [] as number[],
    learned: [] as string[],
    /** By index of the rule, and in the order of `learned`. */
    effects: policy.feedback.map((): LearnedEffect => ({
      ...{ decisions: 0, applied: 0, prevented: 0, overriddenAgain: 0, changedApproved: 0 },
      ...{ proposedAgain: 0, notKnown: 0 },
    })),
    learnedEffects: [] as LearnedEffect[],
    answer: (
      on: 'override' | 'approval',
      reason: string | undefined,
      moment: number | undefined,
    ): void => {
      answers.push({ on, reason, moment: moment ?? 0 });
      const alike = answers.filter((each) => each.on === on && each.reason === reason);
      const newest = Math.max(...alike.map((each) => each.moment));
      for (const [index, rule] of policy.feedback.entries()) {
        if (state.active.includes(index) || rule.on !== on || rule.reason !== reason) continue;
        const { count, within = Infinity } = rule.after;
        const counted = alike.filter((each) => !(each.moment <= newest - within));
        if (counted.length < count) continue;
        state.active = [...state.active, index].sort((left, right) => left - right);
        state.learned.push(rule.name);
        state.learnedEffects.push(state.effects[index]!);
      }
    },
  };
  return state;
}

/** Whom escalations go to, who of them has time for how many, and how long answers take. */
export function plainQueues({ escalations }: Policy, { seed, answersIn }: Simulation) {
  const random = createRandom(seed).fork('answers');
  const cases: { role: string; day: number; time: number; rank: number; isAsked: boolean }[] = [];
  let today = -Infinity;
  let time = NaN;
  let takes = 0;

  function isFull(role: string, rankBy: RankBy): boolean {
    const budget = escalations.find(({ to }) => to === role)?.budget;
    if (!budget) return false;
    const own = cases.filter((each) => each.role === role);
    const left = budget.perDay - own.filter(({ day, isAsked }) => day === today && isAsked).length;
    const before = own.filter(({ day }) => day < today);
    const last = Math.max(...before.map(({ day }) => day));
    const highest = before
      .filter(({ day }) => day === last)
      .sort((one, other) => other.rank - one.rank)
      .slice(0, budget.perDay);
    const rank = rankBy(budget.first);
    const kept = highest.filter((each) => each.time > time && each.rank > rank);
    return left <= (budget.first ? kept.length : 0);
  }

  return {
    open: (moment: number | undefined): void => {
      if (answersIn) {
        const { soonest, latest } = answersIn;
        takes = Math.round(soonest + random.next() * (latest - soonest));
      }
      if (moment !== undefined) today = Math.floor(moment / DAY);
      time = moment === undefined ? NaN : moment - today * DAY;
    },
    isOver: (roles: readonly string[], rankBy: RankBy): boolean =>
      roles.some((role) => isFull(role, rankBy)),
    arrive: (roles: readonly string[], rankBy: RankBy, isAsked: boolean): void => {
      for (const role of roles) {
        const budget = escalations.find(({ to }) => to === role)?.budget;
        cases.push({ role, day: today, time, rank: rankBy(budget?.first), isAsked });
      }
    },
    takes: (): number => takes,
    /** The first deadline of the roles. */
    deadline: (roles: readonly string[]): number =>
      Math.min(
        ...escalations.flatMap(({ to, answerWithin }) =>
          roles.includes(to) && answerWithin !== undefined ? [answerWithin] : [],
        ),
      ),
  };
}

type First = NonNullable<Policy['escalations'][number]['budget']>['first'];
/** How soon a case is looked at by an order: the higher, the sooner. */
export type RankBy = (first: First) => number;

/** What the agent proposed since the last review, and what of it people reject at the next. */
export function plainReviews(
  policy: Policy,
  simulation: Simulation,
  forget: (context: PlainRow['values'], choice: number) => void,
) {
  const { period, reviewed } = policy.learning ?? {};
  const columns = cellColumnsOf(policy, simulation);
  const end = period ? period.from * DAY + period.length : Infinity;
  let from: number | undefined;
  let held = 0;
  let proposed = new Map<string, { context: PlainRow['values']; choice: number }>();
  const dates: number[] = [];
  let last: number[] = [];
  return {
    dates,
    /** Of a review that no decision follows nothing is told. */
    followed: (): void => {
      dates.push(...last);
      last = [];
    },
    /** The next date by which a review is due; it is held when the date is given. */
    due: (moment: number | undefined): number | undefined => {
      if (!reviewed || moment === undefined) return undefined;
      if (from === undefined) {
        from = period ? period.from * DAY : Math.floor(moment / DAY) * DAY;
        held = Math.max(0, Math.ceil((moment - from) / reviewed.every) - 1);
      }
      const date = from + (held + 1) * reviewed.every;
      return date <= moment && date <= end ? date : undefined;
    },
    hold: (date: number): void => {
      last.push(date);
      held++;
      for (const { context, choice } of proposed.values()) {
        const read = (leaf: Leaf): Value | undefined =>
          leaf.kind === 'choice' ? choice : leaf.kind === 'column' ? context[leaf.name] : undefined;
        const isRejected = (simulation.rejects ?? []).some(
          (condition) => evaluate(condition, read, policy.calendars) === TRUE,
        );
        if (isRejected) forget(context, choice);
      }
      proposed = new Map();
    },
    proposed: (row: PlainRow, choice: number): void => {
      if (choice === policy.usual) return;
      const context = Object.fromEntries(columns.map((name) => [name, row.values[name]]));
      proposed.set(JSON.stringify([...Object.values(context).map(String), choice]), {
        context,
        choice,
      });
    },
  };
}

export function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
