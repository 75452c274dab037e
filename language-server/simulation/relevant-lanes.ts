import { breaksNothing, wantsNearest } from '../policy/columns/findings.ts';
import type { ActiveLanes } from './active-lanes.ts';
import { activate, activateAll, clearActive } from './active-lanes.ts';
import type { RulesOnLanes } from './lane-conditions.ts';
import type { Lanes } from './lanes.ts';
import type { People } from './people.ts';

export interface RelevantLanes {
  /**
   * Activates the lanes that can bear on a row: the proposed, the usual and the logged one, what
   * takes their place as the nearest allowed, and every lane that may end as the logged choice.
   */
  choose: (row: number, proposed: number, logged: number, shares: Float64Array | undefined) => void;
}

/**
 * A choice that a person or the policy does not carry out as it is ends as the nearest allowed
 * one, as the usual one, or as nothing. So lanes that stay as they are, and are not the logged
 * one, cannot add to the probability of the logged choice: they need not be worked out.
 */
export function createRelevantLanes(
  { lanes, active }: { lanes: Lanes; active: ActiveLanes },
  rules: RulesOnLanes,
  people: People,
): RelevantLanes {
  const patternFor = createPatterns(lanes);

  function activateWithStandIn(lane: number, pattern: Pattern): void {
    if (lane < 0 || active.places[lane] !== -1) return;
    activate(active, lane, lanes.values);
    // What stands in is allowed for good: where a boundary that the state moves may fire, all lanes
    // are worked out instead.
    activate(active, pattern.standIns[lane]!, lanes.values);
  }

  return {
    choose: (row, proposed, logged, shares) => {
      clearActive(active);
      const boundaryMoves = rules.look(row);
      if (!lanes.finite || boundaryMoves) {
        activateAll(active, lanes.values);
        return;
      }
      const pattern = patternFor(rules.settled(), row * lanes.count);
      activateWithStandIn(proposed, pattern);
      activateWithStandIn(lanes.usual, pattern);
      if (!shares || logged < 0) return;
      const mayBeUsual = logged === lanes.usual;
      const mayOverride = mayBeUsual && people.mayOverride(row, -1);
      if (!mayOverride) {
        for (const lane of pattern.endingAs[logged]!)
          if (shares[lane] !== 0) activateWithStandIn(lane, pattern);
        if (!mayBeUsual) return;
        for (const lane of pattern.broken)
          if (shares[lane] !== 0) activateWithStandIn(lane, pattern);
        return;
      }
      for (let lane = 0; lane < lanes.count; lane++) {
        const target = pattern.standIns[lane]!;
        const matters =
          target === logged || pattern.broken.includes(lane) || people.mayOverride(row, target);
        if (shares[lane] !== 0 && matters) activateWithStandIn(lane, pattern);
      }
    },
  };
}

/** What follows from the findings of a row's lanes, of the rules that no state moves. */
interface Pattern {
  findings: Uint8Array;
  /** The lane that each lane is judged as. */
  standIns: Int32Array;
  /** By lane: the lanes that are judged as it, itself among them where it is. */
  endingAs: number[][];
  /** The lanes that stay broken. */
  broken: number[];
}

/** More patterns than that are seldom met again soon enough to be worth keeping. */
const keptPatterns = 16;

/** Few patterns come again and again, so that the last ones are kept, the newest first. */
function createPatterns(lanes: Lanes): (settled: Uint8Array, start: number) => Pattern {
  const kept: Pattern[] = [];
  return (settled, start) => {
    const at = kept.findIndex(({ findings }) => isSame(findings, settled, start));
    if (at === 0) return kept[0]!;
    const [pattern] = at < 0 ? [] : kept.splice(at, 1);
    const found = pattern ?? patternOf(settled.slice(start, start + lanes.count), lanes);
    kept.unshift(found);
    if (kept.length > keptPatterns) kept.pop();
    return found;
  };
}

function isSame(findings: Uint8Array, settled: Uint8Array, start: number): boolean {
  for (let lane = 0; lane < findings.length; lane++) {
    if (findings[lane] !== settled[start + lane]) return false;
  }
  return true;
}

function patternOf(findings: Uint8Array, lanes: Lanes): Pattern {
  const all = Array.from(findings, (_, lane) => lane);
  const standIns = Int32Array.from(all, (lane) => {
    if (!wantsNearest(findings[lane]!)) return lane;
    for (const near of lanes.nearest(lane)) if (breaksNothing(findings[near]!)) return near;
    return lane;
  });
  return {
    findings,
    standIns,
    endingAs: all.map((lane) => all.filter((other) => standIns[other] === lane)),
    broken: all.filter((lane) => !breaksNothing(findings[standIns[lane]!]!)),
  };
}
