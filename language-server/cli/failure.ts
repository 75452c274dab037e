/** The command could not run: one line for the user, and exit code 2. */
export class Failure extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'Failure';
    this.code = code;
  }
}

/** What a command ended with: all fine, something found that a person must mend, or not run. */
export const exitCodes = { fine: 0, findings: 1, couldNotRun: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
