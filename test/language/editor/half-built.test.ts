import { DocumentState, EmptyFileSystemProvider, URI } from 'langium';
import { expect, it } from 'vitest';
import { createHandoffEditorServices } from '../../../language-server/language/lsp-services.ts';
import { data, handoff } from '../../support/handoff-texts.ts';

const uri = URI.parse('file:///main.handoff');
const named = (name: string): string =>
  handoff().replace('data d ', `data ${name} `).replace('uses d\n', `uses ${name}\n`);
const imported = (name: string): string =>
  `import "other.handoff"\n${handoff().replace(data, '').replace('uses d\n', `uses ${name}\n`)}`;

/** A workspace of two files in memory, and what is wrong with one of them. */
async function start(texts: Record<string, string>) {
  class Files extends EmptyFileSystemProvider {
    override readFile({ path }: URI = uri): Promise<string> {
      return Promise.resolve(texts[path] ?? '');
    }
  }
  const services = createHandoffEditorServices({ fileSystemProvider: () => new Files() });
  const { DocumentBuilder, LangiumDocuments, WorkspaceManager } = services.shared.workspace;
  const workspaceFolders = [{ name: 'team', uri: 'file:///' }];
  const client = { processId: null, rootUri: null, capabilities: {}, workspaceFolders };
  WorkspaceManager.initialize(client);
  const document = await LangiumDocuments.getOrCreateDocument(uri);
  await DocumentBuilder.build([document], { validation: true });
  const problems = () => document.diagnostics?.map(({ message }) => message);
  return { document, services, DocumentBuilder, problems };
}

const states = [
  ['parsed', DocumentState.Parsed],
  ['indexed', DocumentState.IndexedContent],
  ['given scopes', DocumentState.ComputedScopes],
  ['linked', DocumentState.Linked],
] as const;

// Features and late diagnostics look whenever they are ready, and not only between two builds.
it.each(states)('links a document that somebody asks about when it is %s', async (_, state) => {
  const texts = { '/main.handoff': named('mails') };
  const { document, services, DocumentBuilder, problems } = await start(texts);
  expect(problems()).toEqual([]);
  DocumentBuilder.onBuildPhase(state, () => {
    services.handoff.meaning.CompiledFiles.of(document);
  });
  texts['/main.handoff'] = named('log');
  await DocumentBuilder.update([uri], []);
  expect(problems()).toEqual([]);
});

it.each(states)('links it to a file that has changed when it is %s', async (_, state) => {
  const texts = { '/main.handoff': imported('d'), '/other.handoff': data };
  const { document, services, DocumentBuilder, problems } = await start(texts);
  expect(problems()).toEqual([]);
  DocumentBuilder.onBuildPhase(state, () => {
    services.handoff.meaning.CompiledFiles.of(document);
  });
  texts['/other.handoff'] = data.replace('visits: number of visits', 'visits: text');
  await DocumentBuilder.update([URI.parse('file:///other.handoff')], []);
  expect(problems()).toEqual([]);
  const [policy] = services.handoff.meaning.CompiledFiles.of(document).policies;
  const visits = policy?.data.columns.find(({ name }) => name === 'visits');
  expect(visits?.type.kind).toBe('text');
});
