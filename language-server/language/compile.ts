import type { AstNode } from 'langium';
import { AstUtils } from 'langium';
import type { Policy, PolicyTest, Simulation } from '../policy/model.ts';
import type { Part, Unit } from './compile/kept.ts';
import { compiledUnit, keptFor } from './compile/kept.ts';
import { checkPriority } from './compile/priority.ts';
import { openSession } from './compile/session.ts';
import type { SessionOptions } from './compile/session.ts';
import type * as ast from './generated/ast.ts';
import type { Problem } from './problems.ts';

export interface CompiledFile {
  policies: Policy[];
  simulations: Simulation[];
  tests: PolicyTest[];
  /** What is wrong with this file; a policy of a file with errors is incomplete. */
  problems: Problem[];
}

/**
 * The one door from the syntax tree to the policy model: compiles every handoff, simulation and
 * test that a file declares, and reports what does not fit. Total: it throws on nothing typed.
 * A handoff that was compiled before is not again, as long as all is the same that it rests on.
 */
export function compileFile(options: SessionOptions): CompiledFile {
  const { declarations } = options.document.parseResult.value as ast.File;
  const kept = keptFor(options);
  const units = new Map<ast.HandoffBlock, Unit>();
  const problems: Problem[] = [];
  const parts = partsOf(declarations);
  const unitOf = (node: ast.HandoffBlock | undefined): Unit | undefined => {
    if (!node) return undefined;
    const known = units.get(node);
    if (known) return known;
    const unit = compiledUnit(node, parts.get(node) ?? [], options, kept);
    units.set(node, unit);
    problems.push(...unit.problems);
    return unit;
  };
  const result: CompiledFile = { policies: [], simulations: [], tests: [], problems: [] };
  for (const declaration of declarations) {
    switch (declaration.$type) {
      case 'Guardrails': {
        // Which handoffs are under them the handoffs say: it is not kept with what these rest on.
        const session = openSession(options, kept.surroundings);
        checkPriority(declaration, session, options.visible);
        problems.push(...session.problems);
        break;
      }
      case 'HandoffBlock': {
        const { handoff } = unitOf(declaration) ?? {};
        if (handoff) result.policies.push(handoff.policy);
        break;
      }
      case 'Simulation':
      case 'PolicyTest': {
        const part = unitOf(declaration.handoff?.ref)?.parts.get(declaration);
        if (part?.simulation) result.simulations.push(part.simulation);
        if (part?.test) result.tests.push(part.test);
        problems.push(...(part?.problems ?? []));
        break;
      }
      default:
        problems.push(...(kept.problems.get(declaration) ?? []));
    }
  }
  // A simulation or test may be of an imported handoff: its policy comes with it.
  for (const [node, { handoff }] of units) {
    if (handoff && AstUtils.getDocument(node) !== options.document)
      result.policies.push(handoff.policy);
  }
  result.problems = onceEach(problems);
  return result;
}

/** The simulations and tests of a file by the handoff that they are of. */
function partsOf(declarations: readonly ast.Declaration[]): Map<ast.HandoffBlock, Part[]> {
  const parts = new Map<ast.HandoffBlock, Part[]>();
  for (const node of declarations) {
    if (node.$type !== 'Simulation' && node.$type !== 'PolicyTest') continue;
    // After error recovery any property may be missing.
    const handoff = (node.handoff as typeof node.handoff | undefined)?.ref;
    if (!handoff) continue;
    const others = parts.get(handoff);
    if (others) others.push(node);
    else parts.set(handoff, [node]);
  }
  return parts;
}

/** Of what several handoffs say alike, such as of a guardrail over all of them, the first. */
function onceEach(problems: readonly Problem[]): Problem[] {
  const seen = new Map<AstNode, Set<string>>();
  return problems.filter(({ node, code, message, property, index }) => {
    const said = seen.get(node) ?? new Set<string>();
    seen.set(node, said);
    const key = `${code} ${message} ${String(property)} ${String(index)}`;
    return !said.has(key) && said.add(key);
  });
}
