import type { LangiumDocument } from 'langium';
import { UriUtils } from 'langium';
import type { Position, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { clockWords, measuredWords } from '../compile/quantities.ts';
import type { DataBlock } from '../generated/ast.ts';
import { occurrenceAt } from '../names/occurrences.ts';
import type { Occurrence } from '../names/occurrence.ts';
import type { Located } from '../names/same-name.ts';
import { renamedTogether } from '../names/same-name.ts';
import { isTaken } from '../names/taken-names.ts';
import type { NameServices } from '../names/workspace-names.ts';
import { innerRange, writeName, writtenAs } from '../names/written-name.ts';
import { renamedTexts } from './renamed-texts.ts';
import { unreadMention } from './unread-mentions.ts';

/** Why nothing is renamed, as one sentence for the person who asked. */
export interface Refused {
  refused: string;
}

/** The part of a name that its new name replaces, or why it has to stay as it is. */
export function prepareRename(
  document: LangiumDocument,
  position: Position,
  services: NameServices,
): Range | Refused {
  const found = renameable(document, position, services);
  return 'refused' in found ? found : innerRange(found.occurrence, document);
}

export interface RenameOptions {
  newName: string;
  /** Whether the editor can ask before it changes what also stands in a data file. */
  canConfirm: boolean;
}

/** Every place of a name in every file, changed to its new name; or why that cannot be. */
export function rename(
  document: LangiumDocument,
  position: Position,
  { newName, canConfirm }: RenameOptions,
  services: NameServices,
): WorkspaceEdit | Refused {
  const found = renameable(document, position, services);
  if ('refused' in found) return found;
  const { kind, name } = found.occurrence;
  const bare = kind === 'test' ? newName : newName.trim().replace(/^`(.*)`$/, '$1');
  if (bare === name) return { changes: {} };
  const { places } = found;
  const refused = refusedName(bare, kind) ?? refusedTaken(bare, kind, places, services);
  if (refused !== undefined) return { refused };
  const newTexts = new Map(
    places.map((place) => [place, writeName(bare, writtenAs(place.occurrence, place.document))]),
  );
  const texts = renamedTexts(newTexts, document, services);
  const unwritable = texts.find(({ newText }) => newText.slice(1, -1).includes('`'));
  if (unwritable) {
    const rule = unwritable.document.textDocument.getText(unwritable.range);
    return { refused: `A test calls the rule ${rule} by its words: give it a name first` };
  }
  const edits = new Map<string, TextEdit[]>();
  const edit = (home: LangiumDocument, change: TextEdit): void => {
    const uri = home.uri.toString();
    edits.set(uri, [...(edits.get(uri) ?? []), change]);
  };
  for (const [{ document: home, occurrence }, newText] of newTexts) {
    edit(home, { range: occurrence.range, newText });
  }
  for (const { document: home, range, newText } of texts) edit(home, { range, newText });
  const files = dataFilesOf(places);
  return files.length > 0 && canConfirm
    ? confirmed(edits, kind, name, files)
    : { changes: Object.fromEntries(edits) };
}

function renameable(
  document: LangiumDocument,
  position: Position,
  services: NameServices,
): (Located & { places: readonly Located[] }) | Refused {
  const occurrence = occurrenceAt(document, position, services);
  if (!occurrence) return { refused: 'There is no name here to rename' };
  const { kind, name } = occurrence;
  if (kind === 'word') {
    return { refused: `\`${name}\` is a word of Handoff: only what a file names can be renamed` };
  }
  if (occurrence.declarations.length === 0) {
    return {
      refused:
        kind === 'value'
          ? `\`${name}\` is a value that no \`one of\` declares: it cannot be renamed`
          : `\`${name}\` is declared nowhere: write the name that is meant`,
    };
  }
  const places = renamedTogether({ document, occurrence }, services);
  if (kind === 'column' && clockWords.has(name) && places.some(isInSegment)) {
    const both = `\`${name}\` is a word of Handoff too, which a segment may mean for guardrails`;
    return { refused: `${both}: rename the column by hand` };
  }
  const isDeclared = places.some((each) => each.occurrence.role === 'declaration');
  const unread = isDeclared && unreadMention(occurrence, document, services);
  if (unread) {
    const where = `line ${String(unread.line + 1)} of ${UriUtils.basename(unread.document.uri)}`;
    return {
      refused: `\`${name}\` also stands in ${where}, beside a syntax error: mend that first, or it would keep its old name`,
    };
  }
  if (isDeclared) return { document, occurrence, places };
  return { refused: `The rule \`${name}\` has no name of its own: give it one first` };
}

function isInSegment({ occurrence: { node } }: Located): boolean {
  let at = node;
  while (at.$container && at.$type !== 'Segment') at = at.$container;
  return at.$type === 'Segment';
}

const kindWords: Partial<Record<Occurrence['kind'], string>> = {
  data: 'data block',
  guardrails: 'guardrails',
};

/** Why no name can be written so. */
function refusedName(name: string, kind: Occurrence['kind']): string | undefined {
  if (name.trim() === '') return 'A name needs at least one letter';
  if (/[\r\n]/.test(name)) return 'A name stands on one line';
  if (kind === 'test') return undefined;
  if (name.includes('`')) return 'A name cannot hold a backtick';
  const isRead = kind === 'column' || kind === 'segment';
  if (!isRead || !(measuredWords.includes(name) || clockWords.has(name))) return undefined;
  return `\`${name}\` is what the agent brings or Handoff measures: choose another name`;
}

function refusedTaken(
  name: string,
  kind: Occurrence['kind'],
  places: readonly Located[],
  services: NameServices,
): string | undefined {
  if (!isTaken(name, places, services)) return undefined;
  return kind === 'column' || kind === 'segment'
    ? `\`${name}\` is the name of another column or segment already`
    : `\`${name}\` is the name of another ${kindWords[kind] ?? kind} already`;
}

/** The data files whose header or cells hold the name too. */
function dataFilesOf(places: readonly Located[]): string[] {
  const paths = places.flatMap(({ occurrence: { kind, role, node } }) => {
    if (role !== 'declaration' || (kind !== 'column' && kind !== 'value')) return [];
    let at = node;
    while (at.$container && at.$type !== 'DataBlock') at = at.$container;
    const { path } = at as Partial<DataBlock>;
    return path === undefined ? [] : [path];
  });
  return [...new Set(paths)];
}

/** An edit that the person sees before it is made: the data file has to follow by hand. */
function confirmed(
  edits: ReadonlyMap<string, TextEdit[]>,
  kind: Occurrence['kind'],
  name: string,
  files: readonly string[],
): WorkspaceEdit {
  const where = files.join(', ');
  const what = kind === 'column' ? 'has a column of this name' : 'holds this value';
  return {
    changeAnnotations: {
      data: {
        label: `Rename what ${where} calls \`${name}\``,
        description: `${where} ${what}, and is not changed`,
        needsConfirmation: true,
      },
    },
    documentChanges: [...edits].map(([uri, changes]) => ({
      textDocument: { uri, version: null },
      edits: changes.map((edit) => ({ ...edit, annotationId: 'data' })),
    })),
  };
}
