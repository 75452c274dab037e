import type { IToken } from 'chevrotain';
import type { Automaton } from './automaton.ts';

/** A rule that is being read, as far as it is. */
export interface Frame {
  /** The same for all that is known of one reading of a rule. */
  id: number;
  rule: string;
  type: string;
  /** The property of the rule around it that this one becomes. */
  property: string | undefined;
  parent: Frame | undefined;
  /** Where the rule around it goes on. */
  back: number;
  /** How many tokens stood before it. */
  start: number;
  read: Read | undefined;
}

/** What a rule has read so far, the last first. */
interface Read {
  property: string | undefined;
  /** The token's text, or the type of the rule that was read. */
  what: string;
  before: Read | undefined;
}

/** One way in which the text can go on. */
export interface Expected {
  kind: 'keyword' | 'terminal';
  /** The keyword, or the name of the terminal. */
  word: string;
  property: string | undefined;
  frame: Frame;
  to: number;
}

/** All the ways in which a text can be read up to a place in it. */
export type Ways = readonly Expected[];

let ids = 0;

/** Before the first word of a file; `index` counts the tokens, as it does everywhere here. */
export function waysAtStart(automaton: Automaton, index = 0): Ways {
  const rule = automaton.rules.get(automaton.entry);
  const frame = newFrame(
    automaton.entry,
    { parent: undefined, property: undefined, back: -1 },
    index,
  );
  return close(automaton, [{ place: rule?.start ?? 0, frame }], index);
}

/**
 * The ways behind these tokens. What cannot be read is skipped up to the next line that can, as
 * the parser does, so that a slip costs its own line only. No ways where the last line has one.
 */
export function walk(automaton: Automaton, from: Ways, tokens: readonly IToken[], first = 0): Ways {
  let ways = from;
  /** The ways before the line at hand. */
  let before = from;
  let isLost = false;
  for (const [index, token] of tokens.entries()) {
    const startsLine = index > 0 && token.startLine !== tokens[index - 1]?.startLine;
    if (startsLine && !isLost) before = ways;
    if (isLost && !startsLine) continue;
    const starts: Ways[] = isLost ? [before, from] : [ways];
    const found: Ways | undefined = starts
      .map((each) => step(automaton, each, token, first + index + 1))
      .find((each) => each.length > 0);
    isLost = found === undefined;
    if (found) ways = found;
  }
  return isLost ? [] : ways;
}

/** The tokens before their last line. */
export function beforeLastLine(tokens: readonly IToken[]): readonly IToken[] {
  const line = tokens.at(-1)?.startLine;
  return tokens.slice(
    0,
    tokens.findIndex(({ startLine }) => startLine === line),
  );
}

/** The ways on behind one of those expected. */
export function after(
  automaton: Automaton,
  { frame, to, property, word }: Expected,
  index: number,
): Ways {
  const read = { property, what: word, before: frame.read };
  return close(automaton, [{ place: to, frame: { ...frame, read } }], index);
}

function step(automaton: Automaton, ways: Ways, token: IToken, index: number): Ways {
  const next = ways
    .filter((way) => accepts(way, token))
    .map(({ frame, to, property }) => {
      const read = { property, what: token.image, before: frame.read };
      return { place: to, frame: { ...frame, read } };
    });
  return next.length === 0 ? [] : close(automaton, next, index);
}

const names = new Set(['ID', 'SOFT', 'QUOTED_NAME']);

function accepts({ kind, word }: Expected, token: IToken): boolean {
  const { tokenType } = token;
  if (kind === 'keyword') return token.image === word && tokenType.name !== 'UNIT';
  return word === 'Name' ? isName(token) : tokenType.name === word;
}

function isName({ tokenType }: IToken): boolean {
  return (
    names.has(tokenType.name) || (tokenType.CATEGORIES ?? []).some(({ name }) => name === 'SOFT')
  );
}

interface At {
  place: number;
  frame: Frame;
}

/** Goes on until a token is asked for, into rules and out of those that can end. */
function close(automaton: Automaton, at: readonly At[], index: number): Ways {
  const expected: Expected[] = [];
  const seen = new Map<string, true>();
  const open = [...at].reverse();
  for (let next = open.pop(); next; next = open.pop()) {
    const { place, frame } = next;
    // Two readings of one place in one rule come to the same; the first one is the parser's.
    const key = `${String(place)} ${String(frame.parent?.id ?? 0)} ${frame.type}`;
    if (seen.has(key)) continue;
    seen.set(key, true);
    const following: At[] = [];
    for (const step of automaton.steps[place] ?? []) {
      switch (step.kind) {
        case 'nothing':
          following.push({ place: step.to, frame });
          break;
        case 'type':
          following.push({ place: step.to, frame: { ...frame, type: step.type } });
          break;
        case 'keyword':
        case 'terminal': {
          const { kind, property, to } = step;
          const word = step.kind === 'keyword' ? step.word : step.terminal;
          expected.push({ kind, word, property, frame, to });
          break;
        }
        case 'rule': {
          const start = automaton.rules.get(step.rule)?.start ?? 0;
          const around = { parent: frame, property: step.property, back: step.to };
          following.push({ place: start, frame: newFrame(step.rule, around, index) });
        }
      }
    }
    const { parent } = frame;
    if (parent && place === automaton.rules.get(frame.rule)?.end) {
      const read = { property: frame.property, what: frame.type, before: parent.read };
      following.push({ place: frame.back, frame: { ...parent, read } });
    }
    open.push(...following.reverse());
  }
  return expected;
}

function newFrame(
  rule: string,
  around: Pick<Frame, 'parent' | 'property' | 'back'>,
  start: number,
): Frame {
  return { id: ++ids, rule, type: rule, ...around, start, read: undefined };
}

/** A frame and those around it, from the inside out. */
export function stackOf(frame: Frame): Frame[] {
  const stack: Frame[] = [];
  for (let each: Frame | undefined = frame; each; each = each.parent) stack.push(each);
  return stack;
}

/** What a rule has read as one of its properties, in order. */
export function readAs(frame: Frame, property: string): string[] {
  const found: string[] = [];
  for (let each = frame.read; each; each = each.before) {
    if (each.property === property) found.unshift(each.what);
  }
  return found;
}
