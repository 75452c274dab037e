import { ruleVerdict } from '../policy/judge.ts';
import { verdicts } from '../policy/model.ts';
import type { Policy, Rule, Window } from '../policy/model.ts';
import { TRUE } from '../policy/tri.ts';
import type { Finding } from './finding.ts';
import type { Cap, Spacing } from './limits.ts';
import { capOf, spacingOf } from './limits.ts';

const HOUR = 3_600_000;
/** The longest and the shortest that a calendar window is, an hour of summer time included. */
const calendarLengths = {
  day: { longest: 25 * HOUR, shortest: 23 * HOUR },
  week: { longest: 169 * HOUR, shortest: 167 * HOUR },
  month: { longest: 745 * HOUR, shortest: 671 * HOUR },
};

/** Caps that can never be reached, since another cap or a spacing stops everything before. */
export function frequencyFindings(policy: Policy): Finding[] {
  const caps = policy.rules.flatMap(capOf);
  const spacings = sendsOneAtMost(policy) ? policy.rules.flatMap(spacingOf) : [];
  return caps.flatMap((cap): Finding[] => {
    const stricter = caps.find(
      (other) =>
        other !== cap && makesPointless(other, cap, caps.indexOf(other) < caps.indexOf(cap)),
    );
    if (stricter) return [finding('pointless-cap', cap, stricter.rule, 'is stricter')];
    const spacing = spacings.find((each) => keepsBelow(each, cap));
    return spacing
      ? [finding('unreachable-cap', cap, spacing.rule, 'leaves no room for more')]
      : [];
  });
}

function finding(
  code: 'pointless-cap' | 'unreachable-cap',
  { rule }: Cap,
  by: Rule,
  why: string,
): Finding {
  return {
    code,
    message: `\`${rule.name}\` is never reached while \`${by.name}\` is kept, which ${why}`,
    at: rule.at,
    related: { message: `\`${by.name}\``, at: by.at },
  };
}

/** Whether keeping the one cap is enough for the other; of two that say the same the later goes. */
function makesPointless(strict: Cap, loose: Cap, isFirst: boolean): boolean {
  if (loose.across && !strict.across) return false;
  if (!isAsStrict(strict.rule, loose.rule)) return false;
  const countsAll = contains(strict.window, loose.window) && strict.most <= loose.most;
  const coversCases =
    strict.when === undefined || JSON.stringify(strict.when) === JSON.stringify(loose.when);
  if (countsAll && coversCases) {
    return isFirst || !makesPointless(loose, strict, true);
  }
  // Several of its windows cover one of the other: that counts on each of them having been kept.
  if (strict.when !== undefined || !isFinal(strict.rule)) return false;
  return strict.most * windowsIn(strict.window, loose.window) <= loose.most;
}

/** Of sends that are at least the gap apart, a window of length L holds no more than L / gap. */
function keepsBelow(spacing: Spacing, cap: Cap): boolean {
  if (spacing.when !== undefined || !isFinal(spacing.rule)) return false;
  if (cap.across && !spacing.across) return false;
  if (!isAsStrict(spacing.rule, cap.rule)) return false;
  return Math.ceil(longest(cap.window) / spacing.gap) <= cap.most;
}

/** Whether the one rule, where both fire, leaves nothing for the other to add. */
function isAsStrict(one: Rule, other: Rule): boolean {
  const [left, right] = [one, other].map((rule) => verdicts.indexOf(ruleVerdict(rule, TRUE)));
  if (left === undefined || right === undefined || left < right) return false;
  if (one.otherwise.kind === 'nearest') return other.otherwise.kind === 'nearest';
  return other.otherwise.kind !== 'escalate' || one.escalatesTo === other.escalatesTo;
}

/** What it stops is not sent, whoever is asked: an escalation may be approved. */
function isFinal({ otherwise }: Rule): boolean {
  return otherwise.kind !== 'escalate';
}

/** Whether every window of the second kind lies in one of the first that ends with it or later. */
function contains(outer: Window, inner: Window): boolean {
  if (outer.kind === 'rolling') return outer.milliseconds >= longest(inner);
  return inner.kind === 'calendar' && (inner.unit === outer.unit || inner.unit === 'day');
}

/** How many windows of the one kind it takes to cover any one of the other. */
function windowsIn(small: Window, large: Window): number {
  if (small.kind === 'rolling') return Math.ceil(longest(large) / small.milliseconds);
  if (large.kind === 'calendar' && small.unit === 'day') {
    if (large.unit === 'week') return 7;
    if (large.unit === 'month') return 31;
  }
  return Math.ceil(longest(large) / calendarLengths[small.unit].shortest) + 1;
}

function longest(window: Window): number {
  return window.kind === 'rolling' ? window.milliseconds : calendarLengths[window.unit].longest;
}

/** Spacing is between decisions that send something: it bounds what they send only one by one. */
function sendsOneAtMost({ data, choice }: Policy): boolean {
  return (
    data.countColumn === undefined ||
    (data.countColumn === choice.column && choice.type.kind === 'yesNo')
  );
}
