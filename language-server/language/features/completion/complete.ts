import type { FileSystemProvider, LangiumDocument, LangiumDocuments } from 'langium';
import type { Profiles } from '../profiles.ts';
import type { Candidate } from './candidate.ts';
import { filledIn, ranks } from './candidate.ts';
import { conditionCandidates } from './conditions.ts';
import type { Cursor } from './cursor.ts';
import { cursorAt } from './cursor.ts';
import { keywordCandidates } from './keywords.ts';
import { literalsFor, unitsFor } from './literals.ts';
import { sideOf } from './operands.ts';
import { isPath, pathsFor } from './paths.ts';
import { placeAt } from './place.ts';
import { presentAround } from './present.ts';
import type { Readers } from './reading.ts';
import { readBefore } from './reading.ts';
import { namesFor } from './slots.ts';
import { sentenceCandidates } from './starts.ts';
import type { Expected } from './walk.ts';

export interface CompletionOptions extends Readers {
  documents: LangiumDocuments;
  files: FileSystemProvider;
  /** What is known of the data files. */
  profiles?: Profiles | undefined;
}

export interface Completions {
  cursor: Cursor;
  /** The best first. */
  candidates: Candidate[];
  /** Whether there are more than are worth sending. */
  isIncomplete: boolean;
}

const most = 300;

/** Rules of the grammar whose values depend on what they are compared with. */
const operands = new Set(['Primary', 'Literal', 'Value']);

/** What can stand at a place of a document, which may be half typed. Undefined in a comment. */
export async function completionsAt(
  document: LangiumDocument,
  offset: number,
  options: CompletionOptions,
): Promise<Completions | undefined> {
  const text = document.textDocument.getText();
  const cursor = cursorAt(text, offset);
  if (!cursor) return undefined;
  const before = readBefore(text, cursor, options);
  const place = placeAt(document, cursor.start, options.documents);
  const reading = { ...before, place, parser: options.parser };
  const index = before.tokens.length;
  const { profiles } = options;
  const present = presentAround(cursor, place);
  const here = { ...reading, cursor, index, profiles, present };
  const found: Candidate[] = [];

  const terminals = distinct(before.ways.filter(({ kind }) => kind === 'terminal'));
  for (const way of terminals) {
    const slot = slotOf(way);
    if (way.word === 'STRING' && isPath(slot)) {
      const typed = cursor.inText ? cursor.typed.slice(1) : '';
      const paths = await pathsFor(slot, typed, document, options.files);
      found.push(...paths.map((path) => ({ ...path, insert: `"${path.label}"` })));
    }
    if (way.word === 'Name') found.push(...(namesFor(slot, place) ?? []));
    const isCompared = operands.has(way.frame.rule) && sideOf(way.frame, reading) !== undefined;
    if (way.word === 'UNIT') {
      found.push(...unitsFor(slot, way.frame, here));
    } else if (!isCompared && !(way.word === 'STRING' && isPath(slot))) {
      found.push(...literalsFor(way.word, slot, place));
    }
  }
  found.push(...conditionCandidates(terminals, here));
  found.push(...sentenceCandidates(here));
  // A phrase that something else begins with says nothing more.
  const named = found.filter(hasName);
  const texts = named.map(({ label, insert = label }) => insert);
  const begins = (text: string, phrase: string): boolean =>
    text.startsWith(phrase) && !/\w/.test(text[phrase.length] ?? '');
  named.push(
    ...keywordCandidates(here).filter(({ label }) => !texts.some((text) => begins(text, label))),
  );

  const numbered = named.map((candidate) => withNumber(candidate, cursor));
  const candidates = fitting(withoutRepeats(numbered), cursor);
  return {
    cursor,
    candidates: candidates.slice(0, most),
    isIncomplete: candidates.length > most,
  };
}

export function slotOf({ frame, property }: Expected): string {
  return `${frame.type}.${property ?? ''}`;
}

function distinct(ways: readonly Expected[]): Expected[] {
  const seen = new Set<string>();
  return ways.filter((way) => {
    const key = `${way.word} ${slotOf(way)}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** A declaration that is half typed may have no name yet. */
function hasName({ label }: { label?: string }): boolean {
  return label !== undefined;
}

/** In a text only texts fit, and in backticks only names. */
function fitting(candidates: readonly Candidate[], { inText, inBackticks }: Cursor): Candidate[] {
  const sorted = candidates.toSorted((left, right) => left.rank - right.rank);
  if (inText) {
    const isText = ({ label, insert = label, rank }: Candidate): boolean =>
      insert.startsWith('"') && rank !== ranks.literal;
    return sorted.filter(isText);
  }
  if (inBackticks) return sorted.filter(({ rank, snippet }) => isName(rank) && !snippet);
  return sorted;
}

function isName(rank: number): boolean {
  return rank === ranks.name || rank === ranks.value;
}

/** A number that is being typed goes on with its unit: `90` to `90%`, `200` to `200 EUR`. */
function withNumber(candidate: Candidate, { typed }: Cursor): Candidate {
  const snippet = candidate.snippet?.replace(/^\$\{1:[\d.,]+\}/, typed);
  if (!/^\d[\d.,]*$/.test(typed) || snippet === undefined || snippet === candidate.snippet) {
    return candidate;
  }
  const insert = filledIn(snippet);
  return { ...candidate, snippet, label: insert, insert };
}

function withoutRepeats(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ label, insert = label }) => !seen.has(insert) && seen.add(insert));
}
