import type { URI } from 'langium';
import { describe, expect, it } from 'vitest';
import { documentLinks } from '../../../language-server/language/features/document-links.ts';
import { check, examples } from '../../support/handoff.ts';
import { halves, marked, textIn } from '../../support/markers.ts';

/** A disk that holds these files, and a folder `folder`. */
function disk(...paths: string[]) {
  return {
    stat: (uri: URI) => {
      const path = uri.path.replace('/team/', '');
      const isFile = paths.includes(path);
      return isFile || path === 'folder'
        ? Promise.resolve({ isFile, isDirectory: !isFile, uri })
        : Promise.reject(new Error('no such file'));
    },
  };
}

async function linksOf(source: string, paths: string[], at = 'team/main.handoff') {
  const { text, ranges } = marked(source);
  const { document } = await check(text, { at });
  const links = await documentLinks(document, disk(...paths));
  expect(links.map(({ range }) => textIn(text, range))).toEqual(
    ranges.map((range) => textIn(text, range)),
  );
  expect(links.map(({ range }) => range)).toEqual(ranges);
  return links.map(({ target, tooltip }) => [target?.replace('file:///team/', ''), tooltip]);
}

describe('a link goes', () => {
  it('to every kind of file that a policy names', async () => {
    const text = `import "[|../company.handoff|]"
calendar c from "[|c.ics|]"
data d from "[|in/d.csv|]"
simulation s of h
  agent is recorded in "[|p.jsonl|]"`;
    const paths = ['company.handoff', 'team/c.ics', 'team/in/d.csv', 'team/p.jsonl'];
    expect(await linksOf(text, paths)).toEqual([
      ['company.handoff', 'Open the imported policy'],
      ['team/c.ics', 'Open the calendar file'],
      ['team/in/d.csv', 'Open the data file'],
      ['team/p.jsonl', 'Open the recorded proposals'],
    ]);
  });

  it('to a path whose closing quote is missing', async () => {
    expect(await linksOf('data d from "[|d.csv|]', ['team/d.csv'])).toHaveLength(1);
  });

  it.each([
    ['a file that is not there', 'data d from "none.csv"'],
    ['a folder', 'data d from "../folder"'],
    ['an absolute path', 'data d from "/team/d.csv"'],
    ['an address', 'import "https://example.org/a.handoff"'],
    ['a share of another machine', String.raw`data d from "\\\\host\\d.csv"`],
    ['an empty path', 'data d from ""'],
    ['no path', 'data d from'],
  ])('not to %s', async (_, text) => {
    expect(await linksOf(text, ['d.csv'])).toEqual([]);
  });

  it.each(examples)('from $path, also cut anywhere', async ({ text, files }) => {
    for (const half of halves(text, 20)) {
      const { document } = await check(half, files);
      await documentLinks(document, disk());
    }
  });
});
