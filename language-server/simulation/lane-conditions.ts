import { compileCondition, compileRules } from '../policy/columns.ts';
import type { Rows } from '../policy/columns.ts';
import { leavesOf } from '../policy/leaves.ts';
import type { Condition, Leaf, Policy, Rule } from '../policy/model.ts';
import type { History } from '../policy/sends.ts';
import { TRUE } from '../policy/tri.ts';
import { BROKEN } from '../policy/columns/findings.ts';
import type { ActiveLanes } from './active-lanes.ts';
import type { BatchView } from './batch-view.ts';
import { firingBound, sendingOne, sentLately } from './cap-bounds.ts';
import type { Lanes } from './lanes.ts';
import type { StateLeaves } from './state-leaves.ts';

/*
 * Conditions over rows × lanes, each evaluated as seldom as what it reads allows: once a row
 * where neither the choice nor the state moves it, once a row and choice where only the choice
 * does, and over the lanes of the row under way where the state does.
 */

export interface LanesOfRow {
  lanes: Lanes;
  active: ActiveLanes;
}

export type Reach = 'row' | 'choice' | 'state';

function reachOf(condition: Condition, lanes: Lanes): Reach {
  const kinds = new Set(leavesOf(condition).map((leaf) => leaf.kind));
  const state = ['word', 'sent', 'sinceLast'] as const;
  if (state.some((kind) => kinds.has(kind))) return 'state';
  if (!kinds.has('choice')) return 'row';
  return lanes.finite ? 'choice' : 'state';
}

export interface LaneConditions {
  /** Evaluates what the state does not move, for all rows of a batch. */
  begin: (view: BatchView) => void;
  /** Evaluates the rest for one row; the state's leaves must be filled. */
  enter: (row: number) => void;
}

export interface ConditionOnLanes extends LaneConditions {
  /** The truth, as Tri, for the row that was entered. */
  at: (row: number, lane: number) => number;
  /** Whether it is true for any lane of a row; where the state moves it, it may be. */
  mayHold: (row: number) => boolean;
  /** What moves it; all but `state` can be asked for lanes that are not active. */
  reach: Reach;
}

export function conditionOnLanes(
  condition: Condition,
  policy: Policy,
  { lanes, active }: LanesOfRow,
  state: StateLeaves,
): ConditionOnLanes {
  const reach = reachOf(condition, lanes);
  if (reach === 'state') {
    const program = compileCondition(condition, policy);
    const rows = stateRows(program.leaves, active, state);
    const out = new Uint8Array(lanes.count);
    return {
      begin: rows.begin,
      enter: () => {
        rows.ready();
        program.run(rows.rows, out);
      },
      at: (_row, lane) => out[active.places[lane]!]!,
      mayHold: () => true,
      reach,
    };
  }
  const programs =
    reach === 'row'
      ? [compileCondition(condition, policy)]
      : Array.from(lanes.values, (choice) => compileCondition(condition, policy, { choice }));
  const outs = programs.map((): Uint8Array => new Uint8Array(0));
  let anywhere: Uint8Array = new Uint8Array(0);
  return {
    begin: (view) => {
      for (const [index, program] of programs.entries()) {
        const known = outs[index]!;
        const out = roomy(known, view.length);
        outs[index] = out;
        // What a choice alone decides is the same for every row: it was worked out before.
        if (out === known && program.leaves.length === 0) continue;
        program.run(rowsOf(program.leaves, view), out);
      }
      const isEverywhere = outs.some(
        (out, index) => !programs[index]!.leaves.length && out[0] === TRUE,
      );
      anywhere = roomy(anywhere, view.length).fill(+isEverywhere);
      for (const [index, out] of outs.entries()) {
        if (programs[index]!.leaves.length === 0) continue;
        for (let row = 0; row < view.length; row++) if (out[row] === TRUE) anywhere[row] = 1;
      }
    },
    enter: nothing,
    at: (row, lane) => outs[reach === 'row' ? 0 : lane]![row]!,
    mayHold: (row) => anywhere[row] === 1,
    reach,
  };
}

export interface RulesOnLanes extends LaneConditions {
  /**
   * Looks which rules the state may make fire on the row that was entered, before any lane is
   * worked out; true where a boundary is among them, or could move the nearest allowed choice.
   */
  look: (row: number) => boolean;
  /** What the rules that no state moves find, by row and lane, one row after the other. */
  settled: () => Uint8Array;
  /** Writes what the rules find on every active lane; others count as broken. */
  findings: (row: number, into: Uint8Array) => void;
  /** The truth of a rule, by its index in the policy, as Tri, for the row that was entered. */
  fired: (rule: number, row: number, lane: number) => number;
}

export function rulesOnLanes(
  policy: Policy,
  { lanes, active }: LanesOfRow,
  state: StateLeaves,
  history: History,
): RulesOnLanes {
  const rules = policy.rules.map((rule) => sendingOne(rule, policy));
  const reaches = rules.map((rule) => reachOf(rule.fires, lanes));
  const of = (reach: Reach): Rule[] => rules.filter((_, index) => reaches[index] === reach);
  const byRow = batchProgram(of('row'), policy);
  const byChoice = Array.from(lanes.finite ? lanes.values : [], (choice) =>
    batchProgram(of('choice'), policy, choice),
  );
  const lanesOfRow = { lanes, active };
  const stateRules = of('state');
  const isFree = (rule: Rule): boolean =>
    firingBound(rule, state, history) === undefined &&
    !rowPart(rule.fires, policy, lanesOfRow, state);
  const free = stateRules.filter(isFree);
  const alone = stateRules.filter((rule) => !isFree(rule));
  /** Rules of which the row can say that they do not fire go alone, the others in one program. */
  const byState = [...alone.map((rule) => [rule]), ...(free.length > 0 ? [free] : [])].map(
    (group) => ({
      group,
      ...stateProgram(group, policy, active, state),
      bound: group.length === 1 ? firingBound(group[0]!, state, history) : undefined,
      /** What of it the row alone decides: where that is false, the rule cannot fire. */
      narrowed:
        group.length === 1 ? rowPart(group[0]!.fires, policy, lanesOfRow, state) : undefined,
      isBoundary: group.some(({ kind }) => kind === 'boundary'),
      isIdle: false,
      isDue: true,
    }),
  );
  const stateFired = stateRules.map((rule) => {
    const program = byState.find(({ group }) => group.includes(rule))!;
    return program.fired[program.group.indexOf(rule)]!;
  });
  const longestReach = Math.max(0, ...byState.map(({ bound }) => bound?.reach ?? 0));
  const nearestMoves = stateRules.some(({ otherwise }) => otherwise.kind === 'nearest');
  const stateFindings = new Uint8Array(lanes.count);
  /** What the row and its choice decide, one row of lanes after the other. */
  let settled: Uint8Array = new Uint8Array(0);
  /** By rule: its place among those of its reach. */
  const indices = rules.map((rule, index) => of(reaches[index]!).indexOf(rule));
  let rowFired: Uint8Array[] = [];
  let choiceFired: Uint8Array[][] = [];
  return {
    begin: (view) => {
      byRow.begin(view);
      settled = roomy(settled, view.length * lanes.count);
      for (let lane = 0; lane < lanes.count; lane++) {
        byChoice[lane]?.begin(view);
        const own = byChoice[lane]?.findings();
        const common = byRow.findings();
        for (let row = 0, at = lane; row < view.length; row++, at += lanes.count) {
          settled[at] = common[row]! | (own ? own[row]! : 0);
        }
      }
      rowFired = byRow.fired();
      choiceFired = byChoice.map((each) => each.fired());
      for (const each of byState) {
        each.begin(view);
        each.narrowed?.begin(view);
      }
    },
    enter: () => {
      for (let place = 0; place < active.count; place++) stateFindings[place] = 0;
      for (const each of byState) {
        if (each.isDue) {
          each.run(stateFindings);
          each.isIdle = false;
        } else if (!each.isIdle) {
          for (const fired of each.fired) fired.fill(0);
          each.isIdle = true;
        }
      }
    },
    look: (row) => {
      let boundary = nearestMoves;
      const lately = sentLately(longestReach, state, history);
      for (const each of byState) {
        each.isDue = each.narrowed?.at(row, 0) !== 0 && (!each.bound || each.bound.mayFire(lately));
        if (each.isDue && each.isBoundary) boundary = true;
      }
      return boundary;
    },
    settled: () => settled,
    findings: (row, into) => {
      const start = row * lanes.count;
      into.fill(BROKEN);
      for (let place = 0; place < active.count; place++) {
        const lane = active.lanes[place]!;
        into[lane] = settled[start + lane]! | stateFindings[place]!;
      }
    },
    fired: (rule, row, lane) => {
      const index = indices[rule]!;
      if (reaches[rule] === 'state') return stateFired[index]![active.places[lane]!]!;
      if (reaches[rule] === 'row') return rowFired[index]![row]!;
      return choiceFired[lane]![index]![row]!;
    },
  };
}

/** The parts of a conjunction that read the row alone, where it has such parts. */
function rowPart(
  condition: Condition,
  policy: Policy,
  lanesOfRow: LanesOfRow,
  state: StateLeaves,
): ConditionOnLanes | undefined {
  if (condition.kind !== 'and') return undefined;
  const parts = condition.parts.filter((part) => reachOf(part, lanesOfRow.lanes) === 'row');
  if (parts.length === 0) return undefined;
  return conditionOnLanes({ kind: 'and', parts }, policy, lanesOfRow, state);
}

/** Rules over the active lanes of the row that was entered. */
function stateProgram(
  rules: Rule[],
  policy: Policy,
  active: ActiveLanes,
  state: StateLeaves,
): { begin: (view: BatchView) => void; run: (findings: Uint8Array) => void; fired: Uint8Array[] } {
  const program = compileRules(rules, policy);
  const rows = stateRows(program.leaves, active, state);
  const fired = rules.map(() => new Uint8Array(active.lanes.length));
  return {
    begin: rows.begin,
    run: (findings) => {
      rows.ready();
      program.judge(rows.rows, findings, fired);
    },
    fired,
  };
}

interface BatchProgram {
  begin: (view: BatchView) => void;
  findings: () => Uint8Array;
  fired: () => Uint8Array[];
}

function batchProgram(rules: Rule[], policy: Policy, choice?: number): BatchProgram {
  const program = compileRules(rules, policy, choice === undefined ? {} : { choice });
  let findings: Uint8Array = new Uint8Array(0);
  let fired = rules.map((): Uint8Array => new Uint8Array(0));
  return {
    begin: (view) => {
      const known = findings;
      findings = roomy(findings, view.length);
      // What a choice alone decides is the same for every row: it was worked out before.
      if (findings === known && program.leaves.length === 0) return;
      fired = fired.map((each) => roomy(each, view.length));
      findings.fill(0, 0, view.length);
      program.judge(rowsOf(program.leaves, view), findings, fired);
    },
    findings: () => findings,
    fired: () => fired,
  };
}

function rowsOf(leaves: readonly Leaf[], view: BatchView): Rows {
  return {
    inputs: leaves.map((leaf) => view.leaf(leaf)),
    count: view.length,
    dictionaries: leaves.map((leaf) => view.dictionary(leaf)),
  };
}

/** The active lanes of one row as the rows of a program. */
function stateRows(
  leaves: readonly Leaf[],
  active: ActiveLanes,
  state: StateLeaves,
): { rows: Rows; begin: (view: BatchView) => void; ready: () => void } {
  const slots = leaves.map((leaf) => state.slot(leaf));
  const dictionaries: (readonly string[] | undefined)[] = leaves.map(() => undefined);
  const rows: Rows = {
    inputs: slots.map(({ array }) => array),
    count: 0,
    dictionaries,
  };
  const begin = (view: BatchView): void => {
    for (const [index, leaf] of leaves.entries()) dictionaries[index] = view.dictionary(leaf);
  };
  const ready = (): void => {
    rows.count = active.count;
    for (const slot of slots) slot.ready();
  };
  return { rows, begin, ready };
}

function roomy(array: Uint8Array, length: number): Uint8Array {
  return array.length >= length ? array : new Uint8Array(length);
}

function nothing(): void {
  // What no state moves was evaluated for the whole batch.
}
