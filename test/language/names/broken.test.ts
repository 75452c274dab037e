import { describe, expect, it } from 'vitest';
import { highlights } from '../../../language-server/language/features/highlights.ts';
import { linkedEditingRanges } from '../../../language-server/language/features/linked-editing.ts';
import { references } from '../../../language-server/language/features/references.ts';
import { prepareRename, rename } from '../../../language-server/language/features/rename.ts';
import { workspaceSymbols } from '../../../language-server/language/features/workspace-symbols.ts';
import { definitions } from '../../../language-server/language/features/definition.ts';
import {
  occurrenceAt,
  occurrencesOf,
} from '../../../language-server/language/names/occurrences.ts';
import { examples, open, services } from '../../support/handoff.ts';
import { halves, textIn } from '../../support/markers.ts';

const nothing = { stat: () => Promise.reject(new Error('no file')) };

describe('names of a file that is not finished', () => {
  it.each(examples)(
    'are places of the text, and every feature bears them: $path',
    { timeout: 60_000 },
    async ({ path, text, files }) => {
      for (const half of halves(text)) {
        const { documents } = await open({ ...files.beside, [path]: half }, [path]);
        const [document] = documents;
        if (!document) throw new Error('not loaded');
        const occurrences = occurrencesOf(document, services);
        for (const { name, range } of occurrences) {
          expect(textIn(half, range)).toContain(name);
          expect(range.start.line).toBe(range.end.line);
        }
        const ends = document.textDocument.positionAt(half.length);
        const places = [ends, { line: ends.line, character: 0 }];
        const last = occurrences.at(-1);
        if (last) places.push(last.range.start, last.range.end);
        for (const place of places) {
          const found = occurrenceAt(document, place, services);
          const all = references(document, place, { includeDeclaration: true }, services);
          expect(all.length > 0).toBe(found !== undefined);
          highlights(document, place, services);
          linkedEditingRanges(document, place, services);
          prepareRename(document, place, services);
          rename(document, place, { newName: 'fresh', canConfirm: true }, services);
          await definitions(document, place, services, nothing);
        }
        workspaceSymbols('a', services);
      }
    },
  );
});
