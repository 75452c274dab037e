import type { BatchView } from './batch-view.ts';
import type { Lanes } from './lanes.ts';

/** What an agent says of one decision, by lane; the replay uses one object for all rows. */
export interface Proposal {
  /** -1: no proposal; `failure` then says why. */
  lane: number;
  failure: string | undefined;
  /** With what probability the agent proposes each lane; undefined: the proposed one for certain. */
  probabilities: Float64Array | undefined;
  /** People themselves: the lane is proposed with the probability with which it was logged. */
  isLogged: boolean;
  /** NaN where the agent does not say. */
  confidences: Float64Array;
  evidences: Float64Array;
  /** 1 where choosing the lane would be exploring, 0 where not, NaN where the agent does not say. */
  exploring: Float64Array;
}

export function newProposal(lanes: number): Proposal {
  return {
    lane: -1,
    failure: undefined,
    probabilities: undefined,
    isLogged: false,
    confidences: new Float64Array(lanes).fill(NaN),
    evidences: new Float64Array(lanes).fill(NaN),
    exploring: new Float64Array(lanes).fill(NaN),
  };
}

/** What the log tells of a proposal beside its lane. */
export interface ProposalDetail {
  rates?: Float64Array;
  patterns: string[];
  reasons: string[];
}

export interface Agent {
  /** Called once for each batch before its rows are proposed; a program outside is asked here. */
  begin?: (view: BatchView) => Promise<void>;
  /**
   * The proposal for a row. `allowed`: 1 for every lane that an avoid rule leaves; an agent that
   * cannot choose again proposes what it would anyway, and the replay escalates it. `preferred`: 1
   * for every lane that a prefer rule speaks for, which an agent may take for a hint.
   */
  propose: (
    row: number,
    allowed: Uint8Array | undefined,
    into: Proposal,
    preferred: Uint8Array | undefined,
  ) => void;
  /** An observed outcome of a choice that was carried out: `weight` is 1/propensity. */
  learn?: (row: number, lane: number, reward: number, weight: number) => void;
  /** The same of a row that is proposed now and observed later, when its batch may be over. */
  learnLater?: (row: number) => (lane: number, reward: number, weight: number) => void;
  /**
   * Returns to the prior of a choice in one cell: people rejected what was learned there. `context`:
   * one code for each column that the agent goes by.
   */
  forget?: (context: readonly number[], lane: number) => void;
  /** `textOf`: what may be shown of a text or an identifier in a column. */
  detail: (row: number, textOf: (column: string, text: string) => string) => ProposalDetail;
  /** Ends what runs outside. */
  close?: () => Promise<void>;
}

export interface AgentContext {
  lanes: Lanes;
  /** The rows of the batch that was begun. */
  view: () => BatchView;
}
