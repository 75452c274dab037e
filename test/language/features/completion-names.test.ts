import { CompletionItemKind } from 'vscode-languageserver';
import { describe, expect, it } from 'vitest';
import type { ColumnProfile } from '../../../language-server/language/features/profiles.ts';
import { below, beside, inBlock, labels, never, offered } from '../../support/completion-places.ts';
import { company } from '../../support/handoff.ts';
import { data, handoff } from '../../support/handoff-texts.ts';

describe('completion offers names where they are asked for', () => {
  it.each<[string, string, string[]]>([
    ['data', `${data}handoff h\n  uses <|>`, ['d']],
    ['guardrails', `${beside}handoff h under <|>`, ['company']],
    ['handoffs', below('simulation s of <|>'), ['h']],
    ['roles in use', inBlock('escalate to team', 'a: when vip\n  escalate to <|>'), ['o', 'team']],
    [
      'reasons in use',
      below(
        'simulation s of h\n  reviewer\n    overrides because holiday\n    approves because <|>',
      ),
      ['holiday'],
    ],
    ['what can be chosen', `${data}handoff h\n  uses d\n  the agent chooses <|>`, ['hour']],
    ['outcomes', beside + handoff('  goal more <|>'), ['clicked']],
    [
      'rules that a test can expect',
      `${beside}${handoff('boundaries\n a: never when vip\n').replace('handoff h', 'handoff h under company')}test "t" of h\n  expect block by <|>`,
      ['a', 'first'],
    ],
    [
      'currencies, those in use first',
      `${data}  more: money in <|>`,
      ['EUR', 'USD', 'GBP', 'CHF', 'SEK', 'PLN', 'JPY'],
    ],
    ['what a row is', never('count of <|>'), ['emails']],
    ['how much is at stake', beside + handoff('  stakes <|>'), ['low', 'medium', 'high']],
    [
      'stages of a test',
      below('test "t" of h\n  given stage is <|>'),
      ['suggest', 'act with review', 'act', 'unknown'],
    ],
  ])('%s', async (_, source, expected) => {
    expect(await labels(source)).toEqual(expected);
  });

  it('never a column that a test may not give', async () => {
    const found = await labels(below('test "t" of h\n  given <|>'));
    expect(found).toEqual(expect.arrayContaining(['level', 'confidence', 'stage']));
    expect(['clicked', 'hour', 'likely'].filter((name) => found.includes(name))).toEqual([]);
  });

  it('of imported files, and roles of the whole workspace', async () => {
    const files = { at: 'team/a.handoff', beside: { 'company.handoff': company } };
    const lead = 'import "../company.handoff"\n';
    expect(await labels(`${lead}handoff h under <|>`, files)).toEqual(['company']);
    expect(await labels('handoff h\n  owner <|>', files)).toEqual(['brand_team']);
  });

  it('with what they are: kind, type and meaning', async () => {
    const { candidates } = await offered(never('<|>'));
    const found = (name: string) => candidates.find(({ label }) => label === name);
    expect(found('spent')).toMatchObject({
      kind: CompletionItemKind.Field,
      detail: 'money in EUR',
    });
    expect(found('vip')).toMatchObject({
      detail: 'segment',
      documentation: '```handoff\nspent is above 5 EUR\n```',
    });
    expect(found('confidence')?.documentation).toContain('How sure the agent is');
  });

  it('with how often a value occurs in the data', async () => {
    const profile: ColumnProfile = {
      rows: 50_000,
      missing: 0,
      bad: 0,
      top: [
        { value: 2, count: 40_000 },
        { value: 0, count: 1_200 },
      ],
    };
    const profiles = {
      of: (_: unknown, column: string) => (column === 'level' ? profile : undefined),
    };
    const { candidates } = await offered(never('level is <|>'), { profiles });
    expect(candidates.slice(0, 3).map(({ label, detail }) => [label, detail])).toEqual([
      ['low', '1,200 of 50,000 rows'],
      ['mid', undefined],
      ['high', '40,000 of 50,000 rows'],
    ]);
  });
});
