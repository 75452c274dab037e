import type { Random } from '../../language-server/simulation/random.ts';
import { policies } from './workspace.ts';

/** A part of a text, in offsets, and what stands there instead. */
export interface Edit {
  from: number;
  to: number;
  text: string;
}

const words = [
  ...'never when at most emails per calendar day because otherwise escalate to is not above'.split(
    ' ',
  ),
  ...'import "org.handoff" vip consent send_hour level 21:00 70% 2026-01-01 EUR handoff test'.split(
    ' ',
  ),
  ...[
    '"',
    '`',
    '#',
    '(',
    ':',
    ',',
    '🎉',
    'ü',
    '\t',
    '\r\n',
    '\n\n  ',
    '"x.ics"',
    '"team/plans.csv"',
  ],
];
const letters = 'abcdefghijklmnopqrstuvwxyz0123456789 ":,.\n';
/** A text does not grow without end: beyond this, what is done to it takes something away. */
const longest = 12_000;

/** What a hand does to a text, one thing at a time; `random` says which. */
export function randomEdit(text: string, random: Random): Edit {
  if (text.length > longest) return cutLines(text, random, 60);
  const hands = [typeLetter, typeLetter, typeWord, deleteLetter, deleteWord, cutLine, pasteLines];
  const hand = hands[random.integer(hands.length)] ?? typeLetter;
  return hand(text, random);
}

/** The edit that turns one text into another, as small as one edit can be. */
export function editBetween(text: string, other: string): Edit {
  let from = 0;
  while (from < text.length && from < other.length && text[from] === other[from]) from++;
  let end = 0;
  const most = Math.min(text.length, other.length) - from;
  while (end < most && text[text.length - 1 - end] === other[other.length - 1 - end]) end++;
  return { from, to: text.length - end, text: other.slice(from, other.length - end) };
}

/**
 * The same change, from and to places where a cursor can stand: never between the two letters of
 * a line break, which an editor's server takes for a place before both.
 */
export function besideLineBreaks(text: string, { from, to, text: by }: Edit): Edit {
  const isInside = (at: number): boolean => text[at - 1] === '\r' && text[at] === '\n';
  return {
    from: isInside(from) ? from - 1 : from,
    to: isInside(to) ? to + 1 : to,
    text: `${isInside(from) ? '\r' : ''}${by}${isInside(to) ? '\n' : ''}`,
  };
}

export function edited(text: string, { from, to, text: by }: Edit): string {
  return text.slice(0, from) + by + text.slice(to);
}

function typeLetter(text: string, random: Random): Edit {
  const at = random.integer(text.length + 1);
  return { from: at, to: at, text: letters[random.integer(letters.length)] ?? 'x' };
}

function typeWord(text: string, random: Random): Edit {
  const at = random.integer(text.length + 1);
  return { from: at, to: at, text: ` ${words[random.integer(words.length)] ?? 'never'} ` };
}

function deleteLetter(text: string, random: Random): Edit {
  const at = random.integer(text.length + 1);
  return { from: at, to: Math.min(at + 1, text.length), text: '' };
}

function deleteWord(text: string, random: Random): Edit {
  const at = random.integer(text.length + 1);
  const word = /\S+\s*/.exec(text.slice(at))?.[0] ?? '';
  return { from: at, to: at + word.length, text: '' };
}

const cutLine = (text: string, random: Random): Edit => cutLines(text, random, 1);

function cutLines(text: string, random: Random, count: number): Edit {
  const starts = lineStarts(text);
  const line = random.integer(starts.length);
  const from = starts[line] ?? 0;
  return { from, to: starts[line + count] ?? text.length, text: '' };
}

function pasteLines(text: string, random: Random): Edit {
  const sources = Object.values(policies);
  const source = (sources[random.integer(sources.length)] ?? '').split('\n');
  const first = random.integer(source.length);
  const block = source.slice(first, first + 1 + random.integer(12));
  const starts = lineStarts(text);
  const at = starts[random.integer(starts.length)] ?? 0;
  return { from: at, to: at, text: `${block.join('\n')}\n` };
}

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
}
