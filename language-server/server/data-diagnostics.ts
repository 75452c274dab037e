import type { DataFindings } from '../background/protocol.ts';
import type { DeclaredData } from '../language/declared-data.ts';
import type { dataProblemCodes, Diagnostic } from '../language/problems.ts';
import { problemCodes } from '../language/problems.ts';

/**
 * What was found of a data file, as diagnostics of the policy that declares it: the words are
 * those that a simulation says, the place is that of the column, else of the path.
 */
export function dataDiagnostics(
  { path, columns }: DeclaredData,
  findings: DataFindings,
): Diagnostic[] {
  return findings.map(({ code: found, message, column, near }) => {
    const code = codeOf(found, column);
    const place = column === undefined ? undefined : columns.get(column);
    const [severity] = problemCodes[code];
    return {
      code,
      severity,
      message,
      range: place ?? path,
      related: [],
      ...(near ? { inFile: near } : {}),
    };
  });
}

function codeOf(found: string, column: string | undefined): keyof typeof dataProblemCodes {
  if (found === 'HD101') return 'missing-data';
  if (found === 'HD120') return 'unfitting-cells';
  return column === undefined ? 'unreadable-data' : 'data-mismatch';
}
