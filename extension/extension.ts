import type { ExtensionContext } from 'vscode';
import { followActivePolicy } from './active-policy.ts';
import { connectToServer } from './client.ts';
import { registerExampleCommand } from './commands/example.ts';
import { registerPanelCommands } from './commands/panel.ts';
import { registerServerCommands } from './commands/server.ts';
import { registerSimulationCommands } from './commands/simulate.ts';
import { registerTestCommands } from './commands/tests.ts';
import { keepContextKeys } from './context-keys.ts';
import { registerExplainCode } from './explain-code.ts';
import { createLog } from './log.ts';
import { createPanelHost } from './panel/host.ts';
import { createSimulations } from './panel/simulations.ts';
import { runOnSave } from './run-on-save.ts';
import { keepServer } from './server/language-server.ts';
import { runRights } from './settings.ts';
import { showStatus } from './status.ts';
import { createPolicyTests } from './tests/controller.ts';

let server: ReturnType<typeof keepServer> | undefined;

/** Constructs and registers; the server starts by itself, and nobody waits for it. */
export function activate(context: ExtensionContext): void {
  const log = createLog();
  server = keepServer(() => connectToServer(context, log), log);
  const simulations = createSimulations(server, runRights, log);
  const panel = createPanelHost(context, simulations, log);
  const tests = createPolicyTests(server, log);
  context.subscriptions.push(log, tests, showStatus(server), keepContextKeys(simulations));
  context.subscriptions.push(...followActivePolicy(server, simulations, log));
  context.subscriptions.push(...registerSimulationCommands(server, simulations, panel));
  context.subscriptions.push(...registerPanelCommands(simulations, panel, log));
  context.subscriptions.push(...registerTestCommands(tests, simulations));
  context.subscriptions.push(runOnSave(simulations, panel), ...registerServerCommands(server, log));
  context.subscriptions.push(registerExampleCommand(context), registerExplainCode(context));
  server.restart();
}

export const deactivate = (): Promise<void> | undefined => server?.dispose();
