import pages from '../../grammar/checks.json' with { type: 'json' };
import { nearestWord } from '../near-words.ts';
import type { ExitCode } from './failure.ts';
import { exitCodes, Failure } from './failure.ts';
import type { Terminal } from './terminal.ts';
import { printable } from './terminal.ts';

/** `handoff explain --code`: the page of a check, as the reference of the language has it. */
export function explainCode(code: string, terminal: Terminal): ExitCode {
  const all: Record<string, string> = pages;
  if (!Object.hasOwn(all, code)) {
    const near = nearestWord(code, Object.keys(all));
    const meant = near === undefined ? '' : `; did you mean \`${near}\`?`;
    throw new Failure('unknown-code', `no check has the code \`${printable(code)}\`${meant}`);
  }
  terminal.out(all[code] ?? '');
  return exitCodes.fine;
}
