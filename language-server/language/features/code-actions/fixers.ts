import type { ProblemCode } from '../../problems.ts';
import { renameSecond } from './duplicate-name.ts';
import { swapEnds } from './empty-window.ts';
import type { Fixer } from './fix.ts';
import { addDeadline, addEscalation, addGoal, addGuard, addOwner } from './governance.ts';
import { addImport, findOrCreateFile, removeImport } from './imports.ts';
import { neverAlone } from './irreversible.ts';
import { giveStage } from './impossible-expectation.ts';
import { addUntil, renewOrRemove } from './learned-rules.ts';
import { addPart } from './missing-part.ts';
import { addRole } from './missing-role.ts';
import { withoutNearest } from './no-nearest.ts';
import { addBecause } from './no-because.ts';
import { sayOfUnknown } from './unknown-as-false.ts';
import { writeLearnedReason } from './unused-reason.ts';
import { removeDeclaration, removeRule } from './remove-rule.ts';
import { renameColumn } from './rename-column.ts';
import { removeSecond } from './repeated-part.ts';
import { mendOf } from './review-place.ts';

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
  // A guardrail's name is taken, or the rule says less than it does and so nothing.
  'loosens-guardrails': (fault) => (mendOf(fault) ? removeRule(fault) : renameSecond(fault)),
  'missing-role': addRole,
  'missing-part': addPart,
  'repeated-part': removeSecond,
  'empty-window': swapEnds,
  'no-nearest': withoutNearest,
  'irreversible-autonomy': neverAlone,
  'data-mismatch': renameColumn,
  'no-owner': addOwner,
  'no-goal': addGoal,
  'no-guard': addGuard,
  'no-escalation': addEscalation,
  'no-deadline': addDeadline,
  'no-until': addUntil,
  'past-until': renewOrRemove,
  'past-date': removeRule,
  'unknown-as-false': sayOfUnknown,
  'no-because': addBecause,
  'pointless-cap': removeRule,
  'unreachable-cap': removeRule,
  'never-decides': removeRule,
  'same-rule': removeRule,
  'impossible-expectation': giveStage,
  'unused-segment': removeDeclaration,
  'unused-calendar': removeDeclaration,
  'unused-reason': writeLearnedReason,
};
