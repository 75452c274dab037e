import type { AstNode, LangiumDocument } from 'langium';
import { AstUtils } from 'langium';
import type { Declaration, Expression, File } from '../../generated/ast.ts';
import type { Range } from '../../problems.ts';
import { reservedWords } from '../../words.ts';
import type { Edit, Fix } from './fix.ts';
import { declarationOf, nodeAt } from './fix.ts';

/** What says true or false by itself, and can so stand behind `segment`. */
const conditions = new Set(['Logic', 'Not', 'Comparison', 'Mentions', 'Group']);
/** Rules whose condition a segment may be a part of. */
const homes = new Set('Never FrequencyCap Spacing Trigger FeedbackRule Answer Option'.split(' '));
/** What means something only where an agent has chosen. */
const bound = new Set(['Usual', 'HoldsOnHoldout', 'MovesGoal', 'CountOf', 'SinceLast', 'FarTest']);

/**
 * The condition under the cursor, or the one that is selected, as a segment before the declaration
 * that it stands in: in its place alone, or in all places of the file that say the same.
 */
export function extractSegment(document: LangiumDocument, range: Range): Fix[] {
  if (document.parseResult.parserErrors.length > 0) return [];
  const file = document.parseResult.value as File;
  const condition = conditionAt(document, range);
  const home = declarationOf(condition);
  if (!condition || !home || !isFree(condition, file)) return [];
  const text = textOf(condition, document);
  const name = freeName(text, document);
  const line = `segment ${name}: ${text}`;
  const one = {
    title: `Extract to segment \`${name}\``,
    edits: [segmentBefore(home, document, line), use(condition, name, document)],
  };
  const equal = equalTo(condition, file, document);
  const first = declarationOf(equal[0]);
  if (equal.length < 2 || !first) return [one];
  const all = {
    title: `${one.title}, in all ${String(equal.length)} places`,
    edits: [
      segmentBefore(first, document, line),
      ...equal.map((each) => use(each, name, document)),
    ],
  };
  return [one, all];
}

interface Span {
  start: number;
  end: number;
}

/** From the first operand to the last: the parts of a chain of `and` all have the chain's place. */
function spanOf(node: AstNode): Span {
  if (node.$type === 'Logic') {
    const { left, right } = node as Partial<Extract<Expression, { $type: 'Logic' }>>;
    if (left && right) return { start: spanOf(left).start, end: spanOf(right).end };
  }
  return { start: node.$cstNode?.offset ?? 0, end: node.$cstNode?.end ?? 0 };
}

function textOf(node: AstNode, { textDocument }: LangiumDocument): string {
  const { start, end } = spanOf(node);
  const text = textDocument.getText().slice(start, end);
  return text.replace(/#[^\r\n"]*(?=[\r\n])/g, '').replace(/\s+/g, ' ');
}

/** The smallest condition that holds the cursor, or the one that is selected. */
function conditionAt(document: LangiumDocument, range: Range): Expression | undefined {
  const { textDocument } = document;
  const text = textDocument.getText();
  let start = textDocument.offsetAt(range.start);
  let end = textDocument.offsetAt(range.end);
  while (start < end && /\s/.test(text[start] ?? '')) start++;
  while (start < end && /\s/.test(text[end - 1] ?? '')) end--;
  const at = { start: textDocument.positionAt(start), end: textDocument.positionAt(end) };
  let rule = nodeAt(document, at);
  while (rule && !homes.has(rule.$type)) rule = rule.$container;
  if (!rule) return undefined;
  const holding = AstUtils.streamAst(rule)
    .filter((node) => conditions.has(node.$type))
    .map((node) => ({ node: node as Expression, span: spanOf(node) }))
    .filter(({ span }) => span.start <= start && span.end >= end)
    .toArray()
    .sort((left, right) => left.span.end - left.span.start - (right.span.end - right.span.start));
  const [smallest] = holding;
  if (!smallest) return undefined;
  const { node, span } = smallest;
  // Some of the parts of a chain, which are no condition together.
  const isPart = start < end && (span.start !== start || span.end !== end);
  return isPart && node.$type === 'Logic' ? undefined : node;
}

function isInRule(node: AstNode): boolean {
  let home: AstNode | undefined = node;
  while (home && conditions.has(home.$type)) home = home.$container;
  return home !== undefined && homes.has(home.$type);
}

/** Whether it reads what is known of a row, and not what the agent chose or did. */
function isFree(condition: Expression, file: File): boolean {
  const chosen = new Set<string>();
  for (const declaration of file.declarations) {
    if (declaration.$type !== 'HandoffBlock') continue;
    for (const header of declaration.headers) {
      if (header.$type === 'AgentChooses') chosen.add(header.column);
    }
  }
  return AstUtils.streamAst(condition).every(
    (node) => !bound.has(node.$type) && !chosen.has((node as { name?: string }).name ?? ''),
  );
}

function equalTo(condition: Expression, file: File, document: LangiumDocument): Expression[] {
  const text = textOf(condition, document);
  return AstUtils.streamAst(file)
    .filter((node) => node.$type === condition.$type && isInRule(node))
    .filter((node) => textOf(node, document) === text)
    .toArray()
    .sort((left, right) => spanOf(left).start - spanOf(right).start) as Expression[];
}

function use(node: Expression, name: string, { textDocument }: LangiumDocument): Edit {
  const { start, end } = spanOf(node);
  const range = { start: textDocument.positionAt(start), end: textDocument.positionAt(end) };
  return { range, text: name };
}

/** Above the comment that belongs to the declaration. */
function segmentBefore(home: Declaration, document: LangiumDocument, text: string): Edit {
  const lines = document.textDocument.getText().split('\n');
  const start = home.$cstNode?.range.start ?? { line: 0, character: 0 };
  let { line } = start;
  if (lines[line]?.slice(0, start.character).trim() !== '') {
    return { range: { start, end: start }, text: `${text}\n\n` };
  }
  while (line > 0 && lines[line - 1]?.startsWith('#')) line--;
  const at = { line, character: 0 };
  return { range: { start: at, end: at }, text: `${text}\n\n` };
}

/** A name from the words of the condition, which the file has not yet. */
function freeName(condition: string, { textDocument }: LangiumDocument): string {
  const words = (condition.replace(/"[^"]*"/g, '').match(/[A-Za-z_]\w*/g) ?? []).filter(
    (word) => !reservedWords.has(word) && word !== 'of',
  );
  const text = textDocument.getText();
  const base = words.slice(0, 2).join('_').slice(0, 40) || 'extracted';
  let name = base;
  for (let number = 2; new RegExp(`\\b${name}\\b`).test(text); number++) {
    name = `${base}_${String(number)}`;
  }
  return name;
}
