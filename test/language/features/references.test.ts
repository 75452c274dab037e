import { describe, expect, it } from 'vitest';
import { highlights } from '../../../language-server/language/features/highlights.ts';
import { references } from '../../../language-server/language/features/references.ts';
import { definitions } from '../../../language-server/language/features/definition.ts';
import { services } from '../../support/handoff.ts';
import { loadMarked, shownMarks, shownRange } from '../../support/marked-files.ts';
import { nameCases } from '../../support/name-cases.ts';

const declared = '§';
const files = (texts: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [path, text.replaceAll(declared, '')]),
  );
/** Which of the marks, in the order of the files, declare the name. */
const declarations = (texts: Record<string, string>): boolean[] =>
  Object.values(texts).flatMap((text) =>
    [...text.matchAll(/\[\|(§?)/g)].map(([, sign]) => sign === declared),
  );

describe.each(nameCases)('the places of a name: %s', (_, texts) => {
  it('are found from every one of them, with and without the declaration', async () => {
    const loaded = await loadMarked(files(texts));
    const marks = shownMarks(loaded).sort();
    const declares = declarations(texts);
    const uses = shownMarks(loaded)
      .filter((_, index) => !declares[index])
      .sort();
    for (const { document, ranges } of loaded) {
      for (const { start, end } of ranges) {
        for (const position of [start, end]) {
          const found = (includeDeclaration: boolean): string[] =>
            references(document, position, { includeDeclaration }, services)
              .map(({ uri, range }) => shownRange(uri, range))
              .sort();
          expect(found(true)).toEqual(marks);
          expect(found(false)).toEqual(uses);
        }
      }
    }
  });

  it('lead to the declaration', async () => {
    const loaded = await loadMarked(files(texts));
    const declares = declarations(texts);
    const expected = shownMarks(loaded).filter((_, index) => declares[index]);
    const nothing = { stat: () => Promise.reject(new Error('no file')) };
    for (const { document, ranges } of loaded) {
      for (const range of ranges) {
        const links = await definitions(document, range.start, services, nothing);
        expect(links?.map((link) => shownRange(link.targetUri, link.targetSelectionRange))).toEqual(
          expected,
        );
        expect(links?.every((link) => link.originSelectionRange === undefined)).toBe(
          expected.length === 0,
        );
      }
    }
  });

  it('are highlighted in their own file, declared as written and used as read', async () => {
    const loaded = await loadMarked(files(texts));
    const declares = declarations(texts);
    const all = loaded.flatMap(({ path, ranges }) => ranges.map((range) => ({ path, range })));
    for (const { path, document, ranges } of loaded) {
      for (const { start } of ranges) {
        expect(highlights(document, start, services)).toEqual(
          all
            .map(({ range, ...each }, index) => ({ ...each, range, kind: declares[index] ? 3 : 2 }))
            .filter((each) => each.path === path)
            .map(({ range, kind }) => ({ range, kind })),
        );
      }
    }
  });
});
