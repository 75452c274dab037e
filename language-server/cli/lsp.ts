import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ExitCode } from './failure.ts';
import { exitCodes } from './failure.ts';
import type { Terminal } from './terminal.ts';

const transport = '--stdio';

/**
 * Starts the language server on standard input and output: the bundle beside this one, loaded only
 * now, so that no other command waits for it. The server ends this process itself, with 0 once
 * its client has said `shutdown`; what is returned counts for any other end.
 */
export async function lsp({ err }: Terminal): Promise<ExitCode> {
  if (process.stdin.isTTY) {
    err(
      'The language server waits for an editor on standard input: README.md, "In other editors", ' +
        'has the lines that make one start it. Ctrl+C ends it.\n',
    );
  }
  // The server reads its transport from the arguments, as the editors' clients write it.
  if (!process.argv.includes(transport)) process.argv.push(transport);
  await import(pathToFileURL(join(__dirname, 'main.js')).href);
  return exitCodes.findings;
}
