import { describe, expect, it } from 'vitest';
import { workspaceSymbols } from '../../../language-server/language/features/workspace-symbols.ts';
import { services } from '../../support/handoff.ts';
import { loadMarked } from '../../support/marked-files.ts';

const files = {
  'org.handoff':
    'guardrails company\n quiet_hours: never when n is 5\ncalendar companyDays 2026-01-01',
  'main.handoff': `data engagement from "e.csv" hours: number
segment vip: n is 5
handoff send_time owner quiet
 boundaries weekly_cap: at most 5 emails per 7 days
 escalate to o \`too late\`: when n is 5
simulation replay of send_time
test "a quiet hour" of send_time`,
};

const cases: [title: string, query: string, expected: string[]][] = [
  [
    'nothing asked for: all but columns, values and roles',
    '',
    [
      'company',
      'quiet_hours in company',
      'companyDays',
      'engagement',
      'vip',
      'send_time',
      'weekly_cap in send_time',
      'too late in send_time',
      'replay',
      'a quiet hour',
    ],
  ],
  ['the first letters', 'send', ['send_time']],
  ['any case', 'VIP', ['vip']],
  ['letters with others between them', 'qhr', ['quiet_hours in company', 'a quiet hour']],
  ['two words', 'quiet h', ['quiet_hours in company', 'a quiet hour']],
  ['a word in the middle', 'cap', ['weekly_cap in send_time']],
  ['a word that a capital starts', 'days', ['companyDays']],
  ['no letters in the middle of a word', 'eekly', []],
  ['letters in another order', 'piv', []],
];

describe('the names of a workspace', () => {
  it.each(cases)('%s', async (_, query, expected) => {
    await loadMarked(files);
    const found = workspaceSymbols(query, services).map(({ name, containerName }) =>
      containerName === undefined ? name : `${name} in ${containerName}`,
    );
    expect(found.sort()).toEqual([...expected].sort());
  });

  it('say in which file they stand', async () => {
    await loadMarked(files);
    const [symbol] = workspaceSymbols('weekly_cap', services);
    expect(symbol?.location).toEqual({
      uri: 'file:///team/main.handoff',
      range: { start: { line: 3, character: 12 }, end: { line: 3, character: 22 } },
    });
  });
});
