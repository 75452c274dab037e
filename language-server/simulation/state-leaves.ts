import type { Clock } from '../policy/clock.ts';
import { DAY, dateOf } from '../policy/clock.ts';
import type { History } from '../policy/sends.ts';
import { leafKey } from '../policy/leaves.ts';
import type { Leaf, Policy } from '../policy/model.ts';
import type { ActiveLanes } from './active-lanes.ts';
import type { BatchView } from './batch-view.ts';
import type { Cells } from './cells.ts';
import type { Lanes } from './lanes.ts';
import type { Proposal } from './agent.ts';
import type { Patterns } from './surprise/patterns.ts';

/** What the conditions of one row read that a choice or the state moves, by active lane. */
export interface StateLeaves {
  /** Enters a row; nothing of it is worked out yet. */
  enter: (view: BatchView, row: number, proposal: Proposal) => void;
  /** Goes over to the lanes that are active now: what is read is worked out when it is asked for. */
  settle: () => void;
  /** The values of a leaf; one leaf has one slot. */
  slot: (leaf: Leaf) => Slot;
  /** Moment of effect by place, as of the last `settle`. */
  moments: Float64Array;
  /** A moment that no lane of the row takes effect before; NaN where that is not known. */
  earliest: () => number;
  /** The subject's number; NOBODY where the data has none, NaN where the row has none. */
  subject: () => number;
  /** The zone's number on the clock; -1 where it is not known. */
  zone: () => number;
}

export interface Slot {
  /** The values by place, as of the last `ready`. */
  array: Float64Array;
  /** Sees to it that the array holds the values of the row and its active lanes. */
  ready: () => void;
}

export interface RunningState {
  history: History;
  cells: Cells;
  patterns: Patterns;
  /** Share of reviewed decisions that people approved, since the stage began; NaN before any. */
  agreement: number;
  decisions: number;
  explored: number;
}

export function createStateLeaves(
  policy: Policy,
  { lanes, active }: { lanes: Lanes; active: ActiveLanes },
  clock: Clock,
  state: RunningState,
): StateLeaves {
  type Filler = (view: BatchView, row: number, proposal: Proposal) => void;
  const slots = new Map<string, Slot>();
  const choices: Slot = { array: active.values, ready: () => undefined };
  const moments = new Float64Array(lanes.count);
  const writer = momentWriter(policy, active, clock, moments);
  let entered = 0;
  let view!: BatchView;
  let row = 0;
  let proposal!: Proposal;

  function slot(leaf: Leaf): Slot {
    if (leaf.kind === 'choice') return choices;
    const key = leafKey(leaf);
    const known = slots.get(key);
    if (known) return known;
    const array = new Float64Array(lanes.count);
    const write = fillerOf(leaf, array);
    let filled = -1;
    const made: Slot = {
      array,
      ready: () => {
        if (filled === entered) return;
        filled = entered;
        write(view, row, proposal);
      },
    };
    slots.set(key, made);
    return made;
  }

  /** From an array by lane to one by place. */
  function gather(from: Float64Array, into: Float64Array): void {
    for (let place = 0; place < active.count; place++) into[place] = from[active.lanes[place]!]!;
  }

  function fill(into: Float64Array, value: number): void {
    for (let place = 0; place < active.count; place++) into[place] = value;
  }

  function fillerOf(leaf: Leaf, target: Float64Array): Filler {
    switch (leaf.kind) {
      case 'word':
        return wordFiller(leaf.word, target);
      case 'sent': {
        const query = { ...queryOf(leaf), window: leaf.window, zone: -1 };
        return (view, row) => {
          query.subject = subjectOf(view, row);
          query.zone = view.zones[row]!;
          if (query.subject >= 0) state.history.sentAt(query, moments, target, active.count);
          else
            fill(target, query.subject === NOBODY && !Number.isNaN(view.moments[row]!) ? 0 : NaN);
        };
      }
      case 'sinceLast': {
        const query = queryOf(leaf);
        return (view, row) => {
          query.subject = subjectOf(view, row);
          if (query.subject >= 0) state.history.sinceLastAt(query, moments, target, active.count);
          else
            fill(
              target,
              query.subject === NOBODY && !Number.isNaN(view.moments[row]!) ? Infinity : NaN,
            );
        };
      }
      default:
        return (view, row) => {
          fill(target, view.leaf(leaf)[row]!);
        };
    }
  }

  function wordFiller(word: Extract<Leaf, { kind: 'word' }>['word'], target: Float64Array): Filler {
    switch (word) {
      case 'confidence':
        return (_view, _row, proposal) => {
          gather(proposal.confidences, target);
        };
      case 'evidence':
        return (_view, _row, proposal) => {
          gather(proposal.evidences, target);
        };
      case 'exploring':
        return (_view, _row, proposal) => {
          gather(proposal.exploring, target);
        };
      case 'explored':
        return (_view, _row, proposal) => {
          for (let place = 0; place < active.count; place++) {
            const exploring = proposal.exploring[active.lanes[place]!]!;
            target[place] = (state.explored + exploring) / (state.decisions + 1);
          }
        };
      case 'surprise':
        // It is a share among listed choices; where there is no list, nothing can be said.
        if (!lanes.finite) return () => fill(target, NaN);
        return () => {
          for (let place = 0; place < active.count; place++) {
            target[place] = state.cells.surpriseOf(active.lanes[place]!);
          }
        };
      case 'novelty':
        return () => {
          fill(target, state.cells.novelty());
        };
      case 'sound':
        return () => {
          for (let place = 0; place < active.count; place++) {
            target[place] = state.patterns.sound(active.lanes[place]!);
          }
        };
      case 'agreement':
        return () => {
          fill(target, state.agreement);
        };
      case 'sending': {
        const column = policy.data.countColumn;
        if (column === policy.choice.column) {
          return () => {
            gather(lanes.values, target);
          };
        }
        return (view, row) => {
          fill(target, column === undefined ? 1 : (view.batch.columns[column]?.[row] ?? NaN));
        };
      }
    }
  }

  return {
    enter: (nextView, nextRow, nextProposal) => {
      view = nextView;
      row = nextRow;
      proposal = nextProposal;
      writer.enter(view, row);
    },
    settle: () => {
      entered++;
      writer.write(view, row);
    },
    slot,
    moments,
    earliest: writer.earliest,
    subject: () => subjectOf(view, row),
    zone: () => view.zones[row]!,
  };
}

/** A query that is used again for every row; a replay has one handoff, the number 0. */
function queryOf({ across, ahead }: { across: boolean; ahead: boolean }): {
  subject: number;
  handoff: number | undefined;
  ahead: boolean;
} {
  return { subject: NOBODY, handoff: across ? undefined : 0, ahead };
}

/** Where the data has no subject, every row is its own: nothing was sent to it before. */
export const NOBODY = -1;

function subjectOf(view: BatchView, row: number): number {
  return view.subjects === undefined ? NOBODY : view.subjects[row]!;
}

interface MomentWriter {
  enter: (view: BatchView, row: number) => void;
  /** Writes the moments of the active lanes. */
  write: (view: BatchView, row: number) => void;
  earliest: () => number;
}

/**
 * When each lane takes effect. A chosen time of day is that time on the local date of the logged
 * moment, or the logged moment itself where it is the logged time; any other choice takes effect
 * at the logged moment.
 */
function momentWriter(
  policy: Policy,
  active: ActiveLanes,
  clock: Clock,
  moments: Float64Array,
): MomentWriter {
  const { type } = policy.choice;
  let earliest = NaN;
  if (type.kind !== 'time') {
    return {
      enter: (view, row) => {
        earliest = view.moments[row]!;
      },
      write: () => {
        for (let place = 0; place < active.count; place++) moments[place] = earliest;
      },
      earliest: () => earliest,
    };
  }
  let start = NaN;
  let offset = NaN;
  let isPlain = false;
  return {
    enter: (view, row) => {
      start = dateOf(view.locals[row]!) * DAY;
      offset = clock.offset(view.zones[row]!, view.moments[row]!);
      // Where no clock is changed on the day before, that day or the next, every time of day is the
      // same way from UTC. One that is put back at midnight makes the first hour occur the day before.
      isPlain =
        clock.offset(view.zones[row]!, start - DAY) === offset &&
        clock.offset(view.zones[row]!, start + 2 * DAY) === offset;
      // No zone has ever moved its clock by more than a day.
      earliest = isPlain ? start - offset : start - offset - DAY;
    },
    write: (view, row) => {
      const moment = view.moments[row]!;
      const logged = Math.floor((view.locals[row]! - start) / MINUTE / type.step) * type.step;
      for (let place = 0; place < active.count; place++) {
        const chosen = active.values[place]!;
        if (chosen === logged) moments[place] = moment;
        else if (isPlain) moments[place] = start + chosen * MINUTE - offset;
        else moments[place] = clock.toEpoch(view.zones[row]!, start / DAY, chosen);
      }
    },
    earliest: () => earliest,
  };
}

const MINUTE = 60_000;
