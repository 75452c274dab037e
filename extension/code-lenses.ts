import type { CodeLens, Disposable } from 'vscode';
import { window, workspace } from 'vscode';
import type { CodeLensMiddleware, LanguageClient } from 'vscode-languageclient/node';
import { lensCommands } from '../language-server/protocol.ts';
import { concerns, setting } from './settings.ts';

/** Leaves out the lenses that the user does not want to see. */
export const filterLenses: NonNullable<CodeLensMiddleware['provideCodeLenses']> = async (
  document,
  token,
  next,
) => (await next(document, token))?.filter(isWanted);

function isWanted({ command }: CodeLens): boolean {
  return setting(
    command?.command === lensCommands.showDecisions ? 'codeLens.rules' : 'codeLens.enabled',
  );
}

/** Asks for the lenses anew when their settings change. */
export function refreshLensesOnChange(client: LanguageClient): Disposable {
  return workspace.onDidChangeConfiguration((event) => {
    if (!concerns(event, 'codeLens')) return;
    const feature = client.getFeature('textDocument/codeLens');
    const providers = window.visibleTextEditors.map(({ document }) =>
      feature.getProvider(document),
    );
    for (const provider of new Set(providers)) provider?.onDidChangeCodeLensEmitter.fire();
  });
}
