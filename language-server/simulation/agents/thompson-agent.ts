import type { Policy } from '../../policy/model.ts';
import type { Agent, AgentContext } from '../agent.ts';
import type { BatchView } from '../batch-view.ts';
import type { Random } from '../random.ts';
import type { CellView } from './thompson.ts';
import { createThompson } from './thompson.ts';

/** How many times likelier than before a choice is the best one where people prefer it. */
export const PREFERENCE = 3;

/** The built-in agent `thompson sampling by …`. */
export function thompsonAgent(
  by: readonly string[],
  policy: Policy,
  random: Random,
  { lanes, view }: AgentContext,
): Agent {
  const thompson = createThompson({
    choices: lanes.count,
    usualLane: lanes.usual < 0 ? undefined : lanes.usual,
    dimensions: by.length,
    direction: policy.goal?.direction ?? 'more',
  });
  const context = new Float64Array(by.length);
  const shares = new Float64Array(lanes.count);
  const leaves = by.map((name) => ({ kind: 'column', name }) as const);
  let columns: Float64Array[] = [];
  let columnsOf: BatchView | undefined;
  const cellOf = (row: number): number => {
    const batch = view();
    if (batch !== columnsOf) {
      columns = leaves.map((leaf) => batch.leaf(leaf));
      columnsOf = batch;
    }
    for (let i = 0; i < columns.length; i++) context[i] = columns[i]![row]!;
    return thompson.cell(context);
  };
  return {
    propose: (row, allowed, into, preferred) => {
      const cell = cellOf(row);
      const beliefs = thompson.view(cell);
      const anyLeft = allowed === undefined || allowed.includes(1);
      const { probabilities } = beliefs;
      const drawn = preferred ? shifted(probabilities, preferred) : probabilities;
      into.lane = thompson.draw(cell, random, anyLeft ? allowed : undefined, drawn);
      into.failure = undefined;
      into.probabilities = drawn;
      into.confidences = beliefs.confidences;
      into.evidences = beliefs.evidences;
      setExploring(beliefs, into.exploring);
    },
    learn: (row, lane, reward, weight) => {
      thompson.learn(cellOf(row), lane, reward, weight);
    },
    learnLater: (row) => {
      const cell = cellOf(row);
      return (lane, reward, weight) => {
        thompson.learn(cell, lane, reward, weight);
      };
    },
    forget: (context, lane) => {
      const cell = thompson.cell(context);
      // Where there is no room for a cell of its own, others rest on the coarser one too.
      if (thompson.context(cell).length === by.length) thompson.forget(cell, lane);
    },
    detail: (row, textOf) => {
      const cell = cellOf(row);
      const patterns = [patternOf(row, textOf)];
      return { rates: thompson.view(cell).rates, patterns, reasons: [] };
    },
  };

  /**
   * That a preferred choice is the best one had `PREFERENCE` times the odds before any outcome was
   * seen, and so has it now (Bayes' rule). What outcomes rule out stays ruled out.
   */
  function shifted(probabilities: Float64Array, preferred: Uint8Array): Float64Array {
    let total = 0;
    for (let lane = 0; lane < lanes.count; lane++) {
      shares[lane] = probabilities[lane]! * (preferred[lane] === 1 ? PREFERENCE : 1);
      total += shares[lane]!;
    }
    for (let lane = 0; lane < lanes.count; lane++) shares[lane]! /= total;
    return shares;
  }

  /**
   * An exploration is a choice that the agent itself expects to do worse than the usual one (the
   * best one, where nothing is usual): it is made to learn. Among choices that it expects to do
   * better, to draw one or the other risks nothing that the usual choice would not.
   */
  function setExploring({ rates, greedy }: CellView, exploring: Float64Array): void {
    const bar = rates[lanes.usual < 0 ? greedy : lanes.usual]!;
    const sign = policy.goal?.direction === 'less' ? -1 : 1;
    for (let lane = 0; lane < lanes.count; lane++) {
      exploring[lane] = rates[lane]! * sign < bar * sign ? 1 : 0;
    }
  }

  /** The cell in words: `device is mobile and engagement is active`. */
  function patternOf(row: number, textOf: Parameters<Agent['detail']>[1]): string {
    if (leaves.length === 0) return 'all decisions';
    return leaves
      .map(({ name }) => {
        const type = policy.data.columns.find((column) => column.name === name)?.type;
        const value = view().leaf({ kind: 'column', name })[row]!;
        if (Number.isNaN(value)) return `${name} is unknown`;
        if (type?.kind === 'oneOf') return `${name} is ${type.values[value] ?? ''}`;
        if (type?.kind === 'yesNo') return `${name} is ${value === 1 ? 'yes' : 'no'}`;
        const word = view().dictionary({ kind: 'column', name })?.[value];
        return `${name} is ${textOf(name, word ?? String(value))}`;
      })
      .join(' and ');
  }
}
