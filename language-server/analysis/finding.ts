import type { SourceLine } from '../policy/model.ts';
import type { ReviewCode } from './codes.ts';

/** Something that a reviewer should know of a policy, at the line that it is about. */
export interface Finding {
  code: ReviewCode;
  message: string;
  at: SourceLine;
  /** A second line that the message speaks of. */
  related?: { message: string; at: SourceLine };
}
