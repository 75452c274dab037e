import { DocumentState, EmptyFileSystemProvider, OperationCancelled, URI } from 'langium';
import { expect, it } from 'vitest';
import { references } from '../../../language-server/language/features/references.ts';
import { createHandoffEditorServices } from '../../../language-server/language/lsp-services.ts';

const onRead: { listener?: (uri: URI) => void } = {};

class SameFiles extends EmptyFileSystemProvider {
  override readFile(uri?: URI): Promise<string> {
    if (uri) onRead.listener?.(uri);
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
