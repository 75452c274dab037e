import { distanceBetween } from '../../policy/condition.ts';
import { DAY } from '../../policy/clock.ts';
import { ESCALATE, findingsOf } from '../../policy/columns/findings.ts';
import type { Policy, Quantity, Simulation } from '../../policy/model.ts';
import { FALSE, TRUE, UNKNOWN } from '../../policy/tri.ts';
import type { BatchView } from '../batch-view.ts';
import type { Ending } from '../decide.ts';
import { ESCALATED } from '../decide.ts';
import type { ConditionOnLanes, LanesOfRow, RulesOnLanes } from '../lane-conditions.ts';
import { conditionOnLanes } from '../lane-conditions.ts';
import type { People } from '../people.ts';
import type { StateLeaves } from '../state-leaves.ts';
import type { Patterns } from '../surprise/patterns.ts';
import { defaultRole } from '../people.ts';
import type { Swept } from './swept.ts';
import { sweptIn } from './swept.ts';
import type { ValueCell } from './value-cells.ts';
import { createValueCells } from './value-cells.ts';

/*
 * What is swept is one number, and all else is held fixed: the agent and what it has learned, the
 * choice that was judged, the other rules, the caps and the counts as they stood in this replay,
 * and the reviewer, who is asked what they would answer to every choice, also where nobody asked.
 * The ladder is left out: a threshold is judged by what it would let the agent do alone. So no
 * threshold has to be replayed, and what another threshold would have changed later, through the
 * sends that count towards caps or the outcomes that the agent learns from, is not in the figures.
 */

/** Sums of a value's decisions: see `Collected`. */
export const WIDTH = 5;

/** Decisions of one swept threshold. Sums go by the threshold's values, or hold at any of them. */
export interface Collected {
  swept: Swept;
  cells: ValueCell[];
  /**
   * By place: decisions that the threshold sends to its role or not; those of them that nobody
   * else looks at; overrides among these; what the overrides keep from being lost, in goals; how
   * many of the overrides that figure is known of.
   */
  always: Float64Array;
  never: Float64Array;
  /** Overrides that a person sees anyway, by another rule. */
  caughtAnyway: number;
  /** Decisions without the value, which count as fired. */
  unknown: number;
}

export interface Collection {
  each: Collected[];
  /** Decisions that came to a verdict of act, suggest or escalate. */
  decisions: number;
  /** To how many of them the reviewer has an answer. */
  answered: number;
  overrides: number;
  /** Days on the UTC clock with a decision; 0 where the data has no moment. */
  days: number;
}

export interface ThresholdCollector {
  begin: (view: BatchView) => void;
  add: (view: BatchView, row: number, ending: Ending) => void;
  finish: () => Collection;
}

export interface CollectorParts {
  ofRow: LanesOfRow;
  leaves: StateLeaves;
  rules: RulesOnLanes;
  people: People;
  patterns: Patterns;
}

export function createThresholdCollector(
  policy: Policy,
  simulation: Simulation,
  { ofRow, leaves, rules, people, patterns }: CollectorParts,
): ThresholdCollector {
  const asking = policy.rules.flatMap((rule, index) => {
    const { whenTrue, whenUnknown } = findingsOf(rule);
    const onTrue = (whenTrue & ESCALATE) !== 0;
    const onUnknown = (whenUnknown & ESCALATE) !== 0;
    return onTrue || onUnknown ? [{ index, onTrue, onUnknown, to: rule.escalatesTo }] : [];
  });
  const forcedRole = defaultRole(policy);
  const overrides = simulation.reviewer.map(({ answer }) => answer === 'overrides');
  const sweeps = sweptIn(policy.rules).map((swept) => ({
    swept,
    to: policy.rules[swept.rule]!.escalatesTo,
    value: valueReader(swept, ofRow, leaves),
    whenTrue: heldFixed(swept.whenTrue),
    whenFalse: heldFixed(swept.whenFalse),
    cells: createValueCells(WIDTH, swept.threshold),
    always: new Float64Array(WIDTH),
    never: new Float64Array(WIDTH),
    caughtAnyway: 0,
    unknown: 0,
  }));
  const totals = { decisions: 0, answered: 0, overrides: 0, days: 0 };
  let today = NaN;
  const sums = new Float64Array(WIDTH);
  const fired = new Uint8Array(asking.length);

  function heldFixed(condition: Swept['whenTrue']): ConditionOnLanes {
    return conditionOnLanes(condition, policy, ofRow, leaves);
  }

  function countDay(moment: number): void {
    const day = Math.floor(moment / DAY);
    if (Number.isNaN(day) || day === today) return;
    today = day;
    totals.days++;
  }

  return {
    begin: (view) => {
      for (const { whenTrue, whenFalse } of sweeps) {
        whenTrue.begin(view);
        whenFalse.begin(view);
      }
    },
    add: (view, row, { judged, verdict, forced }) => {
      // What is held or blocked goes to nobody, whatever a trigger says.
      if (judged < 0 || verdict > ESCALATED) return;
      totals.decisions++;
      countDay(view.moments[row]!);
      const answer = people.answer(row, judged);
      const isOverride = answer >= 0 && overrides[answer]!;
      if (answer >= 0) totals.answered++;
      if (isOverride) totals.overrides++;
      if (sweeps.length === 0) return;
      for (let i = 0; i < asking.length; i++) {
        const { index, onTrue, onUnknown } = asking[i]!;
        const tri = rules.fired(index, row, judged);
        fired[i] = (tri === TRUE && onTrue) || (tri === UNKNOWN && onUnknown) ? 1 : 0;
      }
      const regret = isOverride ? patterns.regret(judged) : NaN;
      for (const sweep of sweeps) {
        let isSeen = forced;
        let isRoles = forced && sweep.to === forcedRole;
        for (let i = 0; i < asking.length; i++) {
          if (fired[i] === 0 || asking[i]!.index === sweep.swept.rule) continue;
          isSeen = true;
          if (asking[i]!.to === sweep.to) isRoles = true;
        }
        if (isOverride && isSeen) sweep.caughtAnyway++;
        sums[0] = isRoles ? 0 : 1;
        sums[1] = isSeen ? 0 : 1;
        sums[2] = isOverride && !isSeen ? 1 : 0;
        const isRegretKnown = sums[2] === 1 && !Number.isNaN(regret);
        sums[3] = isRegretKnown ? regret : 0;
        sums[4] = isRegretKnown ? 1 : 0;
        sweep.whenTrue.enter(row);
        sweep.whenFalse.enter(row);
        const isFiredTrue = sweep.whenTrue.at(row, judged) !== FALSE;
        const isFiredFalse = sweep.whenFalse.at(row, judged) !== FALSE;
        const value = sweep.value(judged);
        if (isRoles) sweep.always[0]!++;
        if (isFiredTrue === isFiredFalse) addTo(isFiredTrue ? sweep.always : sweep.never);
        else if (Number.isNaN(value)) {
          sweep.unknown++;
          addTo(sweep.always);
        } else sweep.cells.add(value, sums);
      }
    },
    finish: () => ({
      each: sweeps.map(({ swept, cells, always, never, caughtAnyway, unknown }) => ({
        ...{ swept, always, never, caughtAnyway, unknown },
        cells: cells.finish(),
      })),
      ...totals,
    }),
  };

  function addTo(into: Float64Array): void {
    for (let k = 0; k < WIDTH; k++) into[k]! += sums[k]!;
  }
}

/** The value that is compared, of an active lane. */
function valueReader(
  { comparison, threshold }: Swept,
  { active }: LanesOfRow,
  leaves: StateLeaves,
): (lane: number) => number {
  const reader = (quantity: Quantity): ((place: number) => number) => {
    if (quantity.kind === 'literal') {
      const value = typeof quantity.value === 'number' ? quantity.value : NaN;
      return () => value;
    }
    if (quantity.kind === 'arithmetic') {
      const left = reader(quantity.left);
      const right = reader(quantity.right);
      return (place) => finite(calculated(quantity.operator, left(place), right(place)));
    }
    const slot = leaves.slot(quantity);
    return (place) => {
      slot.ready();
      return slot.array[place]!;
    };
  };
  if (comparison.kind === 'farFrom') {
    const of = reader(comparison.of);
    const from = reader(comparison.from);
    const { cycle } = comparison;
    return (lane) => {
      const place = active.places[lane]!;
      return distanceBetween(of(place), from(place), cycle) ?? NaN;
    };
  }
  const isLeft = comparison.right.kind === 'literal' && comparison.right.value === threshold;
  const read = reader(isLeft ? comparison.left : comparison.right);
  return (lane) => read(active.places[lane]!);
}

function calculated(operator: '+' | '-' | '*' | '/', left: number, right: number): number {
  if (operator === '+') return left + right;
  if (operator === '-') return left - right;
  return operator === '*' ? left * right : left / right;
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : NaN;
}
