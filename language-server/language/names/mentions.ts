import type { AstNode, CstNode, LangiumDocument } from 'langium';
import { GrammarUtils } from 'langium';
import type { File } from '../generated/ast.ts';
import type { Range } from '../problems.ts';
import type { NameKind } from './occurrence.ts';

/** What may stand at a place: a declaration of a kind, or a reference of some form. */
export type Slot =
  | { declares: NameKind }
  | { refers: 'data' | 'guardrails' | 'handoff' | 'calendar' | 'rule' | 'role' | 'reason' }
  /** A column and nothing else; or what a quantity, a condition or a fact of a test may name. */
  | { refers: 'column' | 'quantity' | 'condition' | 'fact' | 'value' };

/** A name as it stands, before anybody asked what it means. */
export interface Mention {
  slot: Slot;
  name: string;
  range: Range;
  node: AstNode;
  /** The declaration of the file that it stands in. */
  home: AstNode;
}

const declares = (kind: NameKind): Slot => ({ declares: kind });
const role: [string, Slot] = ['role', { refers: 'role' }];
const reason: [string, Slot] = ['reason', { refers: 'reason' }];
const column: [string, Slot] = ['column', { refers: 'column' }];
const columns: [string, Slot] = ['columns', { refers: 'column' }];
const handoff: [string, Slot] = ['handoff', { refers: 'handoff' }];

/** Where names stand: the properties of each node that are names, and what they can be. */
const slots = new Map<string, [property: string, slot: Slot][]>(
  Object.entries({
    Calendar: [['name', declares('calendar')]],
    DataBlock: [['name', declares('data')]],
    Column: [['name', declares('column')]],
    OneOfType: [['values', declares('value')]],
    RowMeaning: [['count', { refers: 'column' }]],
    PropensityEstimate: [columns],
    Segment: [['name', declares('segment')]],
    Guardrails: [['name', declares('guardrails')]],
    Priority: [['handoffs', { refers: 'handoff' }]],
    HandoffBlock: [
      ['name', declares('handoff')],
      ['guardrails', { refers: 'guardrails' }],
    ],
    Owner: [role],
    Uses: [['data', { refers: 'data' }]],
    AgentChooses: [column],
    Usually: [column],
    Goal: [column],
    Watch: [columns],
    Guard: [column],
    Boundary: [['name', declares('rule')]],
    EscalateAction: [role],
    EscalateBlock: [role],
    Trigger: [['name', declares('rule')]],
    Budget: [['by', { refers: 'quantity' }]],
    UnsoundRule: [role],
    LearningReview: [role],
    FeedbackRule: [['name', declares('rule')], reason],
    Simulation: [['name', declares('simulation')], handoff],
    ThompsonAgent: [columns],
    RewardModel: [columns],
    Answer: [reason],
    LastAnswer: [reason],
    PolicyTest: [['title', declares('test')], handoff],
    Fact: [['name', { refers: 'fact' }]],
    ChoiceMade: [column],
    Expectation: [role, column, ['rules', { refers: 'rule' }]],
    CalendarTest: [['calendar', { refers: 'calendar' }]],
    Usual: [column],
    NameRef: [['name', { refers: 'quantity' }]],
    NamedValue: [['name', { refers: 'value' }]],
    TextLiteral: [['text', { refers: 'value' }]],
  } satisfies Record<string, [string, Slot][]>),
);

/** Every name of a document in the order of its places; total, whatever recovery left out. */
export function mentionsOf(document: LangiumDocument): Mention[] {
  const mentions: Mention[] = [];
  for (const home of (document.parseResult.value as File).declarations) {
    forEachNode(home, (node) => {
      for (const [property, slot] of slots.get(node.$type) ?? []) {
        for (const { name, range } of namesIn(node, property)) {
          // `each row is an email` counts one: the article is no column.
          if (node.$type === 'RowMeaning' && (name === 'a' || name === 'an')) continue;
          const own: Slot =
            node.$type === 'NameRef' && isCondition(node) ? { refers: 'condition' } : slot;
          mentions.push({ slot: own, name, range, node, home });
        }
      }
    });
  }
  return mentions.sort(
    (left, right) =>
      left.range.start.line - right.range.start.line ||
      left.range.start.character - right.range.start.character,
  );
}

function forEachNode(node: AstNode, visit: (node: AstNode) => void): void {
  visit(node);
  const properties = node as unknown as Record<string, unknown>;
  for (const property in properties) {
    if (property.startsWith('$')) continue;
    const value = properties[property];
    if (Array.isArray(value)) {
      for (const child of value as unknown[]) if (isNode(child)) forEachNode(child, visit);
    } else if (isNode(value)) forEachNode(value, visit);
  }
}

function isNode(value: unknown): value is AstNode {
  return typeof value === 'object' && value !== null && '$type' in value;
}

/** The names that a property holds: a text, a list of texts, or a reference. */
function namesIn(node: AstNode, property: string): { name: string; range: Range }[] {
  const value = (node as unknown as Record<string, unknown>)[property];
  if (typeof value === 'object' && value !== null && '$refText' in value) {
    const { $refText: name, $refNode: cst } = value as { $refText: string; $refNode?: CstNode };
    return cst && name !== '' ? [{ name, range: cst.range }] : [];
  }
  if (Array.isArray(value)) {
    const nodes = GrammarUtils.findNodesForProperty(node.$cstNode, property);
    return (value as unknown[]).flatMap((name, index) => {
      const cst = nodes[index];
      return typeof name === 'string' && cst ? [{ name, range: rangeOf(cst) }] : [];
    });
  }
  if (typeof value !== 'string' || value === '') return [];
  const whole = node.$cstNode;
  // Most names are all that their node is, and need no search.
  if (whole?.length === value.length && whole.text === value) {
    return [{ name: value, range: whole.range }];
  }
  const cst = GrammarUtils.findNodeForProperty(node.$cstNode, property);
  return cst ? [{ name: value, range: rangeOf(cst) }] : [];
}

/** The name alone, where the token is one of a name and its colon. */
function rangeOf({ range, text }: CstNode): Range {
  const behind = /[ \t]*:$/.exec(text)?.[0].length ?? 0;
  if (behind === 0 || text.startsWith('"')) return range;
  const { line, character } = range.end;
  return { start: range.start, end: { line, character: character - behind } };
}

/** Whether a bare name stands where a condition is expected, as a segment does. */
function isCondition(node: AstNode): boolean {
  const { container, property } = placeOf(node);
  switch (container?.$type) {
    case 'Arithmetic':
    case 'Negative':
    case 'Comparison':
    case 'Mentions':
    case 'SymbolComparison':
      return false;
    case 'Logic':
    case 'Not':
      return true;
    default:
      return property === 'condition' || property === 'what';
  }
}

/** What an expression is part of, however many parentheses are around it. */
export function placeOf(node: AstNode): { container?: AstNode; property?: string } {
  let at = node;
  while (at.$container?.$type === 'Group') at = at.$container;
  return {
    ...(at.$container ? { container: at.$container } : {}),
    ...(at.$containerProperty === undefined ? {} : { property: at.$containerProperty }),
  };
}
