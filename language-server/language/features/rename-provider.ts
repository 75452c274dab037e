import type { LangiumServices, RenameProvider } from 'langium/lsp';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Refused } from './rename.ts';
import { prepareRename, rename } from './rename.ts';

/** Renames for an editor; what is refused is an error that the editor shows as it is. */
export function renameProvider(services: LangiumServices): RenameProvider {
  let canConfirm = false;
  services.shared.lsp.LanguageServer.onInitialize(({ capabilities: { workspace } }) => {
    const { documentChanges, changeAnnotationSupport } = workspace?.workspaceEdit ?? {};
    canConfirm = documentChanges === true && changeAnnotationSupport !== undefined;
  });
  return {
    prepareRename: (document, { position }) =>
      orRefuse(prepareRename(document, position, services)),
    rename: (document, { position, newName }) =>
      orRefuse(rename(document, position, { newName, canConfirm }, services)),
  };
}

function orRefuse<Answer extends object>(answer: Answer | Refused): Answer {
  if ('refused' in answer) throw new ResponseError(LSPErrorCodes.RequestFailed, answer.refused);
  return answer;
}
