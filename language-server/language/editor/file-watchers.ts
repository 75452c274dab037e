import type { LangiumDocument } from 'langium';
import { DocumentState, URI, UriUtils } from 'langium';
import type { Disposable, FileSystemWatcher } from 'vscode-languageserver';
import { DidChangeWatchedFilesNotification, WatchKind } from 'vscode-languageserver';
import type { HandoffSharedServices } from '../editor-services.ts';
import { calendarsOf, dataFilesOf, importsOf, proposalsOf } from './named-files.ts';
import { isInWorkspace, workspaceFolderOf } from './workspace-folder.ts';

/** What is watched in the workspace folders, whatever the documents say. */
const always: FileSystemWatcher[] = [
  { globPattern: '**/*.{handoff,ics}' },
  // Of a folder that is moved or deleted, an editor reports the folder and not what is in it.
  { globPattern: '**/*', kind: WatchKind.Create | WatchKind.Delete },
];

/**
 * Has the editor watch what the documents rest on: policies and calendars in the workspace
 * folders; and, as documents name them, data files wherever they are read, and imports and
 * calendars outside. Only what has changed is registered and unregistered.
 */
export function watchFiles(services: HandoffSharedServices): void {
  const { lsp, workspace } = services;
  let canRegister = false;
  let canBeRelative = false;
  lsp.LanguageServer.onInitialize(({ capabilities }) => {
    const client = capabilities.workspace?.didChangeWatchedFiles;
    canRegister = client?.dynamicRegistration ?? false;
    canBeRelative = client?.relativePatternSupport ?? false;
  });
  const register = (watchers: FileSystemWatcher[]): Promise<Disposable | undefined> =>
    Promise.resolve(
      lsp.Connection?.client.register(DidChangeWatchedFilesNotification.type, { watchers }),
    ).catch(() => undefined);
  const named = new Map<string, Promise<Disposable | undefined>>();
  const update = (): void => {
    if (!canRegister) return;
    const files = new Map(
      workspace.LangiumDocuments.all
        .flatMap((document) => watchedFilesOf(document, services))
        .map((uri) => [uri.toString(), uri]),
    );
    for (const [key, registered] of named) {
      if (files.has(key)) continue;
      named.delete(key);
      void registered.then((watcher) => watcher?.dispose());
    }
    for (const [key, uri] of files) {
      if (named.has(key)) continue;
      const watcher = watcherOf(uri, { canBeRelative, isInside: isInWorkspace(uri, services) });
      if (watcher) named.set(key, register([watcher]));
    }
  };
  lsp.LanguageServer.onInitialized(() => {
    if (canRegister) void register(always);
  });
  workspace.DocumentBuilder.onBuildPhase(DocumentState.Validated, update);
  workspace.DocumentBuilder.onUpdate((_, deleted) => {
    if (deleted.length > 0) update();
  });
}

/** The files that this document was or would be read with, and that are not watched always. */
function watchedFilesOf(document: LangiumDocument, services: HandoffSharedServices): URI[] {
  if (document.uri.scheme !== 'file') return [];
  const isOutside = (uri: URI): boolean => !isInWorkspace(uri, services);
  const folder = URI.parse(workspaceFolderOf(document.uri, services));
  return [
    ...importsOf(document).filter(isOutside),
    ...calendarsOf(document).filter((uri) => isOutside(uri) || !uri.path.endsWith('.ics')),
    // Both are read in the folder alone, so that nothing is to be known of what lies outside.
    ...[...dataFilesOf(document), ...proposalsOf(document)].filter((uri) =>
      UriUtils.contains(folder, uri),
    ),
  ];
}

function watcherOf(
  uri: URI,
  { canBeRelative, isInside }: { canBeRelative: boolean; isInside: boolean },
): FileSystemWatcher | undefined {
  const name = literalPattern(UriUtils.basename(uri));
  if (canBeRelative) {
    const baseUri = UriUtils.dirname(uri).toString();
    return { globPattern: { baseUri, pattern: name } };
  }
  return isInside ? { globPattern: `**/${name}` } : undefined;
}

/** A name that stands for itself where a pattern is expected. */
function literalPattern(name: string): string {
  return name.replace(/[*?[\]{}]/g, '[$&]');
}
