/** A run that cannot go on: one line for the person who started it, with a code. */
export class RunError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'RunError';
    this.code = code;
  }
}
