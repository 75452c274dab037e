import type { LangiumDocument } from 'langium';
import type { Diagnostic } from '../language/problems.ts';
import type { Problem } from '../protocol.ts';
import type { Workspace } from './workspace.ts';

/**
 * What must be mended before a document can be run: its first error, or the first one of what it
 * imports, where it stands itself and not where it is imported.
 */
export function firstError(document: LangiumDocument, workspace: Workspace): Problem | undefined {
  const visible = workspace.visible(document);
  const errors = visible.flatMap((each) =>
    workspace
      .checked(each)
      .diagnostics.filter(({ severity }) => severity === 'error')
      .map((diagnostic) => ({ diagnostic, uri: each.uri.toString() })),
  );
  const own = errors.find(({ diagnostic }) => diagnostic.code !== 'broken-import') ?? errors[0];
  return own && problemOf(own.diagnostic, own.uri);
}

function problemOf({ code, message, range }: Diagnostic, uri: string): Problem {
  return { code, message, uri, line: range.start.line + 1 };
}
