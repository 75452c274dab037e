import type { AstNode, LangiumDocument } from 'langium';
import { GrammarUtils } from 'langium';
import type { InlayHint, Range } from 'vscode-languageserver';
import type * as ast from '../generated/ast.ts';
import type { Compiled } from './compiled.ts';
import { dayBefore, isoDate, lastDayOf } from './dates.ts';
import type { UnknownHint } from './inlay-hints/unknown.ts';
import { ruleKey, unknownHints } from './inlay-hints/unknown.ts';
import type { Profiles } from './profiles.ts';

export interface HintContext {
  compiled: Compiled;
  profiles: Profiles;
}

/**
 * What is meant and not written: which days a window has, which day a period ends with, what a
 * guard rests on, and what a rule does in those rows where a column is missing. The last needs
 * the data file to be known, and is said of nothing that the file always has.
 */
export function inlayHints(
  document: LangiumDocument,
  range: Range,
  context: HintContext,
): InlayHint[] {
  const { declarations } = document.parseResult.value as Partial<ast.File>;
  const inRange = (node: AstNode): boolean => {
    const own = node.$cstNode?.range;
    return (
      own !== undefined && own.start.line <= range.end.line && own.end.line >= range.start.line
    );
  };
  const nodes = (declarations ?? []).filter(inRange).flatMap(partsOf).filter(inRange);
  const rules = nodes.filter(isRule);
  const unknown = rules.length > 0 ? unknownIn(document, context) : undefined;
  return [
    ...nodes.flatMap((node) => hintsOn(node)),
    ...rules.flatMap((rule) => unknownHint(rule, unknown)),
  ].sort((left, right) => left.position.line - right.position.line);
}

type Part = AstNode;

/** The rules and lines that may carry a hint. */
function partsOf(node: ast.Declaration): Part[] {
  switch (node.$type) {
    case 'Guardrails':
      return node.rules;
    case 'HandoffBlock':
      return [...node.headers, ...node.blocks.flatMap(itemsOf)];
    case 'Simulation':
      return node.parts;
    default:
      return [];
  }
}

function itemsOf(block: ast.Block): Part[] {
  return 'rules' in block ? block.rules : 'items' in block ? block.items : [];
}

function hintsOn(node: Part): InlayHint[] {
  switch (node.$type) {
    case 'Boundary':
      return windowHint((node as ast.Boundary).limit);
    case 'Guard':
      return guardHint(node as ast.Guard);
    case 'Deadline': {
      const { within, fallback } = node as Partial<ast.Deadline>;
      return within && fallback === undefined ? behind(within, ', otherwise hold') : [];
    }
    case 'LearningPeriod': {
      const last = lastDayOf(node as ast.LearningPeriod);
      return last === undefined ? [] : behind(node, `to ${isoDate(last)}`);
    }
    case 'SimulationRange':
      return endHint(node, 'end', dayBefore((node as Partial<ast.SimulationRange>).end));
    case 'FeedbackRule':
      return endHint(node, 'until', dayBefore((node as ast.FeedbackRule).until));
    default:
      return [];
  }
}

/** Both are read as a week by half of those who read them. */
function windowHint(limit: ast.Cap | ast.Never | undefined): InlayHint[] {
  if (limit?.$type !== 'FrequencyCap') return [];
  const { length, calendarUnit } = limit;
  if (length) return behind(length, 'rolling');
  const words = { day: 'midnight to midnight', week: 'Monday to Sunday', month: 'from the 1st' };
  if (calendarUnit === undefined || !Object.hasOwn(words, calendarUnit)) return [];
  const place = GrammarUtils.findNodeForProperty(limit.$cstNode, 'calendarUnit');
  const text = `${words[calendarUnit as keyof typeof words]}, the subject's clock`;
  return place ? [hint(place.range, text)] : [];
}

function guardHint({ $cstNode, over, count }: ast.Guard): InlayHint[] {
  const said = [
    ...(over ? [] : ['over 28 days']),
    ...(count === undefined ? ['from 200 outcomes'] : []),
  ];
  return $cstNode && said.length > 0 ? [hint($cstNode.range, said.join(' '))] : [];
}

/** An end that is not part of the time itself. */
function endHint(node: AstNode, property: string, last: number | undefined): InlayHint[] {
  const place = GrammarUtils.findNodeForProperty(node.$cstNode, property);
  return place && last !== undefined ? [hint(place.range, `last day ${isoDate(last)}`)] : [];
}

function unknownIn(document: LangiumDocument, { compiled, profiles }: HintContext) {
  const file = compiled.fileName(document, document);
  return unknownHints(compiled.of(document).policies, { file, profiles });
}

function unknownHint(
  node: ast.Boundary | ast.Trigger,
  hints: ReadonlyMap<string, UnknownHint> | undefined,
): InlayHint[] {
  const limit = node.$type === 'Boundary' ? node.limit : node;
  const { condition } = (limit as { condition?: ast.Expression } | undefined) ?? {};
  const line = node.$cstNode?.range.start.line;
  const found = line === undefined ? undefined : hints?.get(ruleKey(line + 1, node.name));
  if (!found || !condition?.$cstNode) return [];
  return [{ ...hint(condition.$cstNode.range, found.label), tooltip: found.tooltip }];
}

function isRule(node: AstNode): node is ast.Boundary | ast.Trigger {
  return node.$type === 'Boundary' || node.$type === 'Trigger';
}

function behind({ $cstNode }: AstNode, label: string): InlayHint[] {
  return $cstNode ? [hint($cstNode.range, label)] : [];
}

function hint({ end }: Range, label: string): InlayHint {
  return { position: end, label, paddingLeft: !label.startsWith(',') };
}
