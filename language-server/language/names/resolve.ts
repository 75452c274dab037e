import type { AstNode, LangiumDocument, LeafCstNode } from 'langium';
import { AstUtils } from 'langium';
import { clockWords, measuredWords } from '../compile/quantities.ts';
import { canonicalText } from '../compile/text.ts';
import type * as ast from '../generated/ast.ts';
import type { Context } from './contexts.ts';
import type { DeclaredColumn } from './declared.ts';
import { fileNames } from './declared.ts';
import type { Mention, Slot } from './mentions.ts';
import { placeOf } from './mentions.ts';
import type { NameKind, Place } from './occurrence.ts';
import type { WorkspaceNames } from './workspace-names.ts';

export interface Meaning {
  kind: NameKind;
  declaration?: Place;
}

type Reference = Extract<Slot, { refers: unknown }>['refers'];

/**
 * What a reference means in one context, by the compiler's own order of precedence. Undefined
 * where it is no name at all: a text that is compared with no value of `one of`.
 */
export function meaningOf(
  { name, node, home }: Mention,
  refers: Reference,
  context: Context,
  names: WorkspaceNames,
): Meaning | undefined {
  const { document, data } = context;
  switch (refers) {
    case 'data':
      return declared('data', names.find(document, name, (file) => file.data)?.place);
    case 'guardrails':
      return declared('guardrails', names.find(document, name, (file) => file.guardrails)?.place);
    case 'handoff':
      if (node.$type === 'Priority') {
        return declared('handoff', handoffUnder(name, node.$container, document, names));
      }
      return declared('handoff', names.find(document, name, (file) => file.handoffs)?.place);
    case 'calendar':
      return declared('calendar', names.find(document, name, (file) => file.calendars)?.place);
    case 'role':
      return declared('role', roleNamed(name, document, names));
    case 'reason':
      return declared('reason', reasonNamed(name, home, context));
    case 'rule':
      return declared('rule', ruleNamed(name, context));
    case 'column':
      return declared('column', data?.columns.get(name)?.place);
    case 'fact':
      return factNamed(name, context);
    case 'condition':
      return conditionNamed(name, context, names);
    case 'quantity':
      return quantityNamed(name, context, domainFor(node, context));
    case 'value':
      return valueNamed(name, node, domainFor(node, context));
  }
}

function declared(kind: NameKind, declaration: Place | undefined): Meaning {
  return declaration ? { kind, declaration } : { kind };
}

/** One that stands under these guardrails: it imports their file, and mostly not the other way. */
function handoffUnder(
  name: string,
  guardrails: AstNode | undefined,
  document: LangiumDocument,
  names: WorkspaceNames,
): Place | undefined {
  const under = (each: LangiumDocument) => {
    const found = fileNames(each).handoffs.get(name);
    const named = found?.node.guardrails?.$refText;
    return names.find(each, named, (file) => file.guardrails)?.node === guardrails
      ? found?.place
      : undefined;
  };
  return names
    .joined(document)
    .map(under)
    .find((place) => place !== undefined);
}

/** Where a role is first mentioned, in what is imported before what imports it. */
function roleNamed(
  name: string,
  document: LangiumDocument,
  names: WorkspaceNames,
): Place | undefined {
  const visible = names.visible(document).map((each) => fileNames(each).roles.get(name));
  return visible.findLast((place) => place !== undefined);
}

/** The handoff's first feedback rule of that reason; else the reviewer's own first mention. */
function reasonNamed(name: string, home: AstNode, { handoff, document }: Context) {
  const learned = handoff?.reasons.get(name);
  if (learned) return learned;
  return fileNames(document).given.get(home)?.get(name);
}

/** A rule by its name; one without a name is called by its text, what blocks imply by its line. */
function ruleNamed(name: string, { guardrails, handoff }: Context): Place | undefined {
  const named = guardrails?.rules.get(name) ?? handoff?.rules.get(name);
  if (named || !handoff) return named;
  const nodes: AstNode[] = [...(guardrails?.node.rules ?? [])];
  for (const block of handoff.node.blocks) {
    if (block.$type === 'BoundariesBlock') nodes.push(...block.rules);
    else if (block.$type !== 'AutonomyBlock' && block.$type !== 'FeedbackBlock') {
      nodes.push(...block.items);
    }
  }
  const found = nodes.find((each) => textOf(each) === name);
  const range = found?.$cstNode?.range;
  return found && range && { uri: AstUtils.getDocument(found).uri.toString(), range };
}

/** What a rule without a name is called by: its words, each as it is or as `written` says. */
export function textOf(node: AstNode, written?: (word: LeafCstNode) => string): string | undefined {
  if (node.$type === 'ExploreLimit') return 'explore';
  if (node.$type === 'UnsoundRule') return 'unsound';
  if ('name' in node && node.name !== undefined) return undefined;
  if (node.$type === 'Boundary') return canonicalText((node as ast.Boundary).limit, written);
  if (node.$type !== 'Trigger') return undefined;
  return `when ${canonicalText((node as ast.Trigger).condition, written)}`;
}

function factNamed(name: string, { data }: Context): Meaning {
  const column = columnNamed(name, data);
  if (column) return declared('column', column.place);
  return { kind: name === 'stage' || measuredWords.includes(name) ? 'word' : 'column' };
}

/** A column of the name of a measured word is none: the compiler refuses it. */
function columnNamed(name: string, data: Context['data']): DeclaredColumn | undefined {
  return measuredWords.includes(name) ? undefined : data?.columns.get(name);
}

function conditionNamed(name: string, context: Context, names: WorkspaceNames): Meaning {
  const column = columnNamed(name, context.data);
  const segment = names.find(context.document, name, (file) => file.segments);
  if (segment && (!column || context.wordsFirst)) return declared('segment', segment.place);
  return quantityNamed(name, context, undefined);
}

function quantityNamed(name: string, context: Context, domain: Domain | undefined): Meaning {
  if (domain?.names.has(name)) return declared('value', domain.names.get(name));
  const column = columnNamed(name, context.data);
  const isWord = measuredWords.includes(name) || clockWords.has(name);
  const isChoice = context.choice === name;
  if (column && (isChoice || !isWord || !context.wordsFirst)) {
    return declared('column', column.place);
  }
  if (isWord) return { kind: 'word' };
  return { kind: domain || ownValues.has(name) ? 'value' : 'column' };
}

function valueNamed(name: string, node: AstNode, domain: Domain | undefined): Meaning | undefined {
  // A text is a text, unless it is compared with the values of `one of`.
  if (node.$type === 'TextLiteral' && domain?.isDeclared !== true) return undefined;
  return declared('value', domain?.names.get(name));
}

/** The values that have names: those of `one of` with their places, and the language's own. */
interface Domain {
  names: ReadonlyMap<string, Place | undefined>;
  isDeclared: boolean;
}

const wordsOf = (...lists: string[]): Domain => ({
  names: new Map(lists.flatMap((list) => list.split(' ')).map((word) => [word, undefined])),
  isDeclared: false,
});
const yesNo = wordsOf('yes no');
const weekdays = wordsOf('Monday Tuesday Wednesday Thursday Friday Saturday Sunday');
const months = wordsOf(
  'January February March April May June July August September October November December',
);
/** Values of the language itself: also where nothing says what they are compared with. */
const ownValues = new Set([yesNo, weekdays, months].flatMap(({ names }) => [...names.keys()]));

/** The values that a name is compared with, from the other side of its comparison. */
function domainFor(node: AstNode, context: Context): Domain | undefined {
  const { container, property } = placeOf(outermost(node));
  switch (container?.$type) {
    case 'ValueTest':
    case 'LimitTest':
    case 'BetweenTest':
    case 'OneOfTest':
      return domainOf(comparedWith(container), context);
    case 'FarTest':
      return property === 'reference' ? domainOf(comparedWith(container), context) : undefined;
    case 'Usually':
    case 'ChoiceMade':
    case 'Expectation':
    case 'Option':
      return property === 'value' ? columnDomain(choiceOf(context)) : undefined;
    case 'Fact':
      return factDomain((container as Partial<ast.Fact>).name, context);
    default:
      return undefined;
  }
}

function comparedWith(test: AstNode): ast.Expression | undefined {
  return (test.$container as Partial<ast.Comparison> | undefined)?.left;
}

function factDomain(name: string | undefined, { data }: Context): Domain | undefined {
  return name === undefined ? undefined : columnDomain(columnNamed(name, data));
}

/** A minus before a name does not hide what the name is compared with. */
function outermost(node: AstNode): AstNode {
  let at = node;
  while (at.$container?.$type === 'Negative' || at.$container?.$type === 'Group')
    at = at.$container;
  return at;
}

function choiceOf({ choice, data }: Context): DeclaredColumn | undefined {
  return choice === undefined ? undefined : data?.columns.get(choice);
}

function domainOf(left: ast.Expression | undefined, context: Context): Domain | undefined {
  switch (left?.$type) {
    case 'Group':
      return domainOf(left.inner, context);
    case 'Usual':
      return columnDomain(choiceOf(context));
    case 'NameRef': {
      const column = columnNamed(left.name, context.data);
      const isClock = clockWords.has(left.name);
      if (column && !(isClock && context.wordsFirst && context.choice !== left.name)) {
        return columnDomain(column);
      }
      return left.name === 'weekday' ? weekdays : left.name === 'month' ? months : undefined;
    }
    default:
      return undefined;
  }
}

function columnDomain(column: DeclaredColumn | undefined): Domain | undefined {
  const type = column?.node.type;
  switch (type?.$type) {
    case 'OneOfType':
      return { names: column?.values ?? new Map<string, Place>(), isDeclared: true };
    case 'YesNoType':
      return yesNo;
    case 'PlainType':
      return type.kind === 'weekday' ? weekdays : type.kind === 'month' ? months : undefined;
    default:
      return undefined;
  }
}
