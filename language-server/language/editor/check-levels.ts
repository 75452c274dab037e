import { reviewCodes } from '../../analysis/codes.ts';
import { nearestWord } from '../../near-words.ts';
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

/** `no-until=off` as the setting would say it, or what is wrong with it in one sentence. */
export function levelFrom(text: string): { code: string; level: string } | { problem: string } {
  const [code = '', level = '', ...rest] = text.split('=');
  if (level === '' || rest.length > 0)
    return { problem: 'Expected a code and its level, such as no-until=off.' };
  const codes = Object.keys(reviewCodes);
  if (!codes.includes(code)) return { problem: `No check has this code${meant(code, codes)}` };
  const isLevel = levels.some((each) => each === level);
  if (isLevel) return { code, level };
  return { problem: `Expected one of ${levels.join(', ')}${meant(level, levels)}` };
}

function meant(word: string, words: readonly string[]): string {
  const near = nearestWord(word, words);
  return near === undefined ? '.' : `; did you mean ${near}?`;
}

/** The diagnostics at the levels set, without those that are off. */
export function atLevels(diagnostics: readonly Diagnostic[], set: CheckLevels): Diagnostic[] {
  return diagnostics.flatMap((diagnostic): Diagnostic[] => {
    const level = set.get(diagnostic.code) ?? diagnostic.severity;
    return level === 'off' ? [] : [{ ...diagnostic, severity: level }];
  });
}
