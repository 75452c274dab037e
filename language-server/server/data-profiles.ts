import { InlayHintRefreshRequest } from 'vscode-languageserver';
import type { Connection } from 'vscode-languageserver';
import type { HandoffSharedServices } from '../language/editor-services.ts';

/**
 * Asks the editor, where it can be asked, to look at its inlay hints again once more is known of
 * the data files: they say what rules do in rows that miss a column. Hovers are asked for anyway.
 */
export function refreshHintsOnProfiles(
  connection: Connection,
  { lsp, workspace }: HandoffSharedServices,
): void {
  let isSupported = false;
  lsp.LanguageServer.onInitialize(({ capabilities }) => {
    isSupported = capabilities.workspace?.inlayHint?.refreshSupport === true;
  });
  workspace.DataProfiles.onChange(() => {
    // An editor that is closing answers nothing any more, and nothing is lost by that.
    if (isSupported) connection.sendRequest(InlayHintRefreshRequest.type).catch(() => undefined);
  });
}
