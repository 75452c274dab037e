import { describe, expect, it } from 'vitest';
import { definitions } from '../../../language-server/language/features/definition.ts';
import { services } from '../../support/handoff.ts';
import { loadMarked, shownRange } from '../../support/marked-files.ts';

const onDisk = new Set(['/team/org.handoff', '/team/d.csv', '/team/days.ics', '/team/p.jsonl']);
const files = {
  stat: (uri: { path: string }) =>
    onDisk.has(uri.path)
      ? Promise.resolve({ isFile: true, isDirectory: false } as never)
      : Promise.reject(new Error('no such file')),
};

async function goTo(texts: Record<string, string>) {
  const loaded = await loadMarked(texts);
  const at = loaded.find(({ positions }) => positions.length > 0);
  const [position] = at?.positions ?? [];
  if (!at || !position) throw new Error('no marker');
  return definitions(at.document, position, services, files);
}

const paths: [title: string, text: string, target: string | undefined][] = [
  ['an import', 'import "org<|>.handoff"', 'file:///team/org.handoff'],
  ['a data file', 'data d from "<|>d.csv"', 'file:///team/d.csv'],
  ['a calendar file', 'calendar c from "days.ics<|>"', 'file:///team/days.ics'],
  [
    'recorded proposals',
    'simulation s of h agent is recorded in "p<|>.jsonl"',
    'file:///team/p.jsonl',
  ],
  ['a file that does not exist: nowhere', 'import "none<|>.handoff"', undefined],
  ['a path that is absolute: nowhere', 'data d from "/team/d<|>.csv"', undefined],
  ['a text that is no path: nowhere', 'handoff h "org<|>.handoff"', undefined],
  ['a keyword: nowhere', 'impo<|>rt "org.handoff"', undefined],
];

describe('a definition', () => {
  it.each(paths)('leads from %s', async (_, text, target) => {
    const links = await goTo({ 'main.handoff': text });
    expect(links?.map(({ targetUri }) => targetUri)).toEqual(target && [target]);
  });

  it('shows all that the declaration says', async () => {
    const links = await goTo({
      'org.handoff': 'calendar c 2026-01-01\nguardrails g "ours"\n a: never when n is 5',
      'main.handoff': 'import "org.handoff"\nhandoff h under g<|>',
    });
    expect(links?.map(({ targetUri, targetRange }) => shownRange(targetUri, targetRange))).toEqual([
      'org.handoff 2:1-3:22',
    ]);
  });

  it('leads to each of the columns that a guardrail reads', async () => {
    const links = await goTo({
      'org.handoff': 'guardrails g\n a: never when n<|> is 5',
      'a.handoff': 'import "org.handoff"\ndata d from "d.csv" n: number\nhandoff h under g uses d',
      'b.handoff': 'import "org.handoff"\ndata e from "e.csv" n: number\nhandoff i under g uses e',
    });
    const shown = links?.map((link) => shownRange(link.targetUri, link.targetSelectionRange));
    expect(shown?.sort()).toEqual(['a.handoff 2:21-22', 'b.handoff 2:21-22']);
  });
});
