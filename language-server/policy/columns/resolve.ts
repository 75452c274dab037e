import { candidates, nearestFirst } from '../choices.ts';
import { verdicts } from '../model.ts';
import type { Stage, Value, ValueType } from '../model.ts';
import { breaksNothing, passesSurely, verdictOf, wantsNearest } from './findings.ts';

/** The choices of one decision side by side, each with what the rules found on it. */
export interface Lanes {
  /** By lane. */
  findings: Uint8Array;
  /** The lane of the usual choice; −1 where the handoff does not say. */
  usual: number;
  /** The lanes that an agent can choose, nearest to the given lane first. */
  nearest: (lane: number) => Int32Array;
}

export interface Resolution {
  /** Index into `verdicts`, the stage included. */
  verdict: number;
  /** The lane that is carried out unless a person decides otherwise; −1: nothing is. */
  lane: number;
  /** The lane whose rules gave the verdict: the proposed one, or what replaced it. */
  judged: number;
  replaced: boolean;
  fellBackToUsual: boolean;
}

export function newResolution(): Resolution {
  return { verdict: 0, lane: -1, judged: -1, replaced: false, fellBackToUsual: false };
}

/** The least verdict of a stage, as an index into `verdicts`. */
export function stageVerdict(stage: Stage): number {
  return stage === 'suggest' ? SUGGESTED : ACTED;
}

/** The verdict and choice of one decision, as `judge` gives them; `atLeast` is the stage's. */
export function resolve(lanes: Lanes, proposed: number, atLeast: number, into: Resolution): void {
  const judged = judgedLane(lanes, proposed);
  const verdict = Math.max(verdictOf[lanes.findings[judged]!]!, atLeast);
  into.verdict = verdict;
  into.judged = judged;
  into.replaced = judged !== proposed;
  into.fellBackToUsual =
    verdict === BLOCKED && lanes.usual >= 0 && passesSurely(lanes.findings[lanes.usual]!);
  if (into.fellBackToUsual) into.lane = lanes.usual;
  else into.lane = verdict >= HELD ? -1 : judged;
}

/**
 * Lanes by their distance from a lane, worked out when it is first asked for. The first lanes
 * are the candidates of the type, in their order; further ones (a proposal that is not among
 * them) are never taken as the nearest.
 */
export function nearestLanes(
  type: ValueType,
  choices: readonly Value[],
): (lane: number) => Int32Array {
  const list = candidates(type) ?? [];
  const laneOf = new Map(list.map((value, lane) => [value, lane]));
  const known: Int32Array[] = [];
  return (lane) => (known[lane] ??= orderFrom(choices[lane]));

  function orderFrom(choice: Value | undefined): Int32Array {
    if (typeof choice !== 'number') return new Int32Array(0);
    return Int32Array.from(nearestFirst(type, choice, list), (value) => laneOf.get(value)!);
  }
}

const ACTED = verdicts.indexOf('act');
const SUGGESTED = verdicts.indexOf('suggest');
const HELD = verdicts.indexOf('hold');
const BLOCKED = verdicts.indexOf('block');

/** The lane whose rules give the verdict on a proposed one: itself, or the nearest allowed. */
export function judgedLane(lanes: Lanes, proposed: number): number {
  const { findings } = lanes;
  if (!wantsNearest(findings[proposed]!)) return proposed;
  const order = lanes.nearest(proposed);
  for (let i = 0; i < order.length; i++) {
    const lane = order[i]!;
    if (breaksNothing(findings[lane]!)) return lane;
  }
  return proposed;
}
