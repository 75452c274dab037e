import type { LangiumDocument } from 'langium';
import type * as ast from '../generated/ast.ts';
import { suggestion } from '../suggestion.ts';
import type { Session } from './session.ts';

/** The handoffs that go first, in order; empty where the guardrails do not say. */
export function priorityOf({ priorities }: ast.Guardrails): string[] {
  return priorities[0]?.handoffs ?? [];
}

/**
 * Checks what a file says of the order of handoffs. Handoffs import the file of their guardrails
 * and not the other way round, so that a name without a handoff in sight may well have one.
 */
export function checkPriority(
  guardrails: ast.Guardrails,
  session: Session,
  visible: readonly LangiumDocument[],
): void {
  const [first, second] = guardrails.priorities;
  const report = session.reportFor(guardrails);
  if (second) report('repeated-part', 'This line stands twice in the guardrails', second);
  if (!first) return;
  const { name } = guardrails;
  const seen = visible
    .flatMap((each) => (each.parseResult.value as ast.File).declarations)
    .filter((each) => each.$type === 'HandoffBlock');
  const under = seen.filter((each) => each.guardrails?.ref === guardrails);
  for (const [index, handoff] of first.handoffs.entries()) {
    const where = { property: 'handoffs', index };
    if (first.handoffs.indexOf(handoff) < index) {
      report('repeated-part', `\`${handoff}\` stands twice in the priority`, first, where);
    } else if (under.some((each) => each.name === handoff)) {
      continue;
    } else if (seen.some((each) => each.name === handoff)) {
      const message = `\`${handoff}\` is not \`under ${name}\`: only handoffs under these guardrails go before one another`;
      report('unknown-name', message, first, where);
    } else if (under.length > 0) {
      const free = under.map((each) => each.name).filter((each) => !first.handoffs.includes(each));
      const { hint, remedies } = suggestion(handoff, free);
      const message = `\`${handoff}\` is no handoff that this file sees${hint}`;
      report('unknown-priority', message, first, { ...where, remedies });
    }
  }
}
