import { rolesOf } from './batch-view.ts';
import type { BatchView } from './batch-view.ts';
import type { Policy } from '../policy/model.ts';
import type { History, SendsQuery, SentQuery } from '../policy/sends.ts';

/** The sends of several handoffs, as one of them reads them. */
export interface SharedHistory extends History {
  /** Opens a batch of the handoff's data, whose codes stand for subjects. */
  begin: (view: BatchView) => void;
  /** Sends of every handoff, by numbers that are the same for all of them. */
  all: History;
  /** This handoff's number there. */
  handoff: number;
  /** The number there of a subject of the batch under way. */
  subject: (code: number) => number;
}

/** Numbers the subjects of several data files by what their identifiers say. */
type SubjectNumbers = Map<string, number>;

/**
 * One handoff's view of what all of them send: its own sends are those of handoff 0, as in a
 * replay by itself, and its subjects go by the codes of its own data file.
 */
export function createSharedHistory(
  policy: Policy,
  { all, handoff, numbers }: { all: History; handoff: number; numbers: SubjectNumbers },
): SharedHistory {
  const { subject: name } = rolesOf(policy);
  let words: string[] = [];
  let known: number[] = [];

  // Dictionaries may grow from batch to batch, at their ends.
  const subject = (code: number): number => {
    const found = known[code];
    if (found !== undefined) return found;
    const word = words[code]!;
    const number = numbers.get(word) ?? numbers.size;
    numbers.set(word, number);
    known[code] = number;
    return number;
  };
  const sender = (asked: number | undefined): number | undefined =>
    asked === undefined ? undefined : handoff;
  // One object for all queries: the replay asks many times for each row.
  const one: SentQuery = {
    ...{ subject: 0, moment: 0, handoff: undefined, except: undefined, ahead: true },
    ...{ window: { kind: 'calendar', unit: 'day' }, zone: -1 },
  };
  const asked = (query: Omit<SendsQuery, 'moment'>): SentQuery => {
    one.subject = subject(query.subject);
    one.handoff = sender(query.handoff);
    one.except = sender(query.except);
    one.ahead = query.ahead ?? true;
    return one;
  };
  const windowed = (query: Omit<SentQuery, 'moment'>): SentQuery => {
    one.window = query.window;
    one.zone = query.zone;
    return asked(query);
  };

  return {
    begin: (view) => {
      const next = view.dictionary({ kind: 'column', name: name! }) ?? [];
      if (next !== words) known = [];
      words = next;
    },
    all,
    handoff,
    subject,
    record: (code, _own, moment, count) => {
      all.record(subject(code), handoff, moment, count);
    },
    sent: (query) => {
      one.moment = query.moment;
      return all.sent(windowed(query));
    },
    sentAt: (query, moments, into, length) => {
      all.sentAt(windowed(query), moments, into, length);
    },
    sentAfter: (code, own, moment) => all.sentAfter(subject(code), sender(own), moment),
    sinceLast: (query) => {
      one.moment = query.moment;
      return all.sinceLast(asked(query));
    },
    sinceLastAt: (query, moments, into, length) => {
      all.sinceLastAt(asked(query), moments, into, length);
    },
  };
}
