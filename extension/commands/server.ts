import type { Disposable, LogOutputChannel } from 'vscode';
import { commands } from 'vscode';
import type { LanguageServer } from '../server/language-server.ts';

/** What helps when something is wrong with the server. */
export function registerServerCommands(
  server: LanguageServer,
  log: LogOutputChannel,
): Disposable[] {
  return [
    commands.registerCommand('handoff.restartServer', () => {
      log.info('The language server is restarted, as the user asked');
      server.restart();
    }),
    commands.registerCommand('handoff.showLog', () => log.show()),
  ];
}
