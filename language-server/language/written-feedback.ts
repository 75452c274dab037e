import { EmptyFileSystem, URI } from 'langium';
import type { LeafContext } from '../policy/leaves.ts';
import { formattedText } from './features/format/format.ts';
import { createHandoffServices } from './services.ts';
import type { RuleToWrite } from './written-rule.ts';
import { writtenRule } from './written-rule.ts';

/**
 * Feedback rules as they stand in a handoff, in the canonical layout, each below its comment;
 * `withBlock`: with the line that opens the block.
 */
export function writtenFeedback(
  rules: readonly (RuleToWrite & { comment?: string })[],
  policy: LeafContext,
  { withBlock = false }: { withBlock?: boolean } = {},
): string {
  if (rules.length === 0) return '';
  const texts = rules.map((rule) => {
    const comment = rule.comment === undefined ? '' : `# ${rule.comment}\n`;
    return comment + writtenRule(rule, policy);
  });
  const { shared } = createHandoffServices(EmptyFileSystem);
  const document = shared.workspace.LangiumDocumentFactory.fromString(
    `handoff any\n  feedback\n${texts.join('\n')}\n`,
    URI.file('/any.handoff'),
  );
  const lines = formattedText(document).split('\n');
  return lines.slice(withBlock ? 1 : 2).join('\n');
}
