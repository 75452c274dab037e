import type { AstNode, LangiumDocument, LangiumDocuments } from 'langium';
import { UriUtils } from 'langium';
import type { File, Import } from './generated/ast.ts';
import {
  importedUri,
  isAbsolutePath,
  isPolicyFile,
  unreadableBecause,
  visibleDocuments,
} from './imports.ts';
import type { Problem, Range } from './problems.ts';

/** What an imported file says of itself, as far as it is an error. */
export type FirstError = (
  document: LangiumDocument,
) => { range: Range; message: string } | undefined;

/**
 * Imports that name no file, lead back here, or lead to a file with errors of its own: a
 * guardrail that could not be read must not be missing without a word.
 */
export function importProblems(
  document: LangiumDocument,
  documents: LangiumDocuments,
  firstError: FirstError,
): Problem[] {
  return (document.parseResult.value as File).imports.flatMap((node) => {
    const problem = problemOf(node, document, documents, firstError);
    return problem ? [{ ...problem, node, property: 'path' }] : [];
  });
}

function problemOf(
  node: Import,
  document: LangiumDocument,
  documents: LangiumDocuments,
  firstError: FirstError,
): Pick<Problem, 'code' | 'message' | 'related'> | undefined {
  // After error recovery any property may be missing.
  const path = node.path as string | undefined;
  if (path === undefined) return undefined;
  if (isAbsolutePath(path)) {
    const message = `\`${path}\` is an absolute path or an address; write a path relative to this file`;
    return { code: 'missing-import', message };
  }
  const uri = importedUri(node, document);
  if (!uri || !isPolicyFile(uri)) {
    return { code: 'missing-import', message: `\`${path}\` is not the name of a .handoff file` };
  }
  const imported = documents.getDocument(uri);
  if (!imported) {
    const reason = unreadableBecause(documents, uri);
    return { code: 'missing-import', message: `\`${path}\` ${reason}` };
  }
  const reached = visibleDocuments(imported, documents);
  if (reached.includes(document)) {
    return {
      code: 'import-cycle',
      message: `\`${path}\` imports this file again, directly or not`,
    };
  }
  for (const each of reached) {
    const error = firstError(each);
    if (!error) continue;
    const place = `${UriUtils.basename(each.uri)}:${String(error.range.start.line + 1)}`;
    return {
      code: 'broken-import',
      message: `\`${path}\` has an error (${place}): ${error.message}`,
      related: { message: 'the error', document: each, range: error.range },
    };
  }
  return undefined;
}

/** Declarations that would share a name, reported where the file at hand brings them together. */
export function duplicateDeclarations(
  document: LangiumDocument,
  documents: LangiumDocuments,
): Problem[] {
  const first = new Map<string, { node: AstNode; home: LangiumDocument }>();
  const problems: Problem[] = [];
  // Imported files come first, so that the problem stands in the file that is being written.
  for (const home of visibleDocuments(document, documents).reverse()) {
    for (const node of (home.parseResult.value as File).declarations) {
      const isTest = node.$type === 'PolicyTest';
      // Tests are found by their file; those of an imported file are its own.
      if (isTest && home !== document) continue;
      const name = (isTest ? node.title : node.name) as string | undefined;
      if (name === undefined) continue;
      const key = `${node.$type} ${name}`;
      const earlier = first.get(key);
      if (!earlier) {
        first.set(key, { node, home });
        continue;
      }
      const related = { message: 'the first one', node: earlier.node };
      if (home === document) {
        const message = `\`${name}\` is declared twice`;
        problems.push({
          code: 'duplicate-name',
          message,
          node,
          property: isTest ? 'title' : 'name',
          related,
        });
      } else if (earlier.home !== home) {
        const message = `\`${name}\` is declared in two of the imported files`;
        const places = [related, { message: 'the second one', node }];
        problems.push({ code: 'duplicate-name', message, node: importOf(home), related: places });
      }
    }
  }
  return problems;

  function importOf(home: LangiumDocument): AstNode {
    const { imports } = document.parseResult.value as File;
    const through = imports.find((node) => {
      const uri = importedUri(node, document);
      const imported = uri && documents.getDocument(uri);
      return imported && visibleDocuments(imported, documents).includes(home);
    });
    return through ?? document.parseResult.value;
  }
}
