import { cellColumnsOf } from '../policy/cell-columns.ts';
import type { Clock } from '../policy/clock.ts';
import { createHistory } from '../policy/history.ts';
import type { Policy, Simulation } from '../policy/model.ts';
import type { Agent, AgentContext } from './agent.ts';
import { newProposal } from './agent.ts';
import { loggedLane } from './agents/fixed-agents.ts';
import { activateAll, createActiveLanes } from './active-lanes.ts';
import { createAutonomy } from './autonomy.ts';
import type { BatchView } from './batch-view.ts';
import { createBatchReader, rolesOf } from './batch-view.ts';
import { createCellRows } from './cell-rows.ts';
import { createCells } from './cells.ts';
import type { Together } from './conflicts.ts';
import { createConflicts } from './conflicts.ts';
import { createDecider, leaveOpen, newEnding } from './decide.ts';
import type { Decided, Decision } from './decision.ts';
import { createFeedback } from './feedback.ts';
import { rulesOnLanes } from './lane-conditions.ts';
import { createLearnedRules } from './learned-rules.ts';
import { createLanes, setOpenLanes } from './lanes.ts';
import { createPeople } from './people.ts';
import { placeInTime } from './period.ts';
import { createRelevantLanes } from './relevant-lanes.ts';
import type { Extent } from './replay-figures.ts';
import { createReplayFigures } from './replay-figures.ts';
import { createReviews } from './reviews.ts';
import type { ReplayResult } from './result.ts';
import type { RowBatch } from './rows.ts';
import { createRuleOutcomes } from './rule-outcomes.ts';
import { createSettling } from './settling.ts';
import { createStateMoves } from './state-moves.ts';
import { createStateLeaves } from './state-leaves.ts';
import type { RunningState } from './state-leaves.ts';
import { createPatterns } from './surprise/patterns.ts';
import { conditionsOf, longestWindowOf, readsWord } from './what-is-read.ts';

export interface ReplayOptions {
  policy: Policy;
  simulation: Simulation;
  clock: Clock;
  /** The rows in order, from the first on; read twice where values are estimated. */
  batches: () => AsyncIterable<RowBatch>;
  agent: (context: AgentContext) => Agent;
  /** Decide only so many rows. */
  limit?: number;
  /** Bootstrap resamples of the value intervals. */
  resamples: number;
  /** How much is told of the decisions; all of it unless said. */
  extent?: Extent;
  /** Whether each decision is taken once more without each rule that found something on it. */
  boundaryCosts?: boolean;
  /** What other handoffs send to the same subjects; absent: this one is replayed by itself. */
  together?: Together;
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

/**
 * Replays a policy on logged rows, one after the other: proposal, verdict, person, state,
 * learning (see the reference, "Simulation"). What each choice of a row would have come to is
 * worked out for all that the agent might have proposed, so that the probability of the logged
 * choice under the policy is exact and not sampled.
 */
export async function replay(options: ReplayOptions): Promise<ReplayResult> {
  const steps = await openReplay(options);
  try {
    for await (const batch of options.batches()) {
      const { length } = await steps.begin(batch);
      let row = 0;
      for (; row < length && !steps.isDone(); row++) steps.step(row);
      await steps.end(row);
      if (steps.isDone()) break;
    }
  } finally {
    await steps.close();
  }
  return steps.finish();
}

/** A replay whose caller says when each row is taken; the rows of a batch in their order. */
export interface ReplaySteps {
  begin: (batch: RowBatch) => Promise<BatchView>;
  step: (row: number) => void;
  /** Ends a batch of which so many rows were taken. */
  end: (rows: number) => Promise<void>;
  /** Moves the state by what was settled by a moment, such as the answers given by then. */
  reach: (moment: number) => void;
  /** Whether as many decisions were taken as were asked for. */
  isDone: () => boolean;
  finish: () => ReplayResult;
  close: () => Promise<void>;
}

export async function openReplay(options: ReplayOptions): Promise<ReplaySteps> {
  const { policy, simulation, clock, limit = Infinity, extent = 'all', together } = options;
  const { onDecided, wants, boundaryCosts = false } = options;
  let listener = options.onDecision;
  const lanes = createLanes(policy);
  const conditions = conditionsOf(policy, simulation);
  const longestWindow = longestWindowOf(conditions);
  const history = together?.history ?? createHistory({ longestWindow, clock });
  const cells = createCells(lanes.count);
  const patterns = createPatterns(policy, lanes, cells);
  const state: RunningState = {
    ...{ history, cells, patterns },
    ...{ agreement: NaN, decisions: 0, explored: 0 },
  };
  const active = createActiveLanes(lanes.count);
  const ofRow = { lanes, active };
  const leaves = createStateLeaves(policy, ofRow, clock, state);
  const rules = rulesOnLanes(policy, ofRow, leaves, history);
  const people = createPeople(policy, simulation, ofRow, leaves, rules);
  const relevant = createRelevantLanes(ofRow, rules, { withoutEach: boundaryCosts });
  const decider = createDecider(lanes, simulation, people);
  const autonomy = createAutonomy(policy);
  const feedback = createFeedback(policy);
  const learned = createLearnedRules({
    ...{ policy, simulation, ofRow, leaves, feedback, decider, people },
  });
  const { allowed, isAvoided } = learned;
  const read = createBatchReader(policy, clock);
  let view!: BatchView;
  const agent = options.agent({ lanes, view: () => view });
  // One object each for all rows: what is made anew for every row costs as much as deciding it.
  const proposal = newProposal(lanes.count);
  const proposed = { lane: -1, first: -1 };
  const ending = newEnding();
  const { outcomes, read: readOutcomes } = createRuleOutcomes(policy, rules);
  const decided: Decided = {
    ...{ view, row: 0, number: 0, moment: NaN },
    ...{ lanes, proposal, ending, outcomes, lostTo: [] },
  };
  const conflicts = together && createConflicts(policy, rules, together);
  const cellColumns = cellColumnsOf(policy, simulation);
  const isRead =
    policy.learning?.reviewed !== undefined ||
    conditions.some((each) => readsWord(each, ['surprise', 'novelty']));
  const cellRows = createCellRows({ cells, patterns }, { columns: cellColumns, isRead });
  const { batches, resamples } = options;
  const figures = await createReplayFigures(
    {
      ...{ policy, simulation, clock, batches, limit, resamples, boundaryCosts, extent },
      isTogether: together !== undefined,
    },
    {
      ...{ ofRow, leaves, rules, people, relevant, decider, cells, patterns, cellColumns },
      ...{ proposal, ending, outcomes },
    },
  );
  const { moment: hasMoment, subject: hasSubject } = rolesOf(policy);
  const moves = createStateMoves(simulation, {
    ...{ history, state, autonomy, feedback },
    keepsHistory: hasMoment !== undefined && hasSubject !== undefined,
  });
  const settling = createSettling(policy, {
    ...{ agent, active, leaves, people, state, moves, proposal, ending, rows: figures.rows },
  });
  const wordsOf = (name: string): string[] | undefined => view.dictionary({ kind: 'column', name });
  const reviews = createReviews(policy, simulation, {
    ...{ lanes, cells, patterns, cellColumns, agent, wordsOf },
  });

  return {
    begin: async (batch) => {
      view = read(batch);
      const hasDecisions = hasDecisionsIn(view);
      together?.history.begin(view);
      figures.begin(view, hasDecisions);
      cellRows.begin(view);
      settling.begin(view);
      if (hasDecisions) {
        rules.begin(view);
        people.begin(view);
        learned.begin(view);
        await agent.begin?.(view);
      }
      return view;
    },
    step: (row) => {
      const when = placeInTime(view, row, simulation);
      if (when === 'within') decideRow(row);
      else if (when === 'before') learnRow(row);
    },
    end: async (rows) => {
      const all = figures.read(rows);
      await options.onProgress?.(all);
    },
    isDone: () => state.decisions >= limit,
    // Reviews begin with the first decision.
    reach: (moment) => {
      if (state.decisions > 0) reach(moment);
    },
    finish: () => {
      // What is still open at the end is answered all the same.
      moves.until(Infinity);
      return {
        ...figures.finish({ autonomy, feedback }),
        queues: people.finish(),
        ...(reviews ? { reviews: reviews.finish() } : {}),
      };
    },
    close: async () => {
      await agent.close?.();
    },
  };

  /** A batch that lies before the period as a whole is only learned from. */
  function hasDecisionsIn({ length }: BatchView): boolean {
    for (let row = length - 1; row >= 0; row--) {
      if (placeInTime(view, row, simulation) === 'within') return true;
    }
    return false;
  }

  function learnRow(row: number): void {
    figures.learnedFrom();
    const logged = openCell(row);
    cellRows.count(row, logged);
    settling.learn(row, logged);
  }

  /** Opens the row's cell, and gives the lane of its logged choice. */
  function openCell(row: number): number {
    cellRows.open(row);
    if (!lanes.finite) setOpenLanes(lanes, view.logged[row]!, NaN);
    return loggedLane(lanes, view.logged[row]!);
  }

  /** What was settled by a moment has moved the state, and the reviews due by then were held. */
  function reach(moment: number): void {
    for (let date = reviews?.due(moment); date !== undefined; date = reviews?.due(moment)) {
      moves.until(date);
      reviews!.hold();
    }
    moves.until(moment);
  }

  function decideRow(row: number): void {
    const moment = view.moments[row]!;
    reach(moment);
    reviews?.followed();
    const logged = openCell(row);
    people.open(moment);
    patterns.day(moment);
    // Which choices are avoided may depend on the one proposed, where choices have no list.
    const preferring = learned.preferringOn(row);
    const preferred = preferring.length > 0 ? learned.preferred : undefined;
    agent.propose(row, undefined, proposal, preferred);
    const first = proposal.lane;
    const avoided = learned.avoidedOn(row, first);
    if (first >= 0 && isAvoided(first, avoided)) agent.propose(row, allowed, proposal, preferred);
    if (proposal.lane >= 0) reviews?.proposed(proposal.lane);
    leaves.enter(view, row, proposal);
    proposed.lane = proposal.lane >= 0 ? proposal.lane : Math.max(lanes.usual, 0);
    proposed.first = first;
    relevant.choose(row, proposed, extent === 'decisions' ? undefined : proposal.probabilities);
    const isHeard = listener !== undefined && wants?.(state.decisions) !== false;
    // The log tells of every choice.
    if (isHeard) activateAll(active, lanes.values);
    workOut(row);
    const { stage } = autonomy;
    const left = avoided.length > 0 ? allowed : undefined;
    if (proposal.lane < 0) decideWithoutProposal(row, proposed.lane, left);
    else decider.decide(row, proposal.lane, { stage, forced: false, left }, ending);
    readOutcomes(row, proposal, ending);
    if (conflicts)
      decided.lostTo = conflicts({ view, row, lanes, active, leaves, proposal, ending, outcomes });
    if (onDecided || isHeard) tell(row, moment);
    onDecided?.(decided);
    if (isHeard) {
      const { forced } = ending;
      const heard = listener?.({
        ...decided,
        ...{ active, leaves, agent, stage, avoided, preferring, forced, loggedLane: logged },
      });
      // Who has heard enough is not told any more, and what only it needs is not worked out.
      if (heard === 'enough') listener = undefined;
    }
    figures.add(row, logged, left, stage);
    learned.count(row, first, { proposal, ending, stage });
    settling.settle(row, logged);
    cellRows.count(row, logged);
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

  /** No proposal: a person decides, by the usual choice where the simulation has a reviewer. */
  function decideWithoutProposal(row: number, lane: number, left: Uint8Array | undefined): void {
    if (lanes.usual < 0) {
      leaveOpen(ending, people);
      return;
    }
    decider.decide(row, lane, { stage: autonomy.stage, forced: true, left }, ending);
    if (ending.person === 'approved') ending.person = 'overridden';
  }
}
