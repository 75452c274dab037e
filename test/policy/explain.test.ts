import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { explainPolicy } from '../../language-server/policy/explain.ts';
import type {
  Condition,
  Policy,
  Randomised,
  Simulation,
  ValueType,
} from '../../language-server/policy/model.ts';
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

  const type: ValueType = { kind: 'oneOf', values: ['plain', 'question'] };
  const chosenAtRandom = (randomised: Randomised): Partial<Policy> => ({
    choice: { column: 'variant', type },
    data: {
      ...policyWith().data,
      columns: [{ name: 'variant', type, role: 'chosen', randomised }],
    },
  });

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
      'a budget',
      {
        escalations: [
          { to: 'team', otherwise: 'hold', budget: { perDay: 40 }, at: { file: 'x', line: 1 } },
        ],
      },
      'At most 40 decisions a day are put before them; one more counts as not answered.',
    ],
    [
      'a propensity that is estimated',
      { data: { ...policyWith().data, propensityEstimatedBy: ['engagement'] } },
      '- How likely each choice was is estimated within `engagement`; figures that rest on it are marked.',
    ],
    [
      'a choice that chance made evenly',
      chosenAtRandom({ kind: 'evenly' }),
      '- Each choice was equally likely, by design.',
    ],
    [
      'a choice that chance made by shares',
      chosenAtRandom({ kind: 'shares', shares: [0.75, 0.25] }),
      '- It was drawn at random, by design: plain in 75% and question in 25% of the cases.',
    ],
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

describe('a simulation', () => {
  const simulation: Simulation = {
    ...{ name: 'run', handoff: policyWith().handoff, agent: { kind: 'usual' } },
    ...{ reviewer: [{ answer: 'approves' }], seed: 7, at: { file: 'x', line: 1 } },
  };
  const minute = 60_000;
  const isDormant: Condition = {
    ...{ kind: 'compare', operator: 'is' },
    ...{ left: { kind: 'column', name: 'engagement' }, right: literal('dormant') },
  };

  const cases: [what: string, parts: Partial<Simulation>, sentence: string][] = [
    ['chance', {}, 'All chance in it comes from the seed 7.'],
    [
      'that nobody reviews',
      { reviewer: [] },
      'Nobody reviews: what needs a person is not carried out.',
    ],
    [
      'one time to answer',
      { answersIn: { soonest: 30 * minute, latest: 30 * minute } },
      'An answer takes 30 minutes.',
    ],
    [
      'times to answer',
      { answersIn: { soonest: 10 * minute, latest: 180 * minute } },
      'An answer takes from 10 minutes to 3 hours, any time between as likely as another.',
    ],
    [
      'rejected patterns',
      { rejects: [isDormant] },
      'When learned patterns are reviewed, those are rejected where `engagement` is “dormant”.',
    ],
    [
      'a model by cells',
      { rewardModel: { kind: 'choice', by: ['engagement'], prior: 100 } },
      'expect of a choice its mean in the log in each case of `engagement`, drawn towards coarser means as if there were 100 emails more like those.',
    ],
    [
      'a model by choice without a prior',
      { rewardModel: { kind: 'choice', by: [], prior: 0 } },
      'expect of a choice its mean in the log. All',
    ],
    [
      'a model of one mean',
      { rewardModel: { kind: 'overall' } },
      'expect of every choice the overall mean.',
    ],
    [
      'clipped weights',
      { clipAt: 10 },
      'Where the policy makes a choice more than 10 times as often as it was logged, its outcome counts 10 times: figures spread less, and are drawn towards what was logged.',
    ],
  ];

  it.each(cases)('says %s', (_what, parts, sentence) => {
    const simulations = [{ ...simulation, ...parts }];
    expect(explainPolicy(policyWith(), { simulations, tests: [] })).toContain(sentence);
  });

  it('says nothing of a model, a clip or a delay that is not written', () => {
    const text = explainPolicy(policyWith(), { simulations: [simulation], tests: [] });
    expect(text).not.toMatch(/estimates|counts|takes \d|rejected/);
  });
});
