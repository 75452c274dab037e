import type { LangiumDocument } from 'langium';
import { workspaceNames } from '../../names/workspace-names.ts';
import type { HoverContext, Named } from './context.ts';
import { handoffHover, simulationHover } from './handoff.ts';
import { ruleHover } from './rule.ts';

export function handoffMeaning({ name, document }: Named, { compiled }: HoverContext) {
  const policy = compiled.of(document).policies.find(({ handoff }) => handoff === name);
  return policy && handoffHover(policy);
}

export function simulationMeaning({ name, document }: Named, { compiled }: HoverContext) {
  const { policies, simulations } = compiled.of(document);
  const simulation = simulations.find((each) => each.name === name);
  const policy = policies.find(({ handoff }) => handoff === simulation?.handoff);
  return simulation && policy && simulationHover(simulation, policy);
}

export function ruleMeaning({ place, document, asked }: Named, context: HoverContext) {
  return ruleAt({ document, line: place.range.start.line + 1, asked }, context);
}

/**
 * What the rule in a line means. A guardrail means something with a handoff under it only, which
 * may stand in a file that imports this one.
 */
export function ruleAt(
  { document, line, asked }: { document: LangiumDocument; line: number; asked: LangiumDocument },
  { compiled, services, counts }: HoverContext,
): string | undefined {
  const readers = new Set([asked, document, ...workspaceNames(services).seenBy(document)]);
  for (const reader of readers) {
    const at = { file: compiled.fileName(document, reader), line };
    const words = ruleHover(compiled.of(reader).policies, at);
    if (words === undefined) continue;
    const found = counts?.(document, line);
    return found === undefined ? words : `${words}\n\nIn the simulation that is shown: ${found}.`;
  }
  return undefined;
}
