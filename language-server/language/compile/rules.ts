import type {
  Condition,
  Otherwise,
  Quantity,
  Rule,
  SourceLine,
  Window,
} from '../../policy/model.ts';
import type { AstNode } from 'langium';
import type * as ast from '../generated/ast.ts';
import { conditionOf } from './conditions.ts';
import type { Scope } from './context.ts';
import { requireRole, rowNoun } from './context.ts';
import { durationOf, numberIn } from './literals.ts';
import { asName, suggestion } from '../suggestion.ts';
import { canonicalText } from './text.ts';
import { candidates } from '../../policy/choices.ts';

export interface RuleContext {
  scope: Scope;
  /** Who is asked where the rule itself does not say. */
  role: string;
  at: (node: AstNode) => SourceLine;
}

/** Compiles a boundary (`never …`, `at most …`, `at least …`); undefined where it has a problem. */
export function boundaryOf(
  node: ast.Boundary,
  block: 'guardrails' | 'boundaries',
  { scope, role, at }: RuleContext,
): Rule | undefined {
  const limit = node.limit as ast.Boundary['limit'] | undefined;
  if (!limit) return undefined;
  const here = { ...scope, place: 'a boundary' };
  const lowered = loweredLimit(limit, here);
  const { because, otherwise } = tailsOf(node, here);
  if (!lowered) return undefined;
  const text = canonicalText(limit);
  return {
    name: node.name ?? text,
    kind: 'boundary',
    block,
    form: lowered.form,
    fires: lowered.fires,
    otherwise,
    escalatesTo: otherwise.kind === 'escalate' ? otherwise.to : role,
    ...(because === undefined ? {} : { because }),
    text,
    at: at(node),
  };
}

function loweredLimit(
  limit: ast.Boundary['limit'],
  scope: Scope,
): { form: Rule['form']; fires: Condition } | undefined {
  switch (limit.$type) {
    case 'Never': {
      const fires = conditionOf(limit.condition, scope);
      return fires && { form: 'never', fires };
    }
    case 'FrequencyCap': {
      const window = windowOf(limit, scope);
      const when = limit.condition && conditionOf(limit.condition, scope);
      checkNoun(limit.noun, limit, scope);
      if (!window || (limit.condition && !when)) return undefined;
      const total: Quantity = {
        kind: 'arithmetic',
        operator: '+',
        left: { kind: 'sent', window, across: limit.across, ahead: true },
        right: { kind: 'word', word: 'sending' },
      };
      const most: Quantity = { kind: 'literal', value: numberIn(limit.count) };
      return {
        form: 'cap',
        fires: both(when, { kind: 'compare', operator: 'above', left: total, right: most }),
      };
    }
    case 'Spacing': {
      const gap = durationOf(limit.gap, scope.report);
      const when = limit.condition && conditionOf(limit.condition, scope);
      checkNoun(limit.noun, limit, scope);
      if (!requireRole(scope, 'moment', 'A spacing', limit)) return undefined;
      if (gap === undefined || (limit.condition && !when)) return undefined;
      const since: Quantity = { kind: 'sinceLast', across: limit.across, ahead: true };
      const least: Quantity = { kind: 'literal', value: gap };
      return {
        form: 'spacing',
        fires: both(when, { kind: 'compare', operator: 'below', left: since, right: least }),
      };
    }
  }
}

function both(when: Condition | undefined, fires: Condition): Condition {
  return when ? { kind: 'and', parts: [when, fires] } : fires;
}

const rollingFor = new Map([
  ['minute', '1 minute'],
  ['hour', '1 hour'],
  ['day', '24 hours'],
  ['week', '7 days'],
  ['month', '30 days'],
  ['year', '365 days'],
]);

function windowOf(cap: ast.FrequencyCap, scope: Scope): Window | undefined {
  if (!requireRole(scope, 'moment', 'A cap', cap)) return undefined;
  if (cap.calendarUnit !== undefined) {
    if (!requireRole(scope, 'clock', 'A calendar cap', cap)) return undefined;
    const unit = cap.calendarUnit;
    if (unit === 'day' || unit === 'week' || unit === 'month') return { kind: 'calendar', unit };
    scope.report(
      'wrong-type',
      `Expected \`calendar day\`, \`calendar week\` or \`calendar month\`, found \`${unit}\``,
      cap,
      {
        property: 'calendarUnit',
        remedies: suggestion(unit, ['day', 'week', 'month']).remedies,
      },
    );
    return undefined;
  }
  if (cap.unstated !== undefined) {
    const unit = cap.unstated;
    const rolling = rollingFor.get(unit);
    const isCalendar = unit === 'day' || unit === 'week' || unit === 'month';
    scope.report(
      'unstated-window',
      rolling === undefined
        ? `Expected a window such as \`per calendar day\` or \`per 24 hours\`, found \`${unit}\``
        : `Say which ${unit}: write ${isCalendar ? `\`per calendar ${unit}\` or ` : ''}\`per ${rolling}\``,
      cap,
      {
        property: 'unstated',
        remedies: [
          ...(isCalendar ? [{ text: `calendar ${unit}` }] : []),
          ...(rolling === undefined ? [] : [{ text: rolling }]),
        ],
      },
    );
    return undefined;
  }
  if (!cap.length) return undefined;
  const milliseconds = durationOf(cap.length, scope.report);
  return milliseconds === undefined ? undefined : { kind: 'rolling', milliseconds };
}

function checkNoun(noun: string | undefined, node: AstNode, scope: Scope): void {
  if (noun === undefined || !scope.data || rowNoun(noun, scope) !== undefined) return;
  scope.report(
    'mixed-units',
    `Expected ${scope.data.plural}, as a row of \`${scope.data.name}\` is, found \`${noun}\``,
    node,
    { property: 'noun', remedies: [{ text: asName(scope.data.plural) }] },
  );
}

function tailsOf(
  node: ast.Boundary,
  scope: Scope,
): { because: string | undefined; otherwise: Otherwise } {
  let because: string | undefined;
  let otherwise: Otherwise | undefined;
  for (const tail of node.tails) {
    if (tail.$type === 'Because') {
      if (because !== undefined) scope.report('repeated-part', '`because` stands twice', tail);
      because = tail.text;
      continue;
    }
    if (otherwise) scope.report('repeated-part', '`otherwise` stands twice', tail);
    otherwise = actionOf(tail.action, scope);
  }
  return { because, otherwise: otherwise ?? { kind: 'block' } };
}

function actionOf(action: ast.Action | undefined, scope: Scope): Otherwise | undefined {
  switch (action?.$type) {
    case 'EscalateAction':
      return { kind: 'escalate', to: action.role };
    case 'PlainAction':
      return { kind: action.verdict };
    case 'NearestAction': {
      const type = scope.choice?.type;
      const ordered = type && !['oneOf', 'yesNo', 'text'].includes(type.kind);
      if (!type || (ordered && candidates(type))) return { kind: 'nearest' };
      scope.report(
        'no-nearest',
        `\`${scope.choice?.column ?? ''}\` has no nearest value: only a time of day or a whole number \`from … to …\` has`,
        action,
      );
      return undefined;
    }
    default:
      return undefined;
  }
}

/** Compiles a trigger of an `escalate to` block. */
export function triggerOf(node: ast.Trigger, { scope, role, at }: RuleContext): Rule | undefined {
  const fires = conditionOf(node.condition, { ...scope, place: 'a trigger' });
  if (!fires) return undefined;
  const text = `when ${canonicalText(node.condition)}`;
  const because = node.tails[0]?.text;
  if (node.tails[1]) scope.report('repeated-part', '`because` stands twice', node.tails[1]);
  return {
    name: node.name ?? text,
    kind: 'trigger',
    block: 'escalate',
    form: 'when',
    fires,
    otherwise: { kind: 'escalate', to: role },
    escalatesTo: role,
    ...(because === undefined ? {} : { because }),
    text,
    at: at(node),
  };
}
