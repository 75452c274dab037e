import type { ExtensionContext } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { createClient, startClient } from './client.ts';
import { registerRestart } from './commands/restart.ts';
import { createLog } from './log.ts';

let client: LanguageClient | undefined;

/** Constructs and registers; the server starts by itself, and nobody waits for it. */
export function activate(context: ExtensionContext): void {
  const log = createLog();
  client = createClient(context, log);
  context.subscriptions.push(log, registerRestart(client, log));
  void startClient(client, log);
}

export async function deactivate(): Promise<void> {
  await client?.dispose();
}
