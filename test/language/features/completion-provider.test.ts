import { EmptyFileSystem, URI } from 'langium';
import type { CompletionItem, CompletionList, InitializeParams } from 'vscode-languageserver';
import { InsertTextFormat } from 'vscode-languageserver';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HandoffEditorServices } from '../../../language-server/language/editor-services.ts';
import { createHandoffEditorServices } from '../../../language-server/language/lsp-services.ts';
import { handoff } from '../../support/handoff-texts.ts';
import { marked } from '../../support/markers.ts';

/** The services behind an editor that fills in snippets, or behind one that does not. */
async function editor(snippetSupport: boolean): Promise<HandoffEditorServices> {
  const services = createHandoffEditorServices(EmptyFileSystem);
  await services.shared.lsp.LanguageServer.initialize({
    processId: null,
    workspaceFolders: null,
    capabilities: { textDocument: { completion: { completionItem: { snippetSupport } } } },
  } as InitializeParams);
  return services;
}

async function complete(
  { shared, handoff: language }: HandoffEditorServices,
  source: string,
): Promise<CompletionList> {
  const { text, positions } = marked(source);
  const { LangiumDocuments, DocumentBuilder } = shared.workspace;
  await DocumentBuilder.update([], LangiumDocuments.all.map(({ uri }) => uri).toArray());
  const document = LangiumDocuments.createDocument(URI.file('/team/main.handoff'), text);
  await DocumentBuilder.build([document], { validation: false });
  const [position = { line: 0, character: 0 }] = positions;
  const params = { textDocument: { uri: document.uri.toString() }, position };
  const list = await language.lsp.CompletionProvider?.getCompletion(document, params);
  if (!list) throw new Error('nothing was answered');
  return list;
}

const odd = handoff('  boundaries\n    <|>').replace('  n:', '  `E-Mail`:');
const found = ({ items }: CompletionList, label: string): CompletionItem | undefined =>
  items.find((item) => item.label === label);

describe('completion in an editor', () => {
  let services: HandoffEditorServices;
  beforeAll(async () => {
    services = await editor(true);
  });

  it('keeps the order in which it is offered, and is complete', async () => {
    const { items, isIncomplete } = await complete(services, odd);
    expect(isIncomplete).toBe(false);
    const sorted = items.map(({ sortText }) => sortText);
    expect(sorted).toEqual(sorted.toSorted());
    expect(items[0]?.label).toBe('rule: never when consent is not yes');
  });

  it('fills in whole sentences with their tab stops, in place of the word', async () => {
    const cap = found(
      await complete(services, odd.replace('<|>', 'ca<|>')),
      'weekly_cap: at most 5 emails per 7 days',
    );
    expect(cap?.insertTextFormat).toBe(InsertTextFormat.Snippet);
    const line = odd.split('\n').length - 1;
    expect(cap?.textEdit).toEqual({
      range: { start: { line, character: 4 }, end: { line, character: 6 } },
      newText: '${1:weekly_cap}: at most ${2:5 emails} per ${3:7 days}$0',
    });
  });

  it('writes them out for an editor without tab stops', async () => {
    const cap = found(
      await complete(await editor(false), odd),
      'weekly_cap: at most 5 emails per 7 days',
    );
    expect(cap?.insertTextFormat).toBe(InsertTextFormat.PlainText);
    expect(cap?.textEdit).toMatchObject({ newText: 'weekly_cap: at most 5 emails per 7 days' });
  });

  it('is found by what is typed, in backticks and in a text as well', async () => {
    const rule = (text: string): string => odd.replace('<|>', `r: never when ${text}`);
    const name = found(await complete(services, rule('`E<|>`')), 'E-Mail');
    expect(name).toMatchObject({ filterText: '`E-Mail`', textEdit: { newText: '`E-Mail`' } });
    const plain = found(await complete(services, rule('`l<|>`')), 'level');
    expect(plain).toMatchObject({ filterText: '`level', textEdit: { newText: 'level' } });
  });

  it('says nothing in a comment', async () => {
    expect(await complete(services, '# han<|>')).toEqual({ isIncomplete: false, items: [] });
  });
});
