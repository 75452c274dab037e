import fc from 'fast-check';

/** A change of a text as hands make them: at a share of its length, a few letters for others. */
export interface Edit {
  at: number;
  removed: number;
  inserted: string;
  /** Before the line on which that is, as whole lines are put: this seldom breaks what stands there. */
  isLine: boolean;
}

/** Letters, words and whole declarations: what is typed, pasted and commented out. */
const pieces = [
  '',
  ' ',
  '\n',
  '\n\n',
  '# a comment\n',
  '# ',
  '"',
  '(',
  'x',
  ',',
  '7',
  'test',
  'data ',
  'segment ',
  ' and n is 5',
  '\n    because "of a reason"',
  '\nhandoff ',
  '\nsegment few: n is below 3\n',
  '\ncalendar days\n  2026-05-01 "May Day"\n',
  '\ndata other from "other.csv"\n  each row is a call\n  n: number\n',
  '\nimport "other.handoff"\n',
  '\nguardrails more\n  late: never when n is 9\n',
  '\nsimulation more of h\n  agent is the usual choice\n',
];

const lines = pieces.filter((piece) => piece.endsWith('\n'));

const share = fc.double({ min: 0, max: 1, noNaN: true });

const wholeLines: fc.Arbitrary<Edit> = fc.record({
  at: share,
  removed: fc.constant(0),
  inserted: fc.constantFrom(...lines),
  isLine: fc.constant(true),
});

const letters: fc.Arbitrary<Edit> = fc.record({
  at: share,
  removed: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 3, arbitrary: fc.nat(3) },
    { weight: 1, arbitrary: fc.nat(400) },
  ),
  inserted: fc.constantFrom(...pieces),
  isLine: fc.constant(false),
});

export const edits: fc.Arbitrary<Edit> = fc.oneof(wholeLines, letters);

export function edited(text: string, { at, removed, inserted, isLine }: Edit): string {
  const place = Math.floor(at * text.length);
  const start = isLine ? text.lastIndexOf('\n', place - 1) + 1 : place;
  return text.slice(0, start) + inserted + text.slice(start + removed);
}
