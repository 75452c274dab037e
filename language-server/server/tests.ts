import type { LangiumDocument } from 'langium';
import { UriUtils } from 'langium';
import type { Clock } from '../policy/clock.ts';
import type { Policy, PolicyTest } from '../policy/model.ts';
import type { TestRun } from '../policy/run-test.ts';
import { firedRules, runTests } from '../policy/run-test.ts';
import {
  expectedWords,
  failureWords,
  gotWords,
  missingWords,
  ruleWords,
} from '../policy/test-words.ts';
import type { RunTests, TestResults, Tests } from '../protocol.ts';
import { policyHash } from '../run/hashes.ts';
import { firstError } from './first-error.ts';
import { notOpen } from './prepare-run.ts';
import { isName } from './targets.ts';
import type { Workspace } from './workspace.ts';

/** What a test came to, and the meaning of the texts that it was run on. */
export interface LastResult {
  passed: boolean;
  /** `escalate, not act`; empty where it passed. */
  failure: string;
  meaning: string;
}

/** The tests of the workspace, with the last result of each. */
export interface PolicyTests {
  list: (document: LangiumDocument) => Tests;
  run: (request: RunTests) => TestResults;
  last: (document: LangiumDocument, test: PolicyTest) => LastResult | undefined;
}

export function createTests(workspace: Workspace, clock: Clock): PolicyTests {
  const results = new Map<string, Map<string, LastResult>>();
  workspace.onDeleted((uris) => uris.forEach((uri) => results.delete(uri)));
  return {
    list: (document) => ({ tests: testsOf(document, workspace).map(entryOf) }),
    run: ({ uri, line }) => {
      const document = workspace.document(uri);
      if (!document) return { problem: notOpen(uri) };
      const error = firstError(document, workspace);
      if (error) return { problem: error };
      const tests = testsOf(document, workspace);
      const asked = line === undefined ? tests : tests.filter(({ at }) => at.line === line);
      if (line !== undefined && asked.length === 0) {
        const message = `No test of ${UriUtils.basename(document.uri)} starts on line ${String(line)}`;
        return { problem: { code: 'unknown-test', message, uri, line } };
      }
      const runs = runTests(workspace.checked(document).policies, asked, clock);
      const before = [...(results.get(document.uri.toString()) ?? [])];
      // A title that is typed is another whenever its test is run.
      const kept = before.filter(([title]) => tests.some((test) => test.title === title));
      const known = new Map([...kept, ...runs.map(withTitle)]);
      results.set(document.uri.toString(), known);
      return { results: runs.map(resultOf) };
    },
    last: (document, { title }) => results.get(document.uri.toString())?.get(title),
  };
}

/** In the order of the file; after error recovery a test may have no title yet. */
export function testsOf(document: LangiumDocument, workspace: Workspace): PolicyTest[] {
  return workspace.checked(document).tests.filter(({ title }) => isName(title));
}

/** The same for texts that mean the same, wherever they stand. */
export function meaningOf(test: PolicyTest, policy: Policy): string {
  return `${policyHash(policy)} ${JSON.stringify({ ...test, at: undefined })}`;
}

function withTitle(run: TestRun): [title: string, result: LastResult] {
  const { test, passed } = run.result;
  return [test.title, { passed, failure: failureWords(run), meaning: meaningOf(test, run.policy) }];
}

function entryOf({ title, handoff, at }: PolicyTest): Tests['tests'][number] {
  return { title, handoff, line: at.line };
}

function resultOf(run: TestRun): Extract<TestResults, { results: unknown }>['results'][number] {
  const { test, passed, judgement } = run.result;
  return {
    ...entryOf(test),
    passed,
    expected: passed ? '' : expectedWords(run),
    got: [gotWords(run), ...missingWords(run)].join('; '),
    rules: firedRules(judgement).map((trace) => {
      const { name, at, outcome, when, saw } = ruleWords(trace, run);
      const rest = saw === '' ? '' : ` (${saw})`;
      return `${name}  ${at.file}:${String(at.line)}  ${outcome}${when}${rest}`;
    }),
  };
}
