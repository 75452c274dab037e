import type { ProblemCode } from '../../problems.ts';
import { renameSecond } from './duplicate-name.ts';
import { swapEnds } from './empty-window.ts';
import type { Fixer } from './fix.ts';
import { addImport, findOrCreateFile, removeImport } from './imports.ts';
import { neverAlone } from './irreversible.ts';
import { addPart } from './missing-part.ts';
import { addRole } from './missing-role.ts';
import { withoutNearest } from './no-nearest.ts';
import { renameColumn } from './rename-column.ts';
import { removeSecond } from './repeated-part.ts';

/**
 * What mends which problem, beside what the check that found it knows to be right in its place.
 * A code that is not here has no other fix.
 */
export const fixers: Partial<Record<ProblemCode, Fixer>> = {
  'missing-import': findOrCreateFile,
  'import-cycle': removeImport,
  'unknown-reference': addImport,
  'unknown-name': addImport,
  'duplicate-name': renameSecond,
  'loosens-guardrails': renameSecond,
  'missing-role': addRole,
  'missing-part': addPart,
  'repeated-part': removeSecond,
  'empty-window': swapEnds,
  'no-nearest': withoutNearest,
  'irreversible-autonomy': neverAlone,
  'data-mismatch': renameColumn,
};
