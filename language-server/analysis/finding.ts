import type { SourceLine } from '../policy/model.ts';
import type { ReviewCode } from './codes.ts';

/** Something that a reviewer should know of a policy, at the line that it is about. */
export interface Finding {
  /** That of a review, or the one error that takes the meaning of rules to find. */
  code: ReviewCode | 'loosens-guardrails';
  message: string;
  at: SourceLine;
  /** A second line that the message speaks of. */
  related?: { message: string; at: SourceLine };
  mend?: Mend;
}

/** What a quick fix would have to read out of the message otherwise. */
export interface Mend {
  /** Words that would be right. */
  write?: string;
  /** The name that the finding is about. */
  name?: string;
  /** Which one, where the line has several; from 0. */
  part?: number;
}
