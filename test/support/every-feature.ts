import type { LangiumDocument } from 'langium';
import { EmptyFileSystem, URI } from 'langium';
import type { Position, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { CancellationToken } from 'vscode-languageserver';
import { linkedEditingRanges } from '../../language-server/language/features/linked-editing.ts';
import { selectionRanges } from '../../language-server/language/features/selection-ranges.ts';
import { hoverAt } from '../../language-server/language/features/hover.ts';
import {
  createHandoffEditorServices,
  hoverContext,
} from '../../language-server/language/lsp-services.ts';

/** The services of an editor whose workspace is in memory. */
export const editor = createHandoffEditorServices({
  ...EmptyFileSystem,
  now: () => Date.UTC(2026, 0, 15),
});
const { handoff, shared } = editor;
await shared.lsp.LanguageServer.initialize({
  processId: null,
  // The protocol wants it, and workspace folders come before it.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  rootUri: null,
  capabilities: { textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: true } } },
  workspaceFolders: [{ uri: 'file:///team', name: 'team' }],
});
shared.lsp.LanguageServer.initialized({});

/** The text as a document of an otherwise empty workspace, checked as an editor has it checked. */
export async function opened(
  text: string,
  { beside = {}, at = 'main.handoff' }: { beside?: Record<string, string>; at?: string } = {},
): Promise<LangiumDocument> {
  const { LangiumDocuments, DocumentBuilder } = shared.workspace;
  await DocumentBuilder.update([], LangiumDocuments.all.map(({ uri }) => uri).toArray());
  const documents = Object.entries({ ...beside, [at]: text }).map(([path, each]) =>
    LangiumDocuments.createDocument(URI.file(`/team/${path}`), each),
  );
  await DocumentBuilder.build(documents, { validation: true });
  const document = documents.at(-1);
  if (!document) throw new Error('nothing was opened');
  return document;
}

/** Asks every feature at each offset; what is wrong with an answer, as a sentence each. */
export async function faultsOf(
  document: LangiumDocument,
  offsets: readonly number[],
): Promise<string[]> {
  const faults: string[] = [];
  const asks = { ...ofDocument(document), ...ofPlaces(document, offsets) };
  for (const [what, ask] of Object.entries(asks)) {
    try {
      for (const fault of await ask()) faults.push(`${what}: ${fault}`);
    } catch (error) {
      faults.push(`${what} throws ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
    }
  }
  return faults;
}

type Asks = Record<string, () => Promise<string[]>>;

function ofDocument(document: LangiumDocument): Asks {
  const { lsp } = handoff;
  const textDocument = { uri: document.uri.toString() };
  const options = { tabSize: 2, insertSpaces: true };
  const whole = wholeOf(document);
  const within = inText(document);
  return {
    diagnostics: async () =>
      Promise.resolve((document.diagnostics ?? []).flatMap(({ range }) => within(range))),
    symbols: async () => {
      const symbols = await lsp.DocumentSymbolProvider?.getSymbols(document, { textDocument });
      const check = (each: NonNullable<typeof symbols>): string[] =>
        each.flatMap(({ range, selectionRange, children = [] }) => [
          ...within(range),
          ...within(selectionRange),
          ...(holds(range, selectionRange) ? [] : ['the name is not in its symbol']),
          ...check(children),
        ]);
      return check(symbols ?? []);
    },
    folding: async () => {
      const ranges = await lsp.FoldingRangeProvider?.getFoldingRanges(document, { textDocument });
      return (ranges ?? []).flatMap(({ startLine, endLine }) =>
        startLine <= endLine && endLine < document.textDocument.lineCount ? [] : ['out of text'],
      );
    },
    links: async () => {
      const links = await lsp.DocumentLinkProvider?.getDocumentLinks(document, { textDocument });
      return (links ?? []).flatMap(({ range }) => within(range));
    },
    inlays: async () => {
      const hints = await lsp.InlayHintProvider?.getInlayHints(document, {
        textDocument,
        range: whole,
      });
      return (hints ?? []).flatMap(({ position }) => within({ start: position, end: position }));
    },
    'semantic tokens': async () => {
      const tokens = await lsp.SemanticTokenProvider?.semanticHighlight(
        document,
        { textDocument },
        CancellationToken.None,
      );
      return tokenFaults(tokens?.data ?? [], document);
    },
    formatting: async () => {
      const edits = await lsp.Formatter?.formatDocument(document, { textDocument, options });
      return editFaults(edits ?? [], document);
    },
    'workspace symbols': async () => {
      await shared.lsp.WorkspaceSymbolProvider?.getSymbols({ query: 'a' });
      return [];
    },
    'code actions': async () => actionFaults(document, whole),
  };
}

function ofPlaces(document: LangiumDocument, offsets: readonly number[]): Asks {
  const { lsp } = handoff;
  const textDocument = { uri: document.uri.toString() };
  const within = inText(document);
  const asks: Asks = {};
  for (const offset of offsets) {
    const position = document.textDocument.positionAt(offset);
    const at = { textDocument, position };
    const end = document.textDocument.positionAt(offset + 30);
    const places: Asks = {
      completion: async () => {
        const list = await lsp.CompletionProvider?.getCompletion(document, at);
        return (list?.items ?? []).flatMap(({ textEdit }) =>
          textEdit && 'range' in textEdit ? within(textEdit.range) : ['no edit'],
        );
      },
      'signature help': async () => {
        await lsp.SignatureHelp?.provideSignatureHelp(document, at);
        return [];
      },
      hover: () => {
        const found = hoverAt(document, position, hoverContext(handoff));
        return Promise.resolve(found?.range ? within(found.range) : []);
      },
      definition: async () => {
        await lsp.DefinitionProvider?.getDefinition(document, at);
        return [];
      },
      references: async () => {
        const found = await lsp.ReferencesProvider?.findReferences(document, {
          ...at,
          context: { includeDeclaration: true },
        });
        return (found ?? [])
          .filter(({ uri }) => uri === textDocument.uri)
          .flatMap(({ range }) => within(range));
      },
      highlights: async () => {
        const found = await lsp.DocumentHighlightProvider?.getDocumentHighlight(document, at);
        return (found ?? []).flatMap(({ range }) => within(range));
      },
      'linked editing': () => {
        const found = linkedEditingRanges(document, position, handoff);
        const texts = (found?.ranges ?? []).map((range) => document.textDocument.getText(range));
        const isOne = texts.every((text) => text === texts[0]);
        return Promise.resolve([
          ...(found?.ranges ?? []).flatMap(within),
          ...(isOne ? [] : [`different texts ${texts.join()}`]),
        ]);
      },
      selection: () => {
        const [found] = selectionRanges(document, [position]);
        const result: string[] = [];
        for (let each = found; each; each = each.parent) {
          result.push(...within(each.range));
          if (!holds(each.range, { start: position, end: position })) result.push('not around it');
          if (each.parent && !holds(each.parent.range, each.range)) result.push('not nested');
        }
        return Promise.resolve(result);
      },
      'range formatting': async () => {
        const edits = await lsp.Formatter?.formatDocumentRange(document, {
          textDocument,
          range: { start: position, end },
          options: { tabSize: 2, insertSpaces: true },
        });
        return editFaults(edits ?? [], document);
      },
      'formatting on type': async () => {
        const faults: string[] = [];
        for (const ch of ['\n', ':']) {
          const edits = await lsp.Formatter?.formatDocumentOnType(document, {
            ...at,
            ch,
            options: { tabSize: 2, insertSpaces: true },
          });
          faults.push(...editFaults(edits ?? [], document));
        }
        return faults;
      },
      'code actions': async () => actionFaults(document, { start: position, end }),
    };
    for (const [what, ask] of Object.entries(places)) {
      asks[`${what} at ${String(position.line + 1)}:${String(position.character + 1)}`] = ask;
    }
  }
  return asks;
}

async function actionFaults(document: LangiumDocument, range: Range): Promise<string[]> {
  const textDocument = { uri: document.uri.toString() };
  const { diagnostics = [] } = document;
  const provider = handoff.lsp.CodeActionProvider;
  const actions = await provider?.getCodeActions(document, {
    textDocument,
    range,
    context: { diagnostics },
  });
  return (actions ?? []).flatMap((action) =>
    'edit' in action
      ? editsIn(action.edit, document).flatMap((edits) =>
          editFaults(edits, document, { keepsWords: false }).map(
            (fault) => `${action.title}: ${fault}`,
          ),
        )
      : [],
  );
}

/** The edits of a change of the workspace that are of this document. */
export function editsIn(
  { changes = {}, documentChanges = [] }: WorkspaceEdit,
  document: LangiumDocument,
) {
  const uri = document.uri.toString();
  return [
    changes[uri] ?? [],
    ...documentChanges.map((each) =>
      'edits' in each && each.textDocument.uri === uri ? (each.edits as TextEdit[]) : [],
    ),
  ];
}

function editFaults(
  edits: readonly TextEdit[],
  document: LangiumDocument,
  { keepsWords = true } = {},
): string[] {
  const { textDocument } = document;
  const within = inText(document);
  const faults = edits.flatMap(({ range }) => within(range));
  const sorted = edits
    .map(({ range }) => [textDocument.offsetAt(range.start), textDocument.offsetAt(range.end)])
    .sort(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d);
  for (const [index, [start = 0]] of sorted.entries()) {
    if (start < (sorted[index - 1]?.[1] ?? 0)) faults.push('edits overlap');
  }
  const text = textDocument.getText();
  const after = applied(document, edits);
  if (keepsWords && after.replace(/\s+/g, '') !== text.replace(/\s+/g, '')) {
    faults.push(`changes more than white space: ${JSON.stringify(edits)}`);
  }
  return faults;
}

/** The text of a document with edits made, which speak of it as it was before any of them. */
export function applied({ textDocument }: LangiumDocument, edits: readonly TextEdit[]): string {
  let text = textDocument.getText();
  const last = edits
    .map(({ range, newText }) => ({
      start: textDocument.offsetAt(range.start),
      end: textDocument.offsetAt(range.end),
      newText,
    }))
    .sort((left, right) => right.start - left.start || right.end - left.end);
  for (const { start, end, newText } of last)
    text = text.slice(0, start) + newText + text.slice(end);
  return text;
}

function tokenFaults(data: readonly number[], document: LangiumDocument): string[] {
  const faults: string[] = [];
  const lines = document.textDocument.getText().split(/\r\n|\r|\n/);
  let [line, character, end] = [0, 0, 0];
  for (let at = 0; at < data.length; at += 5) {
    const [down = 0, right = 0, length = 0] = data.slice(at, at + 3);
    if (down < 0 || right < 0 || length <= 0) faults.push('is not sorted, or empty');
    line += down;
    character = down > 0 ? right : character + right;
    if (down === 0 && character < end) faults.push('overlaps');
    end = character + length;
    if (end > (lines[line]?.length ?? -1)) faults.push(`out of text in line ${String(line + 1)}`);
  }
  return faults;
}

function wholeOf({ textDocument }: LangiumDocument): Range {
  const end = textDocument.positionAt(textDocument.getText().length);
  return { start: { line: 0, character: 0 }, end };
}

/** Whether a range lies in the text of the document, and does not end before it starts. */
function inText({ textDocument }: LangiumDocument): (range: Range) => string[] {
  return (range) => {
    const back = [range.start, range.end].map((each) =>
      textDocument.positionAt(textDocument.offsetAt(each)),
    );
    const isThere = [range.start, range.end].every(
      (each, index) => compare(each, back[index]) === 0,
    );
    const shown = JSON.stringify(range);
    return isThere && compare(range.start, range.end) <= 0
      ? []
      : [`no range of the text: ${shown}`];
  };
}

function holds(outer: Range, inner: Range): boolean {
  return compare(outer.start, inner.start) <= 0 && compare(inner.end, outer.end) <= 0;
}

function compare(left: Position, right: Position | undefined): number {
  return left.line - (right?.line ?? -1) || left.character - (right?.character ?? -1);
}
