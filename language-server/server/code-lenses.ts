import type { LangiumDocument } from 'langium';
import type { CodeLens } from 'vscode-languageserver';
import type { Policy, PolicyTest } from '../policy/model.ts';
import { lensCommands } from '../protocol.ts';
import type { LensContext } from './lens.ts';
import { lensAt } from './lens.ts';
import { ruleLenses } from './rule-lenses.ts';
import { targetsOf } from './targets.ts';
import type { PolicyTests } from './tests.ts';
import { meaningOf, testsOf } from './tests.ts';

/** What can be done with a declaration, over its first line; half a file gets what compiles. */
export function codeLenses(document: LangiumDocument, context: LensContext): CodeLens[] {
  return [
    ...simulateLenses(document, context),
    ...testLenses(document, context),
    ...ruleLenses(document, context),
  ];
}

function simulateLenses(document: LangiumDocument, { workspace }: LensContext): CodeLens[] {
  return targetsOf(document, workspace).map(({ label: _, line, default: words, ...target }) => {
    const title = words === undefined ? 'Simulate' : `Simulate (${words})`;
    return lensAt(line, title, lensCommands.simulate, target);
  });
}

function testLenses(document: LangiumDocument, { workspace, tests }: LensContext): CodeLens[] {
  const { policies } = workspace.checked(document);
  return testsOf(document, workspace).map((test) => {
    const policy = policies.find(({ handoff }) => handoff === test.handoff);
    const result = policy && resultWords(document, { test, policy, tests });
    const { line } = test.at;
    return lensAt(line, `Run test${result ?? ''}`, lensCommands.runTest, {
      uri: document.uri.toString(),
      line,
    });
  });
}

function resultWords(
  document: LangiumDocument,
  { test, policy, tests }: { test: PolicyTest; policy: Policy; tests: PolicyTests },
): string {
  const last = tests.last(document, test);
  if (!last) return '';
  const word = last.passed ? 'passed' : 'failed';
  if (last.meaning !== meaningOf(test, policy)) return ` · ${word} before the last edit`;
  return last.passed ? ' · passed' : ` · failed: ${last.failure}`;
}
