import { describe, expect, it } from 'vitest';
import { linkedEditingRanges } from '../../../language-server/language/features/linked-editing.ts';
import { services } from '../../support/handoff.ts';
import { handoff } from '../../support/handoff-texts.ts';
import { loadMarked } from '../../support/marked-files.ts';

type Texts = Record<string, string>;
const main = (text: string): Texts => ({ 'main.handoff': text });

const linked: [title: string, texts: Texts][] = [
  ['a segment', main('segment [|s|]: n is 5\nsegment t: not [|s|]')],
  [
    'a rule and the test that names it',
    main(handoff('boundaries [|a|]: never when n is 5\ntest "t" of h expect block by [|a|]')),
  ],
  ['a role', main('handoff h owner [|o|] escalate to [|o|] when n is 5')],
  [
    'a reason',
    main(
      'handoff h feedback on override because [|r|] avoid n is 5\nsimulation s of h reviewer overrides because [|r|]',
    ),
  ],
  ['a handoff', main('handoff [|h|]\nsimulation s of [|h|]')],
  [
    'a name that is half typed',
    main('segment [|s|]: n is 5\nhandoff h boundaries a: never when not [|s|] and'),
  ],
];

const alone: [title: string, texts: Texts][] = [
  [
    'a column: its data file has the name too',
    main(handoff('boundaries a: never when [|n|] is 5')),
  ],
  ['a value', main(handoff('boundaries a: never when level is [|low|]'))],
  ['a name in backticks', main('segment [|`two words`|]: n is 5\nsegment t: not [|`two words`|]')],
  [
    'a name that another file uses',
    {
      'org.handoff': 'segment [|s|]: n is 5\nsegment t: not [|s|]',
      'main.handoff': 'import "org.handoff"\nsegment u: not [|s|]',
    },
  ],
  ['a name that stands once', main('segment [|s|]: n is 5')],
  ['a name that nothing declares', main('segment s: not [|t|] and not [|t|]')],
  [
    'a measured word',
    main(handoff('escalate to o when [|confidence|] is below 5% or [|confidence|] is above 6%')),
  ],
];

describe('linked editing', () => {
  it.each(linked)('joins %s', async (_, texts) => {
    for (const { document, ranges } of await loadMarked(texts)) {
      for (const { start, end } of ranges) {
        for (const position of [start, end]) {
          expect(linkedEditingRanges(document, position, services)?.ranges).toEqual(ranges);
        }
      }
    }
  });

  it.each(alone)('leaves alone %s', async (_, texts) => {
    for (const { document, ranges } of await loadMarked(texts)) {
      for (const { start } of ranges) {
        expect(linkedEditingRanges(document, start, services)).toBeUndefined();
      }
    }
  });

  it('ends where a word ends', async () => {
    const [file] = await loadMarked(main('segment [|s|]: n is 5\nsegment t: not s'));
    const [range] = file?.ranges ?? [];
    if (!file || !range) throw new Error('no marker');
    const { wordPattern = '' } = linkedEditingRanges(file.document, range.start, services) ?? {};
    expect('vip_2'.replace(new RegExp(wordPattern), '')).toBe('');
    expect('two words'.replace(new RegExp(wordPattern), '')).toBe(' words');
  });
});
