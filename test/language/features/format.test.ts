import { describe, expect, it } from 'vitest';
import { formattedText } from '../../../language-server/language/features/format/format.ts';
import { expectGolden } from '../../support/golden.ts';
import { repositoryFile } from '../../support/handoff.ts';
import { parsed } from '../../support/relayout.ts';

const formatted = (text: string): string => formattedText(parsed(text));

/** What a text is, and what it becomes. */
type Row = [title: string, text: string, becomes: string];

const around = (rules: string): string => `handoff h\n  boundaries\n${rules}`;

const rows: Row[] = [
  ['nothing stays nothing', '', ''],
  ['white space is nothing', ' \n\t\n', ''],
  ['a byte order mark stays', '\uFEFF\n import "a"', '\uFEFFimport "a"\n'],
  ['a missing line break at the end is added', 'import "a"', 'import "a"\n'],
  ['blank lines at the end go', 'import "a" \n\n\n', 'import "a"\n'],
  [
    'Windows line breaks stay',
    'import "a"\r\n\r\n\r\nsegment a: b',
    'import "a"\r\n\r\nsegment a: b\r\n',
  ],
  ['a file of comments is kept', '\n # a\n\n\n#b \n', '# a\n\n#b\n'],
  ['tabs become spaces', 'calendar c\n\t2026-01-01\t"a\tb"', 'calendar c\n  2026-01-01 "a\tb"\n'],
  ['declarations stand apart', 'calendar a\ncalendar b', 'calendar a\n\ncalendar b\n'],
  ['imports may follow each other', 'import "a"\nimport "b"', 'import "a"\nimport "b"\n'],
  ['segments may stand apart', 'segment a: b\n\n\nsegment c: d', 'segment a: b\n\nsegment c: d\n'],
  [
    'a comment goes with the declaration behind it',
    'calendar a\n# of b\ncalendar b',
    'calendar a\n\n# of b\ncalendar b\n',
  ],
  [
    'a comment that stands apart already needs no further blank line',
    'calendar a\n# of a\n\ncalendar b',
    'calendar a\n# of a\n\ncalendar b\n',
  ],
  [
    'a rule that is commented out stays in its block',
    `${around('    a: never when b\n    # c: never when d\n')}  autonomy starts at act\n`,
    `${around('    a: never when b\n    # c: never when d\n')}\n  autonomy\n    starts at act\n`,
  ],
  [
    'a comment as deep as the next block belongs to it',
    `${around('    a: never when b\n  # how far\n')}  autonomy starts at act\n`,
    `${around('    a: never when b\n')}\n  # how far\n  autonomy\n    starts at act\n`,
  ],
  [
    'a blank line between rules stays, and is one',
    around('\n    a: never when b\n\n\n    c: never when d\n'),
    around('    a: never when b\n\n    c: never when d\n'),
  ],
  [
    'a reason and what happens otherwise follow their rule',
    around('    a: never when b because "c"\n\n    otherwise hold\n'),
    around('    a: never when b\n      because "c"\n      otherwise hold\n'),
  ],
  [
    'line breaks in a condition stay',
    around('a: never when b\nand c\n\n  or\n d'),
    around('    a: never when b\n        and c\n        or\n        d\n'),
  ],
  [
    'line breaks in what is one thing go',
    around('a\t:\nnever when n is at least 5\n% and visits is 5\nvisits'),
    around('    a: never when n is at least 5% and visits is 5 visits\n'),
  ],
  [
    'a comment within a rule stays where it is',
    around('a: never when b # why\n and c\n# what\nand d'),
    around('    a: never when b  # why\n        and c\n        # what\n        and d\n'),
  ],
  [
    'a minus has spaces where something is taken away',
    around('a: never when b-1 is - 2 or - ( c ) is 1/2'),
    around('    a: never when b - 1 is -2 or -(c) is 1 / 2\n'),
  ],
  [
    'columns stand in line',
    'data d from "d.csv"\n a: yes / no\n`b c`: number, an outcome',
    'data d from "d.csv"\n  a     : yes/no\n  `b c` : number, an outcome\n',
  ],
  [
    'a name counts by its characters',
    'data d from "d.csv"\n ab: yes/no\n`😀`: number',
    'data d from "d.csv"\n  ab  : yes/no\n  `😀` : number\n',
  ],
  [
    'a long list of values goes on under its beginning',
    'data d from "d.csv"\n size: one of a,\n b\n n: number',
    'data d from "d.csv"\n  size : one of a,\n         b\n  n    : number\n',
  ],
  [
    'comments of columns stand in line, whatever is between them',
    'data d from "d.csv"\n a: yes/no # x\n b: text\n c: number # y',
    'data d from "d.csv"\n  a : yes/no    # x\n  b : text\n  c : number    # y\n',
  ],
  [
    'a very wide line does not push the comments of others',
    `data d from "d.csv"\n a: one of ${'v, '.repeat(40)}w # x\n b: text # y`,
    `data d from "d.csv"\n  a : one of ${'v, '.repeat(40)}w    # x\n  b : text    # y\n`,
  ],
  [
    'comments of lines in a row stand in line',
    'handoff h\n owner o # x\n uses data_of_it # y\n\n stakes low # z',
    'handoff h\n  owner o          # x\n  uses data_of_it  # y\n\n  stakes low  # z\n',
  ],
  [
    'a header behind a block stands apart',
    'handoff h\n  autonomy\n    starts at act\n  owner o\n',
    'handoff h\n  autonomy\n    starts at act\n\n  owner o\n',
  ],
  [
    'a broken declaration stays as it is',
    'segment a :b\n\n\n\thandoff h\n\t  ownr   o  # x\n  segment c :d',
    'segment a: b\n\n\n\thandoff h\n\t  ownr   o  # x\n  segment c: d\n',
  ],
  [
    'words before the first declaration stay as they are',
    '  banana   split\nsegment a :b',
    '  banana   split\nsegment a: b\n',
  ],
  [
    'what lacks its end does not keep the next from its layout',
    'segment a :  b and\nhandoff c owner   d',
    'segment a :  b and\nhandoff c\n  owner d\n',
  ],
  [
    'a text that is not closed stays as it is',
    'import   "a  \nsegment b :c',
    'import   "a  \nsegment b: c\n',
  ],
  [
    'nesting without bound stays as it is',
    `segment a :${'( '.repeat(60)}b${' )'.repeat(60)}\n`,
    `segment a :${'( '.repeat(60)}b${' )'.repeat(60)}\n`,
  ],
];

describe('the layout', () => {
  it.each(rows)('%s', (_, text, becomes) => {
    expect(formatted(text)).toBe(becomes);
    expect(formatted(becomes)).toBe(becomes);
  });

  it('of a messy file is what a person would write', () => {
    const messy = repositoryFile('test/language/features/golden/messy.handoff.txt');
    expectGolden(formatted(messy), new URL('golden/messy.formatted.txt', import.meta.url));
  });
});
