import assert from 'node:assert/strict';
import type {
  CodeAction,
  CompletionList,
  DocumentSymbol,
  Hover,
  InlayHint,
  Location,
  MarkdownString,
  TextDocument,
  TextEdit,
  WorkspaceEdit,
} from 'vscode';
import {
  commands,
  Position,
  Range,
  Selection,
  window,
  workspace,
  WorkspaceEdit as Edit,
} from 'vscode';
import { press, screenshot, waitFor } from '../driver.ts';
import type { Suite } from '../support.ts';
import {
  diagnosticsOf,
  needsPage,
  open,
  rangeOf,
  replace,
  someDiagnosticsOf,
  until,
} from '../support.ts';

const newsletter = 'newsletter/newsletter.handoff';

/** What an editor offers on a policy, through VS Code's own commands. */
export const language: Suite = {
  'says on hover what a column is, and what its data holds': async () => {
    const document = await open(newsletter);
    const at = placeOf(document, 'lifetime_value is above');
    const words = await until('a hover with the profile', async () => {
      const found = await run<Hover[]>('vscode.executeHoverProvider', document, at);
      const text = found.flatMap(({ contents }) => contents as MarkdownString[]);
      const all = text.map(({ value }) => value).join('\n');
      return /half of them up to/.test(all) ? all : undefined;
    });
    assert.match(words, /EUR/);
  },

  'completes a condition with the values of its column, with counts': async () => {
    const document = await open(newsletter);
    const at = placeOf(document, 'engagement is active', 'engagement is '.length);
    const list = await run<CompletionList>('vscode.executeCompletionItemProvider', document, at);
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.deepEqual(labels.slice(0, 3).sort(), ['active', 'dormant', 'lapsing']);
  },

  'leads to what a name was declared as, in another file, and to all its uses': async () => {
    const document = await open(newsletter);
    const at = placeOf(document, 'by consent_first', 'by '.length);
    const places = await run<{ targetUri: { path: string } }[] | Location[]>(
      'vscode.executeDefinitionProvider',
      document,
      at,
    );
    const [place] = places as ({ targetUri?: { path: string } } & Partial<Location>)[];
    assert.match(place?.targetUri?.path ?? place?.uri?.path ?? '', /company\.handoff$/);
    const uses = await run<Location[]>('vscode.executeReferenceProvider', document, at);
    assert.ok(uses.length >= 2, `${uses.length} uses`);
  },

  'renames a segment wherever it stands': async () => {
    const document = await open(newsletter);
    const edit = await run<WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document,
      placeOf(document, 'segment vip', 'segment '.length),
      'best_readers',
    );
    const texts = edit.entries().flatMap(([, edits]) => edits.map(({ newText }) => newText));
    assert.deepEqual(new Set(texts), new Set(['best_readers']));
    assert.ok(texts.length >= 2);
  },

  'lays a policy out, and leaves one that is laid out as it is': async () => {
    const document = await open('small/sound.handoff');
    const sound = document.getText();
    await replace(
      document,
      whole(document),
      sound.replace(/^ +/gm, '\t').replaceAll(' is ', '  is  '),
    );
    const edits = await run<TextEdit[]>('vscode.executeFormatDocumentProvider', document, {
      tabSize: 2,
      insertSpaces: true,
    });
    const edit = new Edit();
    edit.set(document.uri, edits);
    await workspace.applyEdit(edit);
    assert.equal(document.getText(), sound);
    await commands.executeCommand('workbench.action.files.revert');
  },

  'mends a misspelt word by a quick fix': async () => {
    const document = await open(newsletter);
    const at = placeOf(document, 'never when send_hour');
    await replace(document, new Range(at, at.translate(0, 5)), 'nevre');
    const [diagnostic] = await someDiagnosticsOf(document);
    assert.ok(diagnostic);
    const actions = await run<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document,
      diagnostic.range,
    );
    const fix = actions.find(({ isPreferred }) => isPreferred);
    assert.ok(fix?.edit, actions.map(({ title }) => title).join('; '));
    await workspace.applyEdit(fix.edit);
    await until('no diagnostic', () => diagnosticsOf(document).length === 0 || undefined);
    await commands.executeCommand('workbench.action.files.revert');
  },

  'outlines a policy, and hints at what its words mean': async () => {
    const document = await open(newsletter);
    const symbols = await run<DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', document);
    const handoff = symbols.find(({ name }) => name.includes('newsletter_send_time'));
    assert.ok(handoff && handoff.children.length > 3);
    const hints = await run<InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document,
      whole(document),
    );
    assert.ok(hints.length > 0);
  },

  'shows completion in the editor': needsPage(async () => {
    const document = await open(newsletter);
    const at = placeOf(document, 'spacing: at least');
    await replace(document, new Range(at, at), '\n    ');
    const editor = window.activeTextEditor;
    assert.ok(editor);
    const cursor = at.translate(1, 4 - at.character);
    editor.selection = new Selection(cursor, cursor);
    await commands.executeCommand('editor.action.triggerSuggest');
    await waitFor('.suggest-widget .monaco-list-row');
    await screenshot('completion', 'dark');
    await press('Escape');
    await commands.executeCommand('workbench.action.files.revert');
  }),
};

function run<Result>(command: string, { uri }: TextDocument, ...rest: unknown[]): Promise<Result> {
  return Promise.resolve(commands.executeCommand<Result>(command, uri, ...rest));
}

/** The place of some words, or so many characters into them. */
function placeOf(document: TextDocument, words: string, into = 0): Position {
  return rangeOf(document, words).start.translate(0, into);
}

function whole(document: TextDocument): Range {
  return new Range(new Position(0, 0), document.lineAt(document.lineCount - 1).range.end);
}
