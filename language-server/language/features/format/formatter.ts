import type { LangiumDocument } from 'langium';
import type { Formatter, LangiumSharedServices } from 'langium/lsp';
import { formattingEdits } from './format.ts';
import { editsOnType } from './on-type.ts';

/** Formatting as an editor asks for it. Its options are not read: the layout is one for all. */
export function handoffFormatter({ workspace }: LangiumSharedServices): Formatter {
  /**
   * The document as the editor has it now. An editor asks right behind a change, when the document
   * may not be parsed again yet, and offsets of an earlier text would put blanks into words.
   */
  const current = (document: LangiumDocument): LangiumDocument => {
    const shown = workspace.TextDocuments.get(document.uri) ?? document.textDocument;
    const text = shown.getText();
    const parsed = document.parseResult.value.$cstNode?.root.fullText;
    if (parsed === text && document.textDocument.getText() === text) return document;
    return workspace.LangiumDocumentFactory.fromTextDocument(shown, document.uri);
  };
  return {
    formatDocument: (document) => formattingEdits(current(document)),
    formatDocumentRange: (document, { range }) => formattingEdits(current(document), range),
    formatDocumentOnType: (document, { ch, position }) =>
      editsOnType(current(document), ch, position),
    formatOnTypeOptions: { firstTriggerCharacter: '\n', moreTriggerCharacter: [':'] },
  };
}
