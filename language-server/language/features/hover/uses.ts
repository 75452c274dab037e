import type { LangiumDocument } from 'langium';
import { UriUtils } from 'langium';
import { counted } from '../../../policy/format.ts';
import { plain } from '../../../policy/words.ts';
import type { Occurrence } from '../../names/occurrence.ts';
import { isSamePlace, occurrencesOf } from '../../names/occurrences.ts';
import { workspaceNames } from '../../names/workspace-names.ts';
import type { HoverContext } from './context.ts';
import { heading, paragraphs } from './markdown.ts';

const mostUses = 8;

/** A role or a reason, which nothing but its use declares: each line that names it. */
export function usesHover(
  { kind, name, declaration }: Occurrence,
  document: LangiumDocument,
  { services }: HoverContext,
): string {
  const uses = workspaceNames(services)
    .visible(document)
    .flatMap((each) =>
      occurrencesOf(each, services)
        .filter((other) => other.kind === kind && other.name === name)
        .filter((other) => isSameName(other.declaration, declaration))
        .map(({ range }) => ({ document: each, line: range.start.line })),
    );
  const lines = uses.slice(0, mostUses).map(({ document: each, line }) => {
    const place = `${UriUtils.basename(each.uri)}:${String(line + 1)}`;
    return `- ${plain(place)} ${plain(lineText(each, line))}`;
  });
  const more = uses.length - lines.length;
  return paragraphs(
    `${heading(kind, name)}: named ${counted(uses.length, 'time')}`,
    [...lines, ...(more > 0 ? [`- … and ${counted(more, 'more', 'more')}`] : [])].join('\n'),
  );
}

type Declaration = Occurrence['declaration'];

/** A reason is another in another handoff. */
function isSameName(left: Declaration, right: Declaration): boolean {
  return left && right ? isSamePlace(left, right) : left === right;
}

function lineText({ textDocument }: LangiumDocument, line: number): string {
  const start = { line, character: 0 };
  const end = { line: line + 1, character: 0 };
  const text = textDocument.getText({ start, end }).trim();
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
