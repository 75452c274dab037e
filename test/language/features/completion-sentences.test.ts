import { CompletionItemKind } from 'vscode-languageserver';
import { describe, expect, it } from 'vitest';
import { filledIn } from '../../../language-server/language/features/completion/candidate.ts';
import type { Expected } from '../../support/completion-places.ts';
import {
  below,
  beside,
  boundary,
  expectOffered,
  inBlock,
  offered,
} from '../../support/completion-places.ts';
import { examples, services } from '../../support/handoff.ts';
import { data, handoff } from '../../support/handoff-texts.ts';

describe('completion offers whole sentences', () => {
  it.each<[string, string, Expected]>([
    [
      'of a file',
      '<|>',
      {
        first: [
          'import "company.handoff"',
          'calendar holidays',
          'data mailings from "mailings.csv"',
        ],
        also: ['handoff send_time', 'simulation replay of send_time'],
        not: ['owner marketing', 'because "reason"'],
      },
    ],
    [
      'of boundaries, in the nouns and columns of the data',
      boundary('<|>'),
      {
        first: [
          'rule: never when consent is not yes',
          'quiet_hours: never when hour is between 21:00 and 07:00',
          'rule: never when level is low',
          'weekly_cap: at most 5 emails per 7 days',
          'daily_cap: at most 1 email per calendar day',
          'total_cap: at most 7 emails per 7 days across all handoffs',
          'spacing: at least 4 hours between emails',
        ],
        not: ['boundaries', 'owner o'],
      },
    ],
    [
      'of a boundary whose name stands',
      boundary('rule: <|>'),
      {
        first: ['never when consent is not yes'],
        also: ['at most 5 emails per 7 days', 'at least 4 hours between emails'],
        not: ['rule: never when consent is not yes', 'owner o', 'and'],
      },
    ],
    [
      'behind a boundary',
      boundary('a: never when vip\n      <|>'),
      {
        first: ['because "reason"', 'otherwise use the nearest allowed', 'otherwise escalate to o'],
      },
    ],
    [
      'but no second reason',
      boundary('a: never when vip because "so"\n      <|>'),
      {
        first: ['otherwise use the nearest allowed'],
        not: ['because "reason"', 'because'],
      },
    ],
    [
      'of a handoff, and only those that are missing',
      beside + handoff('  <|>'),
      {
        first: ['people keep content, audience', 'stakes low', 'reversible within 7 days'],
        also: ['goal more clicked', 'watch clicked', 'boundaries', 'escalate to o', 'autonomy'],
        not: ['owner o', 'owner', 'uses d', 'uses', 'the agent chooses hour', 'usually'],
      },
    ],
    [
      'and no block that there already is',
      beside + handoff('  learning\n    explore at most 5% of decisions\n  <|>'),
      {
        also: ['boundaries', 'escalate to o'],
        not: ['learning'],
      },
    ],
    [
      'of a handoff, its owner while it stands there',
      beside + handoff('').replace('owner o', 'own<|>er o'),
      {
        also: ['owner o'],
      },
    ],
    [
      'of an escalation',
      inBlock('escalate to team'),
      {
        first: [
          'unsure: when confidence is below 70%',
          'answer within 4 hours, otherwise hold',
          'at most 40 per day, highest n first',
        ],
      },
    ],
    [
      'of an escalation with a deadline',
      inBlock('escalate to team', 'answer within 2 days\n    <|>'),
      {
        first: ['unsure: when confidence is below 70%'],
        not: ['answer within 4 hours, otherwise hold'],
      },
    ],
    [
      'of autonomy',
      inBlock('autonomy'),
      {
        first: [
          'starts at suggest',
          'becomes act after 200 decisions when agreement is at least 90%',
          'returns to suggest when a guard is broken',
        ],
      },
    ],
    [
      'of learning',
      inBlock('learning'),
      {
        first: [
          'period of 4 weeks from 2026-01-05',
          'explore at most 10% of decisions',
          'reviewed every week by o',
        ],
      },
    ],
    [
      'of surprises',
      inBlock('surprises'),
      {
        first: [
          'surprising when surprise is above 3 bits',
          'sound when evidence is at least 500 emails and it holds on the holdout',
          'unsound surprises go to o',
        ],
      },
    ],
    [
      'of feedback',
      inBlock('feedback'),
      {
        first: [
          'on override because friday_slump, after 3 overrides in 30 days',
          'on approval because morning_readers',
        ],
      },
    ],
    [
      'of guardrails, in the columns of all data',
      `guardrails g\n  <|>\n${data}`,
      {
        first: ['rule: never when consent is not yes'],
      },
    ],
    [
      'of data',
      `${data}  <|>`,
      {
        first: ['propensity estimated by device', 'device: one of mobile, desktop'],
        also: ['clicked: yes/no, an outcome', 'consent: yes/no'],
        not: ['each row is an email', 'subscriber_id: identifier, the subject'],
      },
    ],
    [
      'of a column whose name stands',
      `${data}  more: <|>`,
      {
        first: ['one of mobile, desktop', 'money in EUR', 'yes/no'],
        also: ['yes/no, an outcome', 'time zone', 'weekday'],
      },
    ],
    [
      'of a simulation',
      below('simulation s of h\n  <|>'),
      {
        first: [
          'from 2025-09-01 to 2025-12-01',
          'agent is thompson sampling by level',
          'agent is the usual choice',
        ],
        also: ['reviewer', 'seed 7'],
      },
    ],
    [
      'of a simulation, and only those that are missing',
      below('simulation s of h\n  seed 7\n  agent is the usual choice\n  <|>'),
      {
        first: ['from 2025-09-01 to 2025-12-01', 'reviewer'],
        not: ['seed 7', 'agent is the logged choice'],
      },
    ],
    [
      'of a test',
      below('test "t" of h\n  <|>'),
      {
        first: ['given consent is yes, confidence is 92%'],
        also: [
          'after emails on 2026-02-01 09:00',
          'when the agent chooses hour 03:00 on 2026-02-03',
        ],
      },
    ],
  ])('%s', async (_, source, expected) => {
    await expectOffered(source, expected);
  });

  it('has one tab stop for each part that is to be filled in', async () => {
    const { candidates } = await offered(boundary('<|>'));
    const cap = candidates.find(({ label }) => label.startsWith('weekly_cap'));
    expect(cap?.snippet).toBe('${1:weekly_cap}: at most ${2:5 emails} per ${3:7 days}$0');
    expect(cap?.filter).toBe('at most 5 emails per 7 days weekly_cap: at most 5 emails per 7 days');
  });

  it.each(examples)(
    'each gives a file without a syntax error, at every line of $path',
    async ({ text, files }) => {
      const { LangiumParser } = services.handoff.parser;
      let count = 0;
      for (const { index } of text.matchAll(/^[ \t]*(?=\S)/gm)) {
        const indentation = /[ \t]*/.exec(text.slice(index))?.[0] ?? '';
        const before = text.slice(0, index) + indentation;
        const { candidates } = await offered(`${before}<|>`, files);
        for (const { kind, snippet = '' } of candidates) {
          if (kind !== CompletionItemKind.Snippet) continue;
          count++;
          const { parserErrors, lexerErrors } = LangiumParser.parse(before + filledIn(snippet));
          const messages = [...parserErrors, ...lexerErrors].map(({ message }) => message);
          expect(messages, `${snippet} behind ${before.slice(-60)}`).toEqual([]);
        }
      }
      expect(count).toBeGreaterThan(100);
    },
    60_000,
  );
});
