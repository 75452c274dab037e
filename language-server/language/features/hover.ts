import type { LangiumDocument } from 'langium';
import type { Hover, Position } from 'vscode-languageserver';
import { occurrenceAt } from '../names/occurrences.ts';
import type { HoverContext } from './hover/context.ts';
import { nameHover } from './hover/names.ts';
import { wordsHover } from './hover/phrases.ts';

/**
 * What stands at a position, in Markdown without a link: a name, and what it means here; a date or
 * a duration, resolved; or the words of a rule. Answers from what is known, and waits for nothing.
 */
export function hoverAt(
  document: LangiumDocument,
  position: Position,
  context: HoverContext,
): Hover | undefined {
  const occurrence = occurrenceAt(document, position, context.services);
  const value = occurrence && nameHover(occurrence, document, context);
  if (occurrence && value !== undefined) {
    return { contents: { kind: 'markdown', value }, range: occurrence.range };
  }
  const words = wordsHover(document, position, context);
  return words && { contents: { kind: 'markdown', value: words.value }, range: words.range };
}
