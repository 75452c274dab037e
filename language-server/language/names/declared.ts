import type { AstNode, LangiumDocument } from 'langium';
import type * as ast from '../generated/ast.ts';
import type { Mention } from './mentions.ts';
import { mentionsOf } from './mentions.ts';
import type { Place } from './occurrence.ts';

export interface Declared<Node extends AstNode = AstNode> {
  node: Node;
  place: Place;
}

export interface DeclaredColumn extends Declared<ast.Column> {
  values: Map<string, Place>;
}

export interface DeclaredData extends Declared<ast.DataBlock> {
  columns: Map<string, DeclaredColumn>;
}

export interface DeclaredRules<Node extends AstNode> extends Declared<Node> {
  /** Rules that a test can name; those of feedback decide nothing. */
  rules: Map<string, Place>;
  /** Reasons that a feedback rule learns from. */
  reasons: Map<string, Place>;
}

/** What one file says, by kind and name; of two declarations of a name the first counts. */
export interface FileNames {
  uri: string;
  mentions: readonly Mention[];
  data: Map<string, DeclaredData>;
  segments: Map<string, Declared<ast.Segment>>;
  calendars: Map<string, Declared>;
  guardrails: Map<string, DeclaredRules<ast.Guardrails>>;
  handoffs: Map<string, DeclaredRules<ast.HandoffBlock>>;
  /** First mentions: a role is declared by being named. */
  roles: Map<string, Place>;
  /** The reasons that the reviewers of each simulation give, by its node. */
  given: Map<AstNode, Map<string, Place>>;
  /** Names that stand as conditions, by the declaration that they stand in. */
  conditions: Map<AstNode, Set<string>>;
}

const known = new WeakMap<AstNode, FileNames>();

/** What a document says, gathered once for each time that it was parsed. */
export function fileNames(document: LangiumDocument): FileNames {
  const root = document.parseResult.value;
  const found = known.get(root) ?? gather(document);
  known.set(root, found);
  return found;
}

function gather(document: LangiumDocument): FileNames {
  const uri = document.uri.toString();
  const file: FileNames = {
    uri,
    mentions: mentionsOf(document),
    data: new Map(),
    segments: new Map(),
    calendars: new Map(),
    guardrails: new Map(),
    handoffs: new Map(),
    roles: new Map(),
    given: new Map(),
    conditions: new Map(),
  };
  const rulesOf = new Map<AstNode, DeclaredRules<AstNode>>();
  const dataOf = new Map<AstNode, DeclaredData>();
  const columnOf = new Map<AstNode, DeclaredColumn>();
  for (const mention of file.mentions) {
    const { slot, name, node, home } = mention;
    const place: Place = { uri, range: mention.range };
    if ('refers' in slot) {
      if (slot.refers === 'role') once(file.roles, name, place);
      if (slot.refers === 'condition') entry(file.conditions, home, () => new Set()).add(name);
      if (slot.refers !== 'reason') continue;
      const reasons = rulesOf.get(home)?.reasons;
      once(reasons ?? entry(file.given, home, () => new Map<string, Place>()), name, place);
      continue;
    }
    switch (slot.declares) {
      case 'data': {
        const data = { node: node as ast.DataBlock, place, columns: new Map() };
        dataOf.set(node, data);
        once(file.data, name, data);
        break;
      }
      case 'column': {
        const declared = { node: node as ast.Column, place, values: new Map() };
        columnOf.set(node, declared);
        once(dataOf.get(home)?.columns, name, declared);
        break;
      }
      case 'value': {
        const column = node.$container && columnOf.get(node.$container);
        once(column?.values, name, place);
        break;
      }
      case 'segment':
        once(file.segments, name, { node: node as ast.Segment, place });
        break;
      case 'calendar':
        once(file.calendars, name, { node, place });
        break;
      case 'guardrails':
      case 'handoff': {
        const declared = { node, place, rules: new Map(), reasons: new Map() };
        rulesOf.set(node, declared);
        const kind = slot.declares === 'handoff' ? file.handoffs : file.guardrails;
        once(kind as Map<string, Declared>, name, declared);
        break;
      }
      case 'rule':
        if (node.$type !== 'FeedbackRule') once(rulesOf.get(home)?.rules, name, place);
        break;
      default:
        break;
    }
  }
  return file;
}

function once<Value>(map: Map<string, Value> | undefined, name: string, value: Value): void {
  if (map && !map.has(name)) map.set(name, value);
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
