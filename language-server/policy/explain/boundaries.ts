import { counted, formatDuration } from '../format.ts';
import type { Condition, Policy, Quantity, Rule, SourceLine } from '../model.ts';
import { code, conditionWords, plain, valueWords } from '../words.ts';

/** The guardrails first, with whose they are; then the handoff's own boundaries. */
export function boundaryLines(policy: Policy): string[] {
  const boundaries = policy.rules.filter(({ kind }) => kind === 'boundary');
  if (boundaries.length === 0) return ['No boundary limits what the agent may choose.'];
  const guardrails = boundaries.filter(({ block }) => block === 'guardrails');
  const own = boundaries.filter(({ block }) => block !== 'guardrails');
  const whose = policy.guardrails === undefined ? '' : ` of ${code(policy.guardrails)}`;
  return [
    ...meanings(policy, boundaries),
    ...group(`### Guardrails${whose}: this handoff can add to them, never loosen them`, guardrails),
    ...group('### Of this handoff', own),
  ];

  function group(title: string, rules: readonly Rule[]): string[] {
    if (rules.length === 0) return [];
    return ['', title, '', ...rules.map((rule) => boundaryLine(rule, policy))];
  }
}

/** ` (line 14)`, or ` (company.handoff:14)` in another file, at the end of what a rule says. */
export function placeWords({ at }: { at: SourceLine }, policy: Policy): string {
  return at.file === policy.at.file ? ` (line ${at.line})` : ` (${plain(at.file)}:${at.line})`;
}

/** **`quiet_hours`**, or nothing for a rule whose name is its own text. */
export function ruleTitle(rule: Rule): string {
  return rule.name === rule.text ? '' : `**${code(rule.name)}**: `;
}

export function becauseWords(rule: Rule): string {
  return rule.because === undefined ? '' : ` Why: “${plain(rule.because)}”.`;
}

function boundaryLine(rule: Rule, policy: Policy): string {
  const limit = limitWords(rule, policy);
  return `- ${ruleTitle(rule)}${limit}. ${brokenWords(rule)}${becauseWords(rule)}${placeWords(rule, policy)}`;
}

function brokenWords({ otherwise }: Rule): string {
  switch (otherwise.kind) {
    case 'block':
      return 'Broken: blocked.';
    case 'hold':
      return 'Broken: held.';
    case 'nearest':
      return 'Broken: moved.';
    case 'escalate':
      return `Broken: ${code(otherwise.to)} decides.`;
  }
}

/** What the words `blocked`, `held` and `moved` mean here, each once and only if it is used. */
function meanings(policy: Policy, boundaries: readonly Rule[]): string[] {
  const used = new Set(boundaries.map(({ otherwise }) => otherwise.kind));
  const usual = valueWords(policy.usual, policy.choice.type, policy.data);
  const instead =
    policy.usual === undefined
      ? 'nothing is done, since no usual choice is given'
      : `the usual choice, ${usual}, takes its place if that keeps every boundary for certain, else nothing is done`;
  const lines = [
    "The agent's choice must keep every one of these limits. What happens to a choice that breaks one is said with it:",
    '',
  ];
  if (used.has('block') || used.has('nearest')) {
    lines.push(`- _blocked_: it is not carried out; ${instead}.`);
  }
  if (used.has('hold')) lines.push('- _held_: nothing happens now.');
  if (used.has('nearest')) {
    lines.push(
      '- _moved_: where all the limits that it breaks say so, the closest choice that breaks none ' +
        'takes its place, the later of two that are equally close, and every rule is judged again ' +
        'on that one. Without such a choice, or beside a limit that says otherwise, it is blocked.',
    );
  }
  if (used.has('escalate')) {
    lines.push('- _… decides_: it is not carried out unless that role says so.');
  }
  return lines;
}

/** What a boundary forbids or demands, as a clause. */
export function limitWords(rule: Rule, policy: Policy): string {
  const { limit, when } = partsOf(rule.fires);
  const only = when ? `, when ${conditionWords(when, policy)}` : '';
  const cap = rule.form === 'cap' ? capWords(limit, policy) : undefined;
  const spacing = rule.form === 'spacing' ? spacingWords(limit, policy) : undefined;
  const special = cap ?? spacing;
  return special === undefined
    ? `never when ${conditionWords(rule.fires, policy)}`
    : `${special}${only}`;
}

/** A cap is lowered to its limit alone, or to `when` and the limit. */
function partsOf(fires: Condition): { limit: Condition; when?: Condition } {
  if (fires.kind !== 'and' || fires.parts.length !== 2) return { limit: fires };
  const [when, limit] = fires.parts;
  return when && limit ? { limit, when } : { limit: fires };
}

function capWords(limit: Condition, policy: Policy): string | undefined {
  if (limit.kind !== 'compare') return undefined;
  const sent = sentOf(limit.left);
  const most = literalNumber(limit.right);
  if (!sent || most === undefined) return undefined;
  const { singular, plural } = policy.data;
  const start = `at most ${plain(counted(most, singular, plural))} to ${subjectWords(policy)}`;
  const across = acrossWords(sent.across, policy);
  if (sent.window.kind === 'rolling') {
    return `${start} in any ${formatDuration(sent.window.milliseconds)} (a rolling window)${across}`;
  }
  const { unit } = sent.window;
  const week = unit === 'week' ? ', weeks starting on Monday' : '';
  return `${start} in a calendar ${unit} (read on the subject's own clock, not rolling${week})${across}`;
}

function spacingWords(limit: Condition, policy: Policy): string | undefined {
  if (limit.kind !== 'compare' || limit.left.kind !== 'sinceLast') return undefined;
  const gap = literalNumber(limit.right);
  if (gap === undefined) return undefined;
  const between = `at least ${formatDuration(gap)} between two ${plain(policy.data.plural)}`;
  return `${between} to ${subjectWords(policy)}${acrossWords(limit.left.across, policy)}`;
}

function subjectWords(policy: Policy): string {
  const subject = policy.data.columns.find(({ role }) => role === 'subject');
  return subject ? `the same ${code(subject.name)}` : 'the same subject';
}

function acrossWords(across: boolean, policy: Policy): string {
  if (!across) return '';
  return policy.guardrails === undefined
    ? ', counted across all handoffs'
    : `, counted across all handoffs under ${code(policy.guardrails)}`;
}

function sentOf(quantity: Quantity): Extract<Quantity, { kind: 'sent' }> | undefined {
  if (quantity.kind !== 'arithmetic') return undefined;
  return quantity.left.kind === 'sent' ? quantity.left : undefined;
}

function literalNumber(quantity: Quantity): number | undefined {
  return quantity.kind === 'literal' && typeof quantity.value === 'number'
    ? quantity.value
    : undefined;
}
