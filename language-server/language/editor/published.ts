import type * as lsp from 'vscode-languageserver';
import type { Diagnostic } from '../problems.ts';

/** In the numbers of the language server protocol. */
const severities: Record<Diagnostic['severity'], lsp.DiagnosticSeverity> = {
  error: 1,
  warning: 2,
  information: 3,
  hint: 4,
};

/** A diagnostic as the editor is told of it. */
export function published(diagnostic: Diagnostic): lsp.Diagnostic {
  const { code, severity, message, range, related } = diagnostic;
  const { replacements = [], role, inFile, mend } = diagnostic;
  return {
    code,
    severity: severities[severity],
    message,
    range,
    source: 'handoff',
    // An editor fades out what is there for nothing.
    ...(code.startsWith('unused-') && { tags: [1] }),
    relatedInformation: related.map((place) => ({
      message: place.message,
      location: { uri: place.uri, range: place.range },
    })),
    // The editor hands it back with the diagnostic; nobody has to read it out of the message.
    ...(replacements.length > 0 || role || inFile || mend
      ? {
          data: {
            replacements,
            ...(role ? { role } : {}),
            ...(inFile ? { inFile } : {}),
            ...(mend ? { mend } : {}),
          },
        }
      : {}),
  };
}
