import { passesSurely } from '../policy/columns/findings.ts';
import type { Resolution } from '../policy/columns/resolve.ts';
import { judgedLane, newResolution, resolve, stageVerdict } from '../policy/columns/resolve.ts';
import type { Simulation, Stage } from '../policy/model.ts';
import { verdicts } from '../policy/model.ts';
import type { Lanes } from './lanes.ts';
import type { People } from './people.ts';

export const SUGGEST = verdicts.indexOf('suggest');
export const ESCALATED = verdicts.indexOf('escalate');

/** What a person made of a decision; `none`: nobody was asked. */
export type PersonAnswer = 'none' | 'approved' | 'overridden' | 'unanswered';

/** How one choice would end: what the policy says of it, and what the people it asks answer. */
export interface Ending extends Resolution {
  person: PersonAnswer;
  /** Index into the simulation's answers; -1 where nobody answered. */
  answer: number;
  /** Escalated beyond the budget: nobody was even asked. */
  overBudget: boolean;
  /** What took the place of an answer. */
  fallback: 'hold' | 'block' | undefined;
  /** The lane that is carried out in the end; -1: nothing is. */
  carried: number;
  /** Escalated whatever the rules say. */
  forced: boolean;
  /** What the rules found on the judged lane and on the one that it replaced; 0: nothing. */
  found: number;
}

export function newEnding(): Ending {
  return {
    ...newResolution(),
    person: 'none',
    answer: -1,
    overBudget: false,
    fallback: undefined,
    carried: -1,
    forced: false,
    found: 0,
  };
}

/** Nothing was proposed and nothing is usual: there is no choice that rules or people could judge. */
export function leaveOpen(into: Ending, people: People): void {
  Object.assign(into, newEnding(), {
    verdict: ESCALATED,
    person: 'unanswered',
    overBudget: people.isOverBudget(-1, -1, true),
    fallback: people.fallback(-1, -1, true),
    forced: true,
  });
}

export interface Decider {
  /** By lane, for the row under way. */
  findings: Uint8Array;
  /** Decides on a proposed lane; `forced`: escalated whatever the rules say. */
  decide: (row: number, lane: number, options: DecideOptions, into: Ending) => void;
  /** The lane that `decide` judges for a proposed one: lanes of one judged lane end alike. */
  judgedLane: (lane: number) => number;
}

export interface DecideOptions {
  stage: Stage;
  /** The agent could not avoid what it has learned to avoid: a person decides. */
  forced: boolean;
}

export function createDecider(lanes: Lanes, simulation: Simulation, people: People): Decider {
  const findings = new Uint8Array(lanes.count);
  const board = { findings, usual: lanes.usual, nearest: lanes.nearest };
  const answers = simulation.reviewer.map(({ answer }) => answer);

  /** The usual choice, where it breaks nothing for certain; else nothing is carried out. */
  const usualLane = (): number =>
    lanes.usual >= 0 && passesSurely(findings[lanes.usual]!) ? lanes.usual : -1;

  return {
    findings,
    judgedLane: (lane) => judgedLane(board, lane),
    decide: (row, lane, { stage, forced }, into) => {
      const least = forced ? ESCALATED : stageVerdict(stage);
      resolve(board, lane, least, into);
      into.forced = forced;
      into.found = findings[into.judged]! | findings[lane]!;
      into.person = 'none';
      into.answer = -1;
      into.overBudget = false;
      into.fallback = undefined;
      into.carried = into.lane;
      if (into.verdict !== SUGGEST && into.verdict !== ESCALATED) return;
      const escalated = into.verdict === ESCALATED;
      into.overBudget = escalated && people.isOverBudget(row, into.judged, forced);
      const answer = into.overBudget ? -1 : people.answer(row, into.judged);
      into.answer = answer;
      if (answer < 0) {
        into.person = 'unanswered';
        into.fallback = escalated ? people.fallback(row, into.judged, forced) : 'hold';
        into.carried = into.fallback === 'block' ? usualLane() : -1;
      } else if (answers[answer] === 'approves') {
        into.person = 'approved';
      } else {
        into.person = 'overridden';
        into.carried = usualLane();
      }
    },
  };
}
