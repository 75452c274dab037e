import { describe, expect, it } from 'vitest';
import { labels, never, taken } from '../../support/completion-places.ts';
import { handoff } from '../../support/handoff-texts.ts';

describe('completion replaces', () => {
  it.each([
    ['the word that is begun', never('le<|>'), 'level', never('level')],
    ['the whole word around the cursor', never('le<|>v is low'), 'level', never('level is low')],
    ['nothing in front of a word', never('<|>level is low'), 'n', never('nlevel is low')],
    [
      'a time that is begun',
      never('hour is between 21:00 and 0<|>'),
      '07:00',
      never('hour is between 21:00 and 07:00'),
    ],
    ['what stands in backticks', never('`le<|>v`'), 'level', never('level')],
    ['an open backtick', never('`le<|>'), 'level', never('level')],
  ])('%s', async (_, source, label, expected) => {
    expect(await taken(source, label)).toBe(expected);
  });

  it('a name that is no plain word by the same in backticks, and a value by a text', async () => {
    const odd = handoff('')
      .replace('one of low', 'one of "On hold", low')
      .replace('  n:', '  `E-Mail`:');
    const rule = (text: string): string => `${odd}  boundaries\n    r: never when ${text}`;
    expect(await taken(rule('E<|>'), 'E-Mail')).toBe(rule('`E-Mail`'));
    expect(await taken(rule('`E<|>'), 'E-Mail')).toBe(rule('`E-Mail`'));
    expect(await taken(rule('level is <|>'), 'On hold')).toBe(rule('level is "On hold"'));
    expect(await taken(rule('level is "O<|>"'), 'On hold')).toBe(rule('level is "On hold"'));
  });

  it.each([
    ['in a comment', 'data d # fr<|>'],
    ['in a description', 'handoff h\n  "The agent <|>"'],
    ['behind a slip in its line', never('level level <|>')],
  ])('nothing %s', async (_, source) => {
    expect(await labels(source)).toEqual([]);
  });
});

describe('completion of paths', () => {
  const disk = [
    'company.handoff',
    'team/a.handoff',
    'team/d.csv',
    'team/e.parquet',
    'team/raw/f.csv',
    'team/x.ics',
    'team/.git/y.csv',
    'team/notes.txt',
  ];
  const files = { at: 'team/a.handoff', disk };
  it.each([
    ['policies beside it', 'import "<|>"', ['raw/', '../']],
    ['policies above it', 'import "../<|>"', ['../company.handoff', '../team/', '../../']],
    ['data', 'data d from "<|>', ['d.csv', 'e.parquet', 'raw/', '../']],
    ['data in a folder', 'data d from "raw/<|>', ['raw/f.csv']],
    ['data before its quote', 'data d from <|>', ['d.csv', 'e.parquet', 'raw/', '../']],
    ['calendars', 'calendar c from "<|>', ['x.ics', 'raw/', '../']],
    ['nothing of an absolute path', 'import "/<|>', []],
  ])('offers %s', async (_, source, expected) => {
    expect(await labels(source, files)).toEqual(expected);
  });

  it('replaces what stands between the quotes', async () => {
    expect(await taken('data d from "ra<|>w"\n', 'd.csv', files)).toBe('data d from "d.csv"\n');
  });
});
