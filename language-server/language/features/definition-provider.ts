import type { DefinitionProvider } from 'langium/lsp';
import type { Location, LocationLink } from 'vscode-languageserver';
import type { HandoffEditorLanguage } from '../editor-services.ts';
import { definitions } from './definition.ts';

/** Definitions for an editor: with all that is declared, where it can show that. */
export function definitionProvider(services: HandoffEditorLanguage): DefinitionProvider {
  const { lsp, workspace } = services.shared;
  let canLink = false;
  lsp.LanguageServer.onInitialize(({ capabilities }) => {
    canLink = capabilities.textDocument?.definition?.linkSupport === true;
  });
  return {
    getDefinition: async (document, { position }) => {
      const links = await definitions(document, position, services, workspace.FileSystemProvider);
      // Langium passes on what it gets; only its type knows links alone.
      return canLink ? links : (links?.map(locationOf) as unknown as LocationLink[] | undefined);
    },
  };
}

function locationOf({ targetUri, targetSelectionRange }: LocationLink): Location {
  return { uri: targetUri, range: targetSelectionRange };
}
