import { describe, expect, it } from 'vitest';
import { fastTogether } from '../support/fast-replay.ts';
import { check } from '../support/handoff.ts';
import type { PlainRow } from '../support/plain-replay.ts';

/** When each handoff's rows are, in UTC, such as `01-05 09:00` of 2026, and about whom. */
type Rows = [at: string | undefined, reader?: string | null][];

interface World {
  /** In the guardrails. */
  rules: string;
  /** What stands in the handoffs, by name. */
  handoffs: Record<string, { rows: Rows; handoff?: string; simulation?: string }>;
}

const day = 'shared: at most 1 email per calendar day across all handoffs';

async function play({ rules, handoffs }: World) {
  const names = Object.keys(handoffs);
  const text = names.map((name) => {
    const { handoff = '', simulation = '  agent is the usual choice' } = handoffs[name]!;
    return `data log_${name} from "${name}.csv"
  each row is an email
  reader     : identifier, the subject
  sent_at    : timestamp, the moment
  zone       : time zone, the clock
  pick       : one of short, long, chosen

handoff ${name} under g
  owner team
  uses log_${name}
  the agent chooses pick
  usually pick is short
${handoff}

simulation s_${name} of ${name}
${simulation}
`;
  });
  const { policies, simulations, diagnostics } = await check(
    `guardrails g\n  ${rules}\n${text.join('')}`,
  );
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ message }) => message)).toEqual([]);
  const played = await fastTogether(
    policies.map((policy, index) => ({
      policy,
      simulation: simulations[index]!,
      rows: handoffs[policy.handoff]!.rows.map(rowOf),
    })),
    policies[0]!.priority ?? [],
  );
  const told = Object.fromEntries(
    played.runs.map(({ entries }, index) => [
      names[index]!,
      entries.map(({ choice, lostTo }) =>
        [
          choice ?? '-',
          ...(lostTo ?? []).map((lost) => `${lost.handoff} ${lost.rule} ${lost.at}`),
        ].join(' to '),
      ),
    ]),
  );
  return { ...played, told };
}

function rowOf([at, reader = 'ann']: Rows[number], index: number): PlainRow {
  const sent_at = at === undefined ? undefined : Date.parse(`2026-${at.replace(' ', 'T')}:00Z`);
  return { row: index + 1, values: { reader: reader ?? undefined, sent_at, zone: 'UTC', pick: 0 } };
}

describe('handoffs that share a cap', () => {
  it('use it up in order of moment, whichever is named first', async () => {
    const { told } = await play({
      rules: day,
      handoffs: { a: { rows: [['01-05 12:00']] }, b: { rows: [['01-05 09:00']] } },
    });
    expect(told).toEqual({ a: ['- to b shared 2026-01-05T09:00:00.000Z'], b: ['short'] });
  });

  it('go by their names at one moment', async () => {
    const { told } = await play({
      rules: day,
      handoffs: { a: { rows: [['01-05 09:00']] }, b: { rows: [['01-05 09:00']] } },
    });
    expect(told).toEqual({ a: ['short'], b: ['- to a shared 2026-01-05T09:00:00.000Z'] });
  });

  it('go by the priority within a day, so that the later one may come first', async () => {
    const { told, order } = await play({
      rules: `priority b ${day}`,
      handoffs: {
        a: { rows: [['01-05 09:00'], ['01-06 09:00']] },
        b: { rows: [['01-05 12:00'], ['01-07 12:00']] },
      },
    });
    expect(told).toEqual({
      a: ['- to b shared 2026-01-05T12:00:00.000Z', 'short'],
      b: ['short', 'short'],
    });
    expect(order.join('')).toBe('baab');
  });

  it('go after those of the priority, where it does not name them, in order of moment', async () => {
    const { order } = await play({
      rules: `priority c ${day}`,
      handoffs: {
        a: { rows: [['01-05 10:00', 'ben']] },
        b: { rows: [['01-05 09:00', 'cat']] },
        c: { rows: [['01-05 11:00']] },
      },
    });
    expect(order.join('')).toBe('cba');
  });

  it('lose nothing to what another one sends to somebody else, or lets be', async () => {
    const { told, conflicts } = await play({
      rules: day,
      handoffs: {
        a: { rows: [['01-05 12:00']] },
        b: { rows: [['01-05 09:00', 'ben']] },
        c: { rows: [['01-05 09:00']], handoff: 'boundaries never when date is known' },
      },
    });
    expect(told['a']).toEqual(['short']);
    expect(conflicts.pairs.filter(({ lost }) => lost.length > 0)).toEqual([]);
  });

  const capped = (most: number) =>
    `boundaries\n  mine: at most ${most} email per calendar day across all handoffs`;

  it('lose nothing to another one where their own sends are enough', async () => {
    const { told } = await play({
      rules: '',
      handoffs: {
        a: { rows: [['01-05 09:00'], ['01-05 12:00']], handoff: capped(1) },
        b: { rows: [['01-05 10:00']] },
      },
    });
    expect(told['a']).toEqual(['short', '-']);
  });

  it('lose to the one without which they would not, and not to one that only adds to it', async () => {
    const { told } = await play({
      rules: '',
      handoffs: {
        a: { rows: [['01-05 12:00']], handoff: capped(2) },
        b: { rows: [['01-05 08:00'], ['01-05 09:00']] },
        c: { rows: [['01-05 10:00']] },
      },
    });
    expect(told['a']).toEqual(['- to b mine 2026-01-05T09:00:00.000Z']);
  });

  it('lose to each one that is needed for it, else to all that count', async () => {
    const two = 'shared: at most 2 emails per calendar day across all handoffs';
    const rows: Rows = [['01-05 09:00']];
    const world = { b: { rows }, c: { rows } };
    const late: Rows = [['01-05 12:00']];
    const needed = await play({ rules: two, handoffs: { a: { rows: late }, ...world } });
    const at = '2026-01-05T09:00:00.000Z';
    expect(needed.told['a']).toEqual([`- to b shared ${at} to c shared ${at}`]);
    const three = { ...world, d: { rows } };
    const either = await play({ rules: two, handoffs: { a: { rows: late }, ...three } });
    expect(either.told['d']).toEqual([`- to b shared ${at} to c shared ${at}`]);
    const spacing = 'rest: at least 6 hours between emails across all handoffs';
    const close = await play({
      rules: `${spacing} otherwise escalate to team`,
      handoffs: {
        a: { rows: late },
        b: { rows, simulation: '  agent is the usual choice\n  reviewer\n    otherwise approves' },
        c: { rows, simulation: '  agent is the usual choice\n  reviewer\n    otherwise approves' },
      },
    });
    expect(close.told['a']).toEqual([`- to b rest ${at} to c rest ${at}`]);
  });

  it('see what people answered by then, though the one that asked has no row in between', async () => {
    const asking = {
      handoff: 'escalate to team\n  ask: when pick is short\n  answer within 8 hours',
      simulation: `  agent is the usual choice
  reviewer
    answers in 2 hours
    otherwise approves`,
    };
    const { told } = await play({
      rules: day,
      handoffs: {
        a: { rows: [['01-05 09:00']], ...asking },
        b: { rows: [['01-05 10:00', 'ben'], ['01-05 12:00']] },
      },
    });
    expect(told).toEqual({
      a: ['short'],
      b: ['short', '- to a shared 2026-01-05T09:00:00.000Z'],
    });
  });

  it('lose to nobody for a subject that is not known', async () => {
    const { told } = await play({
      rules:
        'never when count of emails in the last 7 days across all handoffs is unknown and pick is short',
      handoffs: {
        a: { rows: [['01-05 12:00', null]] },
        b: { rows: [['01-05 09:00']] },
      },
    });
    expect(told).toEqual({ a: ['-'], b: ['short'] });
  });

  it('hold no review after their last decision, though others go on', async () => {
    const own = { handoff: 'learning\n  reviewed every day by team' };
    const early: Rows = [['01-05 09:00'], ['01-06 09:00']];
    const late: Rows = [
      ['01-05 10:00', 'ben'],
      ['01-20 10:00', 'ben'],
    ];
    const held = async (handoffs: World['handoffs']): Promise<string[]> => {
      const { runs } = await play({ rules: day, handoffs });
      return runs[0]!.result.reviews!.map(({ at }) => new Date(at).toISOString().slice(0, 10));
    };
    const alone = await held({ a: { rows: early, ...own } });
    expect(alone).toEqual(['2026-01-06']);
    expect(await held({ a: { rows: early, ...own }, b: { rows: late } })).toEqual(alone);
  });

  it('count nobody for a row without a moment or a subject', async () => {
    const { told, conflicts } = await play({
      rules: day,
      handoffs: {
        a: { rows: [['01-05 12:00'], [undefined]] },
        b: { rows: [['01-05 09:00', null]] },
      },
    });
    expect(told['a']).toEqual(['short', '-']);
    expect(conflicts.handoffs.map(({ subjects }) => subjects)).toEqual([1, 0]);
  });
});

describe('the counts of conflicts', () => {
  it('are out of the decisions about subjects that both have', async () => {
    const { conflicts } = await play({
      rules: day,
      handoffs: {
        a: { rows: [['01-05 12:00'], ['01-06 12:00'], ['01-06 13:00', 'ben']] },
        b: { rows: [['01-05 09:00'], ['01-05 09:00', 'cat']] },
      },
    });
    const rule = { rule: 'shared', file: 'main.handoff', line: 2, decisions: 1 };
    expect(conflicts).toEqual({
      priority: [],
      handoffs: [
        { handoff: 'a', decisions: 3, subjects: 2, lost: 1, stopped: 1 },
        { handoff: 'b', decisions: 2, subjects: 2, lost: 0, stopped: 0 },
      ],
      pairs: [
        { handoff: 'a', to: 'b', sharedSubjects: 1, decisions: 2, lost: [rule] },
        { handoff: 'b', to: 'a', sharedSubjects: 1, decisions: 1, lost: [] },
      ],
      notices: [],
    });
  });

  it.each<[string, Partial<World>, Partial<World['handoffs'][string]>]>([
    [
      "The guardrails' priority names `gone`, which is not part of this run.",
      { rules: `priority gone, a ${day}` },
      {},
    ],
    [
      'No rule counts across all handoffs: none of them can lose to another one.',
      { rules: 'shared: at most 1 email per calendar day' },
      {},
    ],
    [
      'No subject of `a` occurs in the data of `b`: look whether their identifiers are written alike.',
      {},
      { rows: [['01-05 09:00', 'Ann']] },
    ],
    [
      "The simulations' periods differ: before its own, a handoff's logged sends count; after it, it sends nothing.",
      {},
      { simulation: '  agent is the usual choice\n  from 2026-01-01 to 2026-02-01' },
    ],
    [
      'team has a budget in several handoffs: each of them is used up by its own.',
      {},
      { handoff: 'escalate to team at most 4 per day' },
    ],
  ])('say so: %s', async (notice, world, b) => {
    const rows: Rows = [['01-05 09:00']];
    const { conflicts } = await play({
      rules: day,
      handoffs: {
        a: { rows, ...(b.handoff === undefined ? {} : { handoff: b.handoff }) },
        b: { rows, ...b },
      },
      ...world,
    });
    // A warning of the language would have stopped a name that is nowhere.
    expect(conflicts.notices).toEqual([notice]);
  });

  it('take the notice that caps count this handoff alone out of each result', async () => {
    const rows: Rows = [['01-05 09:00']];
    const { runs } = await play({ rules: day, handoffs: { a: { rows }, b: { rows } } });
    expect(
      runs.flatMap(({ result }) => result.notices.filter((each) => /across/.test(each))),
    ).toEqual([]);
  });
});
