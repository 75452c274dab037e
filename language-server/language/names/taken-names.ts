import type { AstNode, LangiumDocument } from 'langium';
import type { HandoffBlock } from '../generated/ast.ts';
import { fileNames } from './declared.ts';
import type { Mention } from './mentions.ts';
import type { NameKind } from './occurrence.ts';
import type { Located } from './same-name.ts';
import type { NameServices, WorkspaceNames } from './workspace-names.ts';
import { workspaceNames } from './workspace-names.ts';

/**
 * Whether a name is taken where these places would need it: by another of its kind that some
 * file sees together with them, or by a segment for a column and the other way round.
 */
export function isTaken(name: string, places: readonly Located[], services: NameServices): boolean {
  const names = workspaceNames(services);
  return places.some(({ document, occurrence: { kind, node, role } }) => {
    if (kind !== 'role' && kind !== 'reason' && role !== 'declaration') return false;
    return neighbours(kind, document, names).some((neighbour) =>
      fileNames(neighbour).mentions.some(
        (mention) =>
          mention.name === name &&
          clashes(kind, mention) &&
          isTogether(kind, mention, node, document === neighbour),
      ),
    );
  });
}

/** The files that may hold something of the same name without meaning the same. */
function neighbours(
  kind: NameKind,
  document: LangiumDocument,
  names: WorkspaceNames,
): readonly LangiumDocument[] {
  if (kind === 'role') return names.joined(document);
  const seers = names.seenBy(document);
  return [...new Set(seers.flatMap((each) => names.visible(each)))];
}

function clashes(kind: NameKind, { slot }: Mention): boolean {
  if (kind === 'role' || kind === 'reason') return 'refers' in slot && slot.refers === kind;
  if (!('declares' in slot)) return false;
  const other = kind === 'column' ? 'segment' : kind === 'segment' ? 'column' : kind;
  return slot.declares === kind || slot.declares === other;
}

function isTogether(kind: NameKind, mention: Mention, node: AstNode, isSameFile: boolean): boolean {
  const home = homeOf(node);
  switch (kind) {
    case 'column':
      return mention.home === home || mention.node.$type === 'Segment';
    case 'value':
      return mention.node === node;
    case 'rule':
      return mention.home === home || isUnder(mention.home, home) || isUnder(home, mention.home);
    case 'reason':
      return mention.home === home || isOf(mention.home, home) || isOf(home, mention.home);
    case 'test':
      return isSameFile;
    default:
      return true;
  }
}

function homeOf(node: AstNode): AstNode {
  let at = node;
  while (at.$container && at.$container.$type !== 'File') at = at.$container;
  return at;
}

/** Whether a handoff stands under guardrails. */
function isUnder(handoff: AstNode, guardrails: AstNode): boolean {
  if (handoff.$type !== 'HandoffBlock' || guardrails.$type !== 'Guardrails') return false;
  return refText((handoff as HandoffBlock).guardrails) === nameOf(guardrails);
}

/** Whether a simulation is of a handoff. */
function isOf(simulation: AstNode, handoff: AstNode): boolean {
  if (simulation.$type !== 'Simulation' || handoff.$type !== 'HandoffBlock') return false;
  return refText((simulation as { handoff?: { $refText: string } }).handoff) === nameOf(handoff);
}

function refText(reference: { $refText: string } | undefined): string | undefined {
  return reference?.$refText;
}

function nameOf(node: AstNode): string | undefined {
  return (node as { name?: string }).name;
}
