import type { LangiumDocument } from 'langium';
import { AstUtils, GrammarUtils } from 'langium';
import { looseningFindings } from '../analysis/guardrails.ts';
import type { ReviewOptions } from '../analysis/review.ts';
import type { CompiledFile } from './compile.ts';
import { compileFile } from './compile.ts';
import { datesOf } from './compile/calendars.ts';
import type { SessionOptions } from './compile/session.ts';
import type { Calendar, File } from './generated/ast.ts';
import { withoutFollowUps } from './follow-ups.ts';
import { hygieneProblems } from './hygiene.ts';
import type { FirstError } from './import-problems.ts';
import { duplicateDeclarations, importProblems } from './import-problems.ts';
import { visibleDocuments } from './imports.ts';
import { placedFindings, reviewDiagnostics } from './review.ts';
import type { Diagnostic, Problem, Range, RelatedPlace } from './problems.ts';
import { problemCodes } from './problems.ts';
import type { HandoffServices } from './services.ts';
import { suggestion } from './suggestion.ts';
import { syntaxProblems } from './syntax-problems.ts';

export interface CheckedFile extends CompiledFile {
  diagnostics: Diagnostic[];
}

export interface CheckOptions extends Pick<SessionOptions, 'relativePath'> {
  /** Also what a careful reviewer would find; absent: errors alone. */
  review?: ReviewOptions;
}

/** Compiles a linked document and gathers all that is wrong with it, in order of place. */
export function checkFile(
  document: LangiumDocument,
  services: HandoffServices,
  options: CheckOptions,
): CheckedFile {
  const { LangiumDocuments } = services.shared.workspace;
  const own = checkAlone(document, services, options);
  const imports = importProblems(document, LangiumDocuments, (imported) =>
    firstErrorOf(imported, services, options),
  );
  const broken = imports.some(({ code }) => code === 'broken-import' || code === 'missing-import');
  const diagnostics = [
    ...(broken ? own.diagnostics.filter((each) => !isAboutNames(each)) : own.diagnostics),
    ...imports.map(placed),
  ];
  // What was not understood is not judged.
  if (options.review && !diagnostics.some(({ severity }) => severity === 'error')) {
    const { relativePath, review } = options;
    diagnostics.push(
      ...reviewDiagnostics(own, { document, services, relativePath }, review),
      ...hygieneProblems(document, LangiumDocuments).map(placed),
    );
  }
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
function isAboutNames({ code, replacements = [] }: Diagnostic): boolean {
  // A name that is nearly one that is known has a slip of its own.
  if (replacements.length > 0) return false;
  return code === 'unknown-name' || code === 'unknown-reference' || code === 'missing-role';
}

interface FirstErrorKnown {
  of: readonly unknown[];
  error: ReturnType<FirstError>;
}

const known = new WeakMap<LangiumDocument, FirstErrorKnown>();

/** An imported file is looked at once, and not at each keystroke in those that import it. */
function firstErrorOf(
  document: LangiumDocument,
  services: HandoffServices,
  options: CheckOptions,
): ReturnType<FirstError> {
  const visible = visibleDocuments(document, services.shared.workspace.LangiumDocuments);
  const of = visible.flatMap((each) => {
    const { declarations } = each.parseResult.value as File;
    const calendars = declarations.filter(({ $type }) => $type === 'Calendar') as Calendar[];
    const files = calendars.map((calendar) => services.calendarFiles.of(calendar, each));
    return [each.parseResult.value, options.relativePath(each), ...files];
  });
  const before = known.get(document);
  if (before?.of.length === of.length && before.of.every((each, i) => each === of[i])) {
    return before.error;
  }
  const { diagnostics } = checkAlone(document, services, options);
  const first = diagnostics.find(({ severity }) => severity === 'error');
  const error = first && { range: first.range, message: first.message };
  known.set(document, { of, error });
  return error;
}

/** What is wrong with a document itself, whatever is wrong with those that it imports. */
function checkAlone(
  document: LangiumDocument,
  services: HandoffServices,
  { relativePath }: Pick<CheckOptions, 'relativePath'>,
): CheckedFile {
  const { LangiumDocuments } = services.shared.workspace;
  const session = sessionOptions(document, services, { relativePath });
  const { visible } = session;
  const compiled = compileFile(session);
  const syntax = syntaxProblems(document, visible);
  const problems = [
    ...calendarProblems(document, services),
    ...duplicateDeclarations(document, LangiumDocuments),
    ...compiled.problems,
  ];
  const place = { document, services, relativePath };
  const placedProblems = [
    ...linkProblems(document, services),
    ...problems.map(placed),
    ...compiled.policies.flatMap((policy) =>
      placedFindings(looseningFindings(policy), policy.at, place),
    ),
  ];
  return {
    ...compiled,
    diagnostics: withoutFollowUps(syntax, placedProblems, document),
  };
}

/** What compiling anything of a document needs. */
export function sessionOptions(
  document: LangiumDocument,
  services: HandoffServices,
  { relativePath }: Pick<CheckOptions, 'relativePath'>,
): SessionOptions {
  return {
    document,
    visible: visibleDocuments(document, services.shared.workspace.LangiumDocuments),
    calendarDates: (calendar) => {
      const file = services.calendarFiles.of(calendar, AstUtils.getDocument(calendar));
      return datesOf(calendar, file && 'ranges' in file ? file.ranges : []);
    },
    relativePath,
  };
}

function placed({
  code,
  message,
  node,
  property,
  index,
  related,
  remedies,
  role,
}: Problem): Diagnostic {
  const whole = node.$cstNode?.range ?? startOfFile;
  const cst =
    property === undefined
      ? node.$cstNode
      : (GrammarUtils.findNodeForProperty(node.$cstNode, property, index) ?? node.$cstNode);
  const range = cst?.range ?? startOfFile;
  return {
    code,
    severity: problemCodes[code][0],
    message,
    range,
    related: related ? [related].flat().map(relatedPlace) : [],
    ...(role ? { role } : {}),
    ...(remedies && remedies.length > 0
      ? {
          replacements: remedies.map(({ text, sure, whole: all }) => ({
            range: all ? whole : range,
            text,
            ...(sure ? { sure } : {}),
          })),
        }
      : {}),
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
    const { hint, remedies } = suggestion(reference.$refText, known);
    const range = reference.$refNode?.range ?? startOfFile;
    problems.push({
      code: 'unknown-reference',
      severity: 'error',
      message: `No ${word} \`${reference.$refText}\` is declared here or imported${hint}`,
      range,
      related: [],
      replacements: remedies.map(({ text }) => ({ range, text })),
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
