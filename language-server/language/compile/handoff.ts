import type { AstNode } from 'langium';
import type { DataSource, Escalation, Policy, Rule } from '../../policy/model.ts';
import type * as ast from '../generated/ast.ts';
import { suggestion } from '../suggestion.ts';
import { autonomyOf, escalationOf, feedbackOf, learningOf, surprisesOf } from './blocks.ts';
import type { Scope } from './context.ts';
import { addHeaders, headersOf, outcomes, usualOf } from './headers.ts';
import type { RuleContext } from './rules.ts';
import { boundaryOf, triggerOf } from './rules.ts';
import type { Session } from './session.ts';
import { dataOf, scopeFor } from './session.ts';

export interface CompiledHandoff {
  policy: Policy;
  /**
   * The names that its rules were given, also of those that have a problem; undefined where its
   * guardrails are not known, whose rules have names as well.
   */
  ruleNames: ReadonlySet<string> | undefined;
  scope: Scope;
}

/**
 * Compiles one handoff with the guardrails it stands under. Undefined where it has no data or no
 * choice; what else is wrong is reported and left out, so that the rest can be read.
 */
export function compileHandoff(
  node: ast.HandoffBlock,
  session: Session,
): CompiledHandoff | undefined {
  const report = session.reportFor(node);
  const header = headersOf(node, report);
  // After error recovery any property may be missing.
  const block = header.uses?.data?.ref;
  if (!header.uses) {
    report(
      'missing-part',
      `\`${node.name}\` needs a line such as \`uses …\` that names its data`,
      node,
      { property: 'name' },
    );
  }
  if (!header.chooses) {
    report('missing-part', `\`${node.name}\` needs a line such as \`the agent chooses …\``, node, {
      property: 'name',
    });
  }
  const data = block && dataOf(block, session);
  const chosen = header.chooses?.column;
  if (!data || !header.chooses || chosen === undefined) return undefined;
  const base = scopeFor(data, report, session);
  const column = data.columns.find((each) => each.name === chosen);
  if (column?.role !== 'chosen') {
    const { hint, remedies } = suggestion(chosen, choosable(data));
    report(
      column ? 'missing-role' : 'unknown-name',
      column
        ? `\`${column.name}\` must be marked \`chosen\` in \`${data.name}\`, so that the log says what people chose`
        : `\`${chosen}\` is no column of \`${data.name}\`${hint}`,
      header.chooses,
      {
        property: 'column',
        remedies: column ? [] : remedies,
        ...(column ? { role: 'chosen' } : {}),
      },
    );
    return undefined;
  }
  const choice = { column: column.name, type: column.type };
  const usual = usualOf(header.usually, { ...base, choice });
  const scope: Scope = { ...base, choice, usual, saysUsual: header.usually !== undefined };
  const role = defaultRole(node, header.owner?.role);
  if (role === undefined) {
    report(
      'missing-part',
      `\`${node.name}\` needs an \`owner\`, who is asked where no rule says who`,
      node,
      { property: 'name' },
    );
  }
  const context: RuleContext = { scope, role: role ?? 'owner', at: session.at };
  const named = new Map<string, AstNode>();
  const policy: Policy = {
    format: 1,
    handoff: node.name,
    data: countedBy(data, choice),
    choice,
    peopleKeep: header.keeps?.things ?? [],
    watch: outcomes(header.watch?.columns ?? [], header.watch, scope),
    guards: [],
    rules: rulesOf(node, context, { session, named }),
    escalations: [],
    feedback: [],
    calendars: scope.usedCalendars,
    at: session.at(node),
  };
  addHeaders(policy, header, usual, context);
  addBlocks(policy, node, context);
  policy.rules.sort(byBlockAndName);
  const isWhole = !node.guardrails || node.guardrails.ref !== undefined;
  const ruleNames = isWhole
    ? new Set([...named.keys(), ...policy.rules.map(({ name }) => name)])
    : undefined;
  return { policy, ruleNames, scope };
}

/** What the data says was chosen, else any column. */
function choosable({ columns }: DataSource): string[] {
  const chosen = columns.filter(({ role }) => role === 'chosen');
  return (chosen.length > 0 ? chosen : columns).map(({ name }) => name);
}

/** Of a choice of yes or no, only a yes sends something: caps count it as 1 and 0. */
function countedBy(data: DataSource, { column, type }: Policy['choice']): DataSource {
  if (type.kind !== 'yesNo' || data.countColumn !== undefined) return data;
  return { ...data, countColumn: column };
}

/** Who is asked where no rule says who: the role of the escalation block, else the owner. */
function defaultRole(node: ast.HandoffBlock, owner: string | undefined): string | undefined {
  const roles = new Set(
    node.blocks.flatMap((block) => (block.$type === 'EscalateBlock' ? [block.role] : [])),
  );
  return roles.size === 1 ? [...roles][0] : owner;
}

/** The rules, with those of the guardrails; `named` takes the names of all, also of broken ones. */
function rulesOf(
  node: ast.HandoffBlock,
  context: RuleContext,
  { session, named }: { session: Session; named: Map<string, AstNode> },
): Rule[] {
  const guardrails = node.guardrails?.ref;
  const rules: Rule[] = [];
  const unnamed: Rule[] = [];
  const add = (rule: Rule | undefined, source: AstNode, name: string | undefined): void => {
    const first = name === undefined ? undefined : named.get(name);
    if (first && name !== undefined) {
      const fromGuardrails = first.$container === guardrails && source.$container !== guardrails;
      context.scope.report(
        fromGuardrails ? 'loosens-guardrails' : 'duplicate-name',
        fromGuardrails
          ? `\`${name}\` is a guardrail (${place(session, first)}): a handoff can add rules, not redefine one`
          : `\`${name}\` names two rules`,
        source,
        { property: 'name', related: { message: 'the first one', node: first } },
      );
    } else if (name !== undefined) {
      named.set(name, source);
    }
    if (rule) (name === undefined ? unnamed : rules).push(rule);
  };
  for (const rule of guardrails?.rules ?? []) {
    if (rule.$type !== 'Boundary') continue;
    const scope = { ...context.scope, report: session.reportFor(rule, node), wordsFirst: true };
    add(boundaryOf(rule, 'guardrails', { ...context, scope }), rule, rule.name);
  }
  for (const block of node.blocks) {
    if (block.$type === 'BoundariesBlock') {
      for (const rule of block.rules) {
        if (rule.$type === 'Boundary')
          add(boundaryOf(rule, 'boundaries', context), rule, rule.name);
      }
    } else if (block.$type === 'EscalateBlock') {
      for (const item of block.items) {
        if (item.$type !== 'Trigger') continue;
        add(triggerOf(item, { ...context, role: block.role }), item, item.name);
      }
    }
  }
  const copies = new Map<string, number>();
  // Equal texts are told apart by what else they say, and not by which stands first in the file.
  unnamed.sort((left, right) => compareText(meaningOf(left), meaningOf(right)));
  return [...rules, ...unnamed].map((rule) => ({ ...rule, name: uniqueName(rule.name, copies) }));
}

/** What a rule says, whatever it is called and wherever it stands. */
function meaningOf({ block, text, otherwise, escalatesTo, because }: Rule): string {
  return JSON.stringify([block, text, otherwise, escalatesTo, because]);
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function place(session: Session, node: AstNode): string {
  const { file, line } = session.at(node);
  return `${file}:${String(line)}`;
}

/** A name that no rule has yet: rules of the same text are numbered. */
function uniqueName(name: string, copies: Map<string, number>): string {
  let copy = copies.get(name) ?? 0;
  let unique: string;
  do unique = ++copy === 1 ? name : `${name} #${String(copy)}`;
  while (copies.has(unique));
  copies.set(name, copy);
  copies.set(unique, copies.get(unique) ?? 1);
  return unique;
}

const blockOrder = ['guardrails', 'boundaries', 'learning', 'surprises', 'escalate'];
function byBlockAndName(left: Rule, right: Rule): number {
  const block = blockOrder.indexOf(left.block) - blockOrder.indexOf(right.block);
  return block !== 0 ? block : left.name < right.name ? -1 : 1;
}

function addBlocks(policy: Policy, node: ast.HandoffBlock, context: RuleContext): void {
  const { report } = context.scope;
  for (const block of node.blocks) {
    switch (block.$type) {
      case 'BoundariesBlock':
        // Its rules are compiled with the guardrails'.
        break;
      case 'EscalateBlock':
        addEscalation(policy, escalationOf(block, { ...context, role: block.role }), block, report);
        break;
      case 'SurprisesBlock': {
        once(policy.surprises, block, report);
        const { surprises, rule } = surprisesOf(block, context);
        policy.surprises = surprises;
        addRule(policy, rule);
        break;
      }
      case 'LearningBlock': {
        once(policy.learning, block, report);
        const { learning, rule } = learningOf(block, context);
        policy.learning = learning;
        addRule(policy, rule);
        break;
      }
      case 'AutonomyBlock':
        once(policy.autonomy, block, report);
        policy.autonomy = autonomyOf(block, context);
        break;
      case 'FeedbackBlock':
        for (const rule of block.rules) {
          if (rule.$type !== 'FeedbackRule') continue;
          const feedback = feedbackOf(rule, context);
          if (feedback) policy.feedback.push(feedback);
        }
    }
  }
  policy.escalations.sort((left, right) => (left.to < right.to ? -1 : left.to > right.to ? 1 : 0));
  policy.feedback.sort(
    (left, right) => compareText(left.name, right.name) || compareText(left.reason, right.reason),
  );
  checkIrreversible(policy, node, report);
}

/** A rule that its block implies has no name in the file, and steps aside for one that has. */
function addRule(policy: Policy, rule: Rule | undefined): void {
  const taken = new Map(policy.rules.map((each) => [each.name, 1]));
  if (rule) policy.rules.push({ ...rule, name: uniqueName(rule.name, taken) });
}

/** Blocks of one role are one escalation: its deadline and its budget stand once. */
function addEscalation(
  policy: Policy,
  escalation: Escalation,
  block: ast.EscalateBlock,
  report: Scope['report'],
): void {
  const first = policy.escalations.find(({ to }) => to === escalation.to);
  if (!first) {
    policy.escalations.push(escalation);
    return;
  }
  const deadline = block.items.find((item) => item.$type === 'Deadline');
  const says = (type: string): boolean =>
    block.$container.blocks.some(
      (each) =>
        each !== block &&
        each.$type === 'EscalateBlock' &&
        each.role === block.role &&
        each.items.some((item) => item.$type === type),
    );
  const budget = block.items.find((item) => item.$type === 'Budget');
  for (const item of [deadline, budget]) {
    if (!item) continue;
    if (says(item.$type)) {
      report('repeated-part', `\`${block.role}\` has this line in another block already`, item);
    } else if (item.$type === 'Budget') {
      if (escalation.budget) first.budget = escalation.budget;
    } else {
      first.otherwise = escalation.otherwise;
      if (escalation.answerWithin !== undefined) first.answerWithin = escalation.answerWithin;
    }
  }
}

/** What cannot be undone never acts alone, however often people agreed. */
function checkIrreversible(policy: Policy, node: ast.HandoffBlock, report: Scope['report']): void {
  if (policy.reversible !== 'irreversible') return;
  for (const block of node.blocks) {
    if (block.$type !== 'AutonomyBlock') continue;
    for (const item of block.items) {
      const isStep =
        item.$type === 'Becomes' || (item.$type === 'StartsAt' && !item.stage?.suggest);
      if (!isStep) continue;
      report(
        'irreversible-autonomy',
        'What cannot be undone never acts alone: keep it at `starts at suggest`, without steps up',
        item,
      );
    }
  }
}

function once(earlier: unknown, block: AstNode, report: Scope['report']): void {
  if (earlier !== undefined)
    report('repeated-part', 'This block stands twice in the handoff', block);
}
