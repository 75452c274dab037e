import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { logEntrySchema, logJsonSchema } from '../../language-server/simulation/log.ts';
import type { LogEntry } from '../../language-server/simulation/log.ts';
import type { Decision } from '../../language-server/simulation/decision.ts';
import { daily, play } from '../support/scenario.ts';

const handoff = `  usually pick is 09:00
  goal more clicked
  boundaries
    quiet: never when pick is between 21:00 and 07:00
      because "nobody reads mail at night"
      otherwise use the nearest allowed
    gold: never when tier is gold and consent is yes
      otherwise escalate to boss
  escalate to crm
    unsure: when confidence is below 70%
`;

async function entries(simulation: string, more: Parameters<typeof play>[0]['proposals'] = {}) {
  return play({
    handoff,
    simulation,
    rows: [
      ...daily([1], { pick: 420 }),
      ...daily([2], { tier: 0 }),
      ...daily([3], { consent: undefined, tier: 0 }),
    ],
    proposals: more,
  });
}

describe('an entry of the reasoning log', () => {
  it('tells the whole decision', async () => {
    const run = await entries(
      '  agent is recorded in "p.jsonl"\n  reviewer\n    otherwise approves\n  seed 5',
      {
        1: { choice: 180, confidence: 0.9, evidence: 800, reasons: ['opens at night'] },
      },
    );
    expect(run.entries[0]).toEqual({
      format: 'handoff-reasoning-log/1',
      id: 'timing/1',
      row: 1,
      moment: '2026-01-01T07:00:00.000Z',
      subject: 'ann',
      handoff: 'timing',
      policyHash: 'p',
      simulation: 'replayed',
      simulationHash: 's',
      dataHash: 'd',
      seed: 5,
      proposal: {
        choice: '03:00',
        confidence: 0.9,
        evidence: 800,
        alternatives: [],
        patterns: [],
        reasons: ['opens at night'],
      },
      stage: 'act',
      verdict: 'act',
      escalatesTo: [],
      choice: '07:00',
      moved: { from: '03:00', to: '07:00', by: ['quiet'] },
      ledger: [
        expect.objectContaining({
          rule: 'gold',
          outcome: 'not',
          values: { tier: 'plain', consent: 'yes' },
        }),
        {
          rule: 'quiet',
          file: 'main.handoff',
          line: expect.any(Number) as number,
          outcome: 'not',
          values: { pick: '07:00' },
          because: 'nobody reads mail at night',
        },
        expect.objectContaining({ rule: 'unsure', values: { confidence: 0.9 }, distance: -0.2 }),
      ],
      ledgerBefore: [
        expect.objectContaining({ rule: 'gold', outcome: 'not' }),
        expect.objectContaining({ rule: 'quiet', outcome: 'fired', values: { pick: '03:00' } }),
        expect.objectContaining({ rule: 'unsure', outcome: 'not' }),
      ],
      learned: [],
      outcome: { clicked: 'yes', left: 'no' },
    });
  });

  it('tells what was not known, who is asked, and what the person said', async () => {
    const run = await entries(
      '  agent is the usual choice\n  reviewer\n    overrides because gold when tier is gold',
    );
    expect(run.entries[1]).toMatchObject({
      verdict: 'escalate',
      escalatesTo: ['boss'],
      person: { answer: 'overridden', reason: 'gold' },
      choice: null,
    });
    // What was not carried out has no outcome, whatever the log says.
    expect(run.entries[1]).not.toHaveProperty('outcome');
    const [gold] = run.entries[2]!.ledger;
    expect(gold).toMatchObject({
      outcome: 'unknown',
      missing: ['consent'],
      values: { consent: null },
    });
  });

  it('shows no identifier but by its pseudonym, wherever it stands', async () => {
    const run = await play({
      handoff:
        '  goal more clicked\n  boundaries\n    staff: never when reader is "ann" and referrer is "bob"\n',
      choice: 'one of a, b',
      columns: '  referrer : identifier\n  code : identifier, an outcome',
      simulation: '  agent is the logged choice',
      agent: { kind: 'thompson', by: ['reader', 'tier'] },
      rows: daily([1, 2, 3, 4, 5, 6, 7, 8], {
        reader: 'eve@x.com',
        referrer: 'joe',
        code: 'k1',
        pick: 0,
      }),
      pseudonym: (subject) => `<${subject.length}>`,
    });
    const [entry] = run.entries;
    expect(entry?.subject).toBe('<9>');
    expect(entry?.ledger).toContainEqual(
      expect.objectContaining({ rule: 'staff', values: { reader: '<9>', referrer: '<3>' } }),
    );
    expect(entry?.proposal?.patterns).toEqual(['reader is <9> and tier is plain']);
    expect(run.entries.map(({ outcome }) => outcome?.['code'])).toContain('<2>');
    expect(JSON.stringify(run.entries)).not.toMatch(/eve|joe|k1/);
  });

  it('holds no outcome of a choice that was not the logged one', async () => {
    const { entries: told } = await entries(
      '  agent chooses 10:00\n  reviewer\n    otherwise approves',
    );
    expect(told[0]).not.toHaveProperty('outcome');
  });

  it('is refused where it would tell another story than what was done', async () => {
    const tampered: [string, (decision: Decision) => Decision][] = [
      ['the verdict', (decision) => ({ ...decision, ending: { ...decision.ending, verdict: 4 } })],
      ['what it is lenient about', (decision) => ({ ...decision, stage: 'suggest' })],
      ['the choice', (decision) => ({ ...decision, ending: { ...decision.ending, lane: 3 } })],
      ['no choice', (decision) => ({ ...decision, ending: { ...decision.ending, lane: -1 } })],
      [
        'the proposal',
        (decision) => ({ ...decision, proposal: { ...decision.proposal, lane: 11 } }),
      ],
    ];
    const scenario = {
      handoff: '  usually pick is 09:00\n',
      simulation: '  agent is the usual choice',
      rows: daily([1]),
    };
    await expect(play(scenario)).resolves.toMatchObject({ told: ['act 09:00'] });
    for (const [what, tamper] of tampered) {
      await expect(play({ ...scenario, tamper }), what).rejects.toThrow(
        /^Row 1: the interpreter says \w+ with \w+, the replay \w+ with \w+$/,
      );
    }
  });
});

describe('the JSON Schema of an entry', () => {
  const schema = z.fromJSONSchema(logJsonSchema() as z.core.JSONSchema.JSONSchema);
  const sample = async (): Promise<LogEntry[]> =>
    (await entries('  agent is the usual choice')).entries;

  it('takes what is written', async () => {
    for (const entry of await sample()) {
      const written: unknown = JSON.parse(JSON.stringify(entry));
      expect(schema.safeParse(written).error).toBeUndefined();
      expect(logEntrySchema.safeParse(written).error).toBeUndefined();
    }
  });

  it.each([
    ['no verdict', { verdict: undefined }],
    ['a verdict that is none', { verdict: 'maybe' }],
    ['a row that is none', { row: 0 }],
    ['a moment that is none', { moment: 'yesterday' }],
    ['another format', { format: 'handoff-reasoning-log/2' }],
    ['a ledger that is none', { ledger: [{ rule: 'quiet' }] }],
  ])('refuses %s', async (_, wrong) => {
    const [entry] = await sample();
    const written: unknown = JSON.parse(JSON.stringify({ ...entry, ...wrong }));
    expect(schema.safeParse(written).success).toBe(false);
    expect(logEntrySchema.safeParse(written).success).toBe(false);
  });
});
