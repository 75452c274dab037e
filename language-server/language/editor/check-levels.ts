import { reviewCodes } from '../../analysis/codes.ts';
import type { Diagnostic, Severity } from '../problems.ts';

/** What the setting `handoff.checks` says of each code; what it does not name stays as it is. */
export type CheckLevels = ReadonlyMap<string, Severity | 'off'>;

const levels = ['error', 'warning', 'information', 'hint', 'off'] as const;

/** The setting as an editor sends it. An error of the language is one, whatever is set. */
export function checkLevels(setting: unknown): CheckLevels {
  const given = typeof setting === 'object' && setting !== null ? Object.entries(setting) : [];
  return new Map(
    given.flatMap(([code, value]) => {
      const level = levels.find((each) => each === value);
      return level !== undefined && Object.hasOwn(reviewCodes, code) ? [[code, level]] : [];
    }),
  );
}

/** The diagnostics at the levels set, without those that are off. */
export function atLevels(diagnostics: readonly Diagnostic[], set: CheckLevels): Diagnostic[] {
  return diagnostics.flatMap((diagnostic): Diagnostic[] => {
    const level = set.get(diagnostic.code) ?? diagnostic.severity;
    return level === 'off' ? [] : [{ ...diagnostic, severity: level }];
  });
}
