import type { Agent, AgentContext } from '../agent.ts';
import type { BatchView } from '../batch-view.ts';
import { certain, laneFor } from './fixed-agents.ts';

/** What a recorded or an outside agent proposed for one row, in canonical numbers. */
export interface OutsideProposal {
  choice?: number;
  /** Why there is no choice: a time-out, a crash, an answer that is none. */
  failure?: string;
  confidence?: number;
  evidence?: number;
  strategy?: 'explore' | 'exploit';
  /** By canonical value of the choice; they add up to 1. */
  probabilities?: ReadonlyMap<number, number>;
  alternatives?: readonly { choice: number; confidence?: number; evidence?: number }[];
  patterns?: readonly string[];
  reasons?: readonly string[];
}

/** Where proposals come from: asked for each batch, and then answered row by row. */
export interface ProposalSource {
  begin?: (view: BatchView) => Promise<void>;
  of: (row: number) => OutsideProposal;
  close?: () => Promise<void>;
}

/**
 * An agent that is not Handoff's own. Confidence and evidence that it states for its proposal
 * stay with it when the policy moves the choice, unless an alternative states its own. A
 * proposal with probabilities and no choice is drawn from them; so is one whose choice must be
 * avoided, from what is left.
 */
export function outsideAgent(
  source: ProposalSource,
  draw: () => number,
  { lanes, view }: AgentContext,
): Agent {
  const probabilities = new Float64Array(lanes.count);
  return {
    ...(source.begin ? { begin: source.begin } : {}),
    ...(source.close ? { close: source.close } : {}),
    propose: (row, allowed, into) => {
      const proposal = source.of(row);
      const logged = view().logged[row]!;
      certain(into, -1);
      into.failure = proposal.failure;
      into.confidences.fill(proposal.confidence ?? NaN);
      into.evidences.fill(proposal.evidence ?? NaN);
      into.exploring.fill(
        proposal.strategy === undefined ? NaN : proposal.strategy === 'explore' ? 1 : 0,
      );
      if (proposal.failure !== undefined) return;
      if (proposal.choice !== undefined) into.lane = laneFor(lanes, logged, proposal.choice);
      if (proposal.probabilities && (proposal.choice === undefined || into.lane >= 0)) {
        for (let lane = 0; lane < lanes.count; lane++) {
          probabilities[lane] = proposal.probabilities.get(lanes.values[lane]!) ?? 0;
        }
        into.probabilities = probabilities;
        if (into.lane < 0 || (allowed && allowed[into.lane] !== 1)) {
          into.lane = drawLane(probabilities, { allowed, stated: into.lane }, draw);
        }
      }
      if (into.lane < 0) {
        into.probabilities = undefined;
        into.failure = 'the proposal is none of the choices';
      }
      for (const { choice, confidence, evidence } of proposal.alternatives ?? []) {
        const lane = lanes.laneOf(choice);
        if (lane < 0) continue;
        if (confidence !== undefined) into.confidences[lane] = confidence;
        if (evidence !== undefined) into.evidences[lane] = evidence;
      }
    },
    detail: (row) => {
      const { patterns = [], reasons = [] } = source.of(row);
      return { patterns: [...patterns], reasons: [...reasons] };
    },
  };
}

/**
 * A lane by its probability, scaled up over what an avoid rule leaves; where it leaves nothing, the
 * stated lane, or, where none is stated (-1), any.
 */
function drawLane(
  probabilities: Float64Array,
  { allowed, stated }: { allowed: Uint8Array | undefined; stated: number },
  draw: () => number,
): number {
  const isFree = (lane: number): boolean => allowed === undefined || allowed[lane] === 1;
  const isAnyFree = probabilities.some((share, lane) => share > 0 && isFree(lane));
  if (!isAnyFree && stated >= 0) return stated;
  const free = (lane: number): number => (isFree(lane) || !isAnyFree ? probabilities[lane]! : 0);
  let total = 0;
  for (let lane = 0; lane < probabilities.length; lane++) total += free(lane);
  let left = draw() * total;
  let last = -1;
  for (let lane = 0; lane < probabilities.length; lane++) {
    if (free(lane) === 0) continue;
    last = lane;
    left -= free(lane);
    if (left < 0) return lane;
  }
  return last;
}
