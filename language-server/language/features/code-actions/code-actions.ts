import type { LangiumDocument } from 'langium';
import type { CodeActionProvider } from 'langium/lsp';
import type {
  CodeAction,
  CodeActionParams,
  Diagnostic,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import type { Range } from '../../problems.ts';
import type { HandoffEditorServices } from '../../editor-services.ts';
import type { HandoffServices } from '../../services.ts';
import { extractSegment } from './extract-segment.ts';
import type { Edit, Fault, Fix } from './fix.ts';
import { fixers } from './fixers.ts';
import { addImport } from './imports.ts';
import { replace } from './replace.ts';

export const kinds = {
  quickFix: 'quickfix',
  extract: 'refactor.extract',
  fixAll: 'source.fixAll.handoff',
  addImports: 'source.addMissingImports.handoff',
} as const;

/** What can be done about a text, in edits that the editor says it can make. */
export function codeActionProvider(services: HandoffEditorServices): CodeActionProvider {
  let canCreate = false;
  services.shared.lsp.LanguageServer.onInitialize(({ capabilities: { workspace } }) => {
    const { documentChanges, resourceOperations = [] } = workspace?.workspaceEdit ?? {};
    canCreate = documentChanges === true && resourceOperations.includes('create');
  });
  return {
    getCodeActions: (document, params) =>
      codeActions(document, params, services).filter(
        ({ edit }) => canCreate || edit?.documentChanges === undefined,
      ),
  };
}

/**
 * What can be done about the text in a range: a fix for each diagnostic there, the condition there
 * as a segment, and, where they are asked for, all sure fixes and all missing imports at once.
 */
export function codeActions(
  document: LangiumDocument,
  { range, context }: Pick<CodeActionParams, 'range' | 'context'>,
  services: HandoffServices,
): CodeAction[] {
  const asked = (kind: string): boolean =>
    context.only?.some((only) => kind === only || kind.startsWith(`${only}.`)) ?? false;
  const actions: CodeAction[] = [];
  if (!context.only || asked(kinds.quickFix))
    actions.push(...quickFixes(document, range, services));
  if (!context.only || asked(kinds.extract)) {
    actions.push(
      ...extractSegment(document, range).map((fix) => action(fix, kinds.extract, document)),
    );
  }
  // Of the whole file, and so offered only to who asks: on saving, or from the menu of sources.
  if (asked(kinds.fixAll)) {
    const edits = compatible(document, allSure(document, services));
    actions.push(...together('Fix all that is sure', kinds.fixAll, document, edits));
  }
  if (asked(kinds.addImports)) {
    const edits = compatible(document, onlyImports(document, services));
    actions.push(...together('Add the missing imports', kinds.addImports, document, edits));
  }
  return actions;
}

/** The fixes of one diagnostic, best first. */
export function fixesOf(fault: Fault): Fix[] {
  const code = fault.diagnostic.code as keyof typeof fixers;
  return [...replace(fault), ...(fixers[code]?.(fault) ?? [])];
}

function quickFixes(
  document: LangiumDocument,
  range: Range,
  services: HandoffServices,
): CodeAction[] {
  const actions: CodeAction[] = [];
  for (const diagnostic of diagnosticsOf(document)) {
    if (!touches(diagnostic.range, range)) continue;
    const fixes = fixesOf({ document, diagnostic, services });
    // Of several none is the one that is surely meant.
    const preferred = fixes.filter(({ sure }) => sure).length === 1 && fixes.length === 1;
    for (const fix of fixes) {
      const same = actions.find(({ title }) => title === fix.title);
      if (same) {
        same.diagnostics?.push(diagnostic);
        continue;
      }
      actions.push({
        ...action(fix, kinds.quickFix, document),
        diagnostics: [diagnostic],
        ...(preferred ? { isPreferred: true } : {}),
      });
    }
  }
  return actions;
}

function diagnosticsOf({ diagnostics = [] }: LangiumDocument): Diagnostic[] {
  return diagnostics.filter(({ source }) => source === 'handoff');
}

function action(fix: Fix, kind: string, document: LangiumDocument): CodeAction {
  return { title: fix.title, kind, edit: workspaceEdit(fix, document) };
}

function workspaceEdit({ edits, creates }: Fix, document: LangiumDocument): WorkspaceEdit {
  if (creates !== undefined) return { documentChanges: [{ kind: 'create', uri: creates }] };
  const changes: Record<string, TextEdit[]> = {};
  for (const { uri = document.uri.toString(), range, text } of edits) {
    (changes[uri] ??= []).push({ range, newText: text });
  }
  return { changes };
}

function together(
  title: string,
  kind: string,
  document: LangiumDocument,
  edits: Edit[],
): CodeAction[] {
  return edits.length === 0 ? [] : [action({ title, edits }, kind, document)];
}

function allSure(document: LangiumDocument, services: HandoffServices): Fix[] {
  return diagnosticsOf(document).flatMap((diagnostic) => {
    const [fix, ...others] = fixesOf({ document, diagnostic, services });
    return fix?.sure && others.length === 0 ? [fix] : [];
  });
}

/** The import of each name that a single file declares. */
function onlyImports(document: LangiumDocument, services: HandoffServices): Fix[] {
  const fixes = diagnosticsOf(document)
    .filter(({ code }) => code === 'unknown-reference' || code === 'unknown-name')
    .flatMap((diagnostic) => {
      const [fix, ...others] = addImport({ document, diagnostic, services });
      return fix && others.length === 0 ? [fix] : [];
    });
  const texts = new Set<string | undefined>();
  return fixes.filter(({ edits }) => {
    const text = edits[0]?.text;
    return !texts.has(text) && texts.add(text);
  });
}

/** The edits of as many fixes as do not touch what another of them changes. */
function compatible({ textDocument, uri }: LangiumDocument, fixes: readonly Fix[]): Edit[] {
  const taken: [number, number][] = [];
  return fixes.flatMap(({ edits }) => {
    if (edits.some((edit) => edit.uri !== undefined && edit.uri !== uri.toString())) return [];
    const spans = edits.map(({ range }): [number, number] => [
      textDocument.offsetAt(range.start),
      textDocument.offsetAt(range.end),
    ]);
    const clashes = spans.some(([start, end]) =>
      taken.some(([from, to]) => start < to && from < end),
    );
    if (clashes) return [];
    taken.push(...spans);
    return edits;
  });
}

function touches(left: Range, right: Range): boolean {
  return !isBefore(left.end, right.start) && !isBefore(right.end, left.start);
}

function isBefore(left: Range['start'], right: Range['start']): boolean {
  return left.line < right.line || (left.line === right.line && left.character < right.character);
}
