import type { AstNode } from 'langium';
import type { Column } from '../../generated/ast.ts';
import { canonicalText } from '../../compile/text.ts';
import type { Fault, Fix } from './fix.ts';
import { nodeAt, removal } from './fix.ts';

/** Takes the second away; surely so only where it says the same as another. */
export function removeSecond({ document, diagnostic }: Fault): Fix[] {
  const node = nodeAt(document, diagnostic.range);
  if (!node?.$cstNode) return [];
  if (node.$type === 'LastAnswer') return moveToEnd({ document, node });
  if (node.$type === 'Column') return removeRole({ document, column: node as Column });
  const siblings = Object.values(node.$container ?? {})
    .filter((value): value is AstNode[] => Array.isArray(value) && value.includes(node))
    .flat();
  const text = canonicalText(node);
  const sure = siblings.some((each) => each !== node && canonicalText(each) === text);
  return [
    {
      title: `Remove \`${shortened(text)}\``,
      edits: [removal(document, node.$cstNode.range)],
      ...(sure ? { sure } : {}),
    },
  ];
}

/** Of two columns in one role the second loses it; its data stays declared. */
function removeRole({ document, column }: { document: Fault['document']; column: Column }): Fix[] {
  return column.roles.flatMap((role) =>
    role.$cstNode
      ? [
          {
            title: `Remove \`${canonicalText(role)}\` from \`${column.name}\``,
            edits: [removal(document, role.$cstNode.range)],
          },
        ]
      : [],
  );
}

/** What answers everything else comes last: the answers after it were meant to be asked first. */
function moveToEnd({ document, node }: { document: Fault['document']; node: AstNode }): Fix[] {
  const home = node.$container as AstNode & { answers?: AstNode[] };
  const last = home.answers?.at(-1);
  const end = last?.$cstNode?.range.end;
  if (!node.$cstNode || !end || last === node) return [];
  const indent = ' '.repeat(node.$cstNode.range.start.character);
  return [
    {
      title: 'Move `otherwise` to the end',
      edits: [
        removal(document, node.$cstNode.range),
        { range: { start: end, end }, text: `\n${indent}${canonicalText(node)}` },
      ],
    },
  ];
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
