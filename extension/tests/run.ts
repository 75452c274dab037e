import type { TestController, TestItem, TestRun, TestRunRequest } from 'vscode';
import { Location, TestMessage } from 'vscode';
import type { RunTests, TestResults } from '../../language-server/protocol.ts';
import { methods, testResultsSchema } from '../../language-server/protocol.ts';
import type { LanguageServer } from '../server/language-server.ts';

/** Runs what was asked for, a file at a time, until it is cancelled, and hands VS Code the results. */
export async function runTests(
  controller: TestController,
  server: LanguageServer,
  request: TestRunRequest,
): Promise<void> {
  const run = controller.createTestRun(request);
  const excluded = new Set(request.exclude);
  const chosen = request.include ?? [...controller.items].map(([, item]) => item);
  try {
    for (const item of chosen) {
      if (run.token.isCancellationRequested) break;
      if (!excluded.has(item)) await runItem(server, run, item, excluded);
    }
  } finally {
    run.end();
  }
}

/** One test by its line, or all of a file at once. */
async function runItem(
  server: LanguageServer,
  run: TestRun,
  item: TestItem,
  excluded: ReadonlySet<TestItem>,
): Promise<void> {
  const isFile = item.parent === undefined;
  const items = (isFile ? [...item.children].map(([, child]) => child) : [item]).filter(
    (one) => !excluded.has(one),
  );
  for (const one of items) run.started(one);
  const uri = (item.parent ?? item).id;
  const params: RunTests = isFile || !item.range ? { uri } : { uri, line: lineOf(item) };
  const answer = await server
    .request(methods.runTests, params, testResultsSchema, run.token)
    .catch((error: unknown) => ({
      problem: { message: `The tests did not run: ${String(error)}` },
    }));
  // What was cancelled has no result.
  if (run.token.isCancellationRequested) return;
  for (const one of items) report(run, one, answer);
}

type Result = Extract<TestResults, { results: unknown }>['results'][number];

function report(
  run: TestRun,
  item: TestItem,
  answer: { results: Result[] } | { problem: { message: string } },
): void {
  if ('problem' in answer) return run.errored(item, new TestMessage(answer.problem.message));
  // By its title as well: after an edit another test may stand on the line.
  const result = answer.results.find(
    ({ line, title }) => line === lineOf(item) && title === item.label,
  );
  if (!result) {
    return run.errored(item, new TestMessage('The test is no longer there: run it again.'));
  }
  if (result.passed) return run.passed(item);
  const message = TestMessage.diff(failureText(result), result.expected, result.got);
  if (item.uri && item.range) message.location = new Location(item.uri, item.range);
  run.failed(item, message);
}

function failureText({ expected, got, rules }: Result): string {
  const fired = rules.length > 0 ? ['', ...rules] : ['', 'no rule fired'];
  return [`expected ${expected}, got ${got}`, ...fired].join('\n');
}

function lineOf({ range }: TestItem): number {
  return (range?.start.line ?? 0) + 1;
}
