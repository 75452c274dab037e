import type { Policy, Value } from '../../policy/model.ts';
import { asName, suggestion } from '../suggestion.ts';
import type * as ast from '../generated/ast.ts';
import type { Kind } from '../types.ts';
import { guardLimit } from './blocks.ts';
import type { Scope } from './context.ts';
import { durationOf, numberIn } from './literals.ts';
import { priorityOf } from './priority.ts';
import type { RuleContext } from './rules.ts';
import { valueOf } from './values.ts';

type HeaderType = Exclude<ast.Header['$type'], 'Guard'>;
const onlyOnce: HeaderType[] = [
  'Owner',
  'Uses',
  'AgentChooses',
  'PeopleKeep',
  'Usually',
  'Stakes',
  'Reversible',
  'Irreversible',
  'Goal',
  'Watch',
];

/** The lines of a handoff before its blocks; one that stands twice is reported. */
export function headersOf(node: ast.HandoffBlock, report: Scope['report']) {
  const of = <T extends HeaderType>(type: T): Extract<ast.Header, { $type: T }> | undefined => {
    const found = node.headers.filter((each) => each.$type === type);
    return found[0] as Extract<ast.Header, { $type: T }> | undefined;
  };
  for (const type of onlyOnce) {
    const second = node.headers.filter((each) => each.$type === type)[1];
    if (second) report('repeated-part', 'This line stands twice in the handoff', second);
  }
  return {
    owner: of('Owner'),
    uses: of('Uses'),
    chooses: of('AgentChooses'),
    keeps: of('PeopleKeep'),
    usually: of('Usually'),
    stakes: of('Stakes'),
    reversible: of('Reversible'),
    irreversible: of('Irreversible'),
    goal: of('Goal'),
    watch: of('Watch'),
    guards: node.headers.filter((each) => each.$type === 'Guard'),
  };
}
export type Headers = ReturnType<typeof headersOf>;

/** The choice that people would make, in the choice's own type. */
export function usualOf(usually: ast.Usually | undefined, scope: Scope): Value | undefined {
  if (!usually || !scope.choice) return undefined;
  if (usually.column !== scope.choice.column) {
    scope.report(
      'unknown-name',
      `Expected \`usually ${scope.choice.column} is …\`: the agent chooses \`${scope.choice.column}\``,
      usually,
      { property: 'column', remedies: [{ text: asName(scope.choice.column), sure: true }] },
    );
    return undefined;
  }
  return valueOf(usually.value, scope.choice.type, scope);
}

/** Adds what the lines of a handoff say to its policy. */
export function addHeaders(
  policy: Policy,
  header: Headers,
  usual: Value | undefined,
  context: RuleContext,
): void {
  const { scope, at } = context;
  const node = header.chooses?.$container as ast.HandoffBlock;
  if (node.description !== undefined) policy.description = node.description;
  if (node.guardrails?.ref) {
    policy.guardrails = node.guardrails.ref.name;
    const priority = priorityOf(node.guardrails.ref);
    if (priority.length > 0) policy.priority = priority;
  }
  if (header.owner) policy.owner = header.owner.role;
  if (usual !== undefined) policy.usual = usual;
  if (header.stakes) {
    const level = header.stakes.level;
    if (level === 'low' || level === 'medium' || level === 'high') policy.stakes = level;
    else
      scope.report(
        'unknown-value',
        `Expected stakes low, medium or high, found \`${level}\``,
        header.stakes,
        {
          property: 'level',
          remedies: suggestion(level, ['low', 'medium', 'high']).remedies,
        },
      );
  }
  if (header.irreversible && header.reversible) {
    scope.report(
      'repeated-part',
      'A handoff is reversible or irreversible, not both',
      header.irreversible,
    );
  }
  if (header.irreversible) policy.reversible = 'irreversible';
  else if (header.reversible) {
    const within = durationOf(header.reversible.within, scope.report);
    const by = header.reversible.how;
    if (within !== undefined) policy.reversible = { within, ...(by === undefined ? {} : { by }) };
  }
  if (header.goal) {
    const [column] = outcomes([header.goal.column], header.goal, scope);
    if (column !== undefined && isOfKind(column, goalKinds, header.goal, scope)) {
      policy.goal = { column, direction: header.goal.direction };
    }
  }
  for (const guard of header.guards) {
    const limit = guardLimit(guard, context);
    const [column] = outcomes([guard.column], guard, scope);
    const over = guard.over && durationOf(guard.over, scope.report);
    if (limit === undefined || column === undefined) continue;
    if (!isOfKind(column, ['yesNo'], guard, scope)) continue;
    policy.guards.push({
      column,
      operator: guard.operator,
      limit,
      over: over ?? 28 * 86_400_000,
      from: guard.count === undefined ? 200 : numberIn(guard.count),
      at: at(guard),
    });
  }
}

const goalKinds: Kind[] = ['yesNo', 'number', 'count', 'money', 'share', 'duration'];

/** Whether an outcome has a mean that says something: else a problem. */
function isOfKind(
  column: string,
  kinds: readonly Kind[],
  node: ast.Goal | ast.Guard,
  scope: Scope,
): boolean {
  const kind = scope.columns.get(column)?.type.kind;
  if (kind !== undefined && kinds.includes(kind)) return true;
  const what =
    node.$type === 'Guard' ? 'a guard watches a rate of yes' : 'a goal is yes/no or a quantity';
  scope.report('wrong-type', `\`${column}\` does not fit: ${what}`, node, {
    property: 'column',
  });
  return false;
}

/** The names that are outcomes; a problem for each that is not. */
export function outcomes(
  names: readonly (string | undefined)[],
  node: ast.Watch | ast.Goal | ast.Guard | undefined,
  scope: Scope,
): string[] {
  if (!node) return [];
  const known = [...scope.columns.values()].filter((each) => each.role === 'outcome');
  return names.flatMap((name, index) => {
    if (name === undefined) return [];
    const column = scope.columns.get(name);
    if (column?.role === 'outcome') return [name];
    const where = node.$type === 'Watch' ? { property: 'columns', index } : { property: 'column' };
    const { hint, remedies } = suggestion(
      name,
      known.map((each) => each.name),
    );
    scope.report(
      column ? 'missing-role' : 'unknown-name',
      column
        ? `\`${name}\` must be marked \`an outcome\` to be a goal, a guard or watched`
        : `\`${name}\` is no column of \`${scope.data?.name ?? ''}\`${hint}`,
      node,
      { ...where, remedies: column ? [] : remedies, ...(column ? { role: 'outcome' } : {}) },
    );
    return [];
  });
}
