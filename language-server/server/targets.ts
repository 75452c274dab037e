import type { LangiumDocument } from 'langium';
import { UriUtils } from 'langium';
import type { Targets } from '../protocol.ts';
import type { Workspace } from './workspace.ts';

/** One entry of the list, with what a handoff is simulated with where no simulation is named. */
export type TargetEntry = Targets['targets'][number] & { default?: string };

/**
 * Everything in a document that a run can be started for, in its order. A handoff by itself runs
 * its first simulation, else what people did in the log.
 */
export function targetsOf(document: LangiumDocument, workspace: Workspace): TargetEntry[] {
  const uri = document.uri.toString();
  const file = UriUtils.relative(workspace.folderOf(document), document.uri);
  const { policies, simulations } = workspace.checked(document);
  const named = simulations.filter(({ name }) => isName(name));
  const ofHandoffs = policies
    // An imported handoff is simulated from the file that it stands in.
    .filter(({ at, handoff }) => at.file === file && isName(handoff))
    .map(({ handoff, at }): TargetEntry => {
      const first = named.find((one) => one.handoff === handoff)?.name;
      const words = first ?? 'as logged';
      return { uri, handoff, label: `${handoff} (${words})`, line: at.line, default: words };
    });
  const ofSimulations = named.map(({ name, handoff, at }): TargetEntry => ({
    uri,
    handoff,
    simulation: name,
    label: name,
    line: at.line,
  }));
  return [...ofHandoffs, ...ofSimulations].sort((left, right) => left.line - right.line);
}

/** An entry as the protocol has it. */
export function published({ default: _, ...entry }: TargetEntry): Targets['targets'][number] {
  return entry;
}

/** After error recovery a declaration may have no name yet. */
export function isName(name: string | undefined): name is string {
  return name !== undefined && name !== '';
}
