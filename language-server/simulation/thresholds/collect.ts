import { codePoints } from '../../policy/phrases.ts';
import { distanceBetween } from '../../policy/condition.ts';
import { DAY } from '../../policy/clock.ts';
import { settle } from '../../policy/columns/bind.ts';
import { ESCALATE, findingsOf } from '../../policy/columns/findings.ts';
import type { Policy, Quantity, Simulation } from '../../policy/model.ts';
import { FALSE, TRUE, UNKNOWN } from '../../policy/tri.ts';
import type { BatchView } from '../batch-view.ts';
import type { Ending } from '../decide.ts';
import { ESCALATED } from '../decide.ts';
import type { LanesOfRow, RulesOnLanes } from '../lane-conditions.ts';
import { conditionOnLanes } from '../lane-conditions.ts';
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
  /** `answer`: what the reviewer would say to the judged choice, -1 nothing. */
  add: (view: BatchView, row: number, ending: Ending, answer: number) => void;
  finish: () => Collection;
}

export interface CollectorParts {
  ofRow: LanesOfRow;
  leaves: StateLeaves;
  rules: RulesOnLanes;
  patterns: Patterns;
}

export function createThresholdCollector(
  policy: Policy,
  simulation: Simulation,
  { ofRow, leaves, rules, patterns }: CollectorParts,
): ThresholdCollector {
  const asking = policy.rules.flatMap((rule, index) => {
    const { whenTrue, whenUnknown } = findingsOf(rule);
    const onTrue = (whenTrue & ESCALATE) !== 0;
    const onUnknown = (whenUnknown & ESCALATE) !== 0;
    return onTrue || onUnknown ? [{ index, onTrue, onUnknown, to: rule.escalatesTo }] : [];
  });
  const roles = [...new Set(asking.map(({ to }) => to))];
  const roleOf = Int32Array.from(asking, ({ to }) => roles.indexOf(to));
  const forcedRole = defaultRole(policy);
  const overrides = simulation.reviewer.map(({ answer }) => answer === 'overrides');
  const sweeps = sweptIn(policy.rules).map((swept) => {
    const to = policy.rules[swept.rule]!.escalatesTo;
    return {
      swept,
      /** Places among the rules that ask, and among their roles. */
      asks: asking.findIndex(({ index }) => index === swept.rule),
      role: roles.indexOf(to),
      isForcedRole: to === forcedRole,
      value: valueReader(swept, ofRow, leaves, () => viewed),
      whenTrue: heldFixed(swept.whenTrue),
      whenFalse: heldFixed(swept.whenFalse),
      cells: createValueCells(WIDTH, swept.threshold),
      always: new Float64Array(WIDTH),
      never: new Float64Array(WIDTH),
      caughtAnyway: 0,
      unknown: 0,
    };
  });
  const totals = { decisions: 0, answered: 0, overrides: 0, days: 0 };
  let today = NaN;
  let viewed!: BatchView;
  const sums = new Float64Array(WIDTH);
  const fired = new Uint8Array(asking.length);
  const firedByRole = new Int32Array(roles.length);

  function heldFixed(condition: Swept['whenTrue']): HeldFixed {
    const settled = settle(condition, policy.calendars);
    if (settled.kind === 'constant') return { begin: undefined, mayFire: () => settled.value };
    const onLanes = conditionOnLanes(settled, policy, ofRow, leaves);
    return {
      begin: onLanes.begin,
      mayFire: (row, lane) => {
        onLanes.enter(row);
        return onLanes.at(row, lane) !== FALSE;
      },
    };
  }

  /** Fills `fired` and `firedByRole`; how many rules ask somebody about a choice. */
  function readAsking(row: number, lane: number): number {
    let count = 0;
    firedByRole.fill(0);
    for (let i = 0; i < asking.length; i++) {
      const { index, onTrue, onUnknown } = asking[i]!;
      const tri = rules.fired(index, row, lane);
      const isFired = (tri === TRUE && onTrue) || (tri === UNKNOWN && onUnknown);
      fired[i] = isFired ? 1 : 0;
      if (!isFired) continue;
      count++;
      firedByRole[roleOf[i]!]!++;
    }
    return count;
  }

  function countDay(moment: number): void {
    const day = Math.floor(moment / DAY);
    if (Number.isNaN(day) || day === today) return;
    today = day;
    totals.days++;
  }

  return {
    begin: (view) => {
      viewed = view;
      for (const { whenTrue, whenFalse } of sweeps) {
        whenTrue.begin?.(view);
        whenFalse.begin?.(view);
      }
    },
    add: (view, row, { judged, verdict, forced }, answer) => {
      // What is held or blocked goes to nobody, whatever a trigger says.
      if (judged < 0 || verdict > ESCALATED) return;
      totals.decisions++;
      countDay(view.moments[row]!);
      const isOverride = answer >= 0 && overrides[answer]!;
      if (answer >= 0) totals.answered++;
      if (isOverride) totals.overrides++;
      if (sweeps.length === 0) return;
      const asked = readAsking(row, judged);
      const regret = isOverride ? patterns.regret(judged) : NaN;
      for (const sweep of sweeps) {
        const own = fired[sweep.asks]!;
        const isSeen = forced || asked > own;
        const isRoles = (forced && sweep.isForcedRole) || firedByRole[sweep.role]! > own;
        if (isOverride && isSeen) sweep.caughtAnyway++;
        sums[0] = isRoles ? 0 : 1;
        sums[1] = isSeen ? 0 : 1;
        sums[2] = isOverride && !isSeen ? 1 : 0;
        const isRegretKnown = sums[2] === 1 && !Number.isNaN(regret);
        sums[3] = isRegretKnown ? regret : 0;
        sums[4] = isRegretKnown ? 1 : 0;
        const isFiredTrue = sweep.whenTrue.mayFire(row, judged);
        const isFiredFalse = sweep.whenFalse.mayFire(row, judged);
        if (isRoles) sweep.always[0]!++;
        if (isFiredTrue === isFiredFalse) {
          addTo(isFiredTrue ? sweep.always : sweep.never);
          continue;
        }
        const value = sweep.value(judged);
        if (Number.isNaN(value)) {
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

/** A trigger with its comparison held true, or held false. */
interface HeldFixed {
  begin: ((view: BatchView) => void) | undefined;
  /** Whether it is true or unknown on an active lane. */
  mayFire: (row: number, lane: number) => boolean;
}

/** The value that is compared, of an active lane. */
function valueReader(
  { comparison, threshold }: Swept,
  { active }: LanesOfRow,
  leaves: StateLeaves,
  viewed: () => BatchView,
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
  /** Of a text that the dictionary does not hold nothing is known. */
  const lengthReader = (of: Quantity): ((lane: number) => number) => {
    if (of.kind === 'literal' || of.kind === 'arithmetic') return () => NaN;
    const slot = leaves.slot(of);
    return (lane) => {
      slot.ready();
      const text = viewed().dictionary(of)?.[slot.array[active.places[lane]!]!];
      return text === undefined ? NaN : codePoints(text);
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
  if (comparison.kind === 'longerThan') return lengthReader(comparison.of);
  if (comparison.kind === 'between') {
    const read = reader(comparison.of);
    return (lane) => read(active.places[lane]!);
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
