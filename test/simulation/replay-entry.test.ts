import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Policy } from '../../language-server/policy/model.ts';
import { logEntrySchema } from '../../language-server/simulation/log.ts';
import type { LogEntry } from '../../language-server/simulation/log.ts';
import { createLogReplayer } from '../../language-server/simulation/log-replay.ts';
import { replayEntry } from '../../language-server/simulation/replay-entry.ts';
import { arbitraryScenario } from '../support/arbitrary-replay.ts';
import { fastReplay } from '../support/fast-replay.ts';
import { handoff, policyOf } from '../support/log-policies.ts';
import { daily, play } from '../support/scenario.ts';

const simulation = '  agent is recorded in "p.jsonl"\n  reviewer\n    otherwise approves';

async function logged(): Promise<LogEntry[]> {
  const run = await play({
    handoff: handoff(),
    simulation,
    rows: daily([1, 2, 3, 4]),
    proposals: {
      1: { choice: 180, confidence: 0.9 },
      2: { choice: 600, confidence: 0.6 },
      3: { choice: 600, confidence: 0.9 },
    },
  });
  return run.entries.map((entry) => logEntrySchema.parse(JSON.parse(JSON.stringify(entry))));
}

/** Each decision in short: what it was, and what it is by the other policy. */
async function told(policy: Policy): Promise<string[]> {
  return (await logged()).map((entry) => {
    const found = replayEntry(entry, policy);
    if (found.kind === 'not replayable') return found.why;
    if (found.kind === 'same') return 'same';
    const [was, is] = [found.was, found.is].map(
      ({ verdict, choice, fired }) => `${verdict} ${String(choice)} ${fired.join(' ')}`,
    );
    return `${String(was)} → ${String(is)}`;
  });
}

describe('a logged decision, judged once more', () => {
  it('comes out the same by the policy that decided it', async () => {
    expect(await told(await policyOf(handoff()))).toEqual(['same', 'same', 'same', 'same']);
  });

  it.each([
    [
      'a threshold that is another',
      handoff({ unsure: 'confidence is below 95%' }),
      [
        'act 07:00 quiet → escalate 07:00 quiet unsure',
        'same',
        'act 10:00  → escalate 10:00 unsure',
      ],
    ],
    [
      'a rule that is gone',
      handoff({ unsure: '' }),
      ['same', 'escalate 10:00 unsure → act 10:00 ', 'same'],
    ],
    [
      'a boundary on the choice itself',
      handoff({ more: '    noon: never when pick is between 10:00 and 14:00\n' }),
      ['same', 'escalate 10:00 unsure → block 09:00 noon unsure', 'act 10:00  → block 09:00 noon'],
    ],
    [
      'what the log does not hold',
      handoff({ more: '    plain: never when tier is plain\n' }),
      ['`tier` is not in the log', '`tier` is not in the log', '`tier` is not in the log'],
    ],
    [
      'what it does not need to hold, since another part settles it',
      handoff({ more: '    both: never when tier is plain and pick is 12:00\n' }),
      ['same', 'same', 'same'],
    ],
  ])('by another policy: %s', async (_, text, expected) => {
    expect((await told(await policyOf(text))).slice(0, 3)).toEqual(expected);
  });

  it('takes no number for a name, in a log of a policy that declared it otherwise', async () => {
    const policy = await policyOf(
      handoff({ more: '    gold: never when tier is gold otherwise hold\n' }),
    );
    const [entry] = await logged();
    const withTier = (tier: string | number) => ({
      ...entry!,
      ledger: entry!.ledger.map((each) => ({ ...each, values: { ...each.values, tier } })),
    });
    const verdictOf = (tier: string | number) => {
      const found = replayEntry(withTier(tier), policy);
      return found.kind === 'not replayable' ? found.why : found.is.verdict;
    };
    expect([verdictOf('gold'), verdictOf(0)]).toEqual(['block', 'escalate']);
  });

  it('is not replayable where the policy has no such choice', async () => {
    const policy = await policyOf(handoff(), 'one of early, late');
    expect((await told(policy)).slice(0, 3)).toEqual(
      Array(3).fill('the policy has no such choice'),
    );
  });
});

describe('a log, judged once more', () => {
  it('counts what differs, by verdict and by rule, and what cannot be judged', async () => {
    const policy = await policyOf(handoff({ unsure: 'confidence is below 95%' }));
    const replayer = createLogReplayer((entry) =>
      entry.handoff === 'timing' ? { policy, hash: 'p' } : `no handoff \`${entry.handoff}\``,
    );
    const [first, ...rest] = await logged();
    for (const entry of [...rest, { ...first!, handoff: 'other' }]) replayer.add(entry);
    replayer.addUnreadable(5);
    expect(replayer.finish()).toMatchObject({
      decisions: 5,
      replayed: 3,
      notReplayable: [
        { why: 'no handoff `other`', count: 1, first: 'timing/1' },
        { why: 'the line is no entry of a reasoning log', count: 1, first: 'line 5' },
      ],
      different: 1,
      judges: [
        {
          handoff: 'timing',
          policyHash: 'p',
          decisions: 3,
          replayed: 3,
          different: 1,
          isOwn: true,
        },
      ],
      changes: [{ from: 'act', to: 'escalate to crm', count: 1 }],
      rules: [{ rule: 'unsure', firesNow: 1, firesNoMore: 0 }],
      listed: [{ id: 'timing/3', row: 3 }],
    });
  });

  it('says the same of every decision of random policies as the run that wrote it', async () => {
    const seen = { same: 0, different: 0, 'not replayable': 0 };
    await fc.assert(
      fc.asyncProperty(arbitraryScenario, async (scenario) => {
        const { entries } = await fastReplay(scenario);
        for (const entry of entries) {
          const read = logEntrySchema.parse(JSON.parse(JSON.stringify(entry)));
          const found = replayEntry(read, scenario.policy);
          seen[found.kind]++;
          if (found.kind === 'different') expect([read.id, found.is]).toEqual([read.id, found.was]);
        }
      }),
      { numRuns: 200 },
    );
    // Rules on identifiers, of which a log has pseudonyms only, are frequent among them.
    expect(seen.same).toBeGreaterThan(seen['not replayable']);
  });
});
