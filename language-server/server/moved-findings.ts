import type { Finding } from '../analysis/finding.ts';
import type { Policy, SourceLine } from '../policy/model.ts';

/**
 * Findings of a handoff as it was, at the lines where what they are about stands now. What is
 * there no more has none.
 */
export function movedFindings(
  findings: readonly Finding[],
  { before, now }: { before: Policy; now: Policy },
): Finding[] {
  if (before === now || findings.length === 0) return [...findings];
  const names = new Map(places(before).map(({ name, at }) => [lineKey(at), name]));
  const lines = new Map(places(now).map(({ name, at }) => [name, at]));
  const moved = (at: SourceLine): SourceLine | undefined =>
    lines.get(names.get(lineKey(at)) ?? 'nothing');
  return findings.flatMap(({ related, ...finding }): Finding[] => {
    const at = moved(finding.at);
    const other = related && moved(related.at);
    return at ? [{ ...finding, at, ...(other ? { related: { ...related, at: other } } : {}) }] : [];
  });
}

/** All that a finding may be about. Of what shares a line the first is told, which moves alike. */
function places(policy: Policy): { name: string; at: SourceLine }[] {
  const { at, rules, escalations, feedback } = policy;
  return [
    ...feedback.map(({ name, at }) => ({ name: `feedback ${name}`, at })),
    ...escalations.map(({ to, at }) => ({ name: `escalation ${to}`, at })),
    ...rules.map(({ name, at }) => ({ name: `rule ${name}`, at })),
    { name: 'handoff', at },
  ];
}

function lineKey({ file, line }: SourceLine): string {
  return JSON.stringify([file, line]);
}
