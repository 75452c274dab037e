import type * as lsp from 'vscode-languageserver';
import type { Diagnostic } from '../problems.ts';

/** In the numbers of the language server protocol. */
const severities: Record<Diagnostic['severity'], lsp.DiagnosticSeverity> = { error: 1, warning: 2 };

/** A diagnostic as the editor is told of it. */
export function published(diagnostic: Diagnostic): lsp.Diagnostic {
  const { code, severity, message, range, related } = diagnostic;
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
