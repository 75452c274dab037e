import type { AstNode, LangiumDocument } from 'langium';
import { AstUtils, CstUtils } from 'langium';
import type { LeafCstNode } from 'langium';
import type { Position, Range } from 'vscode-languageserver';
import type * as ast from '../../generated/ast.ts';
import { dateWords, durationWords, isoDate, lastDayOf } from '../dates.ts';
import { roleLines } from './column.ts';
import type { HoverContext } from './context.ts';
import { keywordLines } from './keywords.ts';
import { paragraphs } from './markdown.ts';
import { ruleAt } from './policies.ts';

/** What a date, a duration or a keyword says; undefined on anything else. */
export function wordsHover(
  document: LangiumDocument,
  position: Position,
  context: HoverContext,
): { value: string; range: Range } | undefined {
  const root = document.parseResult.value.$cstNode;
  const offset = document.textDocument.offsetAt(position);
  const leaf = root && CstUtils.findLeafNodeAtOffset(root, offset);
  if (!leaf || leaf.hidden) return undefined;
  const value = literal(leaf) ?? keyword(leaf, document, context);
  return value === undefined ? undefined : { value, range: leaf.range };
}

function literal({ tokenType, astNode, text }: LeafCstNode): string | undefined {
  switch (tokenType.name) {
    case 'DATE': {
      const date = dateWords(text);
      const end = astNode.$type === 'LearningPeriod' && lastDayOf(astNode as ast.LearningPeriod);
      const until = typeof end === 'number' && `The period ends with ${isoDate(end)}.`;
      return date === undefined ? undefined : paragraphs(date, until);
    }
    case 'NUMBER':
    case 'UNIT': {
      const duration = durationOf(astNode);
      return duration && durationWords(duration);
    }
    default:
      return undefined;
  }
}

/** A duration stands alone where the grammar wants one, and as a quantity in a condition. */
function durationOf(node: AstNode): ast.Duration | undefined {
  if (node.$type === 'Duration') return node as ast.Duration;
  if (node.$type !== 'NumberLiteral') return undefined;
  const { number: amount, unit } = node as ast.NumberLiteral;
  return unit === undefined ? undefined : ({ amount, unit } as ast.Duration);
}

/** The words that a rule begins with also say what this rule means. */
const ruleTypes = new Set(['Never', 'FrequencyCap', 'Spacing', 'Trigger', 'FeedbackRule']);

function keyword(
  { astNode, text }: LeafCstNode,
  document: LangiumDocument,
  context: HoverContext,
): string | undefined {
  if (!/^[a-z]+$/.test(text)) return undefined;
  const line = lineOn(astNode);
  const rule = ruleTypes.has(astNode.$type)
    ? AstUtils.getContainerOfType(astNode, isRule)
    : undefined;
  const at = rule?.$cstNode && rule.$cstNode.range.start.line + 1;
  const meaning =
    at === undefined ? undefined : ruleAt({ document, line: at, asked: document }, context);
  if (meaning === undefined && line === undefined) return undefined;
  return [meaning, line].filter((part) => part !== undefined).join('\n\n---\n\n');
}

function lineOn(node: AstNode): string | undefined {
  if (node.$type === 'NamedRole') return roleLines[(node as ast.NamedRole).role];
  return keywordLines[node.$type as keyof typeof keywordLines];
}

function isRule(node: AstNode): node is ast.Boundary | ast.Trigger | ast.FeedbackRule {
  return ['Boundary', 'Trigger', 'FeedbackRule'].includes(node.$type);
}
