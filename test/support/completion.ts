import type { FileSystemNode, FileSystemProvider, LangiumDocument } from 'langium';
import { EmptyFileSystemProvider, URI } from 'langium';
import type { Completions } from '../../language-server/language/features/completion/complete.ts';
import { completionsAt } from '../../language-server/language/features/completion/complete.ts';
import type { Profiles } from '../../language-server/language/features/profiles.ts';
import type { Files } from './handoff.ts';
import { services } from './handoff.ts';

/** A disk that holds these files, by path relative to the workspace folder. */
function diskWith(paths: readonly string[]): FileSystemProvider {
  const readDirectory = (folder: URI): Promise<FileSystemNode[]> => {
    const lead = `${folder.path.replace(/\/$/, '')}/`;
    const names = paths
      .map((path) => `/team/${path}`)
      .filter((path) => path.startsWith(lead))
      .map((path) => path.slice(lead.length).split('/'));
    const entries = new Map(names.map(([name = '', ...rest]) => [name, rest.length > 0]));
    return Promise.resolve(
      [...entries].map(([name, isDirectory]) => ({
        isFile: !isDirectory,
        isDirectory,
        uri: URI.file(lead + name),
      })),
    );
  };
  const empty: FileSystemProvider = new EmptyFileSystemProvider();
  return Object.assign(empty, { readDirectory });
}

export interface CompletionFiles extends Files {
  /** Files on the disk that are only named. */
  disk?: readonly string[];
  profiles?: Profiles;
}

/** What is offered at a place of a text, which is linked and not checked, as in an editor. */
export async function completions(
  text: string,
  offset: number,
  { beside = {}, at = 'main.handoff', disk = [], profiles }: CompletionFiles = {},
): Promise<(Completions & { document: LangiumDocument }) | undefined> {
  const { workspace } = services.shared;
  const { LangiumDocuments } = workspace;
  await workspace.DocumentBuilder.update([], LangiumDocuments.all.map(({ uri }) => uri).toArray());
  const documents = Object.entries({ ...beside, [at]: text }).map(([path, each]) =>
    LangiumDocuments.createDocument(URI.file(`/team/${path}`), each),
  );
  await workspace.DocumentBuilder.build(documents, { validation: false });
  const document = documents.at(-1);
  if (!document) return undefined;
  const { Grammar, parser } = services.handoff;
  const found = await completionsAt(document, offset, {
    grammar: Grammar,
    lexer: parser.Lexer,
    parser: parser.LangiumParser,
    documents: LangiumDocuments,
    files: diskWith(disk),
    profiles,
  });
  return found && { ...found, document };
}
