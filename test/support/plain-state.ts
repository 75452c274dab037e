import { evaluate } from '../../language-server/policy/condition.ts';
import type { Condition, Policy, Simulation, Stage } from '../../language-server/policy/model.ts';
import { stages } from '../../language-server/policy/model.ts';
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
        // What has no moment counts as the newest.
        const now = moment ?? Math.max(0, ...seen[index]!.map((each) => each.moment));
        if (value !== undefined) seen[index]!.push({ moment: now, outcome: value });
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
    answer: (
      on: 'override' | 'approval',
      reason: string | undefined,
      moment: number | undefined,
    ): void => {
      const alike = answers.filter((each) => each.on === on && each.reason === reason);
      const now = moment ?? Math.max(0, ...alike.map((each) => each.moment));
      answers.push({ on, reason, moment: now });
      for (const [index, rule] of policy.feedback.entries()) {
        if (state.active.includes(index) || rule.on !== on || rule.reason !== reason) continue;
        const { count, within = Infinity } = rule.after;
        const counted = answers.filter(
          (each) => each.on === on && each.reason === reason && !(each.moment <= now - within),
        );
        if (counted.length < count) continue;
        state.active = [...state.active, index].sort((left, right) => left - right);
        state.learned.push(rule.name);
      }
    },
  };
  return state;
}

export function plainBudgets(policy: Policy) {
  const limits = policy.escalations.filter(({ budget }) => budget !== undefined);
  let today: number | undefined;
  let used = new Map<string, number>();
  return {
    day: (day: number): void => {
      if (day !== today) used = new Map();
      today = day;
    },
    isOver: (roles: readonly string[]): boolean =>
      limits.some(({ to, budget }) => roles.includes(to) && (used.get(to) ?? 0) >= budget!.perDay),
    spend: (roles: readonly string[]): void => {
      for (const { to } of limits) if (roles.includes(to)) used.set(to, (used.get(to) ?? 0) + 1);
    },
  };
}

export function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
