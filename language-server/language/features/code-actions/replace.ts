import type { Replacement } from '../../problems.ts';
import type { Fault, Fix } from './fix.ts';

/** What the check that found the fault already knows to be right in its place. */
export function replace({ document, diagnostic }: Fault): Fix[] {
  const { replacements = [] } = (diagnostic.data ?? {}) as { replacements?: Replacement[] };
  return replacements.map(({ range, text, sure }) => ({
    title: titleOf(text.trim(), document.textDocument.getText(range).trim()),
    edits: [{ range, text }],
    ...(sure ? { sure } : {}),
  }));
}

function titleOf(text: string, instead: string): string {
  if (text === '') return `Remove \`${shortened(instead)}\``;
  return instead === ''
    ? `Insert \`${shortened(text)}\``
    : `Write \`${shortened(text)}\` for \`${shortened(instead)}\``;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
