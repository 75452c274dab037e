import type { AstNode, LangiumDocument } from 'langium';
import { AstUtils } from 'langium';
import type { CalendarRange, Column, DataSource } from '../../../policy/model.ts';
import { code, plain } from '../../../policy/words.ts';
import { calendarRanges } from '../../compile/calendars.ts';
import { dataSourceOf } from '../../compile/data.ts';
import { segmentWords } from '../../compile/segments.ts';
import type * as ast from '../../generated/ast.ts';
import { visibleDocuments } from '../../imports.ts';
import { calendarHover } from './calendar.ts';
import { columnHover, dataHover, valueHover } from './column.ts';
import type { HoverContext, Named } from './context.ts';
import { heading, paragraphs } from './markdown.ts';

export function dataMeaning({ node, document }: Named, { profiles }: HoverContext) {
  if (node.$type !== 'DataBlock') return undefined;
  const data = sourceOf(node as ast.DataBlock, document);
  const [first] = data.columns;
  return dataHover(data, first && profiles.of(data, first.name));
}

export function columnMeaning(named: Named, { profiles }: HoverContext): string {
  const { data, column } = columnOf(named) ?? {};
  // A column whose type is not written yet is a column all the same.
  if (!data || !column) return paragraphs(heading('column', named.name));
  return columnHover(data, column, profiles.of(data, column.name));
}

export function valueMeaning(named: Named, { profiles }: HoverContext): string | undefined {
  const { data, column } = columnOf(named) ?? {};
  if (!data || !column) return undefined;
  return valueHover(named.name, { data, column, profile: profiles.of(data, column.name) });
}

export function segmentMeaning({ node, document, name }: Named, context: HoverContext) {
  if (node.$type !== 'Segment') return undefined;
  const words = segmentWords(node as ast.Segment, {
    document,
    visible: visibleDocuments(document, context.services.shared.workspace.LangiumDocuments),
    calendarDates: (calendar) => datesOf(calendar, context),
    relativePath: ({ uri }) => uri.path,
  });
  return paragraphs(heading('segment', name), words !== undefined && `Holds when ${words}.`);
}

export function calendarMeaning({ node, name }: Named, context: HoverContext) {
  if (node.$type !== 'Calendar') return undefined;
  const calendar = node as ast.Calendar;
  return calendarHover(name, datesOf(calendar, context), calendar.path);
}

export function guardrailsMeaning({ node, name }: Named): string | undefined {
  if (node.$type !== 'Guardrails') return undefined;
  const { description, rules } = node as ast.Guardrails;
  const lines = rules.flatMap((rule) => {
    // After error recovery any property may be missing.
    const text = (rule.limit as ast.Boundary['limit'] | undefined)?.$cstNode?.text;
    if (text === undefined) return [];
    return [`- ${rule.name === undefined ? '' : `${code(rule.name)}: `}${plain(text)}`];
  });
  return paragraphs(
    `${heading('guardrails', name)}: a handoff under them can add rules and never loosen one`,
    description !== undefined && plain(description),
    lines.join('\n'),
  );
}

/** The column that a declaration is of, or that a declared value belongs to. */
function columnOf({ node, document }: Named): { data: DataSource; column: Column } | undefined {
  const declared = AstUtils.getContainerOfType(node, isColumn);
  const block = declared?.$container;
  const data = block && sourceOf(block, document);
  const column = data?.columns.find(({ name }) => name === declared?.name);
  return data && column && { data, column };
}

function isColumn(node: AstNode): node is ast.Column {
  return node.$type === 'Column';
}

function sourceOf(block: ast.DataBlock, document: LangiumDocument): DataSource {
  return dataSourceOf(block, document.uri.fsPath, () => undefined);
}

function datesOf(calendar: ast.Calendar, { services }: HoverContext): CalendarRange[] {
  const file = services.calendarFiles.of(calendar, AstUtils.getDocument(calendar));
  return [...calendarRanges(calendar), ...(file && 'ranges' in file ? file.ranges : [])];
}
