import type { ExtensionContext, LogOutputChannel } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';

/** The client of the language server that is bundled beside the extension. */
export function createClient(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const module = context.asAbsolutePath('dist/main.js');
  const run = { module, transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
  return new LanguageClient(
    'handoff',
    'Handoff',
    { run, debug },
    {
      documentSelector: [
        { language: 'handoff', scheme: 'file' },
        { language: 'handoff', scheme: 'untitled' },
      ],
      outputChannel: log,
    },
  );
}

/** The client itself tells the user that a server did not start; why stands in the log. */
export async function startClient(client: LanguageClient, log: LogOutputChannel): Promise<void> {
  try {
    await client.start();
  } catch (error) {
    log.error('The language server did not start', error);
  }
}
