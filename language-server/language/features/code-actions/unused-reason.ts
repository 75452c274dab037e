import { GrammarUtils } from 'langium';
import { nearWords } from '../../../near-words.ts';
import type { HandoffBlock, Reviewer, Simulation } from '../../generated/ast.ts';
import { asName } from '../../suggestion.ts';
import type { Fault, Fix } from './fix.ts';
import { mendOf, startingAt } from './review-place.ts';

/** The reason that the handoff learns from, where the reviewer's is nearly the same. */
export function writeLearnedReason(fault: Fault): Fix[] {
  const simulation = startingAt<Simulation>(fault, 'Simulation');
  const reason = mendOf(fault)?.name;
  const handoff = simulation?.handoff.ref;
  if (!simulation || !handoff || reason === undefined) return [];
  const places = simulation.parts
    .filter((part): part is Reviewer => part.$type === 'Reviewer')
    .flatMap(({ answers }) => answers)
    .filter((answer) => answer.reason === reason)
    .flatMap((answer) => GrammarUtils.findNodeForProperty(answer.$cstNode, 'reason') ?? []);
  return nearWords(reason, learnedReasons(handoff)).map((near) => ({
    title: `Write \`${near}\` for \`${reason}\``,
    edits: places.map(({ range }) => ({ range, text: asName(near) })),
  }));
}

function learnedReasons({ blocks }: HandoffBlock): Set<string> {
  const rules = blocks.flatMap((block) => (block.$type === 'FeedbackBlock' ? block.rules : []));
  return new Set(rules.map(({ reason }) => reason));
}
