import type { FileSystemProvider, LangiumDocument } from 'langium';
import { URI } from 'langium';
import type { LocationLink, Position, Range } from 'vscode-languageserver';
import { occurrenceAt, isSamePlace, occurrencesOf } from '../names/occurrences.ts';
import type { Place } from '../names/occurrence.ts';
import type { NameServices } from '../names/workspace-names.ts';
import { documentLinks } from './document-links.ts';

/** From a name to all that declares it, and from a path to the file that it names. */
export async function definitions(
  document: LangiumDocument,
  position: Position,
  services: NameServices,
  files: Pick<FileSystemProvider, 'stat'>,
): Promise<LocationLink[] | undefined> {
  const occurrence = occurrenceAt(document, position, services);
  if (occurrence) {
    return occurrence.declarations.map((place) => ({
      originSelectionRange: occurrence.range,
      targetUri: place.uri,
      targetRange: wholeOf(place, services),
      targetSelectionRange: place.range,
    }));
  }
  const links = await documentLinks(document, files);
  const link = links.find(({ range }) => isWithin(position, range));
  if (link?.target === undefined) return undefined;
  return [
    {
      originSelectionRange: link.range,
      targetUri: link.target,
      targetRange: startOfFile,
      targetSelectionRange: startOfFile,
    },
  ];
}

const startOfFile: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** All that a declaration says, for a look at it without going there. */
function wholeOf(place: Place, services: NameServices): Range {
  const home = services.shared.workspace.LangiumDocuments.getDocument(URI.parse(place.uri));
  const declaration =
    home &&
    occurrencesOf(home, services).find(({ range }) =>
      isSamePlace({ uri: place.uri, range }, place),
    );
  return declaration?.node.$cstNode?.range ?? place.range;
}

function isWithin({ line, character }: Position, { start, end }: Range): boolean {
  return line === start.line && character >= start.character && character <= end.character;
}
