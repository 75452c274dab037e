import { TextDocument } from 'langium';
import type { Formatter } from 'langium/lsp';
import type { TextEdit } from 'vscode-languageserver';
import { describe, expect, it } from 'vitest';
import { handoffFormatter } from '../../../language-server/language/features/format/formatter.ts';
import { editsOnType } from '../../../language-server/language/features/format/on-type.ts';
import { examples, services } from '../../support/handoff.ts';
import { marked, positionAt } from '../../support/markers.ts';
import { inkOf, parsed } from '../../support/relayout.ts';

/** What a text with its cursor behind a character that was just typed becomes. */
function typed(source: string): string {
  const { text, offsets, positions } = marked(source);
  const [offset = 0] = offsets;
  const character = text[offset - 1] === ':' ? ':' : '\n';
  const document = parsed(text);
  return applied(text, editsOnType(document, character, positions[0]!));
}

function applied(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split('\n');
  for (const { range, newText } of edits.toReversed()) {
    expect(range.start.line).toBe(range.end.line);
    const line = lines[range.start.line] ?? '';
    lines[range.start.line] =
      line.slice(0, range.start.character) + newText + line.slice(range.end.character);
  }
  return lines.join('\n');
}

const handoff = 'handoff h\n  owner o\n  boundaries\n';

describe('a line break', () => {
  it.each([
    ['after a declaration', 'data d from "d.csv"\n<|>', 'data d from "d.csv"\n  '],
    ['after a test', 'test "a" of b\n<|>', 'test "a" of b\n  '],
    ['after a block', `${handoff}<|>`, `${handoff}    `],
    [
      'after an escalation',
      'handoff h\n  escalate to t # x\n<|>',
      'handoff h\n  escalate to t  # x\n    ',
    ],
    [
      'after a reviewer',
      'simulation s of h\n  reviewer\n<|>',
      'simulation s of h\n  reviewer\n    ',
    ],
    ['after a rule', `${handoff}    a: never when b\n<|>`, `${handoff}    a: never when b\n    `],
    [
      'after a reason, which something else may follow',
      `${handoff}    a: never when b\n      because "c"\n<|>`,
      `${handoff}    a: never when b\n      because "c"\n      `,
    ],
    [
      'after what happens otherwise, which ends the rule',
      `${handoff}    a: never when b\n      otherwise hold\n      <|>`,
      `${handoff}    a: never when b\n      otherwise hold\n    `,
    ],
    [
      'after an answer, which ends nothing',
      'simulation s of h\n  reviewer\n    otherwise approves\n<|>',
      'simulation s of h\n  reviewer\n    otherwise approves\n    ',
    ],
    [
      'after the beginning of a feedback rule',
      'handoff h\n  feedback\n    a: on override because b\n<|>',
      'handoff h\n  feedback\n    a: on override because b\n      ',
    ],
    [
      'after the end date of a feedback rule, which ends it',
      'handoff h\n  feedback\n    on override because b\n      until 2026-01-01\n      <|>',
      'handoff h\n  feedback\n    on override because b\n      until 2026-01-01\n    ',
    ],
    ['in a file with Windows line breaks', 'calendar c\r\n<|>', 'calendar c\r\n  '],
    ['after a segment', 'segment a: b\n  <|>', 'segment a: b\n'],
    [
      'after a column called like a declaration',
      'data d from "d"\n  test: text\n<|>',
      'data d from "d"\n  test : text\n  ',
    ],
    ['after a blank line leaves the indent alone', `${handoff}\n   <|>`, `${handoff}\n   `],
    ['at the beginning of a file', '\n<|>', '\n'],
    [
      'tidies the line that was left',
      'data d from "d"\n\ta   :yes / no \n<|>\n  long : text\n',
      'data d from "d"\n  a    : yes/no\n  \n  long : text\n',
    ],
    [
      'in a condition, whose rest goes deeper',
      `${handoff}    a: never when b \n<|>and c\n`,
      `${handoff}    a: never when b\n        and c\n`,
    ],
    [
      'after a line with a slip, which stays',
      'handoff h\n   ownr   o\n<|>',
      'handoff h\n   ownr   o\n   ',
    ],
    [
      'makes no line of its own',
      `${handoff}    a: never when b because "c"\n<|>`,
      `${handoff}    a: never when b because "c"\n    `,
    ],
  ])('%s', (_, text, becomes) => {
    expect(typed(text)).toBe(becomes);
  });
});

describe('a colon', () => {
  it.each([
    [
      'of a column goes under the others',
      'data d from "d"\n  long_name : text\na:<|>',
      'data d from "d"\n  long_name : text\n  a         :',
    ],
    [
      'of the longest column follows its name',
      'data d from "d"\n  a : text\n  longer:<|>',
      'data d from "d"\n  a : text\n  longer :',
    ],
    ['of a rule takes the rule into its block', `${handoff}a:<|>`, `${handoff}    a:`],
    [
      'of a segment stays',
      'data d from "d"\n  a : text\nsegment b:<|>',
      'data d from "d"\n  a : text\nsegment b:',
    ],
    [
      'in a time stays',
      `${handoff}  a: never when b is 21:<|>`,
      `${handoff}  a: never when b is 21:`,
    ],
    ['in a comment stays', `${handoff}# note:<|>`, `${handoff}# note:`],
    ['where no name belongs stays', 'handoff h\na:<|>', 'handoff h\na:'],
    [
      'behind a segment stays',
      'data d from "d"\nsegment b: c\na:<|>',
      'data d from "d"\nsegment b: c\na:',
    ],
  ])('%s', (_, text, becomes) => {
    expect(typed(text)).toBe(becomes);
  });
});

describe('typing anywhere', () => {
  it.each(examples)('keeps every word of $path', ({ text }) => {
    for (const { index } of [...text.matchAll(/\S+|\n/g)].filter((_, at) => at % 7 === 0)) {
      for (const character of ['\n', ':']) {
        const now = text.slice(0, index) + character + text.slice(index);
        const edits = editsOnType(parsed(now), character, positionAt(now, index + 1));
        expect(inkOf(applied(now, edits))).toBe(inkOf(now));
      }
    }
  });
});

describe('what an editor asks', () => {
  const options = { tabSize: 8, insertSpaces: false };
  const old = parsed('segment a :b\n');
  const textDocument = { uri: old.uri.toString() };
  /** A formatter where the editor shows another text than the one that was parsed last. */
  const formatterOf = (shown: TextDocument): Formatter => {
    const { workspace } = services.shared;
    const TextDocuments = { get: () => shown };
    return handoffFormatter({ workspace: { ...workspace, TextDocuments } } as never);
  };
  const text = 'segment abcdef :b\nsegment c:d';
  const newer = TextDocument.create(textDocument.uri, 'handoff', 2, text);

  it('is answered for the text that it shows, parsed or not', async () => {
    const edits = await formatterOf(newer).formatDocument(old, { textDocument, options });
    expect(TextDocument.applyEdits(newer, edits)).toBe('segment abcdef: b\nsegment c: d\n');
  });

  it('is answered within its range', async () => {
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } };
    const params = { textDocument, options, range };
    const edits = await formatterOf(newer).formatDocumentRange(old, params);
    expect(TextDocument.applyEdits(newer, edits)).toBe('segment abcdef :b\nsegment c: d\n');
  });

  it('is answered while typing', async () => {
    const params = { textDocument, options, ch: '\n', position: { line: 1, character: 0 } };
    const edits = await formatterOf(newer).formatDocumentOnType(old, params);
    expect(TextDocument.applyEdits(newer, edits)).toBe('segment abcdef: b\nsegment c: d');
  });

  it('is offered for line breaks and colons', () => {
    expect(formatterOf(newer).formatOnTypeOptions).toEqual({
      firstTriggerCharacter: '\n',
      moreTriggerCharacter: [':'],
    });
  });
});
