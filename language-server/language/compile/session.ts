import type { AstNode, LangiumDocument } from 'langium';
import { AstUtils } from 'langium';
import type { CalendarRange, DataSource, SourceLine } from '../../policy/model.ts';
import type * as ast from '../generated/ast.ts';
import type { Problem, Report } from '../problems.ts';
import type { Scope } from './context.ts';
import { dataSourceOf } from './data.ts';
import { pluralOf, singularOf } from './nouns.ts';

/** One compilation of one document: what it sees, and the problems found so far. */
export interface Session {
  document: LangiumDocument;
  problems: Problem[];
  at: (node: AstNode) => SourceLine;
  segments: ReadonlyMap<string, ast.Segment>;
  calendars: ReadonlyMap<string, CalendarRange[]>;
  data: Map<ast.DataBlock, DataSource>;
  /**
   * Reports on nodes of this document; what is found in another file while compiling `anchor`
   * is reported at `anchor`, and nothing where there is none (that file reports it itself).
   */
  reportFor: (node: AstNode, anchor?: AstNode) => Report;
}

export interface SessionOptions {
  document: LangiumDocument;
  /** The document and all that it imports. */
  visible: readonly LangiumDocument[];
  /** The dates of calendars that come from a file. */
  calendarDates: (calendar: ast.Calendar) => CalendarRange[];
  /** A file's path relative to the workspace folder, with `/`. */
  relativePath: (document: LangiumDocument) => string;
}

/** What is the same for all that is compiled of a document. */
export type Surroundings = Pick<Session, 'segments' | 'calendars' | 'data'>;

export function surroundingsOf({ visible, calendarDates }: SessionOptions): Surroundings {
  const segments = new Map<string, ast.Segment>();
  const calendars = new Map<string, CalendarRange[]>();
  for (const each of visible) {
    for (const declaration of (each.parseResult.value as ast.File).declarations) {
      // After error recovery any property may be missing.
      const name = (declaration as { name?: string }).name;
      if (name === undefined) continue;
      if (declaration.$type === 'Segment') segments.set(name, declaration);
      if (declaration.$type === 'Calendar') calendars.set(name, calendarDates(declaration));
    }
  }
  return { segments, calendars, data: new Map() };
}

export function openSession(
  options: SessionOptions,
  surroundings: Surroundings = surroundingsOf(options),
): Session {
  const { document, relativePath } = options;
  const problems: Problem[] = [];
  const at = (node: AstNode): SourceLine => ({
    file: relativePath(AstUtils.getDocument(node)),
    line: (node.$cstNode?.range.start.line ?? 0) + 1,
  });
  const seen = new Set<string>();
  const reportFor: Session['reportFor'] = (home, anchor) => {
    const foreign = AstUtils.getDocument(home) !== document;
    return (code, message, node, where = {}) => {
      const elsewhere = AstUtils.getDocument(node) !== document;
      if (elsewhere && !anchor && foreign) return;
      const target = elsewhere ? (anchor ?? home) : node;
      const source = at(node);
      const text = elsewhere ? `${message} (${source.file}:${String(source.line)})` : message;
      // The same guardrail is compiled for each handoff under it, and reported once.
      const key = `${code} ${text} ${String(target.$cstNode?.offset)} ${String(where.property)} ${String(where.index)}`;
      if (seen.has(key)) return;
      seen.add(key);
      problems.push({
        code,
        message: text,
        node: target,
        ...(elsewhere ? { related: { message: 'the rule', node } } : where),
      });
    };
  };
  return { document, problems, at, reportFor, ...surroundings };
}

export function dataOf(block: ast.DataBlock, session: Session): DataSource {
  const known = session.data.get(block);
  if (known) return known;
  const declaredIn = AstUtils.getDocument(block).uri.fsPath;
  const source = dataSourceOf(block, declaredIn, session.reportFor(block));
  session.data.set(block, source);
  return source;
}

/** What names mean over one data block, before a handoff's choice is known. */
export function scopeFor(data: DataSource, report: Report, session: Session): Scope {
  return {
    report,
    data,
    columns: new Map(data.columns.map((column) => [column.name, column])),
    nouns: new Map([
      [data.singular, data.plural],
      [data.plural, data.plural],
      ['decision', 'decisions'],
      ...data.columns.flatMap(({ type }): [string, string][] =>
        type.kind === 'count'
          ? [
              [singularOf(type.noun), type.noun],
              [pluralOf(type.noun), type.noun],
            ]
          : [],
      ),
    ]),
    choice: undefined,
    usual: undefined,
    saysUsual: false,
    segments: session.segments,
    calendars: session.calendars,
    // No prototype: a calendar may be called `__proto__`.
    usedCalendars: Object.create(null) as Scope['usedCalendars'],
    openSegments: [],
    expansions: { count: 0 },
    wordsFirst: false,
    place: 'a rule',
  };
}
