import type { Disposable } from 'vscode';
import { commands, Uri, window } from 'vscode';
import { runTestsSchema } from '../../language-server/protocol.ts';
import { isPolicy, policyInFront } from '../active-policy.ts';
import { complain } from '../complain.ts';
import type { Simulations } from '../panel/simulations.ts';
import { testAt } from '../tests/ids.ts';
import type { PolicyTests } from '../tests/controller.ts';

const noPolicy = 'open the policy whose tests to run in an editor first';

/** Tests from a lens or the palette; the Test Explorer has buttons of its own. */
export function registerTestCommands(tests: PolicyTests, simulations: Simulations): Disposable[] {
  return [
    // From the palette: the test at the cursor, or all where the cursor is above the first.
    commands.registerCommand('handoff.runTest', async (argument?: unknown) => {
      const asked = runTestsSchema.safeParse(argument);
      if (asked.success) return tests.run(asked.data.uri, asked.data.line);
      const editor = activePolicy();
      if (!editor) return complain(noPolicy);
      const uri = editor.document.uri.toString();
      const cursor = editor.selection.active.line + 1;
      return tests.run(uri, testAt(await tests.linesOf(uri), cursor));
    }),
    commands.registerCommand('handoff.runAllTests', async (argument?: unknown) => {
      const uri = argument instanceof Uri ? argument : (await policyInFront(simulations))?.uri;
      return uri ? tests.run(uri.toString()) : complain(noPolicy);
    }),
  ];
}

function activePolicy(): typeof window.activeTextEditor {
  const editor = window.activeTextEditor;
  return editor && isPolicy(editor.document) ? editor : undefined;
}
