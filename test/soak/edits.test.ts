import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TextDocument } from 'langium';
import { besideLineBreaks, edited } from './edits.ts';
import { positionAt } from './requests.ts';

const arbitraryText = fc
  .array(fc.constantFrom('a', '\r\n', '\n', '\r', ' ', '🎉'), { maxLength: 12 })
  .map((parts) => parts.join(''));

it('changes the text of a server as it changes that of the editor', () => {
  fc.assert(
    fc.property(arbitraryText, arbitraryText, fc.nat(), fc.nat(), (text, by, one, other) => {
      const ends = [one, other].map((each) => each % (text.length + 1));
      const wanted = { from: Math.min(...ends), to: Math.max(...ends), text: by };
      const edit = besideLineBreaks(text, wanted);
      const range = { start: positionAt(text, edit.from), end: positionAt(text, edit.to) };
      const document = TextDocument.create('file:///a', 'handoff', 1, text);
      const changed = TextDocument.update(document, [{ range, text: edit.text }], 2).getText();
      expect(changed).toBe(edited(text, wanted));
      expect(edited(text, edit)).toBe(changed);
    }),
  );
});
