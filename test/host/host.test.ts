import { describe, it } from 'vitest';
import type { Installation } from './install.mts';
import { install, whyNotHere } from './install.mts';
import type { Outcome, Result } from './outcome.mts';
import type { Report } from './protocol.ts';
import { runSession } from './run.mts';
import type { Session } from './sessions.mts';
import { chosenSessions } from './sessions.mts';

const reason = whyNotHere();

if (reason === undefined) {
  const installation = await install();
  // One after the other: each takes two processors, and tests that wait for a picture need them.
  for (const session of chosenSessions(process.env.HANDOFF_HOST_SUITES)) {
    await declare(session, installation);
  }
} else {
  it.skip(`in VS Code: ${reason}; use \`npm run test:desktop\``);
}

/** Runs a session, and declares a test for each that ran inside of VS Code, with its result. */
async function declare(session: Session, installation: Installation): Promise<void> {
  const { results, figures } = await runSession(session, installation, show);
  if (figures.length > 0) console.log(table(figures));
  describe(`in VS Code, ${session.name}`, () => {
    for (const result of results) it.skipIf(result.skipped)(result.title, () => judge(result));
  });
}

function table(figures: Outcome['figures']): string {
  const width = Math.max(...figures.map(({ name }) => name.length));
  return figures.map(({ name, value }) => `${name.padEnd(width)}  ${value}`).join('\n');
}

function judge({ ok, error }: Result): void {
  if (ok) return;
  const failure = new Error(error);
  // The stack would be that of this line.
  delete failure.stack;
  throw failure;
}

/** A long run is watched while it runs. */
function show(report: Report): void {
  if (report.event !== 'ended') return;
  const { title, ms, error } = report;
  console.log(`${error === undefined ? 'ok  ' : 'FAIL'} ${title} (${ms} ms)`);
}
