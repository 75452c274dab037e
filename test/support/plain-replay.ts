import { createRandom } from '../../language-server/simulation/random.ts';
import type { Random } from '../../language-server/simulation/random.ts';
import { candidates } from '../../language-server/policy/choices.ts';
import { evaluate, quantity } from '../../language-server/policy/condition.ts';
import { judge } from '../../language-server/policy/judge.ts';
import type { Judgement } from '../../language-server/policy/judge.ts';
import type {
  Condition,
  Leaf,
  Policy,
  Simulation,
  Stage,
  Value,
  Verdict,
} from '../../language-server/policy/model.ts';
import { verdicts } from '../../language-server/policy/model.ts';
import { leavesOf } from '../../language-server/policy/leaves.ts';
import { TRUE } from '../../language-server/policy/tri.ts';
import type { LostTo } from '../../language-server/simulation/conflicts.ts';
import type { OutsideProposal } from '../../language-server/simulation/agents/outside-agent.ts';
import type { LearnedEffect } from '../../language-server/simulation/feedback.ts';
import { plainAgent } from './plain-agents.ts';
import type { PlainAgent, PlainProposal } from './plain-agents.ts';
import { effectOf, localDate, monthOf, plainHistory, weekdayOf } from './plain-history.ts';
import type { RankBy } from './plain-state.ts';
import {
  plainAutonomy,
  plainCells,
  plainFeedback,
  plainQueues,
  plainReviews,
  sum,
} from './plain-state.ts';

/** One logged row, canonical values by column; texts as they are. */
export interface PlainRow {
  row: number;
  values: Record<string, Value | undefined>;
  propensity?: number | undefined;
}

export interface PlainDecision {
  row: number;
  proposed: number | undefined;
  verdict: Verdict;
  /** What is carried out in the end. */
  carried: number | undefined;
  person: 'none' | 'approved' | 'overridden' | 'unanswered';
  answer: number;
  fallback: 'hold' | 'block' | undefined;
  stage: Stage;
  avoided: string[];
  /** The prefer rules that speak for a choice of the row. */
  preferring: string[];
  lostTo: LostTo[];
  /** Absent where no estimate can use the row. */
  weights?: { agent: number; policy: number };
}

export interface PlainReplay {
  decisions: PlainDecision[];
  before: number;
  rules: { fired: number; unknown: number }[];
  /** When patterns were put before the reviewers. */
  reviews: number[];
  /** The stages that were moved to, with the number of the decision. */
  autonomy: { decision: number; from: Stage; to: Stage }[];
  /** Names of feedback rules in the order in which they became active. */
  learned: string[];
  /** What each of them did, in the same order. */
  effects: LearnedEffect[];
  moved: number;
  usual: number;
  unusable: { goal: number; choice: number; propensity: number; weight: number };
  /** Rewards of the rows that estimates use, beside `weights` of their decisions. */
  rewards: number[];
  /** Answers after the deadline. */
  late: number;
}

export interface PlainOptions {
  policy: Policy;
  simulation: Simulation;
  rows: readonly PlainRow[];
  /** For an agent outside: what it says of each row of the file. */
  proposals?: ReadonlyMap<number, OutsideProposal>;
  limit?: number;
}

const DAY = 86_400_000;

/**
 * The replay as plain as its meaning, one row after the other, with maps and lists and the
 * reference interpreter: what the fast one is tested against.
 */
export function plainReplay(options: PlainOptions): PlainReplay {
  const steps = plainSteps(options, { history: plainHistory(), handoff: 0, handoffs: 1 });
  for (const row of options.rows) steps.take(row);
  return steps.finish();
}

/** Several handoffs in the same plain way: the next row is looked for among all that are left. */
export function plainTogether(all: readonly PlainOptions[], priority: string[]): PlainReplay[] {
  const history = plainHistory();
  const replays = all.map((options, handoff) => ({
    ...plainSteps(options, { history, handoff, handoffs: all.length }),
    left: [...options.rows],
    handoff,
    rank: [...priority, options.policy.handoff].indexOf(options.policy.handoff),
  }));
  for (;;) {
    const [next] = replays
      .filter(({ left, isDone }) => left.length > 0 && !isDone())
      .map(({ left, rank, handoff, momentOf }) => {
        const moment = momentOf(left[0]!) ?? -Infinity;
        const day = priority.length > 0 ? [Math.floor(moment / DAY), rank] : [];
        return { handoff, moment, order: [...day, moment, handoff] };
      })
      .sort((one, other) => firstDifference(one.order, other.order));
    if (!next) return replays.map(({ finish }) => finish());
    for (const { handoff, reach } of replays) {
      if (handoff !== next.handoff && next.moment > -Infinity) reach(next.moment);
    }
    const { take, left } = replays[next.handoff]!;
    take(left.shift()!);
  }
}

function firstDifference(left: number[], right: number[]): number {
  const at = left.findIndex((each, index) => each !== right[index]);
  return at < 0 ? 0 : left[at]! < right[at]! ? -1 : 1;
}

function plainSteps(
  options: PlainOptions,
  own: { history: ReturnType<typeof plainHistory>; handoff: number; handoffs: number },
) {
  const { policy, simulation, limit = Infinity } = options;
  const { history } = own;
  /** Whose sends count where all are counted: all, unless it is asked who lost to whom. */
  let counted = (_handoff: number): boolean => true;
  const ofOwn = (handoff: number): boolean => handoff === own.handoff;
  const roles = rolesOf(policy);
  const choices = candidates(policy.choice.type);
  const usual = usualOf(policy, choices);
  const random: Random = createRandom(simulation.seed).fork('agent');
  const agent: PlainAgent = plainAgent({ ...options, choices, usual, random });
  const cells = plainCells(policy, simulation, choices);
  const autonomy = plainAutonomy(policy);
  const feedback = plainFeedback(policy);
  const queues = plainQueues(policy, simulation);
  const reviews = plainReviews(policy, simulation, (context, choice) =>
    agent.forget?.(context, choice),
  );
  /** What is still to happen, in the order in which it was decided. */
  let pending: { at: number; move: () => void }[] = [];
  const result: PlainReplay = {
    decisions: [],
    before: 0,
    rules: policy.rules.map(() => ({ fired: 0, unknown: 0 })),
    autonomy: autonomy.changes,
    reviews: reviews.dates,
    learned: feedback.learned,
    effects: feedback.learnedEffects,
    moved: 0,
    usual: 0,
    unusable: { goal: 0, choice: 0, propensity: 0, weight: 0 },
    rewards: [],
    late: 0,
  };
  let explored = 0;
  /** Of all that was reached; what has no moment is as new as that, where anything has one. */
  let newest: number | undefined;

  const isDone = (): boolean => result.decisions.length >= limit;
  return {
    isDone,
    momentOf,
    take: (row: PlainRow): void => {
      if (isDone()) return;
      const date = localDate(momentOf(row), zoneOf(row)) ?? utcDate(momentOf(row));
      if (date !== undefined && date < (simulation.from ?? -Infinity)) learnFrom(row);
      else if (date === undefined || date < (simulation.to ?? Infinity)) decide(row);
    },
    // Reviews begin with the first decision.
    reach: (moment: number): void => {
      if (result.decisions.length > 0) reach(moment);
    },
    finish: (): PlainReplay => {
      settleUntil(Infinity);
      return result;
    },
  };

  function settleUntil(moment: number): void {
    const due = pending.filter(({ at }) => at <= moment);
    pending = pending.filter(({ at }) => !(at <= moment));
    for (const { move } of due.sort((one, other) => one.at - other.at)) move();
  }

  function reach(moment: number | undefined): void {
    // Of choices without a list there are no patterns.
    for (
      let date = choices && reviews.due(moment);
      date !== undefined;
      date = reviews.due(moment)
    ) {
      settleUntil(date);
      reviews.hold(date);
    }
    if (moment === undefined) return;
    settleUntil(moment);
    newest = Math.max(newest ?? moment, moment);
  }

  function learnFrom(row: PlainRow): void {
    result.before++;
    const logged = loggedOf(row);
    const { countColumn } = policy.data;
    record(row, momentOf(row), countColumn === undefined ? 1 : numberAt(row, countColumn));
    cells.count(row, logged);
    if (logged !== undefined) learn(row, logged);
  }

  function decide(row: PlainRow): void {
    const moment = momentOf(row);
    const logged = loggedOf(row);
    reach(moment);
    reviews.followed();
    queues.open(moment);
    const activeOf = (wanted: 'avoid' | 'prefer'): number[] =>
      feedback.active.filter((index) => {
        const { effect, until } = policy.feedback[index]!;
        const date = localDate(moment, zoneOf(row));
        return effect === wanted && (until === undefined || date === undefined || date < until);
      });
    // What the agent says of a choice does not matter to what people said of it.
    const silent: PlainProposal = {
      ...{ choice: undefined, confidence: unsaid, evidence: unsaid, exploring: unsaid },
    };
    const holds = (condition: Condition, choice: Value): boolean =>
      evaluate(condition, bound(reader(row, silent), choice), policy.calendars) === TRUE;
    const applies = (index: number, choice: number): boolean => {
      const { what, when } = policy.feedback[index]!;
      return holds(what, choice) && (!when || holds(when, choice));
    };
    const prefers = activeOf('prefer');
    const preferred = new Set(
      choices?.filter((choice) => prefers.some((index) => applies(index, choice))),
    );
    // They are asked before anything is proposed.
    const beforehand = choices ?? [usual, logged].map((each) => each ?? NaN);
    const preferring = prefers.filter((index) =>
      beforehand.some((choice) => applies(index, choice)),
    );
    let proposal = agent.propose(row, undefined, preferred);
    const active = activeOf('avoid');
    // Where choices have no list, these are all that the row is about, known or not.
    const listed = choices ?? [usual, logged, proposal.choice].map((each) => each ?? NaN);
    const avoided = active.filter((index) => listed.some((choice) => applies(index, choice)));
    const isAvoided = (choice: number): boolean => avoided.some((index) => applies(index, choice));
    const allowed = new Set(listed.filter((choice) => !isAvoided(choice)));
    const first = proposal.choice;
    if (proposal.choice !== undefined && isAvoided(proposal.choice)) {
      proposal = agent.propose(row, allowed, preferred);
    }
    if (proposal.choice !== undefined) reviews.proposed(row, proposal.choice);
    const { stage } = autonomy;
    const read = reader(row, proposal);
    const outcome =
      proposal.choice === undefined ? withoutProposal() : endingOf(proposal.choice, isAvoided);
    countEffects();
    const decision: PlainDecision = {
      row: row.row,
      proposed: proposal.choice,
      verdict: outcome.verdict,
      carried: outcome.carried,
      person: outcome.person,
      answer: outcome.answer,
      fallback: outcome.fallback,
      stage,
      avoided: avoided.map((index) => policy.feedback[index]!.name),
      preferring: preferring.map((index) => policy.feedback[index]!.name),
      lostTo: lostTo(),
    };
    weigh();
    result.decisions.push(decision);
    count(outcome);
    moveState();

    /** What comes of one choice: what the policy says, and what people say where they are asked. */
    function endingOf(choice: number, isForced: (choice: number) => boolean): Ending {
      const judged = judge(policy, choice, stage, read);
      const stands = judged.replaced ? nearestOf(judged) : choice;
      // Nor does the agent act alone on the nearest allowed choice, where that is one to avoid.
      const forced = isForced(choice) || isForced(stands);
      const verdict = atLeast(judged.verdict, forced ? 'escalate' : 'act');
      const roles = new Set(judged.escalatesTo);
      if (forced) roles.add(defaultRole(policy));
      const ending: Ending = {
        judged,
        stands,
        verdict,
        roles: [...roles],
        carried: verdict === judged.verdict ? asNumber(judged.choice) : stands,
        person: 'none',
        answer: -1,
        isOver: false,
        isLate: false,
        fallback: undefined,
      };
      if (verdict !== 'suggest' && verdict !== 'escalate') return ending;
      const isEscalated = verdict === 'escalate';
      const isOver = isEscalated && queues.isOver(ending.roles, rankBy(stands));
      const given = isOver ? -1 : answerTo(stands);
      const isLate = isEscalated && given >= 0 && queues.takes() > queues.deadline(ending.roles);
      const answer = isLate ? -1 : given;
      if (answer < 0) {
        const fallback = verdict === 'escalate' ? unanswered(ending.roles) : 'hold';
        return {
          ...ending,
          isOver,
          isLate,
          person: 'unanswered',
          fallback,
          carried: fallback === 'block' ? allowedUsual() : undefined,
        };
      }
      return simulation.reviewer[answer]!.answer === 'approves'
        ? { ...ending, person: 'approved', answer }
        : { ...ending, person: 'overridden', answer, carried: allowedUsual() };
    }

    /** A person decides: by the usual choice, where there is one. */
    function withoutProposal(): Ending {
      if (usual !== undefined) {
        const ending = endingOf(usual, () => true);
        return ending.person === 'approved' ? { ...ending, person: 'overridden' } : ending;
      }
      const roles = [defaultRole(policy)];
      return {
        judged: undefined,
        stands: undefined,
        verdict: 'escalate',
        roles,
        carried: undefined,
        person: 'unanswered',
        answer: -1,
        isOver: queues.isOver(roles, () => -Infinity),
        isLate: false,
        fallback: unanswered(roles),
      };
    }

    /** The strictest of what the blocks of the roles that are asked say. */
    function unanswered(roles: readonly string[]): 'hold' | 'block' {
      const asked = policy.escalations.filter(({ to }) => roles.includes(to));
      return asked.some(({ otherwise }) => otherwise === 'block') ? 'block' : 'hold';
    }

    /** The choice that took the place of the proposed one. */
    function nearestOf(judged: Judgement): number {
      if (judged.choice !== undefined && !judged.fellBackToUsual) return Number(judged.choice);
      // Held or blocked: what was judged is the nearest that breaks nothing.
      const lax = { ...policy, rules: policy.rules.filter(({ kind }) => kind === 'boundary') };
      return Number(judge(lax, judged.proposed, 'act', read).choice);
    }

    /** What would have been said to the first proposal, had nothing been learned. */
    function countEffects(): void {
      for (const index of feedback.active) {
        const { until } = policy.feedback[index]!;
        const date = localDate(moment, zoneOf(row));
        if (until !== undefined && date !== undefined && date >= until) continue;
        const effect = feedback.effects[index]!;
        effect.decisions++;
        if (first === undefined || !active.includes(index) || !applies(index, first)) continue;
        effect.applied++;
        if (proposal.choice === undefined || isAvoided(proposal.choice)) effect.proposedAgain++;
        else {
          const would = saidOf(endingOf(first, () => false));
          if (would === 'approves') effect.changedApproved++;
          else if (would === undefined) effect.notKnown++;
          else if (saidOf(outcome) === 'overrides') effect.overriddenAgain++;
          else effect.prevented++;
        }
      }
    }

    /** Also afterwards, where the agent acts with review. */
    function saidOf({ verdict, stands, answer }: Ending): string | undefined {
      const isReviewed = verdict === 'act' && stage === 'act with review' && stands !== undefined;
      return simulation.reviewer[isReviewed ? answerTo(stands) : answer]?.answer;
    }

    /** Boundaries that fired, and would not without what others sent; by rule, then handoff. */
    function lostTo(): LostTo[] {
      const { judged } = outcome;
      const subject = subjectOf(row);
      if (!judged || subject === undefined || subject === 'none') return [];
      return policy.rules.flatMap(({ kind, fires }, rule) => {
        const across = leavesOf(fires).filter((leaf) => 'across' in leaf && leaf.across);
        const isNow = judged.ledger[rule]!.outcome === 'fired';
        const wasBefore =
          judged.replaced?.ledger[rule]?.outcome === 'fired' && proposal.choice !== undefined;
        const isKnown = judged.ledger[rule]!.outcome !== 'unknown';
        if (kind !== 'boundary' || across.length === 0 || !isKnown) return [];
        if (!isNow && !wasBefore) return [];
        const choice = isNow ? outcome.stands! : proposal.choice!;
        const fired = (counts: (handoff: number) => boolean): number =>
          counting(counts, () => evaluate(fires, bound(read, choice), policy.calendars));
        if (fired(ofOwn) !== 0) return [];
        const others = Array.from({ length: own.handoffs }, (_, handoff) => handoff).filter(
          (handoff) => !ofOwn(handoff),
        );
        const needed = others.filter((other) => fired((each) => each !== other) !== TRUE);
        const here = others.filter((other) =>
          across.some((leaf) => {
            const alone = (each: number): boolean => each === other;
            if (leaf.kind === 'sinceLast') return fired(alone) === TRUE;
            return Number(counting(alone, () => read(leaf, choice))) > 0;
          }),
        );
        return (needed.length > 0 ? needed : here).map((handoff) => ({
          handoff,
          rule,
          at: history.nearest(subject.name, handoff, effect(row, choice)!),
        }));
      });
    }

    function counting<T>(counts: (handoff: number) => boolean, work: () => T): T {
      counted = counts;
      const found = work();
      counted = () => true;
      return found;
    }

    function answerTo(choice: number): number {
      return simulation.reviewer.findIndex(({ when }) => !when || holdsNow(when, choice));
    }

    function holdsNow(condition: Condition, choice: Value): boolean {
      return evaluate(condition, bound(read, choice), policy.calendars) === TRUE;
    }

    function allowedUsual(): number | undefined {
      if (usual === undefined) return undefined;
      const boundaries = policy.rules.filter(({ kind }) => kind === 'boundary');
      const passes = boundaries.every(
        ({ fires }) => evaluate(fires, bound(read, usual), policy.calendars) === 0,
      );
      return passes ? usual : undefined;
    }

    function weigh(): void {
      if (policy.goal === undefined) return;
      const reward = numberAt(row, policy.goal.column);
      const propensity = 'propensity' in row ? (row.propensity ?? NaN) : 1;
      if (reward === undefined) result.unusable.goal++;
      else if (logged === undefined) result.unusable.choice++;
      else if (!(propensity > 0 && propensity <= 1)) result.unusable.propensity++;
      else if (propensity < 1e-12) result.unusable.weight++;
      else {
        decision.weights = { agent: agentShare() / propensity, policy: policyShare() / propensity };
        result.rewards.push(reward);
      }
    }

    function agentShare(): number {
      if (simulation.agent.kind === 'logged') return loggedShare();
      return proposal.shares ? proposal.shares(logged!) : Number(proposal.choice === logged);
    }

    /** People took their own choice as likely as the log says. */
    function loggedShare(): number {
      return 'propensity' in row ? (row.propensity ?? NaN) : 1;
    }

    /** By judging every choice that the agent might have proposed. */
    function policyShare(): number {
      const { shares } = proposal;
      if (simulation.agent.kind === 'logged') {
        return outcome.carried === logged ? loggedShare() : 0;
      }
      if (!shares || proposal.choice === undefined) return Number(outcome.carried === logged);
      const mass = sum([...allowed].map(shares));
      if (mass === 0 && allowed.has(proposal.choice)) return Number(outcome.carried === logged);
      return sum(
        choices!.map((choice) => {
          const share =
            mass > 0 ? (allowed.has(choice) ? shares(choice) / mass : 0) : shares(choice);
          return share > 0 && endingOf(choice, isAvoided).carried === logged ? share : 0;
        }),
      );
    }

    function count({ judged }: Ending): void {
      if (!judged) return;
      if (judged.replaced) result.moved++;
      if (judged.fellBackToUsual) result.usual++;
      for (const [index, counts] of result.rules.entries()) {
        const { outcome: truth } = judged.ledger[index]!;
        const before = judged.replaced?.ledger[index]?.outcome;
        if (truth === 'unknown') counts.unknown++;
        // What moved the choice fired too, if on the choice that was proposed.
        else if (truth === 'fired' || (before === 'fired' && proposal.choice !== undefined)) {
          counts.fired++;
        }
      }
    }

    function moveState(): void {
      const { carried, verdict, stands } = outcome;
      // A person who looks afterwards sees the decision as it was made.
      const isReviewed = verdict === 'act' && stage === 'act with review';
      const answer = isReviewed && stands !== undefined ? answerTo(stands) : outcome.answer;
      if (outcome.isLate) result.late++;
      if (verdict === 'escalate') {
        const rank = stands === undefined ? () => -Infinity : rankBy(stands);
        queues.arrive(outcome.roles, rank, !outcome.isOver);
      }
      const after = settledAfter(answer);
      const at = moment === undefined ? undefined : moment + after;
      const sent = carried === undefined ? undefined : sending(row, carried);
      const move = (): void => {
        if (carried !== undefined) {
          if (carried === stands && proposal.exploring(carried) === 1) explored++;
          record(row, effect(row, carried) ?? moment, sent);
        }
        const number = result.decisions.length;
        const now = at ?? newest;
        review(number, answer, now);
        if (carried === undefined || carried !== logged) return;
        autonomy.observe((column) => numberAt(row, column), now, number);
        learn(row, logged);
      };
      if (at === undefined || after === 0) move();
      else pending.push({ at, move });
      cells.count(row, logged);
    }

    /** When people answer, else at the first deadline; at once where nobody is asked. */
    function settledAfter(answer: number): number {
      if (!simulation.answersIn || outcome.isOver) return 0;
      if (answer >= 0) return queues.takes();
      const deadline = outcome.fallback ? queues.deadline(outcome.roles) : 0;
      return outcome.verdict === 'escalate' && deadline < Infinity ? deadline : 0;
    }

    function rankBy(choice: number): RankBy {
      return (first) => {
        const value = first && quantity(first.of, bound(read, choice));
        if (typeof value !== 'number') return -Infinity;
        return first!.order === 'highest' ? value : -value;
      };
    }

    function review(number: number, answer: number, at: number | undefined): void {
      if (answer < 0) return;
      const given = simulation.reviewer[answer]!;
      const approved = given.answer === 'approves' && proposal.choice !== undefined;
      autonomy.review(approved, number);
      if (proposal.choice === undefined) return;
      feedback.answer(approved ? 'approval' : 'override', given.reason, at);
    }
  }

  interface Ending {
    judged: Judgement | undefined;
    /** The choice that the verdict is about: the proposed one, or what replaced it. */
    stands: number | undefined;
    verdict: Verdict;
    roles: string[];
    carried: number | undefined;
    person: PlainDecision['person'];
    answer: number;
    /** Escalated beyond the budget: nobody was asked. */
    isOver: boolean;
    /** Answered after the deadline, to no effect. */
    isLate: boolean;
    fallback: 'hold' | 'block' | undefined;
  }

  function learn(row: PlainRow, logged: number): void {
    const reward = policy.goal && numberAt(row, policy.goal.column);
    const propensity = 'propensity' in row ? (row.propensity ?? NaN) : 1;
    if (reward === undefined || !(propensity > 0 && propensity <= 1)) return;
    if (propensity < 1e-12) return;
    agent.learn?.(row, logged, reward, 1 / propensity);
  }

  function record(row: PlainRow, moment: number | undefined, count: number | undefined): void {
    const subject = subjectOf(row);
    // No things are no send; a number of things that is not known is one at least.
    if (subject === undefined || subject === 'none') return;
    if (moment !== undefined && (count ?? 1) > 0) {
      history.record(subject.name, own.handoff, moment, count ?? 1);
    }
  }

  // --- What a condition reads --------------------------------------------------------------

  function reader(row: PlainRow, proposal: PlainProposal) {
    return (leaf: Leaf, choice: Value): Value | undefined => {
      const value = readLeaf(row, proposal, leaf, Number(choice));
      return Number.isNaN(value) ? undefined : value;
    };
  }

  function readLeaf(
    row: PlainRow,
    proposal: PlainProposal,
    leaf: Leaf,
    choice: number,
  ): Value | undefined {
    switch (leaf.kind) {
      case 'column':
        return row.values[leaf.name];
      case 'choice':
        return choice;
      case 'date':
        return localDate(effect(row, choice) ?? momentOf(row), zoneOf(row));
      case 'weekday':
        return weekdayOf(localDate(effect(row, choice) ?? momentOf(row), zoneOf(row)));
      case 'month':
        return monthOf(localDate(effect(row, choice) ?? momentOf(row), zoneOf(row)));
      case 'sent': {
        const moment = effect(row, choice);
        const subject = subjectOf(row);
        // Nothing was ever sent to a row that is its own subject, at whatever hour.
        if (subject === 'none') return momentOf(row) === undefined ? undefined : 0;
        if (moment === undefined || subject === undefined) return undefined;
        return history.sent(subject.name, moment, leaf.window, {
          zone: zoneOf(row),
          ahead: leaf.ahead,
          counts: leaf.across ? counted : ofOwn,
        });
      }
      case 'sinceLast': {
        const moment = effect(row, choice);
        const subject = subjectOf(row);
        if (subject === 'none') return momentOf(row) === undefined ? undefined : Infinity;
        if (moment === undefined || subject === undefined) return undefined;
        return history.sinceLast(subject.name, moment, {
          ahead: leaf.ahead,
          counts: leaf.across ? counted : ofOwn,
        });
      }
      case 'word':
        switch (leaf.word) {
          case 'confidence':
            return proposal.confidence(choice);
          case 'evidence':
            return proposal.evidence(choice);
          case 'exploring':
            return proposal.exploring(choice);
          case 'explored':
            return (explored + proposal.exploring(choice)) / (result.decisions.length + 1);
          case 'surprise':
            return cells.surprise(row, choice);
          case 'novelty':
            return cells.novelty(row);
          case 'sound':
            // Which patterns are sound is tested by itself.
            return undefined;
          case 'agreement':
            return autonomy.agreement();
          case 'sending':
            return sending(row, choice);
        }
    }
  }

  function sending(row: PlainRow, choice: number): number | undefined {
    const { countColumn } = policy.data;
    if (countColumn === undefined) return 1;
    return countColumn === policy.choice.column ? choice : numberAt(row, countColumn);
  }

  /** When a choice takes effect. */
  function effect(row: PlainRow, choice: number): number | undefined {
    const { type } = policy.choice;
    const moment = momentOf(row);
    return type.kind === 'time' ? effectOf(moment, zoneOf(row), choice, type.step) : moment;
  }

  function momentOf(row: PlainRow): number | undefined {
    return roles.moment === undefined ? undefined : numberAt(row, roles.moment);
  }

  function zoneOf(row: PlainRow): string | undefined {
    const zone = roles.clock === undefined ? undefined : row.values[roles.clock];
    return zone === undefined ? undefined : String(zone);
  }

  /** Undefined where it is not known; `none` where the data has no subject. */
  function subjectOf(row: PlainRow): { name: string } | 'none' | undefined {
    if (roles.subject === undefined) return 'none';
    const name = row.values[roles.subject];
    return name === undefined ? undefined : { name: String(name) };
  }

  function loggedOf(row: PlainRow): number | undefined {
    const logged = numberAt(row, policy.choice.column);
    return choices && logged !== undefined && !choices.includes(logged) ? undefined : logged;
  }
}

function numberAt(row: PlainRow, column: string): number | undefined {
  const value = row.values[column];
  return typeof value === 'number' ? value : undefined;
}

function rolesOf(policy: Policy) {
  const named = (role: string): string | undefined =>
    policy.data.columns.find((column) => column.role === role)?.name;
  return { subject: named('subject'), moment: named('moment'), clock: named('clock') };
}

function usualOf(policy: Policy, choices: number[] | undefined): number | undefined {
  const usual = asNumber(policy.usual);
  return usual === undefined || !choices || choices.includes(usual) ? usual : undefined;
}

function asNumber(value: Value | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function utcDate(moment: number | undefined): number | undefined {
  return moment === undefined ? undefined : Math.floor(moment / DAY);
}

/** The role of the one escalation block, else the owner. */
function defaultRole({ escalations, owner }: Policy): string {
  const roles = new Set(escalations.map(({ to }) => to));
  return roles.size === 1 ? [...roles][0]! : (owner ?? '');
}

function atLeast(verdict: Verdict, least: Verdict): Verdict {
  return verdicts[Math.max(verdicts.indexOf(verdict), verdicts.indexOf(least))]!;
}

function bound(read: (leaf: Leaf, choice: Value) => Value | undefined, choice: Value) {
  return (leaf: Leaf): Value | undefined => read(leaf, choice);
}

function unsaid(): number {
  return NaN;
}
