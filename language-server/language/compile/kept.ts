import type { AstNode, LangiumDocument } from 'langium';
import type { PolicyTest, Simulation } from '../../policy/model.ts';
import type * as ast from '../generated/ast.ts';
import type { Problem } from '../problems.ts';
import { checkCalendar } from './calendars.ts';
import type { CompiledHandoff } from './handoff.ts';
import { compileHandoff } from './handoff.ts';
import { segmentCondition } from './segments.ts';
import type { Session, SessionOptions, Surroundings } from './session.ts';
import { dataOf, openSession, surroundingsOf } from './session.ts';
import { compileSimulation } from './simulation.ts';
import { compileTest } from './tests.ts';

export type Part = ast.Simulation | ast.PolicyTest;

/** One handoff compiled, with the simulations and tests of it that stand in the document. */
export interface Unit {
  handoff: CompiledHandoff | undefined;
  problems: readonly Problem[];
  parts: ReadonlyMap<Part, CompiledPart>;
  /** All of the file that it was compiled from. */
  from: readonly unknown[];
}

interface CompiledPart {
  simulation?: Simulation;
  test?: PolicyTest;
  problems: readonly Problem[];
}

/** What was compiled of a document over surroundings that are still the same. */
export interface Kept {
  surroundings: Surroundings;
  /** All that the surroundings are made of. */
  from: readonly unknown[];
  /** What is wrong with the declarations that handoffs read. */
  problems: ReadonlyMap<AstNode, readonly Problem[]>;
  units: WeakMap<ast.HandoffBlock, Unit>;
}

const known = new WeakMap<LangiumDocument, Kept>();

/**
 * What was compiled of a document before, where no declaration that any handoff can read became
 * another since, or moved to another line; else nothing but those declarations.
 */
export function keptFor(options: SessionOptions): Kept {
  const from = surroundingsIn(options);
  const before = known.get(options.document);
  if (before && isSame(before.from, from)) return before;
  const surroundings = surroundingsOf(options);
  const { declarations } = options.document.parseResult.value as ast.File;
  const problems = new Map<AstNode, readonly Problem[]>();
  const check = (node: AstNode, compile: (session: Session) => void): void => {
    const session = openSession(options, surroundings);
    compile(session);
    problems.set(node, session.problems);
  };
  // First of all, so that what is wrong with data is not found while something else is compiled.
  for (const node of declarations) {
    if (node.$type === 'DataBlock') check(node, (session) => dataOf(node, session));
  }
  for (const node of declarations) {
    if (node.$type === 'Calendar') {
      check(node, (session) => checkCalendar(node, session.reportFor(node)));
    } else if (node.$type === 'Segment') {
      // Also one that no handoff of this file reads.
      check(node, (session) => segmentCondition(node, session, options.visible));
    }
    // What guardrails mean depends on the data of the handoff under them: compiled with each.
  }
  const kept: Kept = { surroundings, from, problems, units: new WeakMap() };
  known.set(options.document, kept);
  return kept;
}

/** The declarations that handoffs read, where they stand, and how their files are called. */
function surroundingsIn({ visible, calendarDates, relativePath }: SessionOptions): unknown[] {
  return visible.flatMap((document) => [
    document,
    relativePath(document),
    ...(document.parseResult.value as ast.File).declarations.flatMap((node) => {
      if (node.$type === 'HandoffBlock' || isPart(node)) return [];
      return [node, lineOf(node), node.$type === 'Calendar' ? calendarDates(node) : undefined];
    }),
  ]);
}

/** A handoff with its parts, compiled now or as it was before. */
export function compiledUnit(
  node: ast.HandoffBlock,
  parts: readonly Part[],
  options: SessionOptions,
  { surroundings, units }: Kept,
): Unit {
  const from = [lineOf(node), ...referred(node), ...parts.flatMap((part) => [part, lineOf(part)])];
  const before = units.get(node);
  if (before && isSame(before.from, from)) return before;
  const session = openSession(options, surroundings);
  const handoff = compileHandoff(node, session);
  const compiled = new Map<Part, CompiledPart>();
  for (const part of parts) {
    if (!handoff) break;
    const own = openSession(options, surroundings);
    const { problems } = own;
    if (part.$type === 'Simulation') {
      compiled.set(part, { simulation: compileSimulation(part, handoff, own), problems });
    } else {
      const test = compileTest(part, handoff, own);
      compiled.set(part, { ...(test && { test }), problems });
    }
  }
  const unit = { handoff, problems: session.problems, parts: compiled, from };
  units.set(node, unit);
  return unit;
}

/** What the references of a handoff lead to: of two declarations of a name either may count. */
function referred({ guardrails, headers }: ast.HandoffBlock): unknown[] {
  const uses = headers.find(({ $type }) => $type === 'Uses') as ast.Uses | undefined;
  // After error recovery any property may be missing.
  const data = uses?.data;
  return [guardrails?.ref, data?.ref];
}

function isPart(node: AstNode): node is Part {
  return node.$type === 'Simulation' || node.$type === 'PolicyTest';
}

function lineOf({ $cstNode }: AstNode): number | undefined {
  return $cstNode?.range.start.line;
}

function isSame(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((each, i) => each === right[i]);
}
