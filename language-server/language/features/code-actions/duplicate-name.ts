import type { AstNode, LangiumDocument } from 'langium';
import { GrammarUtils } from 'langium';
import type { Fault, Fix } from './fix.ts';
import { nodeAt, removal } from './fix.ts';

const renamed = new Set(
  'Calendar DataBlock Segment Guardrails HandoffBlock Simulation PolicyTest Boundary Trigger'.split(
    ' ',
  ),
);

/** Gives the second a name of its own; what names a column of a file cannot be another. */
export function renameSecond({ document, diagnostic }: Fault): Fix[] {
  const node = nodeAt(document, diagnostic.range);
  if (!node) return [];
  if (node.$type === 'Column' || node.$type === 'OneOfType') {
    const text = document.textDocument.getText(diagnostic.range).replace(/\s*:$/, '');
    const range = node.$type === 'Column' ? node.$cstNode?.range : diagnostic.range;
    return range &&
      diagnostic.relatedInformation?.length !== undefined &&
      isSecond(node, diagnostic)
      ? [{ title: `Remove the second \`${text}\``, edits: [removal(document, range)] }]
      : [];
  }
  if (!renamed.has(node.$type)) return [];
  const isTest = node.$type === 'PolicyTest';
  const place = GrammarUtils.findNodeForProperty(node.$cstNode, isTest ? 'title' : 'name');
  const [written] = /^("?`?)(.*?)(`?"?)(?=\s*:?$)/.exec(place?.text ?? '') ?? [];
  if (!place || written === undefined) return [];
  const text = isTest
    ? written.replace(/"?$/, ' (2)"')
    : free(document, written.replace(/^`|`$/g, ''), written.startsWith('`'));
  const { start } = place.range;
  const end = { line: start.line, character: start.character + written.length };
  return [
    {
      title: `Rename this one to ${isTest ? text : `\`${text}\``}`,
      edits: [{ range: { start, end }, text }],
    },
  ];
}

/** A column that stands twice, or a value: not a column that is called like a measured word. */
function isSecond(node: AstNode, { relatedInformation }: Fault['diagnostic']): boolean {
  return node.$type === 'OneOfType' || (relatedInformation?.length ?? 0) > 0;
}

/** A name that the file has nowhere. */
function free(document: LangiumDocument, name: string, quoted: boolean): string {
  const text = document.textDocument.getText();
  let number = 2;
  while (text.includes(`${name}_${String(number)}`)) number++;
  const found = `${name}_${String(number)}`;
  return quoted ? `\`${found}\`` : found;
}
