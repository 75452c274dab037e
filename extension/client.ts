import type { ExtensionContext, LogOutputChannel } from 'vscode';
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import { lensCommands } from '../language-server/protocol.ts';
import { filterLenses, refreshLensesOnChange } from './code-lenses.ts';
import { linkCodes } from './explain-code.ts';
import { filterHints, refreshHintsOnChange } from './inlay-hints.ts';
import type { Connection } from './server/connection.ts';

/**
 * The library shows a message for every failure of every attempt, some of which nothing but this
 * suppresses. The status item and one message at the end say it all; the log keeps the rest.
 */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** A client of the server that is bundled beside the extension, for one life of it. */
export function connectToServer(context: ExtensionContext, log: LogOutputChannel): Connection {
  const module = context.asAbsolutePath('dist/main.js');
  const run = { module, transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
  const client = new QuietClient(
    'handoff',
    'Handoff',
    { run, debug },
    {
      documentSelector: [
        { language: 'handoff', scheme: 'file' },
        { language: 'handoff', scheme: 'untitled' },
      ],
      outputChannel: log,
      initializationOptions: { commands: Object.values(lensCommands) },
      initializationFailedHandler: () => false,
      // The library's own restarts know no pause and no failed start: `keepServer` does them.
      errorHandler: {
        error: (_error, _message, count) => ({
          action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown,
          handled: true,
        }),
        closed: () => ({ action: CloseAction.DoNotRestart, handled: true }),
      },
      middleware: {
        handleDiagnostics: linkCodes,
        provideCodeLenses: filterLenses,
        provideInlayHints: filterHints,
      },
    },
  );
  const refreshers = [refreshLensesOnChange(client), refreshHintsOnChange(client)];
  const endRefreshing = (): void => {
    for (const each of refreshers) each.dispose();
  };
  return {
    start: () => client.start(),
    stop: () => {
      endRefreshing();
      return client.dispose();
    },
    request: (method, params, token) => client.sendRequest(method, params, token),
    onNotification: (method, listener) => void client.onNotification(method, listener),
    onEnd: (listener) =>
      void client.onDidChangeState(({ newState }) => {
        if (newState !== State.Stopped && newState !== State.StartFailed) return;
        endRefreshing();
        listener();
      }),
  };
}
