import { describe, expect, it } from 'vitest';
import { actionsIn, done } from '../../support/code-actions.ts';
import { examples, load, shown } from '../../support/handoff.ts';
import { data, handoff, never } from '../../support/handoff-texts.ts';
import { marked } from '../../support/markers.ts';
import { cutsOf, slipsOf } from '../../support/slips.ts';

describe('source.fixAll.handoff', () => {
  const fixAll = async (text: string): Promise<string | undefined> => {
    const [action, ...others] = await actionsIn(text, { only: ['source.fixAll'] });
    expect(others).toEqual([]);
    return action && done(action, { 'main.handoff': text })['main.handoff'];
  };

  it('does all that is sure and leaves what a person has to choose', async () => {
    const text = handoff(
      'boundaries\n a: never if consent\n b: never when n >= 5\n c: never when concent\n d: at most 5 emails per day\n e: never when line is "x',
    );
    expect(await fixAll(text)).toBe(
      text.replace('never if', 'never when').replace('>=', 'is at least').replace('"x', '"x"'),
    );
  });

  it('is not offered where nothing is sure, nor to who does not ask', async () => {
    expect(await fixAll(never('concent'))).toBeUndefined();
    const actions = await actionsIn(never('n >= 5'));
    expect(actions.map(({ kind }) => kind).filter((kind) => kind?.startsWith('source'))).toEqual(
      [],
    );
  });
});

describe('source.addMissingImports.handoff', () => {
  it('adds one import for all names of a file, and none where two files declare it', async () => {
    const text = handoff(
      'boundaries\n a: never when born is in free\n b: never when born is in busy',
    ).replace('handoff h', 'handoff h under g');
    const beside = {
      'lib/org.handoff':
        'guardrails g\n theirs: never when consent is unknown\ncalendar free\n 2026-01-01',
      'a.handoff': 'calendar busy',
      'b.handoff': 'calendar busy',
    };
    const [action] = await actionsIn(text, { beside, only: ['source.addMissingImports'] });
    expect(done(action ?? {}, { 'main.handoff': text })['main.handoff']).toBe(
      `import "lib/org.handoff"\n\n${text}`,
    );
  });
});

describe('extracting a segment', () => {
  const extracted = async (source: string, title: RegExp): Promise<string | undefined> => {
    const { text, ranges, positions } = marked(source);
    const at = positions[0] && { start: positions[0], end: positions[0] };
    const range = ranges[0] ?? at;
    const actions = await actionsIn(text, {
      ...(range ? { range } : {}),
      only: ['refactor.extract'],
    });
    const action = actions.find((each) => title.test(each.title));
    if (!action) return undefined;
    const files = done(action, { 'main.handoff': text });
    const { checked } = await load(files, ['main.handoff']);
    expect(checked.flatMap(shown)).toEqual([]);
    return files['main.handoff'];
  };
  const rules = (first: string, second = 'n is 5'): string =>
    `${data}\n# Mine.\n${handoff(`boundaries\n a: never when ${first}\n b: never when ${second}\n`).slice(data.length)}`;
  const plain = (first: string, second?: string): string => marked(rules(first, second)).text;

  it('takes the condition under the cursor, and puts it before the handoff and its comment', async () => {
    expect(
      await extracted(rules('consent and level is <|>low'), /^Extract to segment `level_low`$/),
    ).toBe(
      plain('consent and level_low').replace(
        '# Mine.',
        'segment level_low: level is low\n\n# Mine.',
      ),
    );
  });

  it('takes what is selected, spaces or not', async () => {
    expect(await extracted(rules('[|consent and n is 3 |]and level is low'), /^Extract/)).toBe(
      plain('consent_n and level is low').replace(
        '# Mine.',
        'segment consent_n: consent and n is 3\n\n# Mine.',
      ),
    );
  });

  it('replaces it in all places that say the same, if asked', async () => {
    const source = rules('consent and level  is <|>low', 'not level is low');
    expect(await extracted(source, /^Extract to segment `level_low`, in all 2 places$/)).toBe(
      plain('consent and level_low', 'not level_low').replace(
        '# Mine.',
        'segment level_low: level is low\n\n# Mine.',
      ),
    );
  });

  it.each([
    ['what the agent chose', 'hour is <|>09:00'],
    ['a distance from what is usual', 'n is more than <|>3 from n'],
    ['no condition', '<|>consent'],
    ['a broken file', 'n is <|>3 ('],
  ])('is not offered for %s', async (_, condition) => {
    expect(await extracted(rules(condition), /Extract/)).toBeUndefined();
  });
});

describe('on half-typed input', () => {
  it.each(examples)('nothing throws in $path', async ({ text, files: { beside } }) => {
    for (const half of [...cutsOf(text, 25), ...slipsOf(text, 60).map((slip) => slip.text)]) {
      await actionsIn(half, { ...(beside ? { beside } : {}) });
      await actionsIn(half, { ...(beside ? { beside } : {}), only: ['source', 'refactor'] });
    }
  });
});
