import type { DocumentValidator } from 'langium';
import { UriUtils } from 'langium';
import { checkFile } from '../diagnose.ts';
import type { HandoffEditorServices } from '../lsp-services.ts';
import { published } from './published.ts';
import { workspaceFolderOf } from './workspace-folder.ts';

/** What the editor shows of a document is what the command line prints of it, word for word. */
export function documentValidator(services: HandoffEditorServices): DocumentValidator {
  return {
    validateDocument: (document) => {
      const folder = workspaceFolderOf(document.uri, services.shared);
      const { diagnostics } = checkFile(document, services, {
        relativePath: ({ uri }) => UriUtils.relative(folder, uri),
      });
      return Promise.resolve(diagnostics.map(published));
    },
  };
}
