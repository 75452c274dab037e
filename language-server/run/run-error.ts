import type { SourceLine } from '../policy/model.ts';

/** A run that cannot go on: one line for the person who started it, with a code. */
export class RunError extends Error {
  readonly code: string;
  /** Where the message says it is, relative to the workspace folder. */
  readonly at: SourceLine | undefined;

  constructor(code: string, message: string, at?: SourceLine) {
    super(at === undefined ? message : `${at.file}:${String(at.line)}: ${message}`);
    this.name = 'RunError';
    this.code = code;
    this.at = at;
  }
}
