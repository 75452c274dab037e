import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { run } from '../../language-server/cli/program.ts';
import { noPaint } from '../../language-server/cli/terminal.ts';

/** A folder with these files, absolute; gone after the tests of the file. */
export function folderWith(files: Record<string, string | Uint8Array>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'handoff-')));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Runs one command line in this process, in a folder, without colours. */
export async function runCli(cwd: string, ...args: string[]): Promise<Ran> {
  const ran: Ran = { code: -1, out: '', err: '' };
  ran.code = await run(args, {
    terminal: {
      out: (text) => (ran.out += text),
      err: (text) => (ran.err += text),
      paint: noPaint,
      paintError: noPaint,
      cwd,
      isInteractive: false,
      now: () => Date.UTC(2026, 0, 15),
    },
    version: '1.2.3',
    isDebugging: false,
  });
  return ran;
}

/** The smallest policy that has no problem; `more` is added to its handoff. */
export function smallPolicy(more = ''): string {
  return `data log from "log.csv"
  each row is an email
  reader  : identifier, the subject
  sent_at : timestamp, the moment
  zone    : time zone, the clock
  hour    : time of day by the hour, chosen
  tier    : one of gold, plain
  consent : yes/no
  clicked : yes/no, an outcome

handoff timing
  owner team
  uses log
  the agent chooses hour
  usually hour is 09:00
  goal more clicked guard clicked stays above 1%
  boundaries
    consented: never when consent is not yes because "the law"
${more}`;
}
