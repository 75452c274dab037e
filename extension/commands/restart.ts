import type { Disposable, LogOutputChannel } from 'vscode';
import { commands } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** `Handoff: Restart Language Server`, for when it has crashed too often to restart by itself. */
export function registerRestart(client: LanguageClient, log: LogOutputChannel): Disposable {
  // Until now there was no server to restart, and the palette did not offer to.
  void commands.executeCommand('setContext', 'handoff.isActive', true);
  return commands.registerCommand('handoff.restartServer', async () => {
    try {
      await client.restart();
      log.info('The language server was restarted');
    } catch (error) {
      log.error('The language server did not restart', error);
      throw new Error('Handoff: the language server did not restart; the Handoff log says why');
    }
  });
}
