import { formatValue } from '../policy/format.ts';
import type { RuleTrace } from '../policy/judge.ts';
import type { Value } from '../policy/model.ts';
import type { TestRun } from '../policy/run-test.ts';
import { firedRules } from '../policy/run-test.ts';
import { expectedWords, gotWords, missingWords, ruleWords } from '../policy/test-words.ts';
import { readingsOf } from '../policy/units.ts';
import { diagnosticsJson } from './diagnostics.ts';
import { padded } from './display-width.ts';
import type { PolicyFile } from './load-policies.ts';
import type { Paint } from './terminal.ts';
import { printable } from './terminal.ts';

export interface FileResult {
  file: string;
  /** False: it, or what it imports, has errors. */
  wasRun: boolean;
  declared: number;
  tests: TestRun[];
}

/** A line a test, what went wrong below the ones that failed, and the totals. */
export function renderResults(results: readonly FileResult[], paint: Paint): string {
  const shown = results.filter(({ wasRun, declared }) => declared > 0 || !wasRun);
  const blocks = shown.map((result) => {
    const note = result.wasRun ? '' : paint('yellow', '  not run: mend the errors above first');
    const lines = result.tests.map((each) => renderTest(each, paint));
    return `${paint('bold', printable(result.file))}${note}\n${lines.join('')}`;
  });
  return `${blocks.join('\n')}${blocks.length > 0 ? '\n' : ''}${totalsLine(results, paint)}`;
}

export function resultsJson(
  results: readonly FileResult[],
  files: readonly PolicyFile[],
  workspace: string,
): object {
  return {
    ...diagnosticsJson(files, workspace),
    tests: results.flatMap(({ tests }) => tests.map(testJson)),
    ...totalsOf(results),
    notRun: results.filter(({ wasRun }) => !wasRun).map(({ file }) => file),
  };
}

function totalsOf(results: readonly FileResult[]): { passed: number; failed: number } {
  const tests = results.flatMap((result) => result.tests);
  const passed = tests.filter(({ result }) => result.passed).length;
  return { passed, failed: tests.length - passed };
}

function totalsLine(results: readonly FileResult[], paint: Paint): string {
  const { passed, failed } = totalsOf(results);
  const notRun = results.filter(({ wasRun }) => !wasRun).length;
  const parts = [
    ...(passed + failed === 0 && notRun === 0 ? ['no tests'] : []),
    ...(passed > 0 ? [paint('green', `${passed} passed`)] : []),
    ...(failed > 0 ? [paint('red', `${failed} failed`)] : []),
    ...(notRun > 0 ? [paint('yellow', `${notRun} file${notRun === 1 ? '' : 's'} not run`)] : []),
  ];
  return `${parts.join(', ')}\n`;
}

function renderTest(run: TestRun, paint: Paint): string {
  const { test, passed } = run.result;
  const title = printable(test.title);
  if (passed) return `  ${paint('green', '✓')} ${title}\n`;
  const place = paint('dim', `${printable(test.at.file)}:${test.at.line}`);
  const rules = firedRules(run.result.judgement);
  const lines = [
    `  ${paint('red', '✗')} ${title}  ${place}`,
    `      expected  ${printable(expectedWords(run))}`,
    `      got       ${printable(gotWords(run))}`,
    ...missingWords(run).map((words) => `                ${printable(words)}`),
    rules.length > 0 ? '      rules that fired' : '      no rule fired',
    ...rules.flatMap((trace) => ruleLines(trace, run, paint)),
  ];
  return `${lines.join('\n')}\n`;
}

function ruleLines(trace: RuleTrace, run: TestRun, paint: Paint): string[] {
  const { name, at, outcome, when, saw } = ruleWords(trace, run);
  const why = trace.outcome === 'unknown' ? paint('yellow', printable(outcome)) : outcome;
  const place = paint('dim', `${printable(at.file)}:${at.line}`);
  return [
    `        ${padded(printable(name), 16)}  ${place}  ${why}${when}`,
    ...(saw === '' ? [] : [`          ${printable(saw)}`]),
  ];
}

function testJson({ policy, result }: TestRun): object {
  const { test, passed, failures, judgement } = result;
  const value = (choice: Value | undefined) =>
    choice === undefined ? null : formatValue(choice, policy.choice.type, policy.data);
  const { verdict, to, choice, by } = test.expect;
  return {
    title: test.title,
    handoff: test.handoff,
    file: test.at.file,
    line: test.at.line,
    passed,
    failures,
    expected: {
      verdict,
      ...(to === undefined ? {} : { to }),
      ...(choice === undefined ? {} : { choice: value(choice) }),
      by,
    },
    got: {
      verdict: judgement.verdict,
      escalatesTo: judgement.escalatesTo,
      choice: value(judgement.choice),
    },
    rules: firedRules(judgement).map((trace) => ({
      name: trace.rule.name,
      file: trace.rule.at.file,
      line: trace.rule.at.line,
      outcome: trace.outcome,
      missing: trace.missing,
      values: Object.fromEntries(readingsOf(trace, policy).map(({ name, text }) => [name, text])),
    })),
  };
}
