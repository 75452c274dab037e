/** Why a file was not read; the message stands behind its name, as in `a.handoff is too large`. */
export class ReadFailure extends Error {
  readonly code: 'not-readable' | 'too-large';

  constructor(code: ReadFailure['code'], message: string) {
    super(message);
    this.name = 'ReadFailure';
    this.code = code;
  }
}

/** Whatever reading a file threw, as a failure that says why. */
export function readFailure(error: unknown): ReadFailure {
  if (error instanceof ReadFailure) return error;
  const code = String((error as { code?: unknown } | undefined)?.code);
  return new ReadFailure('not-readable', reasons.get(code) ?? 'cannot be read');
}

const reasons = new Map([
  ['ENOENT', 'does not exist'],
  ['ENOTDIR', 'does not exist'],
  ['EISDIR', 'is a directory, not a file'],
  ['EACCES', 'may not be read'],
]);
