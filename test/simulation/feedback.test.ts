import { describe, expect, it } from 'vitest';
import { daily, nine, play } from '../support/scenario.ts';
import type { Logged } from '../support/scenario.ts';

describe('feedback', () => {
  const rule = (until = ''): string =>
    `${nine}  autonomy\n    starts at suggest\n  feedback\n    slump: on override because slump, after 2 overrides in 3 days\n      avoid pick is 10:00${until}\n`;
  const simulation =
    '  agent chooses 10:00\n  reviewer\n    overrides because slump when tier is gold\n    otherwise approves';
  const learnedIn = (entries: { learned: string[] }[]): number[] =>
    entries.flatMap(({ learned }, i) => (learned.length > 0 ? [i + 1] : []));

  it('becomes active at its count, and from the next decision on a fixed agent is escalated', async () => {
    const { told, result, entries } = await play({
      handoff: rule(),
      simulation,
      rows: [...daily([1, 2], { tier: 0 }), ...daily([3, 4])],
    });
    expect(told).toEqual([
      'suggest 09:00 overridden',
      'suggest 09:00 overridden',
      'escalate 10:00 approved',
      'escalate 10:00 approved',
    ]);
    expect(learnedIn(entries)).toEqual([3, 4]);
    expect(result.learned).toEqual([
      {
        name: 'slump',
        effect: 'avoid',
        text: 'avoid pick is 10:00',
        at: Date.parse('2026-01-02T09:00:00Z'),
        file: 'main.handoff',
        line: expect.any(Number) as number,
        decisions: 2,
        applied: 2,
        ...{ prevented: 0, overriddenAgain: 0, changedApproved: 0, proposedAgain: 2, notKnown: 0 },
      },
    ]);
  });

  it.each([
    [[1, 3], true],
    [[1, 4], false],
    [[1, 4, 6], true],
  ])('counts overrides within its window: days %j', async (overrides, isLearned) => {
    const { result } = await play({
      handoff: rule(),
      simulation,
      rows: daily(overrides, { tier: 0 }),
    });
    expect(result.learned.length).toBe(Number(isLearned));
  });

  it.each([
    ['2 days', true],
    ['8 days', false],
  ])(
    'counts an override without a moment as given with the newest row: the other one %s later',
    async (after, isLearned) => {
      const { result } = await play({
        handoff: rule(),
        simulation: simulation.replace('reviewer', `reviewer\n    answers in ${after}`),
        rows: [...daily([1], { tier: 0 }), { tier: 0 }],
      });
      expect(result.learned.length).toBe(Number(isLearned));
    },
  );

  it('applies until its last date, on the reader’s clock', async () => {
    const { entries } = await play({
      handoff: rule('\n      until 2026-01-05'),
      simulation,
      rows: [
        ...daily([1, 2], { tier: 0 }),
        { at: '01-04 23:30', zone: 'Europe/London', reader: 'ben' },
        { at: '01-04 23:30', zone: 'Europe/Berlin', reader: 'cat' },
        ...daily([5]),
      ],
    });
    expect(learnedIn(entries)).toEqual([3]);
  });

  it('does not count approvals, nor overrides for another reason', async () => {
    const { result } = await play({
      handoff: rule(),
      simulation:
        '  agent chooses 10:00\n  reviewer\n    overrides because taste when tier is gold\n    approves because slump when consent is yes',
      rows: [...daily([1, 2], { tier: 0 }), ...daily([3, 4])],
    });
    expect(result.learned).toEqual([]);
  });

  it('learns nothing from people who decided without a proposal', async () => {
    const { result } = await play({
      handoff: rule(),
      simulation:
        '  agent is recorded in "p.jsonl"\n  reviewer\n    overrides because slump when consent is yes',
      rows: daily([1, 2, 3]),
      proposals: {},
    });
    expect(result.people.overridden).toBe(3);
    expect(result.learned).toEqual([]);
  });

  describe('makes an agent that draws choose again', () => {
    const handoff = (avoided: string): string =>
      `  goal more clicked\n  usually pick is no\n  escalate to crm\n    first: when date is in before_it\n  feedback\n    taste: on override because taste\n      avoid ${avoided}\n`;
    const before = 'calendar before_it\n  2026-01-03\n';
    // Hundreds of clicks on yes and none on no: the agent is as good as sure of yes.
    const known = Array.from({ length: 400 }, (_, i): Logged => ({
      at: '01-01 09:00',
      reader: `r${i}`,
      pick: i % 2,
      clicked: i % 2,
    }));
    const agent =
      '  agent is thompson sampling by tier\n  from 2026-01-03 to 2026-01-10\n  reviewer\n    overrides because taste when consent is yes';
    const run = (avoided: string) =>
      play({
        before,
        choice: 'yes/no',
        handoff: handoff(avoided),
        simulation: agent,
        rows: [...known, ...daily([3, 4, 5], { pick: 1 })],
      });

    it('among what is left', async () => {
      const { decisions, result } = await run('pick is yes');
      expect(decisions.map(({ proposed, avoided }) => [proposed, avoided])).toEqual([
        [1, []],
        [0, ['taste']],
        [0, ['taste']],
      ]);
      expect(decisions.map(({ verdict }) => verdict)).toEqual(['escalate', 'act', 'act']);
      // The logged yes could still be drawn in the first row, where it was overridden.
      expect(result.value.policy.meanWeight).toBe(0);
    });

    describe('and each decision is counted by what the reviewer makes of what it drew first:', () => {
      const effectOf = async (autonomy: string, reviewer: string) => {
        const { result } = await play({
          before,
          choice: 'yes/no',
          handoff: `  goal more clicked\n  usually pick is no\n  escalate to crm\n    first: when date is in before_it\n${autonomy}  feedback\n    taste: on override because taste\n      avoid pick is yes\n`,
          simulation: `  agent is thompson sampling by tier\n  from 2026-01-03 to 2026-01-10\n  reviewer\n    overrides because taste when date is in before_it\n${reviewer}`,
          rows: [...known, ...daily([3, 4, 5], { pick: 1 })],
        });
        const { decisions, applied, prevented, overriddenAgain, changedApproved, notKnown } =
          result.learned[0]!;
        expect([decisions, applied]).toEqual([2, 2]);
        return { prevented, overriddenAgain, changedApproved, notKnown };
      };
      const asking = '  autonomy\n    starts at suggest\n';
      const looking = '  autonomy\n    starts at act with review\n';
      const none = { prevented: 0, overriddenAgain: 0, changedApproved: 0, notKnown: 0 };

      it.each([
        [
          'overridden',
          asking,
          '    overrides when pick is yes\n    otherwise approves',
          'prevented',
        ],
        ['overridden, afterwards', looking, '    overrides when pick is yes', 'prevented'],
        [
          'overridden as what it drew then',
          asking,
          '    overrides when pick is no\n    overrides when pick is yes',
          'overriddenAgain',
        ],
        ['approved', asking, '    otherwise approves', 'changedApproved'],
        ['unanswered', asking, '    approves when pick is no', 'notKnown'],
        ['asked of nobody', '', '    otherwise approves', 'notKnown'],
      ])('%s', async (_, autonomy, reviewer, part) => {
        expect(await effectOf(autonomy, reviewer)).toEqual({ ...none, [part]: 2 });
      });
    });

    it('and escalates what it draws where nothing is left', async () => {
      const { decisions } = await run('tier is plain');
      expect(decisions.map(({ proposed, verdict }) => [proposed, verdict])).toEqual([
        [1, 'escalate'],
        [1, 'escalate'],
        [1, 'escalate'],
      ]);
    });
  });

  describe('that prefers', () => {
    const known = Array.from({ length: 400 }, (_, i): Logged => ({
      at: '01-01 09:00',
      reader: `r${i}`,
      pick: i % 2,
      clicked: Number(i % 10 < 3),
    }));
    const run = (preferred: string, agent = 'thompson sampling by tier') =>
      play({
        choice: 'yes/no',
        handoff: `  goal more clicked\n  usually pick is no\n  autonomy\n    starts at suggest\n  feedback\n    on approval because taste\n      prefer ${preferred}\n`,
        simulation: `  agent is ${agent}\n  from 2026-01-03 to 2026-01-10\n  reviewer\n    approves because taste when consent is yes`,
        rows: [...known, ...daily([3, 4, 5], { pick: 1 })],
      });
    const shares = async (preferred: string): Promise<[before: number, after: number]> => {
      const { entries } = await run(preferred);
      const [before, after] = entries.map(
        ({ proposal }) =>
          proposal!.alternatives.find(({ choice }) => choice === 'yes')!.probability!,
      );
      return [before!, after!];
    };

    it('makes a choice three times likelier to be the best one to an agent that draws', async () => {
      const [before, after] = await shares('pick is yes');
      expect(after).toBeCloseTo((3 * before) / (3 * before + 1 - before), 3);
    });

    it('changes nothing where it speaks for every choice alike, or for none', async () => {
      for (const preferred of ['consent is yes', 'pick is yes when tier is gold']) {
        const [before, after] = await shares(preferred);
        expect(after).toBeCloseTo(before, 2);
      }
    });

    it.each([
      ['for one choice', 'pick is yes', 'thompson sampling by tier', true],
      ['for every choice', 'consent is yes', 'thompson sampling by tier', true],
      ['to an agent that is not moved', 'pick is yes', 'the usual choice', true],
      ['for none', 'pick is yes when tier is gold', 'thompson sampling by tier', false],
    ])('is named in the log where it speaks: %s', async (_, preferred, agent, isNamed) => {
      const { entries } = await run(preferred, agent);
      const named = isNamed ? [`prefer ${preferred}`] : [];
      expect(entries.map(({ learned }) => learned)).toEqual([[], named, named]);
    });

    it('is named beside what avoids, in the order of names', async () => {
      const { entries } = await play({
        choice: 'yes/no',
        handoff:
          '  goal more clicked\n  usually pick is no\n  autonomy\n    starts at suggest\n  feedback\n    chosen: on override because taste\n      prefer pick is yes\n    gold: on override because taste\n      avoid pick is no\n',
        simulation:
          '  agent is the usual choice\n  reviewer\n    overrides because taste when consent is yes',
        rows: daily([1, 2]),
      });
      expect(entries.map(({ learned }) => learned)).toEqual([[], ['chosen', 'gold']]);
    });

    it('does not move an agent that draws nothing, and says so', async () => {
      const { result, decisions } = await run('pick is yes', 'the usual choice');
      expect(decisions.map(({ proposed }) => proposed)).toEqual([0, 0, 0]);
      expect(result.notices.join(' ')).toContain('it does not move the agent in this run');
      const drawn = await run('pick is yes');
      expect(drawn.result.notices.join(' ')).not.toContain('does not move');
      expect(drawn.result.learned[0]).toMatchObject({ effect: 'prefer', decisions: 2, applied: 0 });
    });

    it('is drawn with the probability that values are estimated with', async () => {
      const { entries, result } = await run('pick is yes');
      const logged = entries.map(
        ({ proposal }) =>
          proposal!.alternatives.find(({ choice }) => choice === 'yes')!.probability!,
      );
      const sum = logged.reduce((total, share) => total + share / 0.5, 0);
      expect(result.value.agent.meanWeight).toBeCloseTo(sum / 3, 3);
    });
  });

  it('that avoids is read off the choice of this row where choices have no list', async () => {
    const { decisions } = await play({
      choice: 'money in EUR',
      handoff:
        '  usually pick is 5 EUR\n  autonomy\n    starts at suggest\n  feedback\n    dear: on override because dear\n      avoid pick is above 20 EUR\n',
      simulation:
        '  agent is recorded in "p.jsonl"\n  reviewer\n    overrides because dear when pick is above 20 EUR\n    otherwise approves',
      rows: daily([1, 2, 3], { pick: 5 }),
      proposals: { 1: { choice: 30 }, 2: { choice: 25 }, 3: { choice: 15 } },
    });
    expect(decisions.map(({ verdict, avoided }) => [verdict, avoided])).toEqual([
      ['suggest', []],
      ['escalate', ['dear']],
      ['suggest', []],
    ]);
  });
});
