import ICAL from 'ical.js';
import type { FileSystemProvider, LangiumDocument } from 'langium';
import { URI, UriUtils } from 'langium';
import type { CalendarRange } from '../policy/model.ts';
import { day } from './compile/literals.ts';
import type { Calendar, File } from './generated/ast.ts';
import { isAbsolutePath } from './imports.ts';
import { readFailure } from './read-failure.ts';

/** Bytes; a decade of an office's calendar is a tenth of it. */
export const largestCalendar = 5_000_000;

/** Events are repeated to the end of 2059, and for ten years at least. */
const horizon = Date.UTC(2060, 0, 1) / day - 1;
const tenYears = 3653;
/** Every day from 2006 to the horizon. */
const mostOccurrences = 20_000;
const tooOften = `repeats an event more than ${String(mostOccurrences)} times; end it with UNTIL or COUNT`;
const changesNothing =
  'changes an occurrence (RECURRENCE-ID) that its event does not have; export it again';

/** An event whose dates cannot all be given: a rule that reads them would stop without a word. */
class UnreadableEvent extends Error {}

export type CalendarFile = { ranges: CalendarRange[] } | { problem: string };

/** The calendars that `calendar … from "….ics"` name, read once and kept until read again. */
export class CalendarFiles {
  readonly #files = new Map<string, CalendarFile>();
  /** What was parsed, so that a file that stays as it is is not at each key that is pressed. */
  readonly #texts = new Map<string, string>();
  readonly #fileSystem: FileSystemProvider;

  constructor(fileSystem: FileSystemProvider) {
    this.#fileSystem = fileSystem;
  }

  async read(document: LangiumDocument): Promise<void> {
    for (const declaration of (document.parseResult.value as File).declarations) {
      if (declaration.$type !== 'Calendar') continue;
      const uri = calendarUri(declaration, document);
      if (uri) await this.#read(uri);
    }
  }

  of(calendar: Calendar, document: LangiumDocument): CalendarFile | undefined {
    if (calendar.path === undefined) return undefined;
    const uri = calendarUri(calendar, document);
    if (!uri) {
      return { problem: 'is an absolute path or an address; write a path relative to this file' };
    }
    return this.#files.get(uri.toString()) ?? { problem: 'has not been read' };
  }

  /** Of all that were read, or that were asked for and could not be. */
  uris(): URI[] {
    return [...this.#files.keys()].map((uri) => URI.parse(uri));
  }

  /** Forgets the others: a path that is typed is another file at each key. */
  keepOnly(uris: Iterable<URI>): void {
    if (this.#files.size === 0) return;
    const kept = new Set([...uris].map((uri) => uri.toString()));
    for (const key of [...this.#files.keys()]) {
      if (kept.has(key)) continue;
      this.#files.delete(key);
      this.#texts.delete(key);
    }
  }

  async #read(uri: URI): Promise<void> {
    const key = uri.toString();
    let text: string;
    try {
      text = await this.#fileSystem.readFile(uri);
    } catch (error) {
      this.#texts.delete(key);
      this.#files.set(key, { problem: readFailure(error).message });
      return;
    }
    if (this.#texts.get(key) === text) return;
    this.#texts.set(key, text);
    this.#files.set(key, parsed(text));
  }
}

function parsed(text: string): CalendarFile {
  try {
    return { ranges: calendarDates(text) };
  } catch (error) {
    if (error instanceof UnreadableEvent) return { problem: error.message };
    return { problem: 'is not an iCalendar file (.ics)' };
  }
}

/** The file that a calendar names, relative to the file it stands in. */
export function calendarUri(calendar: Calendar, document: LangiumDocument): URI | undefined {
  if (calendar.path === undefined || isAbsolutePath(calendar.path)) return undefined;
  return UriUtils.resolvePath(UriUtils.dirname(document.uri), calendar.path);
}

/**
 * The dates of every event, whole days on the event's own clock; RFC 5545 ends are exclusive, so
 * that what ends at midnight does not claim the day that begins then. What is cancelled is left
 * out. Throws an UnreadableEvent where some dates would be missing without a word.
 */
export function calendarDates(text: string): CalendarRange[] {
  const root = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const events = root.getAllSubcomponents('vevent').map((each) => ({
    component: each,
    uid: each.getFirstPropertyValue('uid'),
    isChange: each.hasProperty('recurrence-id'),
  }));
  const series = events.filter(({ isChange }) => !isChange);
  const ranges = series.flatMap(({ component, uid }) => {
    const changes = events.filter((each) => each.isChange && each.uid === uid);
    return datesOf(
      component,
      changes.map((each) => each.component),
    );
  });
  // A changed occurrence may come alone, without the event that it was one of.
  for (const { component, uid, isChange } of events) {
    if (!isChange || series.some((each) => each.uid === uid)) continue;
    ranges.push(...datesOf(component, []));
  }
  return merged(ranges);
}

function datesOf(component: ICAL.Component, changes: ICAL.Component[]): CalendarRange[] {
  const event = new ICAL.Event(component, { exceptions: changes, strictExceptions: false });
  if (!event.isRecurring()) return rangesOf(event, event.startDate, event.endDate);
  const seen = new Set<ICAL.Component>();
  const ranges: CalendarRange[] = [];
  const start = dateOf(event.startDate);
  const iterator = event.iterator();
  for (let count = 0; ; count++) {
    const next = iterator.next() as ICAL.Time | null;
    if (!next || dateOf(next) > Math.max(horizon, start + tenYears)) break;
    if (count === mostOccurrences) throw new UnreadableEvent(tooOften);
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    seen.add(item.component);
    ranges.push(...rangesOf(item, startDate, endDate));
  }
  if (changes.some((change) => !seen.has(change))) throw new UnreadableEvent(changesNothing);
  return ranges;
}

function rangesOf(event: ICAL.Event, start: ICAL.Time, end: ICAL.Time): CalendarRange[] {
  if (event.component.getFirstPropertyValue('status') === 'CANCELLED') return [];
  const isMidnight = end.isDate || (end.hour === 0 && end.minute === 0 && end.second === 0);
  const from = dateOf(start);
  const to = Math.max(from, dateOf(end) - (isMidnight ? 1 : 0));
  return [{ from, to, ...(event.summary ? { label: event.summary } : {}) }];
}

/** In order, and what follows day upon day under one label as one range. */
function merged(ranges: CalendarRange[]): CalendarRange[] {
  const result: CalendarRange[] = [];
  for (const range of ranges.sort((a, b) => a.from - b.from || a.to - b.to)) {
    const last = result.at(-1);
    if (last && last.label === range.label && range.from <= last.to + 1) {
      last.to = Math.max(last.to, range.to);
    } else result.push(range);
  }
  return result;
}

function dateOf(time: ICAL.Time): number {
  return Date.UTC(time.year, time.month - 1, time.day) / day;
}
