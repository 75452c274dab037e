import type { Random } from '../random.ts';
import { createBetaComparer, type BetaComparison } from './betas.ts';

/**
 * Thompson sampling for a yes/no goal (Thompson 1933; Chapelle and Li 2011): each choice of a
 * context cell is taken with the probability that it is the best one there.
 *
 * A lane is the number of a choice, a cell the number of a context. A cell's evidence reaches
 * the cells around it through its ancestors: the cell of all columns but the last, and so on
 * up to the root, which is the context without columns.
 */
export interface ThompsonAgent {
  /**
   * The cell of a context: one code per column, coarsest first. NaN, an unknown value, is a
   * value of its own. Past `MOST_CELLS` a new context is decided by its nearest known ancestor.
   */
  cell(context: ArrayLike<number>): number;
  /** What the agent believes in a cell, as of its last refresh; valid until the next `learn`. */
  view(cell: number): CellView;
  /**
   * A lane drawn from `view(cell).probabilities`, or from other ones; -1 where none is allowed.
   * `allowed`: 1 for every lane that an avoid rule leaves, among which they are scaled up.
   */
  draw(cell: number, random: Random, allowed?: Uint8Array, probabilities?: Float64Array): number;
  /** The exact probability with which `draw` gives `lane`: the propensity of that choice. */
  propensity(cell: number, lane: number, allowed?: Uint8Array): number;
  /**
   * One observed outcome: `reward` from 0 to 1, `weight` = 1/propensity of the logged choice.
   * A goal that is not yes/no has to be brought to 0..1 by the caller first (a threshold, or a
   * share of its largest value); anything else is refused with a RangeError.
   */
  learn(cell: number, lane: number, reward: number, weight: number): void;
  /**
   * Forgets the outcomes of a choice in a cell, so that its belief there is the prior again: what
   * the coarser cells say, which keep what they learned.
   */
  forget(cell: number, lane: number): void;
  /** The codes of a cell, coarsest first, shorter than the context for an ancestor's cell. */
  context(cell: number): number[];
}

/** One entry per lane. */
export interface CellView {
  /** That the choice is the best of all; they add up to 1. */
  probabilities: Float64Array;
  /** That it is at least as good as the usual one, whose own is 1; without usual, the best. */
  confidences: Float64Array;
  /** Rows of this very cell that it rests on, unweighted. */
  evidences: Float64Array;
  /** Posterior means of the goal's rate. */
  rates: Float64Array;
  /** The lane of the best posterior mean; any other choice is made to learn. */
  greedy: number;
}

export interface ThompsonOptions {
  /** How many lanes, up to `MOST_CHOICES`. */
  choices: number;
  usualLane: number | undefined;
  /** How many columns a context has. */
  dimensions: number;
  /** `less`: the best choice is the one of the lowest rate. */
  direction: 'more' | 'less';
}

/** A refresh takes time in the square of the choices: 0.2 ms for 24, 10 ms for 200. */
export const MOST_CHOICES = 200;
/** With 24 choices a cell takes about 1.5 KB. */
export const MOST_CELLS = 50_000;

/** What an ancestor's rate is worth in a cell, in observations. */
const PRIOR_STRENGTH = 20;
/** A refresh is due when evidence has grown by 1/16, and by four rows at least. */
const GROWTH = 1 / 16;
const FEWEST_NEW_ROWS = 4;

interface Cell extends CellView {
  parent: Cell | undefined;
  code: number;
  children: Map<number, number>;
  /** Σw, Σw², Σwr, lane after lane. */
  sums: Float64Array;
  rows: number;
  /** When this cell's own rows or its parent's reach these, the view is out of date. */
  refreshAtRows: number;
  refreshAtParentRows: number;
}

/**
 * Posterior of a lane in a cell: Beta(s·m + n·q, s·(1 − m) + n·(1 − q)) with the parent's
 * posterior mean m, s = 20, rate q = Σwr/Σw and n = (Σw)²/Σw², Kish's effective number of
 * rows. So weights are self-normalised: they correct which rows are seen, and the larger and
 * the more uneven they are the less a row counts; no weight can pass for evidence. Above the
 * root stands the rate of all choices together, whose own prior is Beta(1, 1).
 *
 * Beliefs are refreshed in batches, so that between two refreshes `probabilities` are exactly
 * what choices are drawn from; off-policy estimates use them as they are.
 */
export function createThompson(options: ThompsonOptions): ThompsonAgent {
  const { choices, usualLane, dimensions } = options;
  const sign = options.direction === 'more' ? 1 : -1;
  if (!(choices >= 1 && choices <= MOST_CHOICES)) {
    throw new RangeError(`Thompson sampling takes 1 to ${MOST_CHOICES} choices, not ${choices}.`);
  }
  const comparer = createBetaComparer(choices);
  const alphas = new Float64Array(choices);
  const betas = new Float64Array(choices);
  const means = new Float64Array(choices);
  const cells: Cell[] = [createCell(choices, undefined, NaN)];
  const root = cells[0]!;

  function cell(context: ArrayLike<number>): number {
    let index = 0;
    for (let depth = 0; depth < dimensions; depth++) {
      const parent = cells[index]!;
      const code = context[depth]!;
      const child = parent.children.get(code);
      if (child !== undefined) {
        index = child;
        continue;
      }
      if (cells.length >= MOST_CELLS) return index;
      index = cells.push(createCell(choices, parent, code)) - 1;
      parent.children.set(code, index);
    }
    return index;
  }

  function view(index: number): Cell {
    const cell = cells[index]!;
    if (cell.rows >= cell.refreshAtRows || (cell.parent?.rows ?? 0) >= cell.refreshAtParentRows) {
      refresh(cell);
    }
    return cell;
  }

  function refresh(cell: Cell): void {
    believe(cell);
    if (sign < 0) comparer.compare(betas, alphas, usualLane, comparisonOf(cell));
    else comparer.compare(alphas, betas, usualLane, comparisonOf(cell));
    if (usualLane === undefined) cell.confidences.set(cell.probabilities);
    cell.rates.set(means);
    cell.greedy = 0;
    for (let lane = 1; lane < choices; lane++) {
      if (means[lane]! * sign > means[cell.greedy]! * sign) cell.greedy = lane;
    }
    cell.refreshAtRows = cell.rows + Math.max(cell.rows * GROWTH, FEWEST_NEW_ROWS);
    // The prior counts for little once a cell has rows of its own: its doubling is enough.
    const parentRows = cell.parent?.rows ?? 0;
    cell.refreshAtParentRows = Math.max(parentRows * 2, parentRows + FEWEST_NEW_ROWS);
  }

  /** Writes the posteriors of a cell to `alphas`, `betas` and `means`. */
  function believe(cell: Cell): void {
    if (cell.parent === undefined) means.fill(rateOfAll());
    else believe(cell.parent);
    for (let lane = 0; lane < choices; lane++) {
      const weight = cell.sums[3 * lane]!;
      const rows = weight > 0 ? (weight * weight) / cell.sums[3 * lane + 1]! : 0;
      const rate = weight > 0 ? cell.sums[3 * lane + 2]! / weight : 0;
      alphas[lane] = PRIOR_STRENGTH * means[lane]! + rows * rate;
      betas[lane] = PRIOR_STRENGTH * (1 - means[lane]!) + rows * (1 - rate);
      means[lane] = alphas[lane]! / (alphas[lane]! + betas[lane]!);
    }
  }

  function rateOfAll(): number {
    let weight = 0;
    let squares = 0;
    let rewards = 0;
    for (let i = 0; i < 3 * choices; i += 3) {
      weight += root.sums[i]!;
      squares += root.sums[i + 1]!;
      rewards += root.sums[i + 2]!;
    }
    const rows = weight > 0 ? (weight * weight) / squares : 0;
    return (1 + (weight > 0 ? (rows * rewards) / weight : 0)) / (2 + rows);
  }

  function draw(
    index: number,
    random: Random,
    allowed?: Uint8Array,
    probabilities = view(index).probabilities,
  ): number {
    const total = allowed === undefined ? 1 : allowedMass(probabilities, allowed);
    if (total === 0) return bestAllowed(index, allowed!);
    let left = random.next() * total;
    let last = -1;
    for (let lane = 0; lane < choices; lane++) {
      if (probabilities[lane] === 0 || (allowed !== undefined && allowed[lane] !== 1)) continue;
      last = lane;
      left -= probabilities[lane]!;
      if (left < 0) break;
    }
    return last;
  }

  function propensity(index: number, lane: number, allowed?: Uint8Array): number {
    const { probabilities } = view(index);
    if (allowed === undefined) return probabilities[lane]!;
    if (allowed[lane] !== 1) return 0;
    const total = allowedMass(probabilities, allowed);
    if (total === 0) return lane === bestAllowed(index, allowed) ? 1 : 0;
    return probabilities[lane]! / total;
  }

  /** Where only choices are left that are never the best: the best of those; -1 for none. */
  function bestAllowed(index: number, allowed: Uint8Array): number {
    const { rates } = view(index);
    let best = -1;
    for (let lane = 0; lane < choices; lane++) {
      if (allowed[lane] === 1 && (best < 0 || rates[lane]! * sign > rates[best]! * sign)) {
        best = lane;
      }
    }
    return best;
  }

  function learn(index: number, lane: number, reward: number, weight: number): void {
    if (!(reward >= 0 && reward <= 1)) throw new RangeError(`A reward is 0 to 1, not ${reward}.`);
    if (!(weight > 0 && weight < Infinity)) {
      throw new RangeError(`A weight is above 0 and finite, not ${weight}.`);
    }
    for (let cell = cells[index]; cell !== undefined; cell = cell.parent) {
      cell.sums[3 * lane]! += weight;
      cell.sums[3 * lane + 1]! += weight * weight;
      cell.sums[3 * lane + 2]! += weight * reward;
      cell.evidences[lane]!++;
      cell.rows++;
    }
  }

  function forget(index: number, lane: number): void {
    const cell = cells[index]!;
    cell.sums.fill(0, 3 * lane, 3 * lane + 3);
    cell.rows -= cell.evidences[lane]!;
    cell.evidences[lane] = 0;
    cell.refreshAtRows = 0;
  }

  function context(index: number): number[] {
    const codes: number[] = [];
    for (let cell = cells[index]; cell?.parent !== undefined; cell = cell.parent) {
      codes.unshift(cell.code);
    }
    return codes;
  }

  return { cell, view, draw, propensity, learn, forget, context };
}

function createCell(choices: number, parent: Cell | undefined, code: number): Cell {
  return {
    parent,
    code,
    children: new Map(),
    sums: new Float64Array(3 * choices),
    rows: 0,
    refreshAtRows: 0,
    refreshAtParentRows: 0,
    probabilities: new Float64Array(choices),
    confidences: new Float64Array(choices),
    evidences: new Float64Array(choices),
    rates: new Float64Array(choices),
    greedy: 0,
  };
}

function comparisonOf(cell: Cell): BetaComparison {
  return { best: cell.probabilities, atLeastReference: cell.confidences };
}

function allowedMass(probabilities: Float64Array, allowed: Uint8Array): number {
  let total = 0;
  for (let lane = 0; lane < probabilities.length; lane++) {
    if (allowed[lane] === 1) total += probabilities[lane]!;
  }
  return total;
}
