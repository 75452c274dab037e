import { feedbackLine } from '../../../policy/explain/growth.ts';
import { ruleLines } from '../../../policy/explain/rule.ts';
import type { Policy, SourceLine } from '../../../policy/model.ts';
import { code } from '../../../policy/words.ts';
import { heading, paragraphs } from './markdown.ts';

/** The rule or feedback rule that stands in a line of a file, in plain words; undefined without. */
export function ruleHover(policies: readonly Policy[], at: SourceLine): string | undefined {
  const isThere = (each: { at: SourceLine }): boolean =>
    each.at.file === at.file && each.at.line === at.line;
  const policy = policies.find(({ rules }) => rules.some(isThere));
  const rule = policy?.rules.find(isThere);
  if (policy && rule) {
    const whose = policy.guardrails === undefined ? '' : ` of ${code(policy.guardrails)}`;
    const kind = rule.block === 'guardrails' ? `guardrail${whose}` : rule.kind;
    const title =
      rule.name === rule.text ? `**${kind}**` : `${heading('rule', rule.name)}: ${kind}`;
    return paragraphs(title, ...ruleLines(rule, policy));
  }
  const teacher = policies.find(({ feedback }) => feedback.some(isThere));
  const feedback = teacher?.feedback.find(isThere);
  if (!teacher || !feedback) return undefined;
  return paragraphs('**feedback rule**', feedbackLine(feedback, teacher).replace(/^- /, ''));
}
