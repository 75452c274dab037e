import { passesSurely, verdictOf } from '../policy/columns/findings.ts';
import type { Resolution } from '../policy/columns/resolve.ts';
import { judgedLane, newResolution, resolve, stageVerdict } from '../policy/columns/resolve.ts';
import type { Simulation, Stage } from '../policy/model.ts';
import { verdicts } from '../policy/model.ts';
import type { Lanes } from './lanes.ts';
import type { People } from './people.ts';

export const SUGGEST = verdicts.indexOf('suggest');
export const ESCALATED = verdicts.indexOf('escalate');
const BLOCKED = verdicts.indexOf('block');

/** What a person made of a decision; `none`: nobody was asked. */
export type PersonAnswer = 'none' | 'approved' | 'overridden' | 'unanswered';

/** How one choice would end: what the policy says of it, and what the people it asks answer. */
export interface Ending extends Resolution {
  person: PersonAnswer;
  /** Index into the simulation's answers; -1 where nobody answered. */
  answer: number;
  /** What a person says who looks at it afterwards, where the agent acts with review; -1: nobody. */
  afterwards: number;
  /** Escalated beyond the budget: nobody was even asked. */
  overBudget: boolean;
  /** An answer came after the deadline, and counts for nothing. */
  late: boolean;
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
    afterwards: -1,
    overBudget: false,
    late: false,
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
  /** What `decide` would carry out where this lane is judged, and no more than that. */
  carried: (row: number, judged: number, options: DecideOptions) => number;
}

export interface DecideOptions {
  stage: Stage;
  /** A person decides whatever the rules say. */
  forced: boolean;
  /**
   * 1 for every lane that active avoid rules leave; a person decides about any other, proposed or
   * the nearest allowed. Undefined where none applies.
   */
  left: Uint8Array | undefined;
}

export function createDecider(lanes: Lanes, simulation: Simulation, people: People): Decider {
  const findings = new Uint8Array(lanes.count);
  const board = { findings, usual: lanes.usual, nearest: lanes.nearest };
  const answers = simulation.reviewer.map(({ answer }) => answer);

  /** The usual choice, where it breaks nothing for certain; else nothing is carried out. */
  const usualLane = (): number =>
    lanes.usual >= 0 && passesSurely(findings[lanes.usual]!) ? lanes.usual : -1;

  const isAvoidedInstead = (lane: number, left: Uint8Array): boolean =>
    left[judgedLane(board, lane)] === 0;

  const carried = (row: number, judged: number, how: DecideOptions): number => {
    const { stage, left } = how;
    const forced = how.forced || left?.[judged] === 0;
    const least = forced ? ESCALATED : stageVerdict(stage);
    const verdict = Math.max(verdictOf[findings[judged]!]!, least);
    if (verdict < SUGGEST) return judged;
    if (verdict > ESCALATED) return verdict === BLOCKED ? usualLane() : -1;
    const escalated = verdict === ESCALATED;
    const isUnheard =
      escalated && (people.isOverBudget(row, judged, forced) || people.isLate(row, judged, forced));
    const answer = isUnheard ? -1 : people.answer(row, judged);
    if (answer >= 0) return answers[answer] === 'approves' ? judged : usualLane();
    return escalated && people.fallback(row, judged, forced) === 'block' ? usualLane() : -1;
  };

  return {
    findings,
    carried,
    judgedLane: (lane) => judgedLane(board, lane),
    decide: (row, lane, how, into) => {
      const { stage, left } = how;
      const isLearned = left !== undefined && (left[lane] === 0 || isAvoidedInstead(lane, left));
      const forced = how.forced || isLearned;
      const least = forced ? ESCALATED : stageVerdict(stage);
      resolve(board, lane, least, into);
      into.forced = forced;
      into.found = findings[into.judged]! | findings[lane]!;
      into.person = 'none';
      into.answer = -1;
      into.afterwards = -1;
      into.overBudget = false;
      into.late = false;
      into.fallback = undefined;
      into.carried = into.lane;
      if (into.verdict < SUGGEST && stage === 'act with review') {
        into.afterwards = people.answer(row, into.judged);
      }
      if (into.verdict !== SUGGEST && into.verdict !== ESCALATED) return;
      const escalated = into.verdict === ESCALATED;
      into.overBudget = escalated && people.isOverBudget(row, into.judged, forced);
      let answer = into.overBudget ? -1 : people.answer(row, into.judged);
      into.late = answer >= 0 && escalated && people.isLate(row, into.judged, forced);
      if (into.late) answer = -1;
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
