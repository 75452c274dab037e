import type { Disposable } from 'vscode';
import { window, workspace } from 'vscode';
import type { InlayHintsMiddleware, LanguageClient } from 'vscode-languageclient/node';
import { concerns, setting } from './settings.ts';

/** Asks for no hints where the user does not want to see them. */
export const filterHints: NonNullable<InlayHintsMiddleware['provideInlayHints']> = async (
  document,
  range,
  token,
  next,
) => (setting('inlayHints.enabled') ? await next(document, range, token) : []);

/** Asks for the hints anew when their setting changes. */
export function refreshHintsOnChange(client: LanguageClient): Disposable {
  return workspace.onDidChangeConfiguration((event) => {
    if (!concerns(event, 'inlayHints')) return;
    const feature = client.getFeature('textDocument/inlayHint');
    const providers = window.visibleTextEditors.map(({ document }) =>
      feature.getProvider(document),
    );
    for (const provider of new Set(providers)) provider?.onDidChangeInlayHints.fire();
  });
}
