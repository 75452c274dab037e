import {
  Cancellation,
  DocumentState,
  EmptyFileSystemProvider,
  OperationCancelled,
  URI,
} from 'langium';
import { expect, it } from 'vitest';
import { references } from '../../../language-server/language/features/references.ts';
import { unreadableBecause } from '../../../language-server/language/imports.ts';
import { ReadFailure } from '../../../language-server/language/read-failure.ts';
import { createHandoffEditorServices } from '../../../language-server/language/lsp-services.ts';

const onRead: { listener?: (uri: URI) => void } = {};

class SameFiles extends EmptyFileSystemProvider {
  override readFile(uri?: URI): Promise<string> {
    if (uri) onRead.listener?.(uri);
    if (uri?.path.startsWith('/team/none'))
      return Promise.reject(new ReadFailure('not-readable', 'is gone'));
    return Promise.resolve('segment s: n is 5');
  }
}

const { handoff, shared } = createHandoffEditorServices({
  fileSystemProvider: () => new SameFiles(),
});
const { workspace } = shared;
const { DocumentBuilder, LangiumDocumentFactory, LangiumDocuments } = workspace;
const uri = URI.parse('file:///a.handoff');

it('cancels a question about a document that goes before it is built', async () => {
  LangiumDocuments.addDocument(LangiumDocumentFactory.fromString('segment s: n is 5', uri));
  const asked = DocumentBuilder.waitUntil(DocumentState.Validated, uri);
  await Promise.all([
    expect(asked).rejects.toBe(OperationCancelled),
    DocumentBuilder.update([], [uri]),
  ]);
});

it('answers a question about the workspace behind a build with nothing left to do', async () => {
  LangiumDocuments.addDocument(LangiumDocumentFactory.fromString('segment s: n is 5', uri));
  const updated = DocumentBuilder.update([], [uri]);
  const asked = DocumentBuilder.waitUntil(DocumentState.IndexedReferences);
  await updated;
  await asked;
  await DocumentBuilder.waitUntil(DocumentState.IndexedReferences);
});

it('tells all that wait for a document of its phase, although the build is cancelled there', async () => {
  const document = LangiumDocumentFactory.fromString('segment s: n is 5', uri);
  LangiumDocuments.addDocument(document);
  const over = new Cancellation.CancellationTokenSource();
  let isTold = false;
  const listeners = [
    () => over.cancel(),
    () => {
      isTold = true;
    },
  ].map((listener) => DocumentBuilder.onDocumentPhase(DocumentState.Linked, listener));
  await expect(DocumentBuilder.build([document], { validation: true }, over.token)).rejects.toBe(
    OperationCancelled,
  );
  for (const listener of listeners) listener.dispose();
  expect(isTold).toBe(true);
  await DocumentBuilder.update([], [uri]);
});

it('answers nothing to who does not want to know any more', async () => {
  LangiumDocuments.addDocument(LangiumDocumentFactory.fromString('segment s: n is 5', uri));
  const updated = DocumentBuilder.update([], [uri]);
  const over = new Cancellation.CancellationTokenSource();
  const asked = DocumentBuilder.waitUntil(DocumentState.IndexedReferences, over.token);
  over.cancel();
  await expect(asked).rejects.toBe(OperationCancelled);
  const late = DocumentBuilder.waitUntil(DocumentState.IndexedReferences, over.token);
  await expect(late).rejects.toBe(OperationCancelled);
  await updated;
});

it('knows nothing of a document that is not parsed yet, and fails nobody who looks at all', () => {
  const asked = LangiumDocumentFactory.fromString('segment s: n is 5', uri);
  LangiumDocuments.addDocument(asked);
  // As Langium makes it of a file that appears.
  const appeared = LangiumDocumentFactory.fromModel(
    { $type: 'INVALID' },
    URI.parse('file:///b.handoff'),
  );
  LangiumDocuments.addDocument(appeared);
  const position = { line: 0, character: 8 };
  expect(references(asked, position, { includeDeclaration: true }, handoff)).toHaveLength(1);
});

it('answers a question about a document that is parsed after others', async () => {
  const uris = ['file:///c.handoff', 'file:///d.handoff'].map((each) => URI.parse(each));
  for (const each of uris) {
    LangiumDocuments.addDocument(LangiumDocumentFactory.fromModel({ $type: 'INVALID' }, each));
  }
  const [, second] = uris as [URI, URI];
  const asked = new Promise((resolve, reject) => {
    onRead.listener = (read) => {
      if (read !== second) return;
      DocumentBuilder.waitUntil(DocumentState.Parsed, second).then(resolve, reject);
    };
  });
  await Promise.all([expect(asked).resolves.toBe(second), DocumentBuilder.update(uris, [])]);
});

it('forgets the files whose paths were typed and stand nowhere any more', async () => {
  const workspaceFolders = [{ name: 'team', uri: 'file:///team' }];
  const client = { processId: null, rootUri: null, capabilities: {}, workspaceFolders };
  workspace.WorkspaceManager.initialize(client);
  const typed = URI.parse('file:///team/e.handoff');
  const named = (path: string): URI => URI.parse(`file:///team/none${path}`);
  const become = async (path: string): Promise<void> => {
    LangiumDocuments.deleteDocument(typed);
    const text = `import "none${path}.handoff"\ncalendar c from "none${path}.ics"`;
    const document = LangiumDocumentFactory.fromString(text, typed);
    LangiumDocuments.addDocument(document);
    await DocumentBuilder.build([document]);
  };
  const why = (path: string): string => unreadableBecause(LangiumDocuments, named(path));
  await become('/a');
  expect(why('/a.handoff')).toBe('is gone');
  expect(workspace.CalendarFiles.uris().map(String)).toEqual([String(named('/a.ics'))]);
  await become('/ab');
  expect([why('/a.handoff'), why('/ab.handoff')]).toEqual([
    'does not exist or cannot be read',
    'is gone',
  ]);
  expect(workspace.CalendarFiles.uris().map(String)).toEqual([String(named('/ab.ics'))]);
});
