import type { LangiumDocument } from 'langium';
import { AstUtils, GrammarUtils } from 'langium';
import type { CompiledFile } from './compile.ts';
import { compileFile } from './compile.ts';
import { calendarRanges } from './compile/calendars.ts';
import type { SessionOptions } from './compile/session.ts';
import type { File } from './generated/ast.ts';
import { withoutFollowUps } from './follow-ups.ts';
import { duplicateDeclarations, importProblems } from './import-problems.ts';
import { visibleDocuments } from './imports.ts';
import type { Diagnostic, Problem, ProblemCode, Range, RelatedPlace } from './problems.ts';
import { problemCodes } from './problems.ts';
import type { HandoffServices } from './services.ts';
import { didYouMean } from '../near-words.ts';
import { syntaxProblems } from './syntax-problems.ts';

export interface CheckedFile extends CompiledFile {
  diagnostics: Diagnostic[];
}

export type CheckOptions = Pick<SessionOptions, 'relativePath'>;

/** Compiles a linked document and gathers all that is wrong with it, in order of place. */
export function checkFile(
  document: LangiumDocument,
  services: HandoffServices,
  options: CheckOptions,
): CheckedFile {
  const { LangiumDocuments } = services.shared.workspace;
  const own = checkAlone(document, services, options);
  const imports = importProblems(document, LangiumDocuments, (imported) => {
    const { diagnostics } = checkAlone(imported, services, options);
    const error = diagnostics.find(({ severity }) => severity === 'error');
    return error && { range: error.range, message: error.message };
  });
  const broken = imports.some(({ code }) => code === 'broken-import');
  const diagnostics = [
    ...(broken ? own.diagnostics.filter(({ code }) => !isAboutNames(code)) : own.diagnostics),
    ...imports.map(placed),
  ];
  diagnostics.sort(byPlace);
  return { ...own, diagnostics };
}

/** Sorts diagnostics as they stand in the file. */
export function byPlace(left: { range: Range }, right: { range: Range }): number {
  return (
    left.range.start.line - right.range.start.line ||
    left.range.start.character - right.range.start.character
  );
}

/** Problems that an import with errors may be the cause of. */
function isAboutNames(code: ProblemCode): boolean {
  return code === 'unknown-name' || code === 'unknown-reference' || code === 'missing-role';
}

/** What is wrong with a document itself, whatever is wrong with those that it imports. */
function checkAlone(
  document: LangiumDocument,
  services: HandoffServices,
  { relativePath }: CheckOptions,
): CheckedFile {
  const { LangiumDocuments } = services.shared.workspace;
  const compiled = compileFile({
    document,
    visible: visibleDocuments(document, LangiumDocuments),
    calendarDates: (calendar) => {
      const file = services.calendarFiles.of(calendar, AstUtils.getDocument(calendar));
      return [...calendarRanges(calendar), ...(file && 'ranges' in file ? file.ranges : [])];
    },
    relativePath,
  });
  const syntax = syntaxProblems(document);
  const problems = [
    ...calendarProblems(document, services),
    ...duplicateDeclarations(document, LangiumDocuments),
    ...compiled.problems,
  ];
  const placedProblems = [...linkProblems(document, services), ...problems.map(placed)];
  return {
    ...compiled,
    diagnostics: withoutFollowUps(syntax, placedProblems, document),
  };
}

function placed({ code, message, node, property, index, related }: Problem): Diagnostic {
  const cst =
    property === undefined
      ? node.$cstNode
      : (GrammarUtils.findNodeForProperty(node.$cstNode, property, index) ?? node.$cstNode);
  return {
    code,
    severity: problemCodes[code][0],
    message,
    range: cst?.range ?? startOfFile,
    related: related ? [related].flat().map(relatedPlace) : [],
  };
}

const startOfFile: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function relatedPlace({ message, ...place }: RelatedPlace): Diagnostic['related'][number] {
  const home = 'node' in place ? AstUtils.getDocument(place.node) : place.document;
  const range = 'node' in place ? (place.node.$cstNode?.range ?? startOfFile) : place.range;
  return { message, uri: home.uri.toString(), range };
}

const declarationWords: Record<string, string> = {
  DataBlock: 'data',
  Guardrails: 'guardrails',
  HandoffBlock: 'handoff',
};

function linkProblems(document: LangiumDocument, services: HandoffServices): Diagnostic[] {
  const problems: Diagnostic[] = [];
  for (const reference of document.references) {
    if (!('$refText' in reference) || !reference.error || reference.$refText === '') continue;
    const info = reference.error.info;
    const type = services.shared.AstReflection.getReferenceType(info);
    const scope = services.handoff.references.ScopeProvider.getScope(info);
    const known = scope.getAllElements().map((each) => each.name);
    const word = declarationWords[type] ?? type;
    problems.push({
      code: 'unknown-reference',
      severity: 'error',
      message: `No ${word} \`${reference.$refText}\` is declared here or imported${didYouMean(reference.$refText, known)}`,
      range: reference.$refNode?.range ?? startOfFile,
      related: [],
    });
  }
  return problems;
}

function calendarProblems(document: LangiumDocument, services: HandoffServices): Problem[] {
  return (document.parseResult.value as File).declarations.flatMap((node): Problem[] => {
    if (node.$type !== 'Calendar') return [];
    const file = services.calendarFiles.of(node, document);
    if (!file || !('problem' in file)) return [];
    const message = `\`${node.path ?? ''}\` ${file.problem}`;
    return [{ code: 'missing-import', message, node, property: 'path' }];
  });
}
