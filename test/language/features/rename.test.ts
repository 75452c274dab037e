import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'langium';
import { describe, expect, it } from 'vitest';
import { prepareRename, rename } from '../../../language-server/language/features/rename.ts';
import { services } from '../../support/handoff.ts';
import { handoff } from '../../support/handoff-texts.ts';
import type { MarkedFile } from '../../support/marked-files.ts';
import { loadMarked, shownRange } from '../../support/marked-files.ts';
import { textIn } from '../../support/markers.ts';
import { nameCases } from '../../support/name-cases.ts';

type Texts = Record<string, string>;

const without = (texts: Texts): Texts =>
  Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, text.replaceAll('§', '')]));

/** The files as an edit leaves them. */
function applied(files: readonly MarkedFile[], { changes = {} }: WorkspaceEdit): Texts {
  return Object.fromEntries(
    files.map(({ path, text, document }) => {
      const edits: TextEdit[] = changes[document.uri.toString()] ?? [];
      const before = TextDocument.create(document.uri.toString(), 'handoff', 0, text);
      return [path, TextDocument.applyEdits(before, edits)];
    }),
  );
}

const renameable = nameCases.filter(([, texts]) =>
  Object.values(texts).some((text) => text.includes('[|§') && !text.includes('month: month x')),
);

describe('a rename', () => {
  it.each(renameable)(
    'changes all places and nothing else, from each of them: %s',
    async (_, texts) => {
      const files = await loadMarked(without(texts));
      const expected = Object.fromEntries(
        Object.entries(without(texts)).map(([path, text]) => [
          path,
          text.replace(/\[\|(.).*?\|\]/g, (_mark, first) => (first === '"' ? '"fresh"' : 'fresh')),
        ]),
      );
      for (const { document, ranges } of files) {
        for (const { start } of ranges) {
          const edit = rename(document, start, { newName: 'fresh', canConfirm: false }, services);
          expect(applied(files, edit as WorkspaceEdit)).toEqual(expected);
        }
      }
    },
  );

  it.each(renameable)('begins with the name alone: %s', async (_, texts) => {
    for (const { text, document, ranges } of await loadMarked(without(texts))) {
      for (const range of ranges) {
        const prepared = prepareRename(document, range.end, services);
        if ('refused' in prepared) throw new Error(prepared.refused);
        expect(textIn(text, prepared)).toBe(textIn(text, range).replace(/^["`](.*)["`]$/, '$1'));
      }
    }
  });

  const written: [title: string, text: string, newName: string, expected: string][] = [
    ['a name of several words gets backticks', '<|>s', 'two words', '`two words`'],
    ['a reserved word gets backticks', '<|>s', 'never', '`never`'],
    ['a soft word needs none', '<|>s', 'day', 'day'],
    ['backticks that were typed are not doubled', '<|>s', '`two words`', '`two words`'],
    ['backticks that are not needed go', '<|>`two words`', 'vip', 'vip'],
    ['space around a name is not part of it', '<|>s', ' vip ', 'vip'],
    ['letters of any language', '<|>s', 'größe', '`größe`'],
  ];
  it.each(written)('%s', async (_, name, newName, expected) => {
    const files = await loadMarked({ 'main.handoff': `segment ${name}: n is 5` });
    const [{ document, positions }] = files as [MarkedFile];
    const [position] = positions as [MarkedFile['positions'][number]];
    const edit = rename(document, position, { newName, canConfirm: false }, services);
    expect(applied(files, edit as WorkspaceEdit)).toEqual({
      'main.handoff': `segment ${expected}: n is 5`,
    });
  });

  it('keeps a title a text', async () => {
    const files = await loadMarked({ 'main.handoff': 'test "<|>a" of h' });
    const [{ document, positions }] = files as [MarkedFile];
    const [position] = positions as [MarkedFile['positions'][number]];
    const edit = rename(
      document,
      position,
      { newName: 'b "c" \\ `d`', canConfirm: false },
      services,
    );
    expect(applied(files, edit as WorkspaceEdit)).toEqual({
      'main.handoff': 'test "b \\"c\\" \\\\ `d`" of h',
    });
  });

  it('changes the guardrail and every data block that it reads', async () => {
    const block = (name: string): string =>
      handoff()
        .replace(/\bd\b(?=.* from|$)/gm, name)
        .replace('handoff h', `handoff ${name}h under g`)
        .replace('  n:', '  [|n|]:');
    const files = await loadMarked({
      'org.handoff': 'guardrails g\n a: never when [|n<|>|] is 5',
      'a.handoff': `import "org.handoff"\n${block('a')}`,
      'b.handoff': `import "org.handoff"\n${block('b')}`,
      'c.handoff': 'data c from "c.csv" n: number',
    });
    const [{ document, positions }, a] = files as [MarkedFile, MarkedFile];
    const fromOne = [a.document, a.ranges[0]?.start] as const;
    for (const [at, position] of [[document, positions[0]] as const, fromOne]) {
      if (!position) throw new Error('no marker');
      const edit = rename(at, position, { newName: 'k', canConfirm: false }, services);
      const { changes = {} } = edit as WorkspaceEdit;
      const changed = Object.entries(changes).flatMap(([uri, edits]) =>
        edits.map(({ range }) => shownRange(uri, range)),
      );
      expect(changed.sort()).toEqual(
        files
          .flatMap((file) =>
            file.ranges.map((range) => shownRange(file.document.uri.toString(), range)),
          )
          .sort(),
      );
    }
  });

  it('of what a data file holds is shown first, where the editor can', async () => {
    const files = await loadMarked({ 'main.handoff': handoff().replace('  n:', '  n<|>:') });
    const [{ document, positions }] = files as [MarkedFile];
    const [position] = positions as [MarkedFile['positions'][number]];
    expect(rename(document, position, { newName: 'k', canConfirm: true }, services)).toEqual({
      changeAnnotations: {
        data: {
          label: 'Rename what d.csv calls `n`',
          description: 'd.csv has a column of this name, and is not changed',
          needsConfirmation: true,
        },
      },
      documentChanges: [
        {
          textDocument: { uri: document.uri.toString(), version: null },
          edits: [
            {
              range: { start: { line: 7, character: 2 }, end: { line: 7, character: 3 } },
              newText: 'k',
              annotationId: 'data',
            },
          ],
        },
      ],
    });
  });
});

const main = (text: string): Texts => ({ 'main.handoff': text });
const org =
  'guardrails g\n mine: never when consent is unknown otherwise escalate to team\nsegment vip: n is 5\ncalendar days 2026-01-01';
const under = `import "org.handoff"\n${handoff().replace('handoff h', 'handoff h under g')}`;

const refusals: [title: string, texts: Texts, newName: string, refused: string][] = [
  [
    'a column called as a word of the clock, which guardrails may mean in a segment',
    main('data d from "d.csv" month<|>: month\nsegment s: month is June'),
    'k',
    '`month` is a word of Handoff too, which a segment may mean for guardrails: rename the column by hand',
  ],
  [
    'a keyword',
    main('segment s: n<|>'.replace('segment', 'seg<|>ment')),
    'k',
    'There is no name here to rename',
  ],
  [
    'a measured word',
    main(handoff('escalate to o when confid<|>ence is below 5%')),
    'k',
    '`confidence` is a word of Handoff: only what a file names can be renamed',
  ],
  [
    'a word of the clock',
    main(handoff('boundaries never when week<|>day is Friday')),
    'k',
    '`weekday` is a word of Handoff: only what a file names can be renamed',
  ],
  [
    'a value of the language',
    main(handoff('boundaries never when weekday is Fri<|>day')),
    'k',
    '`Friday` is a value that no `one of` declares: it cannot be renamed',
  ],
  [
    'a name that is not known',
    main(handoff('boundaries never when unk<|>nown_thing is 5')),
    'k',
    '`unknown_thing` is declared nowhere: write the name that is meant',
  ],
  [
    'a rule without a name',
    main(
      handoff('boundaries never when n is 5\ntest "t" of h expect block by `never when<|> n is 5`'),
    ),
    'k',
    'The rule `never when n is 5` has no name of its own: give it one first',
  ],
  [
    'a column that a line mentions which is not read',
    main(handoff('boundaries\n a: nver when n is 5\n').replace('  n:', '  n<|>:')),
    'k',
    '`n` also stands in line 28 of main.handoff, beside a syntax error: mend that first, or it would keep its old name',
  ],
  [
    'a segment that a broken line of a file mentions which imports it',
    {
      'org.handoff': org.replace('vip', 'vip<|>'),
      'main.handoff': `${under}boundaries a: never whn vip`,
    },
    'k',
    '`vip` also stands in line 28 of main.handoff, beside a syntax error: mend that first, or it would keep its old name',
  ],
  [
    'a column that a test names in the words of a rule, where backticks cannot stand',
    main(
      handoff(
        'boundaries never when n is 5\ntest "t" of h expect block by `never when n is 5`',
      ).replace('  n:', '  n<|>:'),
    ),
    'k l',
    'A test calls the rule `never when n is 5` by its words: give it a name first',
  ],
  ['no letter', main('segment s<|>: n is 5'), ' ', 'A name needs at least one letter'],
  ['two lines', main('segment s<|>: n is 5'), 'a\nb', 'A name stands on one line'],
  ['a backtick', main('segment s<|>: n is 5'), 'a`b', 'A name cannot hold a backtick'],
  [
    'a column as a measured word',
    main(handoff().replace('  n:', '  n<|>:')),
    'evidence',
    '`evidence` is what the agent brings or Handoff measures: choose another name',
  ],
  [
    'a segment as a word of the clock',
    main('segment s<|>: n is 5'),
    'date',
    '`date` is what the agent brings or Handoff measures: choose another name',
  ],
  [
    'another column',
    main(handoff().replace('  n:', '  n<|>:')),
    'visits',
    '`visits` is the name of another column or segment already',
  ],
  [
    'a column as a segment',
    main(`${handoff().replace('  n:', '  n<|>:')}segment s: n is 5`),
    's',
    '`s` is the name of another column or segment already',
  ],
  [
    'a segment as a column',
    main(`${handoff()}segment s<|>: n is 5`),
    'n',
    '`n` is the name of another column or segment already',
  ],
  [
    'an imported segment',
    { 'org.handoff': org, 'main.handoff': `${under}segment s<|>: n is 5` },
    'vip',
    '`vip` is the name of another column or segment already',
  ],
  [
    'an imported segment as a column that an importing file declares',
    { 'org.handoff': org.replace('vip', 'vip<|>'), 'main.handoff': under },
    'n',
    '`n` is the name of another column or segment already',
  ],
  [
    'another value',
    main(handoff().replace('one of low', 'one of low<|>')),
    'mid',
    '`mid` is the name of another value already',
  ],
  [
    'an imported calendar',
    { 'org.handoff': org, 'main.handoff': 'import "org.handoff"\ncalendar c<|> 2026-01-02' },
    'days',
    '`days` is the name of another calendar already',
  ],
  [
    'another data block',
    main('data a<|> from "a.csv"\ndata b from "b.csv"'),
    'b',
    '`b` is the name of another data block already',
  ],
  [
    'another rule',
    main(handoff('boundaries a<|>: never when n is 5\nescalate to o b: when n is 6')),
    'b',
    '`b` is the name of another rule already',
  ],
  [
    'a guardrail',
    { 'org.handoff': org, 'main.handoff': `${under}boundaries a<|>: never when n is 5` },
    'mine',
    '`mine` is the name of another rule already',
  ],
  [
    'a rule of a handoff under the guardrails',
    {
      'org.handoff': org.replace('mine', 'mine<|>'),
      'main.handoff': `${under}boundaries a: never when n is 5`,
    },
    'a',
    '`a` is the name of another rule already',
  ],
  [
    'another role',
    { 'org.handoff': org, 'main.handoff': under.replace('owner o', 'owner o<|>') },
    'team',
    '`team` is the name of another role already',
  ],
  [
    'another reason',
    main(
      handoff('feedback on override because a<|> avoid n is 5 on override because b avoid n is 6'),
    ),
    'b',
    '`b` is the name of another reason already',
  ],
  [
    'another test',
    main('test "a<|>" of h\ntest "b" of h'),
    'b',
    '`b` is the name of another test already',
  ],
];

it('of a word of a rule without a name changes what tests call the rule by', async () => {
  const text = (n: string, rule: string): string =>
    `${handoff(`boundaries\n  never when n is 5 and\n    visits is 5\n  never when n is 6\n`).replaceAll(/\bn\b(?=:| is)/g, n)}
test "t" of h expect block by ${rule}, \`never when visits is 5\``;
  const before = text('n', '`never when n is 5 and visits is 5`, `never when n is 6`');
  const [file] = await loadMarked(main(before.replace('  n:', '  n<|>:')));
  const [position] = file?.positions ?? [];
  if (!file || !position) throw new Error('no marker');
  const edit = rename(file.document, position, { newName: 'k', canConfirm: false }, services);
  expect(applied([file], edit as WorkspaceEdit)['main.handoff']).toBe(
    text('k', '`never when k is 5 and visits is 5`, `never when k is 6`'),
  );
});

describe('a rename is refused', () => {
  it.each(refusals)('%s', async (_, texts, newName, refused) => {
    const files = await loadMarked(texts);
    const at = files.find(({ positions }) => positions.length > 0);
    const [position] = at?.positions ?? [];
    if (!at || !position) throw new Error('no marker');
    expect(rename(at.document, position, { newName, canConfirm: true }, services)).toEqual({
      refused,
    });
  });

  const free: [title: string, texts: Texts, newName: string][] = [
    [
      'a column that no broken declaration mentions',
      main(
        `${handoff('boundaries\n a: never when n is 5\n').replace('  n:', '  n<|>:')}segment s: is`,
      ),
      'k',
    ],
    [
      'a column whose uses are all understood, beside an error, and in a comment and a text',
      main(
        handoff(
          'boundaries\n a: never when n is 5 because "n" # n\n b: never whn visits is 5\n',
        ).replace('  n:', '  n<|>:'),
      ),
      'k',
    ],
    [
      'a rule as one of another handoff',
      main(
        'handoff h boundaries a<|>: never when n is 5\nhandoff i boundaries b: never when n is 6',
      ),
      'b',
    ],
    [
      'a column as one of another data block',
      main('data d from "d.csv" n<|>: number\ndata e from "e.csv" k: number'),
      'k',
    ],
    [
      'a segment as one that no file sees together with it',
      { 'main.handoff': 'segment s<|>: n is 5', 'other.handoff': 'segment b: n is 5' },
      'b',
    ],
    [
      'a value as one of another column',
      main(handoff().replace('one of low', 'one of low<|>')),
      'small',
    ],
    ['a name of one kind as one of another', main('calendar c<|> 2026-01-01\nhandoff b'), 'b'],
  ];
  it.each(free)('not for %s', async (_, texts, newName) => {
    const files = await loadMarked(texts);
    const at = files.find(({ positions }) => positions.length > 0);
    const [position] = at?.positions ?? [];
    if (!at || !position) throw new Error('no marker');
    expect(rename(at.document, position, { newName, canConfirm: false }, services)).toHaveProperty(
      'changes',
    );
  });
});
