import type { AstNode } from 'langium';
import type { Cursor } from './cursor.ts';
import type { Place } from './place.ts';

/** Parts that may stand once; of what is not listed there may be several. */
const single = new Set(
  `Owner Uses AgentChooses PeopleKeep Usually Stakes Reversible Irreversible Goal Watch
   BoundariesBlock SurprisesBlock LearningBlock AutonomyBlock FeedbackBlock
   RowMeaning PropensityEstimate Deadline Budget SurprisingRule UnsoundRule
   LearningPeriod ExploreLimit LearningReview StartsAt
   SimulationRange Agent Reviewer RewardModel WeightClip Seed LastAnswer AnswerTime ChoiceMade Expectation Priority`.split(
    /\s+/,
  ),
);

/** Which of the parts that may stand once there already are around the cursor. */
export function presentAround(cursor: Cursor, { declaration }: Place): Set<string> {
  const found = new Set<string>();
  const note = (nodes: readonly AstNode[]): void => {
    for (const { $type, $cstNode } of nodes) {
      const isHere =
        $cstNode !== undefined && $cstNode.offset <= cursor.start && cursor.start < $cstNode.end;
      const type = $type.endsWith('Agent') ? 'Agent' : $type;
      if (!isHere && single.has(type)) found.add(type);
      // Either says what the other would.
      if (type === 'Reversible' || type === 'Irreversible') {
        if (!isHere) found.add('Reversible').add('Irreversible');
      }
    }
  };
  if (!declaration) return found;
  switch (declaration.$type) {
    case 'HandoffBlock': {
      note(declaration.headers);
      note(declaration.blocks);
      const block = declaration.blocks.findLast(
        ({ $cstNode }) => $cstNode !== undefined && $cstNode.offset < cursor.start,
      );
      if (block && 'items' in block) note(block.items);
      break;
    }
    case 'Simulation': {
      note(declaration.parts);
      const reviewer = declaration.parts.find((part) => part.$type === 'Reviewer');
      if (reviewer) note([...reviewer.answers, ...reviewer.times]);
      break;
    }
    case 'PolicyTest':
      note(declaration.parts);
      break;
    case 'DataBlock':
      note(declaration.items);
      break;
    case 'Guardrails':
      note(declaration.priorities);
      break;
    default:
  }
  return found;
}
