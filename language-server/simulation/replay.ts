import type { Clock } from '../policy/clock.ts';
import { dateOf } from '../policy/clock.ts';
import { createHistory } from '../policy/history.ts';
import type { Condition, Policy, Simulation } from '../policy/model.ts';
import { TRUE } from '../policy/tri.ts';
import type { Agent, AgentContext, Proposal } from './agent.ts';
import { newProposal } from './agent.ts';
import { loggedLane } from './agents/fixed-agents.ts';
import type { ActiveLanes } from './active-lanes.ts';
import { activateAll, clearActive, createActiveLanes } from './active-lanes.ts';
import { createAutonomy } from './autonomy.ts';
import type { BatchView } from './batch-view.ts';
import { createBatchReader, rolesOf } from './batch-view.ts';
import { createCells } from './cells.ts';
import { createCounts } from './counts.ts';
import { createDecider, ESCALATED, leaveOpen, newEnding } from './decide.ts';
import type { Ending } from './decide.ts';
import { createFeedback } from './feedback.ts';
import type { ConditionOnLanes } from './lane-conditions.ts';
import { conditionOnLanes, rulesOnLanes } from './lane-conditions.ts';
import { createLanes, setOpenLanes } from './lanes.ts';
import type { Lanes } from './lanes.ts';
import { createPeople } from './people.ts';
import { placeInTime } from './period.ts';
import { createRelevantLanes } from './relevant-lanes.ts';
import type { ReplayResult } from './result.ts';
import type { RowBatch } from './rows.ts';
import type { RuleOutcomes } from './rule-outcomes.ts';
import { createRuleOutcomes } from './rule-outcomes.ts';
import { createStateLeaves } from './state-leaves.ts';
import type { RunningState, StateLeaves } from './state-leaves.ts';
import { createValues, isWeighable } from './values.ts';
import type { Drawn } from './weights.ts';
import { createWeights } from './weights.ts';
import { cellColumnsOf, readsWord, rollingWindows } from './what-is-read.ts';

export interface ReplayOptions {
  policy: Policy;
  simulation: Simulation;
  clock: Clock;
  batches: AsyncIterable<RowBatch>;
  agent: (context: AgentContext) => Agent;
  /** Decide only so many rows. */
  limit?: number;
  /** Bootstrap resamples of the value intervals. */
  resamples: number;
  /** Called after each batch; a rejected promise ends the run with that error. */
  onProgress?: (rows: number) => Promise<void> | void;
  /** Called for every decision, before the state moves; costs next to nothing by itself. */
  onDecided?: (decided: Decided) => void;
  /**
   * Called for every wanted decision, before the state moves, until it has heard enough: each one
   * is worked out for all its choices, which takes much longer than deciding it.
   */
  onDecision?: (decision: Decision) => 'go on' | 'enough';
  /** Which decisions, by their number from 0, `onDecision` is called for; all where absent. */
  wants?: (number: number) => boolean;
}

/** One decision in short; the objects are used again for the next one. */
export interface Decided {
  view: BatchView;
  row: number;
  /** From 0. */
  number: number;
  lanes: Lanes;
  proposal: Proposal;
  ending: Ending;
  /** When it takes effect; NaN where that is not known. */
  moment: number;
  outcomes: RuleOutcomes;
}

/** One decision as the log sees it; the objects are used again for the next one. */
export interface Decision extends Decided {
  active: ActiveLanes;
  leaves: StateLeaves;
  agent: Agent;
  stage: ReturnType<typeof createAutonomy>['stage'];
  avoided: readonly number[];
  /** A person decides whatever the rules say: no proposal, or one that was learned to be avoided. */
  forced: boolean;
  loggedLane: number;
}

/**
 * Replays a policy on logged rows, one after the other: proposal, verdict, person, state,
 * learning (see the reference, "Simulation"). What each choice of a row would have come to is
 * worked out for all that the agent might have proposed, so that the probability of the logged
 * choice under the policy is exact and not sampled.
 */
export async function replay(options: ReplayOptions): Promise<ReplayResult> {
  const { policy, simulation, clock, limit = Infinity, onDecided, wants } = options;
  let listener = options.onDecision;
  const lanes = createLanes(policy);
  const conditions = conditionsOf(policy, simulation);
  const longestWindow = Math.max(0, ...conditions.flatMap(rollingWindows));
  const history = createHistory({ longestWindow, clock });
  const cells = createCells(lanes.count);
  const state: RunningState = { history, cells, agreement: NaN, decisions: 0, explored: 0 };
  const active = createActiveLanes(lanes.count);
  const ofRow = { lanes, active };
  const leaves = createStateLeaves(policy, ofRow, clock, state);
  const rules = rulesOnLanes(policy, ofRow, leaves, history);
  const people = createPeople(policy, simulation, ofRow, leaves, rules);
  const relevant = createRelevantLanes(ofRow, rules, people);
  const decider = createDecider(lanes, simulation, people);
  const autonomy = createAutonomy(policy);
  const feedback = createFeedback(policy);
  const avoids = policy.feedback.map(({ effect, what, when }) =>
    effect === 'avoid'
      ? conditionOnLanes(when ? { kind: 'and', parts: [what, when] } : what, policy, ofRow, leaves)
      : undefined,
  );
  const read = createBatchReader(policy, clock);
  let view!: BatchView;
  const agent = options.agent({ lanes, view: () => view });
  const proposal = newProposal(lanes.count);
  const noProposal = newProposal(lanes.count);
  const { outcomes, read: readOutcomes } = createRuleOutcomes(policy, rules);
  const counts = createCounts(policy, simulation, outcomes);
  const values = createValues(policy, simulation, options.resamples);
  const ending = newEnding();
  const readsCells = conditions.some((each) => readsWord(each, ['surprise', 'novelty']));
  const cellColumns = cellColumnsOf(policy, simulation);
  const cell = new Float64Array(cellColumns.length);
  let cellValues: Float64Array[] = [];
  const guardOutcomes = new Float64Array(policy.guards.length);
  const allowed = new Uint8Array(lanes.count);
  const weights = createWeights(ofRow, decider);
  // One object each for all rows: what is made anew for every row costs as much as deciding it.
  const acts = { agent: false, policy: false, isUntold: false };
  const drawn: Drawn = { proposal, ending, left: undefined, stage: 'act', propensity: 1 };
  const decided: Decided = {
    ...{ view, row: 0, number: 0, moment: NaN },
    ...{ lanes, proposal, ending, outcomes },
  };
  const weigh = (row: number, logged: number): { agent: number; policy: number } =>
    weights(row, logged, drawn);
  const sending = leaves.slot({ kind: 'word', word: 'sending' });
  const hasMoment = rolesOf(policy).moment !== undefined;
  const keepsHistory = hasMoment && rolesOf(policy).subject !== undefined;

  try {
    for await (const batch of options.batches) {
      view = read(batch);
      cellValues = cellColumns.map((name) => view.leaf({ kind: 'column', name }));
      values.begin(view);
      if (hasDecisions()) {
        rules.begin(view);
        people.begin(view);
        for (const avoid of avoids) avoid?.begin(view);
        await agent.begin?.(view);
      }
      let row = 0;
      for (; row < view.length && state.decisions < limit; row++) {
        const when = placeInTime(view, row, simulation);
        if (when === 'within') decideRow(row);
        else if (when === 'before') learnRow(row);
      }
      counts.read(row);
      await options.onProgress?.(counts.rows());
      if (state.decisions >= limit) break;
    }
  } finally {
    await agent.close?.();
  }
  return counts.finish({ autonomy, feedback, values: values.finish() });

  /** A batch that lies before the period as a whole is only learned from. */
  function hasDecisions(): boolean {
    for (let row = view.length - 1; row >= 0; row--) {
      if (placeInTime(view, row, simulation) === 'within') return true;
    }
    return false;
  }

  /** What people did before the period is known: the agent has learned from it, and caps count it. */
  function learnRow(row: number): void {
    counts.learnedFrom();
    const lane = openCell(row);
    if (readsCells) cells.count(lane);
    record(row, view.moments[row]!, policy.data.countColumn === undefined ? 1 : counted(row));
    if (lane >= 0) learn(row, lane);
  }

  function counted(row: number): number {
    return view.batch.columns[policy.data.countColumn!]?.[row] ?? NaN;
  }

  /** Opens the row's cell where rules read cells, and gives the lane of its logged choice. */
  function openCell(row: number): number {
    if (readsCells) {
      for (let i = 0; i < cell.length; i++) cell[i] = cellValues[i]![row]!;
      cells.open(cell);
    }
    if (!lanes.finite) setOpenLanes(lanes, view.logged[row]!, NaN);
    return loggedLane(lanes, view.logged[row]!);
  }

  /** No things are no send; a number of things that is not known is one at least. */
  function record(row: number, moment: number, count: number): void {
    const subject = view.subjects?.[row] ?? NaN;
    if (keepsHistory && !Number.isNaN(subject) && !Number.isNaN(moment) && !(count <= 0)) {
      history.record(subject, 0, moment, Number.isNaN(count) ? 1 : count);
    }
  }

  function learn(row: number, lane: number): void {
    const reward = values.reward(row);
    const propensity = view.batch.propensity?.[row] ?? 1;
    if (Number.isNaN(reward) || !isWeighable(propensity)) return;
    agent.learn?.(row, lane, reward, 1 / propensity);
  }

  function decideRow(row: number): void {
    const moment = view.moments[row]!;
    const logged = openCell(row);
    people.day(moment);
    // Which choices are avoided may depend on the one proposed, where choices have no list.
    agent.propose(row, undefined, proposal);
    const avoided = activeAvoids(row);
    if (proposal.lane >= 0 && isAvoided(proposal.lane, avoided)) {
      agent.propose(row, allowed, proposal);
    }
    leaves.enter(view, row, proposal);
    const judgedFirst = proposal.lane >= 0 ? proposal.lane : Math.max(lanes.usual, 0);
    relevant.choose(row, judgedFirst, logged, proposal.probabilities);
    const isHeard = listener !== undefined && wants?.(state.decisions) !== false;
    // The log tells of every choice.
    if (isHeard) activateAll(active, lanes.values);
    workOut(row);
    const { stage } = autonomy;
    if (proposal.lane < 0) decideWithoutProposal(row, judgedFirst);
    else decideLane(row, proposal.lane, avoided, ending);
    readOutcomes(row, proposal, ending);
    if (onDecided || isHeard) tell(row, moment);
    onDecided?.(decided);
    if (isHeard) {
      const forced = proposal.lane < 0 || isAvoided(proposal.lane, avoided);
      const heard = listener?.({
        ...decided,
        ...{ active, leaves, agent, stage, avoided, forced, loggedLane: logged },
      });
      // Who has heard enough is not told any more, and what only it needs is not worked out.
      if (heard === 'enough') listener = undefined;
    }
    acts.agent = proposal.lane >= 0;
    acts.policy = ending.carried >= 0;
    acts.isUntold = proposal.isLogged && ending.carried >= 0 && ending.carried !== logged;
    drawn.left = avoided.length > 0 ? allowed : undefined;
    drawn.stage = stage;
    drawn.propensity = view.batch.propensity?.[row] ?? 1;
    values.add(view, row, logged, acts, weigh);
    counts.add(view, row, proposal, ending);
    moveState(row, moment, logged);
  }

  /** What is carried out, or else was judged, says when the decision takes effect. */
  function tell(row: number, logged: number): void {
    const effective = ending.carried >= 0 ? ending.carried : ending.judged;
    decided.view = view;
    decided.row = row;
    decided.number = state.decisions;
    decided.moment = effective < 0 ? logged : leaves.moments[active.places[effective]!]!;
  }

  /** Works out what the rules find on the active lanes. */
  function workOut(row: number): void {
    leaves.settle();
    rules.enter(row);
    people.enter(row);
    rules.findings(row, decider.findings);
  }

  /** The active avoid rules that speak of this row; `allowed` are the lanes they leave. */
  function activeAvoids(row: number): number[] {
    let applied = nothingAvoided;
    for (const index of feedback.active) {
      const avoid = avoids[index];
      if (!avoid?.mayHold(row) || !feedback.applies(index, dateOf(view.locals[row]!))) continue;
      if (avoid.reach === 'state') enterBeforeProposal(row, avoid);
      if (applied.length === 0) allowed.fill(1);
      let hits = false;
      for (let lane = 0; lane < lanes.count; lane++) {
        if (avoid.at(row, lane) !== TRUE) continue;
        allowed[lane] = 0;
        hits = true;
      }
      if (hits) applied = [...applied, index];
    }
    return applied;
  }

  /** What the agent says is not known yet: an avoid rule that reads it does not apply. */
  function enterBeforeProposal(row: number, avoid: ConditionOnLanes): void {
    leaves.enter(view, row, noProposal);
    clearActive(active);
    activateAll(active, lanes.values);
    leaves.settle();
    avoid.enter(row);
  }

  function decideLane(row: number, lane: number, avoided: number[], into: Ending): void {
    const forced = isAvoided(lane, avoided);
    decider.decide(row, lane, { stage: autonomy.stage, forced }, into);
  }

  function isAvoided(lane: number, avoided: number[]): boolean {
    return avoided.length > 0 && allowed[lane] === 0;
  }

  /** No proposal: a person decides, by the usual choice where the simulation has a reviewer. */
  function decideWithoutProposal(row: number, lane: number): void {
    if (lanes.usual < 0) {
      leaveOpen(ending, people);
      return;
    }
    decider.decide(row, lane, { stage: autonomy.stage, forced: true }, ending);
    if (ending.person === 'approved') ending.person = 'overridden';
  }

  function moveState(row: number, moment: number, logged: number): void {
    const { carried } = ending;
    state.decisions++;
    if (carried >= 0) {
      if (carried === ending.judged && proposal.exploring[carried] === 1) state.explored++;
      const place = active.places[carried]!;
      const at = leaves.moments[place]!;
      sending.ready();
      // A send whose hour is not known is counted at its logged moment: it did happen.
      record(row, Number.isNaN(at) ? moment : at, sending.array[place]!);
    }
    if (ending.verdict === ESCALATED && !ending.overBudget) {
      people.spend(row, ending.judged, ending.forced);
    }
    reviewed(row, moment);
    // What would have come of another choice is not known: only a logged one has its outcome.
    if (carried >= 0 && carried === logged) observed(row, moment, logged);
    if (readsCells) cells.count(logged);
  }

  function reviewed(row: number, moment: number): void {
    let { answer } = ending;
    // Acting with review: a person looks at it afterwards, and changes nothing any more.
    if (ending.verdict === 0 && autonomy.stage === 'act with review') {
      answer = people.answer(row, ending.judged);
    }
    if (answer < 0) return;
    const given = simulation.reviewer[answer]!;
    const approved = given.answer === 'approves' && proposal.lane >= 0;
    autonomy.review(approved, moment, state.decisions);
    state.agreement = autonomy.agreement();
    // Where nothing was proposed there is nothing to learn to avoid.
    if (proposal.lane < 0) return;
    feedback.answer(approved ? 'approval' : 'override', given.reason, moment);
  }

  function observed(row: number, moment: number, logged: number): void {
    for (let index = 0; index < guardOutcomes.length; index++) {
      guardOutcomes[index] = view.batch.columns[policy.guards[index]!.column]?.[row] ?? NaN;
    }
    if (guardOutcomes.length > 0) {
      autonomy.observe(guardOutcomes, moment, state.decisions);
      state.agreement = autonomy.agreement();
    }
    learn(row, logged);
  }
}

const nothingAvoided: number[] = [];

/** Everything that reads the state: rules, what people answer, and what was learned from it. */
function conditionsOf(policy: Policy, simulation: Simulation): Condition[] {
  const optional = [
    ...simulation.reviewer.map(({ when }) => when),
    ...policy.feedback.flatMap(({ what, when }) => [what, when]),
  ];
  return [
    ...policy.rules.map(({ fires }) => fires),
    ...optional.filter((condition) => condition !== undefined),
  ];
}
