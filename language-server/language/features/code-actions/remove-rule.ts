import { AstUtils } from 'langium';
import type { AstNode } from 'langium';
import type { Boundary, Expectation, FeedbackRule, Trigger } from '../../generated/ast.ts';
import { canonicalText } from '../../compile/text.ts';
import type { Fault, Fix } from './fix.ts';
import { declarationOf, nodeAt, removal } from './fix.ts';
import { startingAt } from './review-place.ts';

/** A rule that adds nothing goes, unless a test expects to hear of it. */
export function removeRule(fault: Fault): Fix[] {
  const rule = startingAt<Boundary | Trigger | FeedbackRule>(
    fault,
    'Boundary',
    'Trigger',
    'FeedbackRule',
  );
  return rule?.$cstNode && !isExpected(rule, fault) ? [removed(rule, fault)] : [];
}

/** A segment or a calendar that nothing reads. */
export function removeDeclaration(fault: Fault): Fix[] {
  const node = declarationOf(nodeAt(fault.document, fault.diagnostic.range));
  return node?.$cstNode ? [removed(node, fault)] : [];
}

function removed(node: AstNode, { document }: Fault): Fix {
  const name = (node as { name?: string }).name;
  const text = name ?? canonicalText(node);
  const edits = node.$cstNode ? [removal(document, node.$cstNode.range)] : [];
  return { title: `Remove \`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``, edits };
}

/** Whether a test of any file names the rule, which would then name nothing. */
function isExpected({ name }: { name?: string }, { services }: Fault): boolean {
  if (name === undefined) return false;
  return services.shared.workspace.LangiumDocuments.all.some((document) =>
    AstUtils.streamAst(document.parseResult.value).some(
      (node) => node.$type === 'Expectation' && (node as Expectation).rules.includes(name),
    ),
  );
}
