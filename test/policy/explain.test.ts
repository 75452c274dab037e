import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { explainPolicy } from '../../language-server/policy/explain.ts';
import type { Policy } from '../../language-server/policy/model.ts';
import { runCli } from '../support/cli.ts';
import { expectGolden } from '../support/golden.ts';
import { boundary, literal, policyWith, trigger } from '../support/policies.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const golden = (name: string) => new URL(`golden/${name}.md`, import.meta.url);
const explained = (policy: Policy) => explainPolicy(policy, { simulations: [], tests: [] });

describe('an example explained', () => {
  it.each([
    ['newsletter', 'examples/newsletter/newsletter.handoff'],
    ['frequency', 'examples/frequency/frequency.handoff'],
    ['subject-lines', 'examples/subject-lines/subject-lines.handoff'],
  ])('%s reads as it was read before', async (name, file) => {
    const { code, out, err } = await runCli(root, 'explain', file);
    expect([code, err]).toEqual([0, '']);
    expectGolden(out, golden(name));
  });

  it('has every rule, with the line it stands on', async () => {
    const { out } = await runCli(root, 'explain', 'examples/newsletter/newsletter.handoff');
    const rules =
      'consent_first freeze total_cap quiet_hours weekly_cap daily_cap rest_dormant spacing ' +
      'unsure valuable unusual thin_evidence novel explore';
    for (const rule of rules.split(' ')) {
      expect(out).toMatch(new RegExp(`\\*\\*\`${rule}\`\\*\\*: .*\\((line |\\S+:)\\d+\\)$`, 'm'));
    }
  });
});

it('says which handoffs go first, where the guardrails do', () => {
  const text = explained(policyWith({ guardrails: 'company', priority: ['receipts', 'offers'] }));
  expect(text).toContain(
    'Where handoffs under `company` want the same subject on one day, they go in this order: `receipts`, `offers` and all others.',
  );
});

describe('a policy with next to nothing in it', () => {
  const text = explained(policyWith());

  it.each([
    'The file does not say what people keep for themselves.',
    'No usual choice is given: where a choice is blocked, nothing is done.',
    'No owner is named.',
    'The file does not say how much is at stake.',
    'The file does not say whether a decision can be undone.',
    'No goal is declared.',
    'No boundary limits what the agent may choose.',
    'The file declares no ladder: nothing here makes autonomy grow or shrink.',
  ])('says what is missing: %s', (sentence) => {
    expect(text).toContain(sentence);
  });

  it('has no section without a word in it', () => {
    expect(text).not.toMatch(/^## .*\n\n(#|$)/m);
    expect(text).not.toContain('## Surprises');
    expect(text).not.toContain('undefined');
  });
});

describe('single sentences', () => {
  const week = { kind: 'rolling', milliseconds: 7 * 86_400_000 } as const;
  const cap = (
    across: boolean,
    count: number,
    window: typeof week | { kind: 'calendar'; unit: 'week' },
  ) =>
    boundary(
      'cap',
      {
        kind: 'compare',
        operator: 'above',
        left: {
          kind: 'arithmetic',
          operator: '+',
          left: { kind: 'sent', window, across, ahead: true },
          right: { kind: 'word', word: 'sending' },
        },
        right: literal(count),
      },
      { form: 'cap' },
    );
  const consent = { kind: 'truth', of: { kind: 'column', name: 'consent' } } as const;

  const cases: [what: string, parts: Partial<Policy>, sentence: string][] = [
    [
      'a rolling cap',
      { rules: [cap(false, 1, week)] },
      'at most 1 email to the same subject in any 7 days (a rolling window).',
    ],
    [
      'a calendar cap',
      { rules: [cap(false, 3, { kind: 'calendar', unit: 'week' })] },
      "in a calendar week (read on the subject's own clock, not rolling, weeks starting on Monday).",
    ],
    [
      'a cap over all handoffs',
      { rules: [cap(true, 3, week)], guardrails: 'company' },
      'counted across all handoffs under `company`.',
    ],
    [
      'a choice that is held',
      { rules: [boundary('b', consent, { otherwise: { kind: 'hold' } })] },
      'never when `consent` is yes. Broken: held.',
    ],
    [
      'a reason',
      { rules: [boundary('b', consent, { because: 'a <b> & *c*' })] },
      'Why: “a \\<b\\> & \\*c\\*”.',
    ],
    [
      'a rule without a name',
      { rules: [trigger('when x', consent, { text: 'when x' })] },
      '- `consent` is yes. (line 1)',
    ],
    [
      'a rule of another file',
      { rules: [trigger('t', consent, { at: { file: 'a_b.handoff', line: 4 } })] },
      '(a\\_b.handoff:4)',
    ],
    ['what cannot be undone', { reversible: 'irreversible' }, 'A decision **cannot be undone**.'],
    [
      'an escalation without a deadline',
      { escalations: [{ to: 'team', otherwise: 'block', at: { file: 'x', line: 1 } }] },
      'No deadline is set; as long as nobody answers, the choice is blocked.',
    ],
  ];

  it.each(cases)('%s', (_what, parts, sentence) => {
    expect(explained(policyWith(parts))).toContain(sentence);
  });
});
