import { nearWords } from '../near-words.ts';

const declarations = 'import handoff guardrails simulation calendar data segment test'.split(' ');
const ofHandoff =
  `the owner uses people usually stakes reversible irreversible goal watch guard boundaries
   escalate surprises learning autonomy feedback`.split(/\s+/);
const boundary = ['never', 'at most', 'at least', 'because', 'otherwise'];

/** What a line of a block begins with, by the grammar rule of the block. */
const ofBlock: Record<string, readonly string[]> = {
  DataBlock: ['each', 'propensity'],
  Guardrails: boundary,
  HandoffBlock: ofHandoff,
  BoundariesBlock: [...boundary, ...ofHandoff],
  EscalateBlock: ['when', 'because', 'answer', 'at most', ...ofHandoff],
  SurprisesBlock: ['surprising', 'sound', 'unsound', ...ofHandoff],
  LearningBlock: ['period', 'explore', 'reviewed', ...ofHandoff],
  AutonomyBlock: ['starts', 'becomes', 'returns', ...ofHandoff],
  FeedbackBlock: ['on', 'avoid', 'prefer', 'when', 'until', ...ofHandoff],
  Simulation: ['from', 'agent', 'reviewer', 'seed'],
  Reviewer: ['overrides', 'approves', 'otherwise', 'from', 'agent', 'seed'],
  PolicyTest: ['given', 'and', 'after', 'when', 'expect'],
};
const everywhere = new Set([...declarations, ...Object.values(ofBlock).flat()]);

/** The word that a misspelt line most likely begins with: one that fits the block before others. */
export function nearestStart(word: string, block: string): string | undefined {
  const near = nearWords(word, everywhere);
  const fitting = new Set([...declarations, ...(ofBlock[block] ?? [])]);
  return near.find((each) => fitting.has(each)) ?? near[0];
}
