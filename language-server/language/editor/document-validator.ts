import type { DocumentValidator, LangiumDocument } from 'langium';
import { UriUtils } from 'langium';
import type * as lsp from 'vscode-languageserver';
import type { Diagnostic } from '../problems.ts';
import { checkFile } from '../diagnose.ts';
import type { HandoffEditorServices } from '../lsp-services.ts';

/** In the numbers of the language server protocol. */
const severities: Record<Diagnostic['severity'], lsp.DiagnosticSeverity> = { error: 1, warning: 2 };

/** What the editor shows of a document is what the command line prints of it, word for word. */
export function documentValidator(services: HandoffEditorServices): DocumentValidator {
  return {
    validateDocument: (document) => {
      const folder = folderOf(document, services);
      const { diagnostics } = checkFile(document, services, {
        relativePath: ({ uri }) => UriUtils.relative(folder, uri),
      });
      return Promise.resolve(diagnostics.map(published));
    },
  };
}

/** The workspace folder that a document lies in, else its own: what paths are shown relative to. */
function folderOf(document: LangiumDocument, { shared }: HandoffEditorServices): string {
  const folders = shared.workspace.WorkspaceManager.workspaceFolders ?? [];
  const home = folders
    .map(({ uri }) => uri)
    .filter((uri) => UriUtils.contains(uri, document.uri))
    .sort((left, right) => right.length - left.length)[0];
  return home ?? UriUtils.dirname(document.uri).toString();
}

function published({ code, severity, message, range, related }: Diagnostic): lsp.Diagnostic {
  return {
    code,
    severity: severities[severity],
    message,
    range,
    source: 'handoff',
    relatedInformation: related.map((place) => ({
      message: place.message,
      location: { uri: place.uri, range: place.range },
    })),
  };
}
