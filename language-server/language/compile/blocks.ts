import { leavesOf } from '../../policy/leaves.ts';
import type {
  Autonomy,
  Condition,
  Escalation,
  Feedback,
  Leaf,
  Learning,
  Rule,
  SoundCondition,
  Stage,
  Surprises,
} from '../../policy/model.ts';
import type { AstNode } from 'langium';
import type * as ast from '../generated/ast.ts';
import type { Remedy } from '../problems.ts';
import { suggestion } from '../suggestion.ts';
import { conditionOf } from './conditions.ts';
import { requireRole } from './context.ts';
import { daysOf } from './canonical.ts';
import { durationOf, literalOf, noSuchDate, numberIn, day } from './literals.ts';
import { quantityNamed } from './quantities.ts';
import type { RuleContext } from './rules.ts';
import { dateRemedies, literalRemedies, shareOf } from './remedies.ts';
import { canonicalText } from './text.ts';

/** Of two lines that say the same thing differently neither can be right: order never matters. */
function onceEach(
  items: readonly AstNode[],
  types: readonly string[],
  report: RuleContext['scope']['report'],
): void {
  for (const type of types) {
    const second = items.filter((item) => item.$type === type)[1];
    if (second) report('repeated-part', 'This line stands twice in the block', second);
  }
}

/** Deadline and budget of an `escalate to` block; its triggers are rules of their own. */
export function escalationOf(block: ast.EscalateBlock, { scope, at }: RuleContext): Escalation {
  const escalation: Escalation = { to: block.role, otherwise: 'hold', at: at(block) };
  onceEach(block.items, ['Deadline', 'Budget'], scope.report);
  for (const item of block.items) {
    if (item.$type === 'Deadline') {
      const within = durationOf(item.within, scope.report);
      if (within !== undefined) escalation.answerWithin = within;
      escalation.otherwise = item.fallback ?? 'hold';
    } else if (item.$type === 'Budget') {
      requireRole(scope, 'moment', 'A budget per day', item);
      escalation.budget = { perDay: numberIn(item.count) };
      if (item.by !== undefined && item.order !== undefined) {
        const here = { ...scope, place: 'the order of escalations' };
        const of = quantityNamed(item.by, item, here, undefined, 'by');
        if (of) escalation.budget.first = { order: item.order, of: of.quantity };
      }
    }
  }
  return escalation;
}

export function surprisesOf(
  block: ast.SurprisesBlock,
  { scope, at }: RuleContext,
): { surprises: Surprises; rule?: Rule } {
  onceEach(block.items, ['SurprisingRule', 'UnsoundRule'], scope.report);
  const surprises: Surprises = { soundWhen: [], at: at(block) };
  let unsound: ast.UnsoundRule | undefined;
  for (const item of block.items) {
    if (item.$type === 'UnsoundRule') {
      unsound = item;
      surprises.unsoundGoTo = item.role;
    }
    if (item.$type === 'SoundRule')
      surprises.soundWhen.push(...soundConditions(item.condition, { scope, at }));
    if (item.$type !== 'SurprisingRule') continue;
    const condition = conditionOf(item.condition, scope);
    if (
      condition?.kind === 'compare' &&
      condition.operator === 'above' &&
      condition.left.kind === 'word' &&
      condition.left.word === 'surprise' &&
      condition.right.kind === 'literal'
    ) {
      surprises.surprisingAbove = Number(condition.right.value);
    } else if (condition) {
      scope.report(
        'wrong-type',
        'Expected `surprise is above …`, such as `surprise is above 3 bits`',
        item,
      );
    }
  }
  const { unsoundGoTo: to, surprisingAbove } = surprises;
  if (!unsound || to === undefined || surprisingAbove === undefined) return { surprises };
  return { surprises, rule: unsoundRule(surprisingAbove, { to, node: unsound, at }) };
}

/** A choice that surprises and is not known to be sound is a person's decision. */
function unsoundRule(
  surprisingAbove: number,
  { to, node, at }: { to: string; node: ast.UnsoundRule; at: RuleContext['at'] },
): Rule {
  return {
    name: 'unsound',
    kind: 'trigger',
    block: 'surprises',
    form: 'unsound',
    fires: {
      kind: 'and',
      parts: [
        {
          kind: 'compare',
          operator: 'above',
          left: { kind: 'word', word: 'surprise' },
          right: { kind: 'literal', value: surprisingAbove },
        },
        { kind: 'not', part: { kind: 'truth', of: { kind: 'word', word: 'sound' } } },
      ],
    },
    otherwise: { kind: 'escalate', to },
    escalatesTo: to,
    text: canonicalText(node),
    at: at(node),
  };
}

function soundConditions(
  condition: ast.Expression | undefined,
  context: Pick<RuleContext, 'scope' | 'at'>,
): SoundCondition[] {
  if (!condition) return [];
  switch (condition.$type) {
    case 'Logic':
      if (condition.operator === 'or') break;
      return [
        ...soundConditions(condition.left, context),
        ...soundConditions(condition.right, context),
      ];
    case 'Group':
      return soundConditions(condition.inner, context);
    case 'HoldsOnHoldout':
      return [{ kind: 'holdsOnHoldout' }];
    case 'MovesGoal':
      return [{ kind: 'movesGoal' }];
    case 'Comparison': {
      const compiled = conditionOf(condition, context.scope);
      if (!compiled) return [];
      if (
        compiled.kind === 'compare' &&
        compiled.operator === 'atLeast' &&
        compiled.left.kind === 'word' &&
        compiled.left.word === 'evidence' &&
        compiled.right.kind === 'literal'
      ) {
        return [{ kind: 'evidence', atLeast: Number(compiled.right.value) }];
      }
      break;
    }
    default:
      break;
  }
  context.scope.report(
    'wrong-type',
    'Expected `evidence is at least …`, `it holds on the holdout` or `it moves the goal`, joined by `and`',
    condition,
  );
  return [];
}

const everyUnit = new Map([
  ['day', day],
  ['week', 7 * day],
]);

const everyOther = new Map([
  ['daily', 'day'],
  ['weekly', 'week'],
  ['month', '30 days'],
  ['quarter', '91 days'],
  ['year', '365 days'],
]);

function everyRemedies(written: string): Remedy[] {
  const known = everyOther.get(written);
  return known === undefined ? suggestion(written, everyUnit.keys()).remedies : [{ text: known }];
}

/** The learning period, and the rule that keeps exploring inside it and inside its share. */
export function learningOf(
  block: ast.LearningBlock,
  { scope, role, at }: RuleContext,
): { learning: Learning; rule?: Rule } {
  onceEach(block.items, ['LearningPeriod', 'ExploreLimit', 'LearningReview'], scope.report);
  const learning: Learning = { at: at(block) };
  let limit: ast.ExploreLimit | undefined;
  for (const item of block.items) {
    if (item.$type === 'LearningPeriod') {
      const length = durationOf(item.length, scope.report);
      const from = daysOf(item.start);
      if (from === undefined) {
        const remedies = dateRemedies(item.start);
        scope.report('invalid-date', noSuchDate(item.start), item, { property: 'start', remedies });
      }
      const clocked =
        requireRole(scope, 'moment', 'A learning period', item) &&
        requireRole(scope, 'clock', 'A learning period', item);
      if (clocked && length !== undefined && from !== undefined) learning.period = { length, from };
    } else if (item.$type === 'ExploreLimit') {
      limit = item;
      if (!item.percent) {
        scope.report('wrong-type', 'Expected a share such as 10%', item, {
          property: 'share',
          remedies: item.share === undefined ? [] : [shareOf(item.share)],
        });
      }
      learning.exploreAtMost = numberIn(item.share) / 100;
    } else if (item.$type === 'LearningReview') {
      const every = item.length
        ? durationOf(item.length, scope.report)
        : everyUnit.get(item.every ?? '');
      if (every === undefined && item.every !== undefined) {
        scope.report(
          'invalid-duration',
          'Expected `every day`, `every week` or `every 2 weeks`',
          item,
          { property: 'every', remedies: everyRemedies(item.every) },
        );
      }
      if (every !== undefined) learning.reviewed = { every, by: item.role };
    }
  }
  if (!limit && !learning.period) return { learning };
  return { learning, rule: exploreRule(learning, limit ?? block, role, at) };
}

function exploreRule(
  learning: Learning,
  node: ast.ExploreLimit | ast.LearningBlock,
  role: string,
  at: RuleContext['at'],
): Rule {
  const to = learning.reviewed?.by ?? role;
  const { period, exploreAtMost } = learning;
  const beyond: Rule['fires'][] = [];
  if (exploreAtMost !== undefined) {
    beyond.push({
      kind: 'compare',
      operator: 'above',
      left: { kind: 'word', word: 'explored' },
      right: { kind: 'literal', value: exploreAtMost },
    });
  }
  if (period) {
    const within: Rule['fires'] = {
      kind: 'between',
      of: { kind: 'date' },
      low: { kind: 'literal', value: period.from },
      high: { kind: 'literal', value: period.from + period.length / day - 1 },
      ends: 'closed',
      wraps: false,
    };
    beyond.push({ kind: 'not', part: within });
  }
  const fires: Rule['fires'] = {
    kind: 'and',
    parts: [
      { kind: 'truth', of: { kind: 'word', word: 'exploring' } },
      beyond.length === 1 && beyond[0] ? beyond[0] : { kind: 'or', parts: beyond },
    ],
  };
  return {
    name: 'explore',
    kind: 'trigger',
    block: 'learning',
    form: 'explore',
    fires,
    otherwise: { kind: 'escalate', to },
    escalatesTo: to,
    text:
      node.$type === 'ExploreLimit' ? canonicalText(node) : 'explore only in the learning period',
    at: at(node),
  };
}

export function autonomyOf(block: ast.AutonomyBlock, { scope, at }: RuleContext): Autonomy {
  const autonomy: Autonomy = { startsAt: 'suggest', steps: [], returns: [], at: at(block) };
  onceEach(block.items, ['StartsAt'], scope.report);
  const here = { ...scope, place: 'the autonomy ladder' };
  for (const item of block.items) {
    if (item.$type === 'StartsAt') {
      autonomy.startsAt = stageOf(item.stage) ?? 'suggest';
    } else if (item.$type === 'Becomes') {
      const to = stageOf(item.stage);
      const when = item.condition && ladderCondition(item.condition, here);
      if (!to || (item.condition && !when)) continue;
      const after = item.count === undefined ? 0 : numberIn(item.count);
      if (after === 0 && !when) {
        scope.report(
          'missing-part',
          'A step up needs its count or its condition: `after 200 decisions when agreement is at least 90%`',
          item,
        );
      }
      autonomy.steps.push({ to, after, ...(when ? { when } : {}), at: at(item) });
    } else if (item.$type === 'Returns') {
      const to = stageOf(item.stage);
      const when = item.guardBroken ? 'guardBroken' : ladderCondition(item.condition, here);
      if (to && when) autonomy.returns.push({ to, when, at: at(item) });
    }
  }
  return autonomy;
}

/** The ladder is about what people answered so far, and not about one decision. */
function ladderCondition(
  expression: ast.Expression | undefined,
  scope: RuleContext['scope'],
): Condition | undefined {
  const condition = conditionOf(expression, scope);
  const isAgreement = (leaf: Leaf): boolean => leaf.kind === 'word' && leaf.word === 'agreement';
  if (!expression || !condition || leavesOf(condition).every(isAgreement)) return condition;
  scope.report(
    'wrong-type',
    'The autonomy ladder reads `agreement` alone, such as `agreement is at least 90%`',
    expression,
  );
  return undefined;
}

function stageOf(stage: ast.Stage | undefined): Stage | undefined {
  if (!stage) return undefined;
  if (stage.suggest) return 'suggest';
  return stage.review ? 'act with review' : 'act';
}

export function feedbackOf(
  rule: ast.FeedbackRule,
  { scope, at }: RuleContext,
): Feedback | undefined {
  const here = { ...scope, place: 'a feedback rule' };
  const what = conditionOf(rule.what, here);
  const when = rule.condition && conditionOf(rule.condition, here);
  const until = rule.until === undefined ? undefined : daysOf(rule.until);
  if (rule.until !== undefined && until === undefined) {
    scope.report('invalid-date', noSuchDate(rule.until), rule, {
      property: 'until',
      remedies: dateRemedies(rule.until),
    });
  }
  const within = rule.within && durationOf(rule.within, scope.report);
  if (!what || (rule.condition && !when)) return undefined;
  const text = `${rule.effect} ${canonicalText(rule.what)}${
    rule.condition ? ` when ${canonicalText(rule.condition)}` : ''
  }`;
  return {
    name: rule.name ?? text,
    on: rule.event,
    reason: rule.reason,
    after: {
      count: rule.count === undefined ? 1 : numberIn(rule.count),
      ...(within === undefined ? {} : { within }),
    },
    effect: rule.effect,
    what,
    ...(when ? { when } : {}),
    ...(until === undefined ? {} : { until }),
    text,
    at: at(rule),
  };
}

/** A guard's limit, as a share of the outcomes that are yes. */
export function guardLimit(guard: ast.Guard, { scope }: RuleContext): number | undefined {
  const limit = guard.limit as ast.Literal | undefined;
  const literal = limit && literalOf(limit, scope.nouns, scope.report);
  if (!limit || !literal) return undefined;
  if (literal.type.kind === 'share') return Number(literal.value);
  scope.report('wrong-type', 'Expected a share such as 0.5%: a guard watches a rate', limit, {
    remedies: literalRemedies(limit, { kind: 'share' }),
  });
  return undefined;
}
