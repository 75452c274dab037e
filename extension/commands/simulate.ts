import type { Disposable, TextDocument } from 'vscode';
import { commands, Uri, window, workspace } from 'vscode';
import { targetSchema } from '../../language-server/protocol.ts';
import { isPolicy, policyInFront, targetsOf } from '../active-policy.ts';
import { complain } from '../complain.ts';
import type { PanelHost } from '../panel/host.ts';
import type { Simulations } from '../panel/simulations.ts';
import type { Runnable } from '../panel/state.ts';
import type { LanguageServer } from '../server/language-server.ts';

/** Simulate, run again, cancel: from the palette, the editor's title, the panel or a lens. */
export function registerSimulationCommands(
  server: LanguageServer,
  simulations: Simulations,
  panel: PanelHost,
): Disposable[] {
  const start = async (runnable: Runnable | undefined): Promise<void> => {
    if (!runnable) return;
    await panel.show({ takeFocus: false });
    await simulations.start(runnable);
  };
  return [
    // A lens gives its target, the title of an editor its file, the palette nothing.
    commands.registerCommand('handoff.simulate', async (argument?: unknown) => {
      const target = targetSchema.safeParse(argument);
      if (!target.success)
        return start(await choose(server, await policyOf(argument, simulations)));
      const { simulation, handoff } = target.data;
      return start({ target: target.data, label: simulation ?? handoff ?? 'this policy' });
    }),
    commands.registerCommand('handoff.runAgain', async () => {
      await panel.show({ takeFocus: false });
      await simulations.runAgain();
    }),
    commands.registerCommand('handoff.cancelSimulation', () => simulations.cancel()),
  ];
}

async function policyOf(
  argument: unknown,
  simulations: Simulations,
): Promise<TextDocument | undefined> {
  if (argument instanceof Uri) return workspace.openTextDocument(argument);
  return policyInFront(simulations);
}

/** The only target of a policy, or the one that the person picks. */
async function choose(
  server: LanguageServer,
  document: TextDocument | undefined,
): Promise<Runnable | undefined> {
  if (!document || !isPolicy(document)) {
    return complain('open the policy to simulate in an editor first');
  }
  const file = workspace.asRelativePath(document.uri);
  if (!(await server.whenReady())) {
    return complain('the language server is not running; run “Handoff: Restart Language Server”');
  }
  const targets = await targetsOf(server, document);
  if (targets.length === 0) {
    return complain(`${file} has nothing to simulate; write a handoff in it`);
  }
  const items = targets.map(({ label, line, ...target }) => ({
    label,
    description: `line ${line}`,
    target,
  }));
  const picked =
    items.length === 1
      ? items[0]
      : await window.showQuickPick(items, { placeHolder: `What to simulate in ${file}` });
  return picked && { target: picked.target, label: picked.label };
}
