import { expect, it } from 'vitest';
import type { AnsweredDecisions } from '../../../language-server/simulation/learning/decisions.ts';
import {
  APPROVED,
  OVERRIDDEN,
  UNANSWERED,
} from '../../../language-server/simulation/learning/decisions.ts';
import { mineFeedback } from '../../../language-server/simulation/learning/mine.ts';
import { writtenFeedback } from '../../../language-server/language/written-feedback.ts';
import { newsletterPolicy, replayNewsletter } from '../../support/newsletter-world.ts';

it.each([1])(
  'what the reviewer of the newsletter example does is found in its own log, seed %i',
  async (seed) => {
    const { policy: example, simulation } = await newsletterPolicy();
    // What the example has learned already prevents the overrides that it was learned from. Where people
    // override for two things at once, desktop or dormant, the larger of the two is found.
    const policy = { ...example, feedback: [] };
    const world = { policy, simulation };
    const columns = ['engagement', 'device', 'lifetime_value', 'consent', 'clicked'];
    const rows: { moment: number; choice: number; date: number; answer: number; reason: number }[] =
      [];
    const context = columns.map((): number[] => []);
    const reasonNames = simulation.reviewer.map(({ reason = '' }) => reason);
    await replayNewsletter(world, {
      ...{ seed, rows: 120_000 },
      onDecided: ({ view, row, lanes, ending, moment }) => {
        const { person, answer, judged } = ending;
        const code = person === 'approved' ? APPROVED : OVERRIDDEN;
        const date = view.leaf({ kind: 'date' })[row]!;
        const isAnswered = person === 'approved' || person === 'overridden';
        rows.push({
          ...{ moment, date, choice: lanes.values[judged]! },
          answer: isAnswered ? code : UNANSWERED,
          reason: person === 'overridden' ? answer : -1,
        });
        for (const [index, name] of columns.entries()) {
          context[index]!.push(view.batch.columns[name]![row]!);
        }
      },
    });
    const of = (part: keyof (typeof rows)[number]) => Float64Array.from(rows, (each) => each[part]);
    const decisions: AnsweredDecisions = {
      ...{ count: rows.length, reasonNames },
      ...{ moments: of('moment'), choices: of('choice'), dates: of('date') },
      answers: Uint8Array.from(of('answer')),
      reasons: Int32Array.from(of('reason')),
      columns: Object.fromEntries(
        columns.map((name, index) => [name, Float64Array.from(context[index]!)]),
      ),
    };
    const { rules, unexplained } = mineFeedback(policy, decisions);
    expect(unexplained).toEqual([]);
    const texts = rules.map((rule) => writtenFeedback([rule], policy).trimEnd().split('\n'));
    expect(texts.map((lines) => lines.slice(0, 2)).sort()).toEqual([
      [
        '    on override because friday_slump, after 3 overrides in 30 days',
        '      avoid weekday is Friday and send_hour is between 12:00 and 18:00',
      ],
      [
        '    on override because holiday, after 3 overrides in 30 days',
        '      avoid date is in company_holidays',
      ],
      [
        '    on override because no_gain, after 3 overrides in 30 days',
        '      avoid device is desktop and send_hour is not 09:00',
      ],
    ]);
  },
);
