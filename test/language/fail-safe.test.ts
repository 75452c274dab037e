import { describe, expect, it } from 'vitest';
import { check, problemsOf } from '../support/handoff.ts';
import { data, handoff } from '../support/handoff-texts.ts';

/** A handoff with further lines in its header, and blocks. */
const withHeader = (lines: string, blocks = ''): string =>
  handoff(blocks).replace('handoff h\n', `handoff h\n${lines}\n`);
const withColumn = (line: string): string =>
  data.replace('  n: number\n', `  n: number\n  ${line}\n`);
const policyOf = async (text: string, guardrails = '') => {
  const { policies, diagnostics } = await check(text, { beside: { 'g.handoff': guardrails } });
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  return policies[0]!;
};

describe('what would let an agent act on what nobody meant is an error', () => {
  it.each([
    [
      'a ladder that reads a single decision',
      handoff('autonomy\n starts at act\n returns to suggest when level is low'),
      'wrong-type The autonomy ladder reads `agreement` alone',
    ],
    [
      'a step up of what cannot be undone',
      withHeader('  irreversible', 'autonomy\n starts at suggest\n becomes act after 9 decisions'),
      'irreversible-autonomy What cannot be undone never acts alone',
    ],
    [
      'a start at act of what cannot be undone',
      withHeader('  irreversible', 'autonomy\n starts at act'),
      'irreversible-autonomy',
    ],
    [
      'a cap that counts something else than the rows',
      handoff('boundaries\n at most 1 visits per 60 days'),
      'mixed-units Expected emails',
    ],
    [
      'a count of something else than the rows',
      handoff('escalate to p\n when count of visits in the last 7 days is 0'),
      'mixed-units',
    ],
    [
      'rows that count by an outcome',
      `${data.replace('an email', 'got emails')}  got: number, an outcome\n`,
      'no-peeking',
    ],
    [
      'a choice of free text',
      withColumn('words: text').replace(
        'hour: time of day by the hour, chosen',
        'hour: text, chosen',
      ),
      'wrong-type An agent chooses',
    ],
    [
      'a column called as a measured word',
      withColumn('confidence: share'),
      'duplicate-name `confidence` is what the agent brings',
    ],
    [
      'a goal that has no mean',
      `${withColumn('end: one of good, bad, an outcome')}handoff h\n owner o\n uses d\n the agent chooses hour\n goal more end\n`,
      'wrong-type `end` does not fit',
    ],
    [
      'a guard on an amount',
      `${withColumn('fee: money in EUR, an outcome')}handoff h\n owner o\n uses d\n the agent chooses hour\n guard fee stays below 1%\n`,
      'wrong-type `fee` does not fit',
    ],
    [
      'a second budget of one role in another block',
      handoff('escalate to p\n at most 4 per day\nescalate to p\n at most 5 per day'),
      'repeated-part `p` has this line in another block',
    ],
    [
      'an answer behind `otherwise`',
      `${handoff()}simulation s of h\n agent is the usual choice\n reviewer\n otherwise approves\n overrides when consent\n`,
      'repeated-part `otherwise` comes last',
    ],
    [
      'a stage that is not known',
      `${handoff()}test "t" of h\n given stage is unknown\n when the agent chooses hour 09:00\n expect act\n`,
      'unknown-value Expected one of suggest',
    ],
    [
      'a zone that there is not',
      `${handoff()}test "t" of h\n given zone is "Mars/Base"\n when the agent chooses hour 09:00\n expect act\n`,
      'unknown-value `Mars/Base` is not a time zone',
    ],
    [
      'cells of amounts',
      `${withHeader('  goal more clicked')}simulation s of h\n agent is thompson sampling by spent\n`,
      'wrong-type `spent` has too many values',
    ],
  ])('%s', async (_title, text, expected) => {
    const problems = await problemsOf(text);
    expect(problems.filter((problem) => problem.includes(expected))).toHaveLength(1);
  });
});

describe('guardrails mean the same over all data', () => {
  const guardrails = `calendar hol 2026-01-01
segment gone: consent is not yes
guardrails g
  freeze: never when date is in hol
  left: never when gone
`;

  it('and read the date of the decision, not a column that is called so', async () => {
    const text = `import "g.handoff"\n${withColumn('date: date')}handoff h under g\n owner o\n uses d\n the agent chooses hour\n`;
    const { rules } = await policyOf(text, guardrails);
    const freeze = rules.find(({ name }) => name === 'freeze');
    expect(freeze?.fires).toMatchObject({ kind: 'inCalendar', of: { kind: 'date' } });
  });

  it('and read the segment, not a column that is called so', async () => {
    const text = `import "g.handoff"\n${withColumn('gone: yes/no')}handoff h under g\n owner o\n uses d\n the agent chooses hour\n`;
    const { rules } = await policyOf(text, guardrails);
    expect(rules.find(({ name }) => name === 'left')?.fires).toMatchObject({ kind: 'compare' });
  });
});

it('a yes sends one and a no sends none', async () => {
  const text = `${data.replace(', chosen', '').replace('consent: yes/no', 'consent: yes/no\n  send: yes/no, chosen')}handoff h\n owner o\n uses d\n the agent chooses send\n`;
  expect((await policyOf(text)).data.countColumn).toBe('send');
});

it('rules of one text are numbered alike, whichever stands first', async () => {
  const one = 'at most 1 email per 7 days otherwise hold';
  const two = 'at most 1 email per 7 days';
  const told = async (rules: string[]) =>
    (await policyOf(handoff(`boundaries\n ${rules.join('\n ')}`))).rules.map(
      ({ name, otherwise }) => [name, otherwise],
    );
  expect(await told([one, two])).toEqual(await told([two, one]));
});

it('blocks of one role are one escalation', async () => {
  const blocks =
    'escalate to p\n at most 4 per day\nescalate to p\n answer within 1 day, otherwise block';
  const { escalations } = await policyOf(handoff(blocks));
  expect(escalations).toMatchObject([{ to: 'p', otherwise: 'block', budget: { perDay: 4 } }]);
});
