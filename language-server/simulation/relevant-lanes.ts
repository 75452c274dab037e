import { breaksNothing, NEAREST, wantsNearest } from '../policy/columns/findings.ts';
import type { ActiveLanes } from './active-lanes.ts';
import { activate, activateAll, clearActive } from './active-lanes.ts';
import type { RulesOnLanes } from './lane-conditions.ts';
import type { Lanes } from './lanes.ts';

export interface RelevantLanes {
  /**
   * Activates the lanes that can bear on a row: the proposed one, the one that was proposed first,
   * the usual one, and what each lane that may be drawn is judged as.
   */
  choose: (row: number, proposed: Proposed, shares: Float64Array | undefined) => void;
  /** By lane of the row: the lane that it is judged as, where no boundary could move that. */
  standIns: () => Int32Array | undefined;
}

/** Lanes; -1: none. `first` is of before the agent chose again among what avoid rules leave. */
export interface Proposed {
  lane: number;
  first: number;
}

/** A lane that is neither proposed nor ever drawn, nor stands in for one, changes no figure. */
export function createRelevantLanes(
  { lanes, active }: { lanes: Lanes; active: ActiveLanes },
  rules: RulesOnLanes,
  { withoutEach }: { withoutEach: boolean },
): RelevantLanes {
  const patternFor = createPatterns(lanes);
  let standIns: Int32Array | undefined;

  function activateWithStandIn(lane: number, pattern: Pattern): void {
    if (lane < 0 || active.places[lane] !== -1) return;
    activate(active, lane, lanes.values);
    // What stands in is allowed for good: where a boundary that the state moves may fire, all lanes
    // are worked out instead.
    activate(active, pattern.standIns[lane]!, lanes.values);
  }

  /** Without one of the rules, another lane may be the nearest allowed. */
  function activateNeighbours({ findings }: Pattern): void {
    for (let place = 0; place < active.count; place++) {
      if ((findings[active.lanes[place]!]! & NEAREST) === 0) continue;
      activateAll(active, lanes.values);
      return;
    }
  }

  return {
    standIns: () => standIns,
    choose: (row, proposed, shares) => {
      clearActive(active);
      const boundaryMoves = rules.look(row);
      if (!lanes.finite || boundaryMoves) {
        activateAll(active, lanes.values);
        standIns = undefined;
        return;
      }
      const pattern = patternFor(rules.settled(), row * lanes.count);
      standIns = pattern.standIns;
      activateWithStandIn(proposed.lane, pattern);
      activateWithStandIn(proposed.first, pattern);
      activateWithStandIn(lanes.usual, pattern);
      for (let lane = 0; shares && lane < lanes.count; lane++) {
        if (shares[lane] === 0) continue;
        // What it is itself counts only where the rule that moves it is left out.
        if (withoutEach) activate(active, lane, lanes.values);
        activate(active, pattern.standIns[lane]!, lanes.values);
      }
      if (withoutEach) activateNeighbours(pattern);
    },
  };
}

/** What follows from the findings of a row's lanes, of the rules that no state moves. */
interface Pattern {
  findings: Uint8Array;
  /** The lane that each lane is judged as. */
  standIns: Int32Array;
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
  return { findings, standIns };
}
