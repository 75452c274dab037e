import type { Disposable, LogOutputChannel } from 'vscode';
import { commands } from 'vscode';
import { showDecisionsSchema } from '../../language-server/protocol.ts';
import type { PanelHost } from '../panel/host.ts';
import type { Simulations } from '../panel/simulations.ts';

/** What shows the panel, and something in it. */
export function registerPanelCommands(
  simulations: Simulations,
  panel: PanelHost,
  log: LogOutputChannel,
): Disposable[] {
  return [
    commands.registerCommand('handoff.showSimulation', () => panel.show({ takeFocus: true })),
    commands.registerCommand('handoff.openToSide', () => panel.openToSide()),
    // The lens knows the run by the server's number, the view by the panel's.
    commands.registerCommand('handoff.showDecisions', async (argument?: unknown) => {
      const parsed = showDecisionsSchema.safeParse(argument);
      if (!parsed.success) return log.error('A lens asked for decisions without run and rule');
      const { run, rule } = parsed.data;
      const shown = run + simulations.model.base;
      await panel.showDecisions({ type: 'showDecisions', run: shown, filter: { rule } });
    }),
  ];
}
