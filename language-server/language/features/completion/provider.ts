import type { LangiumDocument } from 'langium';
import type { CompletionProvider, LangiumServices } from 'langium/lsp';
import type { CompletionItem, CompletionList, CompletionParams } from 'vscode-languageserver';
import { InsertTextFormat, MarkupKind } from 'vscode-languageserver';
import type { Profiles } from '../profiles.ts';
import type { Candidate } from './candidate.ts';
import type { CompletionOptions } from './complete.ts';
import { completionsAt } from './complete.ts';
import type { Cursor } from './cursor.ts';

/** Completion behind an editor. Profiles of data files are asked for, where somebody has them. */
export function completionProvider(
  services: LangiumServices,
  profiles?: Profiles,
): CompletionProvider {
  const { shared } = services;
  let canFillIn = false;
  shared.lsp.LanguageServer.onInitialize(({ capabilities }) => {
    canFillIn = capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
  });
  const options: CompletionOptions = {
    grammar: services.Grammar,
    lexer: services.parser.Lexer,
    parser: services.parser.LangiumParser,
    documents: shared.workspace.LangiumDocuments,
    files: shared.workspace.FileSystemProvider,
    profiles,
  };
  return {
    // No space: a list at every word would be in the way of who knows what to write.
    completionOptions: { triggerCharacters: ['"', '/', '`', ':'] },
    async getCompletion(
      document: LangiumDocument,
      { position }: CompletionParams,
    ): Promise<CompletionList> {
      const offset = document.textDocument.offsetAt(position);
      const found = await completionsAt(document, offset, options);
      if (!found) return { isIncomplete: false, items: [] };
      const { cursor, candidates, isIncomplete } = found;
      return {
        isIncomplete,
        items: candidates.map((candidate, order) =>
          itemOf(candidate, { document, cursor, order, canFillIn }),
        ),
      };
    },
  };
}

interface ItemOptions {
  document: LangiumDocument;
  cursor: Cursor;
  order: number;
  canFillIn: boolean;
}

function itemOf(
  { label, kind, insert = label, snippet, filter = insert, detail, documentation }: Candidate,
  { document, cursor, order, canFillIn }: ItemOptions,
): CompletionItem {
  const { textDocument } = document;
  const range = {
    start: textDocument.positionAt(cursor.start),
    end: textDocument.positionAt(cursor.end),
  };
  const filled = canFillIn && snippet !== undefined;
  return {
    label,
    kind,
    sortText: String(order).padStart(4, '0'),
    // What is replaced begins with the backtick, and so has what it is found by.
    filterText: cursor.inBackticks && !filter.startsWith('`') ? `\`${filter}` : filter,
    insertTextFormat: filled ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range, newText: filled ? snippet : insert },
    ...(detail === undefined ? {} : { detail }),
    ...(documentation === undefined || documentation === ''
      ? {}
      : { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
  };
}
