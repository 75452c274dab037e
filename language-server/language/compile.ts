import { AstUtils } from 'langium';
import type { Policy, PolicyTest, Simulation } from '../policy/model.ts';
import { checkCalendar } from './compile/calendars.ts';
import type { CompiledHandoff } from './compile/handoff.ts';
import { compileHandoff } from './compile/handoff.ts';
import type { SessionOptions } from './compile/session.ts';
import { segmentCondition } from './compile/segments.ts';
import { dataOf, openSession } from './compile/session.ts';
import { compileSimulation } from './compile/simulation.ts';
import { compileTest } from './compile/tests.ts';
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
 */
export function compileFile(options: SessionOptions): CompiledFile {
  const session = openSession(options);
  const file = options.document.parseResult.value as ast.File;
  const compiled = new Map<ast.HandoffBlock, CompiledHandoff | undefined>();
  const handoffOf = (node: ast.HandoffBlock | undefined): CompiledHandoff | undefined => {
    if (!node) return undefined;
    if (!compiled.has(node)) compiled.set(node, compileHandoff(node, session));
    return compiled.get(node);
  };
  const result: CompiledFile = {
    policies: [],
    simulations: [],
    tests: [],
    problems: session.problems,
  };
  for (const declaration of file.declarations) {
    switch (declaration.$type) {
      case 'Calendar':
        checkCalendar(declaration, session.reportFor(declaration));
        break;
      case 'DataBlock':
        dataOf(declaration, session);
        break;
      case 'Segment':
        // Also one that no handoff of this file reads.
        segmentCondition(declaration, session, options.visible);
        break;
      case 'Guardrails':
        // What they mean depends on the data of the handoff under them: compiled with each.
        break;
      case 'HandoffBlock': {
        const handoff = handoffOf(declaration);
        if (handoff) result.policies.push(handoff.policy);
        break;
      }
      case 'Simulation': {
        const handoff = handoffOf(declaration.handoff?.ref);
        if (handoff) result.simulations.push(compileSimulation(declaration, handoff, session));
        break;
      }
      case 'PolicyTest': {
        const handoff = handoffOf(declaration.handoff?.ref);
        const test = handoff && compileTest(declaration, handoff, session);
        if (test) result.tests.push(test);
      }
    }
  }
  // A simulation or test may be of an imported handoff: its policy comes with it.
  for (const [node, handoff] of compiled) {
    if (handoff && AstUtils.getDocument(node) !== options.document)
      result.policies.push(handoff.policy);
  }
  return result;
}
