import { hasPage, tell } from './ask.ts';
import { crash } from './suites/crash.ts';
import { diagnostics } from './suites/diagnostics.ts';
import { disk } from './suites/disk.ts';
import { harness } from './suites/harness.ts';
import { hostile } from './suites/hostile.ts';
import { language } from './suites/language.ts';
import { lenses } from './suites/lenses.ts';
import { panel } from './suites/panel.ts';
import { pictures } from './suites/pictures.ts';
import { restricted } from './suites/restricted.ts';
import { review } from './suites/review.ts';
import { size } from './suites/size.ts';
import { speed } from './suites/speed.ts';
import { surfaces } from './suites/surfaces.ts';
import type { Suite, Test } from './support.ts';

/** What only a real VS Code can tell, in the order in which it runs. A session names its suites. */
const suites: Record<string, Suite> = {
  crash,
  diagnostics,
  disk,
  harness,
  hostile,
  language,
  lenses,
  panel,
  pictures,
  restricted,
  review,
  size,
  speed,
  surfaces,
};

const patience = 120_000;

/** Runs inside VS Code, which takes a rejection for a failed run. */
export async function run(): Promise<void> {
  const tests = chosen(process.env.HANDOFF_HOST_SUITES);
  await tell({ event: 'planned', titles: tests.map(([title]) => title) });
  let failures = 0;
  for (const [title, test] of tests) if (!(await passes(title, test))) failures += 1;
  console.log(`${tests.length - failures} of ${tests.length} passed or did not need to run`);
  if (failures > 0) throw new Error(`${failures} tests failed inside VS Code`);
  if (tests.length === 0) throw new Error('no tests were found');
}

/** The tests of the suites that are named, or of all of them. */
function chosen(names: string | undefined): [string, Test][] {
  const wanted = names?.split(',') ?? Object.keys(suites);
  return wanted.flatMap((name) => {
    const suite = suites[name];
    if (!suite) throw new Error(`there is no suite \`${name}\`: test/host/suite.ts lists them`);
    return Object.entries(suite).map<[string, Test]>(([title, test]) => [
      `${name}: ${title}`,
      test,
    ]);
  });
}

async function passes(title: string, test: Test): Promise<boolean> {
  if (test.needsPage && !hasPage) {
    console.log(`skip ${title}: it needs the page, which \`npm run test:host\` has`);
    await tell({ event: 'skipped', title, reason: 'it needs the page' });
    return true;
  }
  await tell({ event: 'started', title });
  const start = performance.now();
  const error = await failureOf(test);
  const ms = Math.round(performance.now() - start);
  console.log(error === undefined ? `ok   ${title}` : `FAIL ${title}\n${error}`);
  await tell({ event: 'ended', title, ms, ...(error !== undefined && { error }) });
  return error === undefined;
}

/** Why a test fails, if it does. One that hangs is left to itself, and the others go on. */
async function failureOf(test: Test): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`the test did not end in ${patience / 1000} s`));
    }, patience);
  });
  try {
    await Promise.race([test(), timeout]);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    clearTimeout(timer);
  }
}
