import { verdicts } from '../model.ts';
import type { Rule } from '../model.ts';

/*
 * What the rules found on one choice, in one byte. Findings of different rules are combined by |,
 * in any order, so that rules that read less can be judged once and added to those that read more.
 */
export const ESCALATE = 1;
export const HOLD = 2;
export const BLOCK_CHOICE = 4;
/** A boundary is broken that says `use the nearest allowed`. */
export const NEAREST = 8;
/** A boundary is broken that says something else. */
export const BROKEN = 16;
/** It cannot be said whether a boundary is broken. */
export const UNKNOWN_BOUNDARY = 32;

/** What a rule adds to the findings of a choice on which it fires, and where that is unknown. */
export function findingsOf(rule: Rule): { whenTrue: number; whenUnknown: number } {
  if (rule.kind === 'trigger') return { whenTrue: ESCALATE, whenUnknown: ESCALATE };
  return { whenTrue: whenBroken(rule), whenUnknown: ESCALATE | UNKNOWN_BOUNDARY };
}

/** By findings: the index into `verdicts` of the strictest verdict, without the stage. */
export const verdictOf: Uint8Array = Uint8Array.from({ length: 64 }, (_, findings) => {
  if (findings & (BLOCK_CHOICE | NEAREST)) return verdicts.indexOf('block');
  if (findings & HOLD) return verdicts.indexOf('hold');
  return verdicts.indexOf(findings & ESCALATE ? 'escalate' : 'act');
});

/** Some boundary is broken, and every one that is says `use the nearest allowed`. */
export function wantsNearest(findings: number): boolean {
  return (findings & (NEAREST | BROKEN)) === NEAREST;
}

/** No boundary is broken; one may be unknown. */
export function breaksNothing(findings: number): boolean {
  return (findings & (NEAREST | BROKEN)) === 0;
}

/** No boundary is broken, for certain. */
export function passesSurely(findings: number): boolean {
  return (findings & (NEAREST | BROKEN | UNKNOWN_BOUNDARY)) === 0;
}

function whenBroken(rule: Rule): number {
  switch (rule.otherwise.kind) {
    case 'block':
      return BLOCK_CHOICE | BROKEN;
    case 'hold':
      return HOLD | BROKEN;
    case 'escalate':
      return ESCALATE | BROKEN;
    case 'nearest':
      return NEAREST;
  }
}
