import { createClock } from '../policy/clock.ts';
import { runTests } from '../policy/run-test.ts';
import { countLine, renderDiagnostics } from './diagnostics.ts';
import type { ExitCode } from './failure.ts';
import { exitCodes } from './failure.ts';
import { findFiles } from './find-files.ts';
import type { PolicyFile } from './load-policies.ts';
import { loadPolicies } from './load-policies.ts';
import type { Terminal } from './terminal.ts';
import type { FileResult } from './test-report.ts';
import { renderResults, resultsJson } from './test-report.ts';

export interface TestOptions {
  format: 'text' | 'json';
  workspace?: string;
}

/** `handoff test`: runs the tests of every file that stands on sound ground. */
export async function test(
  paths: readonly string[],
  options: TestOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { cwd, paint } = terminal;
  const found = await findFiles(paths, cwd);
  const { files, workspace } = await loadPolicies(found, { cwd, workspace: options.workspace });
  const results = files.filter(({ isAsked }) => isAsked).map(runFile);
  if (options.format === 'json') {
    terminal.out(`${JSON.stringify(resultsJson(results, files, workspace), undefined, 2)}\n`);
  } else {
    const problems = renderDiagnostics(files, { workspace, paint });
    if (problems !== '') terminal.out(`${problems}\n${countLine(files, paint)}\n`);
    terminal.out(renderResults(results, paint));
  }
  const isFine =
    files.every(({ isSound }) => isSound) &&
    results.every((result) => result.tests.every(({ result: { passed } }) => passed));
  return isFine ? exitCodes.fine : exitCodes.findings;
}

/** A policy with an error in it lacks rules: a test of it would say nothing. */
function runFile({ file, isSound, policies, tests }: PolicyFile): FileResult {
  if (!isSound) return { file, wasRun: false, declared: tests.length, tests: [] };
  const run = runTests(policies, tests, createClock());
  return { file, wasRun: true, declared: tests.length, tests: run };
}
