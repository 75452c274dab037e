import type { LangiumDocument } from 'langium';
import type { LangiumServices, SignatureHelpProvider } from 'langium/lsp';
import type { Position, SignatureHelp, SignatureInformation } from 'vscode-languageserver';
import { MarkupKind } from 'vscode-languageserver';
import { cursorAt } from './completion/cursor.ts';
import type { Readers } from './completion/reading.ts';
import { readBefore } from './completion/reading.ts';
import type { Expected, Frame } from './completion/walk.ts';
import { stackOf } from './completion/walk.ts';
import { keywordLines } from './hover/keywords.ts';
import { ruleForms } from './signature-help/forms.ts';

/** The form of the rule at a place, with the part that is to be written next. */
export function signatureHelpAt(
  document: LangiumDocument,
  position: Position,
  readers: Readers,
): SignatureHelp | undefined {
  const text = document.textDocument.getText();
  const cursor = cursorAt(text, document.textDocument.offsetAt(position));
  if (!cursor) return undefined;
  const { ways, tokens } = readBefore(text, cursor, readers);
  const begun = ways.flatMap((way) => rulesAround(way, tokens.length));
  // Behind a whole rule the next line is another's.
  if (cursor.startsLine && begun.length < ways.length) return undefined;
  const innermost = Math.max(...begun.map(({ depth }) => depth));
  const fitting = begun.filter(({ depth }) => depth === innermost);
  const typed = fitting.filter(({ way }) => way.word.startsWith(cursor.typed));
  const shown = new Map<string, number>();
  for (const { way, frame, type } of [...typed, ...fitting]) {
    const active = activePart(type, way, frame);
    if ((shown.get(type) ?? -1) < 0) shown.set(type, active);
  }
  const signatures = [...shown].map(([type, active]) => informationOf(type, active));
  const [first] = signatures;
  if (!first) return undefined;
  const active = first.activeParameter;
  return {
    signatures,
    activeSignature: 0,
    ...(active === undefined ? {} : { activeParameter: active }),
  };
}

interface Around {
  way: Expected;
  frame: Frame;
  type: string;
  depth: number;
}

/** Before `most` or `least` a cap may be either. */
const undecided: Readonly<Record<string, string[] | undefined>> = {
  Cap: ['FrequencyCap', 'Spacing'],
};

/** The innermost rule with a form that a word would go on with, and of which there is a word. */
function rulesAround(way: Expected, index: number): Around[] {
  const stack = stackOf(way.frame);
  for (const [depth, frame] of stack.entries()) {
    const types = (undecided[frame.type] ?? [frame.type]).filter((type) => ruleForms[type]);
    if (types.length === 0) continue;
    const named = frame.parent;
    const isNamed = named?.rule === 'Boundary' && named.start < index && !named.read?.before;
    if (frame.start >= index && !isNamed) continue;
    return types.map((type) => ({ way, frame, type, depth: stack.length - depth }));
  }
  return [];
}

function activePart(type: string, way: Expected, frame: Frame): number {
  const parts = ruleForms[type] ?? [];
  const inner = stackOf(way.frame).find(({ parent }) => parent?.id === frame.id);
  const property = inner?.property ?? way.property;
  const read = parts.findIndex(({ reads }) => property !== undefined && reads.includes(property));
  if (read >= 0) return read;
  return parts.findIndex(({ text }) => way.kind === 'keyword' && wordsOf(text).includes(way.word));
}

function wordsOf(text: string): string[] {
  return text.replace(/‹[^›]*›/g, '').match(/[a-z]+|,/g) ?? [];
}

function informationOf(type: string, active: number): SignatureInformation {
  const parts = ruleForms[type] ?? [];
  const meaning = keywordLines[type as keyof typeof keywordLines];
  const label = parts.map(({ text }) => text).join(' ');
  let start = 0;
  const parameters = parts.map(({ text }) => {
    const from = start;
    start += text.length + 1;
    return { label: [from, from + text.length] as [number, number] };
  });
  return {
    label,
    ...(meaning === undefined
      ? {}
      : { documentation: { kind: MarkupKind.Markdown, value: meaning } }),
    parameters,
    ...(active < 0 ? {} : { activeParameter: active }),
  };
}

export function signatureHelpProvider(services: LangiumServices): SignatureHelpProvider {
  const readers: Readers = {
    grammar: services.Grammar,
    lexer: services.parser.Lexer,
    parser: services.parser.LangiumParser,
  };
  return {
    // A rule begins behind its name; from there on every word may change what comes next.
    signatureHelpOptions: { triggerCharacters: [':'], retriggerCharacters: [' ', ','] },
    provideSignatureHelp: (document, { position }) => signatureHelpAt(document, position, readers),
  };
}
