import { orKernel } from './columns/logic.ts';
import { bindChoice, settle } from './columns/bind.ts';
import { compile, newSlots } from './columns/compile.ts';
import type { ColumnsContext, Slots } from './columns/compile.ts';
import { findingsOf } from './columns/findings.ts';
import { BLOCK, newMask } from './columns/frame.ts';
import type { Dictionaries, Frame, Kernel, Mask } from './columns/frame.ts';
import type { Condition, Leaf, Rule, Value } from './model.ts';

/** The rows of one call. */
export interface Rows {
  /** One array per leaf of the program, in its order; NaN is unknown. */
  inputs: readonly Float64Array[];
  /** How many rows from the start of the inputs. */
  count: number;
  /** By leaf, needed where it is text: its inputs are then codes into these strings. */
  dictionaries?: Dictionaries;
}

export interface ConditionProgram {
  leaves: readonly Leaf[];
  /** Writes the truth of the first `count` rows, as Tri. */
  run: (rows: Rows, out: Uint8Array) => void;
}

export interface RulesProgram {
  rules: readonly Rule[];
  leaves: readonly Leaf[];
  /**
   * Adds to `findings` (see columns/findings.ts) what the rules find on each row: begin with
   * zeros, or with what other rules found. `fired` takes the truth of every rule, as Tri, by the
   * order of `rules`.
   */
  judge: (rows: Rows, findings: Uint8Array, fired?: readonly Uint8Array[]) => void;
}

export interface CompileOptions {
  /** Compiles for this one choice: the choice is then no leaf, and what it decides costs nothing. */
  choice?: Value;
}

/** Compiles a condition for many rows at a time. Programs keep scratch memory: one call at once. */
export function compileCondition(
  condition: Condition,
  context: ColumnsContext,
  options: CompileOptions = {},
): ConditionProgram {
  const slots = newSlots();
  const kernel = compileOne(condition, context, options, slots);
  const mask = newMask();
  const frame = newFrame();
  return {
    leaves: slots.leaves,
    run: (rows, out) => {
      open(frame, rows);
      for (let offset = 0; offset < rows.count; offset += BLOCK) {
        const n = Math.min(BLOCK, rows.count - offset);
        kernel(frame, offset, n, mask);
        writeTri(mask, n, out, offset);
      }
    },
  };
}

/** Compiles rules, all or some of a policy's, for many decisions at a time. */
export function compileRules(
  rules: readonly Rule[],
  context: ColumnsContext,
  options: CompileOptions = {},
): RulesProgram {
  const slots = newSlots();
  const steps = rules.map((rule) => ({
    kernel: compileOne(rule.fires, context, options, slots),
    ...findingsOf(rule),
  }));
  const alike = groupAlike(steps);
  const mask = newMask();
  const found = newMask();
  const frame = newFrame();
  return {
    rules,
    leaves: slots.leaves,
    judge: (rows, findings, fired) => {
      open(frame, rows);
      const judged = fired === undefined ? alike : steps;
      for (let offset = 0; offset < rows.count; offset += BLOCK) {
        const n = Math.min(BLOCK, rows.count - offset);
        if (n === BLOCK) frame.touched = touch(rows.inputs, offset);
        found.words.fill(0, 0, (n + 3) >> 2);
        for (let r = 0; r < judged.length; r++) {
          const step = judged[r]!;
          step.kernel(frame, offset, n, mask);
          addFindings(mask, n, step.whenTrue, step.whenUnknown, found);
          if (fired !== undefined) writeTri(mask, n, fired[r]!, offset);
        }
        addBlock(found, n, findings, offset);
      }
    },
  };
}

const NUMBERS_IN_A_LINE = 8;

/**
 * Reads one number of every cache line of a block. Kernels go through one column after the other
 * and would wait for memory at each page; loads that do not depend on each other overlap, so that
 * over a million rows this makes the whole a third faster. The sum keeps the loads from being
 * optimised away.
 */
function touch(inputs: readonly Float64Array[], offset: number): number {
  let sum = 0;
  for (const xs of inputs) {
    const end = offset + BLOCK;
    for (let i = offset; i < end; i += NUMBERS_IN_A_LINE) sum += xs[i]!;
  }
  return sum;
}

interface Step {
  kernel: Kernel;
  whenTrue: number;
  whenUnknown: number;
}

/** Rules that find the same are as one rule with `or` between them, where none is asked for alone. */
function groupAlike(steps: readonly Step[]): Step[] {
  const groups = new Map<string, Step[]>();
  for (const step of steps) {
    const key = `${step.whenTrue} ${step.whenUnknown}`;
    groups.set(key, [...(groups.get(key) ?? []), step]);
  }
  return [...groups.values()].map(([first, ...rest]) =>
    rest.length === 0
      ? first!
      : {
          ...first!,
          kernel: orKernel(
            first!.kernel,
            rest.map(({ kernel }) => kernel),
          ),
        },
  );
}

/** Adds a block's findings to all rows', four at a time where they lie on words. */
function addBlock(found: Mask, n: number, findings: Uint8Array, offset: number): void {
  const start = findings.byteOffset + offset;
  const isOnWords = start % 4 === 0 && n % 4 === 0;
  if (n >= BLOCK && isOnWords) {
    const into = new Int32Array(findings.buffer, start, n >> 2);
    const from = found.words;
    for (let i = 0; i < into.length; i++) into[i]! |= from[i]!;
    return;
  }
  const { bytes } = found;
  for (let i = 0; i < n; i++) findings[offset + i]! |= bytes[i]!;
}

function compileOne(
  condition: Condition,
  context: ColumnsContext,
  options: CompileOptions,
  slots: Slots,
): Kernel {
  const { choice } = options;
  const bound = choice === undefined ? condition : bindChoice(condition, choice);
  return compile(settle(bound, context.calendars), context, slots);
}

const POSSIBLY = 0x01010101;

/** Four rows at a time; findings are below 64, so that no product runs into its neighbour. */
function addFindings(
  mask: Mask,
  n: number,
  whenTrue: number,
  whenUnknown: number,
  found: Mask,
): void {
  const from = mask.words;
  const into = found.words;
  const words = (n + 3) >> 2;
  for (let i = 0; i < words; i++) {
    const word = from[i]!;
    const certain = (word >>> 1) & POSSIBLY;
    const unknown = word & POSSIBLY & ~certain;
    into[i]! |= Math.imul(certain, whenTrue) | Math.imul(unknown, whenUnknown);
  }
}

/** From the bits of a mask (3 true, 1 unknown) to Tri (1 true, 2 unknown). */
function writeTri(mask: Mask, n: number, out: Uint8Array, offset: number): void {
  const bytes = mask.bytes;
  for (let i = 0; i < n; i++) {
    const byte = bytes[i]!;
    out[offset + i] = ((byte << 1) & 2) ^ (((byte >> 1) & 1) * 3);
  }
}

function newFrame(): Frame {
  return { inputs: [], dictionaries: [], touched: 0 };
}

const noDictionaries: Dictionaries = [];

function open(frame: Frame, rows: Rows): void {
  frame.inputs = rows.inputs;
  frame.dictionaries = rows.dictionaries ?? noDictionaries;
}
