import { createRandom } from '../../language-server/simulation/random.ts';
import type { Random } from '../../language-server/simulation/random.ts';
import { candidates } from '../../language-server/policy/choices.ts';
import { evaluate } from '../../language-server/policy/condition.ts';
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
import { TRUE } from '../../language-server/policy/tri.ts';
import type { OutsideProposal } from '../../language-server/simulation/agents/outside-agent.ts';
import { plainAgent } from './plain-agents.ts';
import type { PlainAgent, PlainProposal } from './plain-agents.ts';
import { effectOf, localDate, monthOf, plainHistory, weekdayOf } from './plain-history.ts';
import { plainAutonomy, plainBudgets, plainCells, plainFeedback, sum } from './plain-state.ts';

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
  /** Absent where no estimate can use the row. */
  weights?: { agent: number; policy: number };
}

export interface PlainReplay {
  decisions: PlainDecision[];
  before: number;
  rules: { fired: number; unknown: number }[];
  /** The stages that were moved to, with the number of the decision. */
  autonomy: { decision: number; from: Stage; to: Stage }[];
  /** Names of feedback rules in the order in which they became active. */
  learned: string[];
  moved: number;
  usual: number;
  unusable: { goal: number; choice: number; propensity: number; weight: number };
  /** Rewards of the rows that estimates use, beside `weights` of their decisions. */
  rewards: number[];
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
  const { policy, simulation, rows, limit = Infinity } = options;
  const roles = rolesOf(policy);
  const choices = candidates(policy.choice.type);
  const usual = usualOf(policy, choices);
  const random: Random = createRandom(simulation.seed).fork('agent');
  const agent: PlainAgent = plainAgent({ ...options, choices, usual, random });
  const history = plainHistory();
  const cells = plainCells(policy, simulation, choices);
  const autonomy = plainAutonomy(policy);
  const feedback = plainFeedback(policy);
  const budgets = plainBudgets(policy);
  const result: PlainReplay = {
    decisions: [],
    before: 0,
    rules: policy.rules.map(() => ({ fired: 0, unknown: 0 })),
    autonomy: autonomy.changes,
    learned: feedback.learned,
    moved: 0,
    usual: 0,
    unusable: { goal: 0, choice: 0, propensity: 0, weight: 0 },
    rewards: [],
  };
  let explored = 0;

  for (const row of rows) {
    if (result.decisions.length >= limit) break;
    const date = localDate(momentOf(row), zoneOf(row)) ?? utcDate(momentOf(row));
    if (date !== undefined && date < (simulation.from ?? -Infinity)) learnFrom(row);
    else if (date === undefined || date < (simulation.to ?? Infinity)) decide(row);
  }
  return result;

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
    if (moment !== undefined) budgets.day(Math.floor(moment / DAY));
    let proposal = agent.propose(row, undefined);
    const active = feedback.active.filter((index) => {
      const { effect, until } = policy.feedback[index]!;
      const date = localDate(moment, zoneOf(row));
      return effect === 'avoid' && (until === undefined || date === undefined || date < until);
    });
    // What the agent says of a choice does not matter to what people said of it.
    const silent = { ...proposal, confidence: unsaid, evidence: unsaid, exploring: unsaid };
    const holds = (condition: Condition, choice: Value): boolean =>
      evaluate(condition, bound(reader(row, silent), choice), policy.calendars) === TRUE;
    const avoids = (index: number, choice: number): boolean => {
      const { what, when } = policy.feedback[index]!;
      return holds(what, choice) && (!when || holds(when, choice));
    };
    // Where choices have no list, these are all that the row is about, known or not.
    const listed = choices ?? [usual, logged, proposal.choice].map((each) => each ?? NaN);
    const avoided = active.filter((index) => listed.some((choice) => avoids(index, choice)));
    const isAvoided = (choice: number): boolean => avoided.some((index) => avoids(index, choice));
    const allowed = new Set(listed.filter((choice) => !isAvoided(choice)));
    if (proposal.choice !== undefined && isAvoided(proposal.choice)) {
      proposal = agent.propose(row, allowed);
    }
    const { stage } = autonomy;
    const read = reader(row, proposal);
    const outcome =
      proposal.choice === undefined
        ? withoutProposal()
        : endingOf(proposal.choice, isAvoided(proposal.choice));
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
    };
    weigh();
    result.decisions.push(decision);
    count(outcome);
    moveState();

    /** What comes of one choice: what the policy says, and what people say where they are asked. */
    function endingOf(choice: number, forced: boolean): Ending {
      const judged = judge(policy, choice, stage, read);
      const verdict = atLeast(judged.verdict, forced ? 'escalate' : 'act');
      const stands = judged.replaced ? nearestOf(judged) : choice;
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
        fallback: undefined,
      };
      if (verdict !== 'suggest' && verdict !== 'escalate') return ending;
      const isOver = verdict === 'escalate' && budgets.isOver(ending.roles);
      const answer = isOver ? -1 : answerTo(stands);
      if (answer < 0) {
        const fallback = verdict === 'escalate' ? unanswered(ending.roles) : 'hold';
        return {
          ...ending,
          isOver,
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
        const ending = endingOf(usual, true);
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
        isOver: budgets.isOver(roles),
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
      else if (1 / propensity === Infinity) result.unusable.weight++;
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
          return share > 0 && endingOf(choice, isAvoided(choice)).carried === logged ? share : 0;
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
      const { carried, verdict } = outcome;
      const number = result.decisions.length;
      // A person who looks afterwards sees the decision as it was made.
      const isReviewed = verdict === 'act' && stage === 'act with review';
      const answer =
        isReviewed && outcome.stands !== undefined ? answerTo(outcome.stands) : outcome.answer;
      if (carried !== undefined) {
        if (carried === outcome.stands && proposal.exploring(carried) === 1) explored++;
        record(row, effect(row, carried) ?? moment, sending(row, carried));
      }
      if (verdict === 'escalate' && !outcome.isOver) budgets.spend(outcome.roles);
      review(number, answer);
      if (carried !== undefined && carried === logged) {
        autonomy.observe((column) => numberAt(row, column), moment, number);
        learn(row, logged);
      }
      cells.count(row, logged);
    }

    function review(number: number, answer: number): void {
      if (answer < 0) return;
      const given = simulation.reviewer[answer]!;
      const approved = given.answer === 'approves' && proposal.choice !== undefined;
      autonomy.review(approved, number);
      if (proposal.choice === undefined) return;
      feedback.answer(approved ? 'approval' : 'override', given.reason, moment);
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
    fallback: 'hold' | 'block' | undefined;
  }

  function learn(row: PlainRow, logged: number): void {
    const reward = policy.goal && numberAt(row, policy.goal.column);
    const propensity = 'propensity' in row ? (row.propensity ?? NaN) : 1;
    if (reward === undefined || !(propensity > 0 && propensity <= 1)) return;
    if (1 / propensity === Infinity) return;
    agent.learn?.(row, logged, reward, 1 / propensity);
  }

  function record(row: PlainRow, moment: number | undefined, count: number | undefined): void {
    const subject = subjectOf(row);
    // No things are no send; a number of things that is not known is one at least.
    if (subject === undefined || subject === 'none') return;
    if (moment !== undefined && (count ?? 1) > 0) history.record(subject.name, moment, count ?? 1);
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
        });
      }
      case 'sinceLast': {
        const moment = effect(row, choice);
        const subject = subjectOf(row);
        if (subject === 'none') return momentOf(row) === undefined ? undefined : Infinity;
        if (moment === undefined || subject === undefined) return undefined;
        return history.sinceLast(subject.name, moment, leaf.ahead);
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
