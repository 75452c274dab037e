import { describe, expect, it } from 'vitest';
import { policyHash, pseudonymiser, simulationHash } from '../../language-server/run/hashes.ts';
import { check } from '../support/handoff.ts';

const text = `
calendar holidays
  2025-12-24 to 2025-12-26
  2026-01-01

data log from "log.csv"
  each row is an email
  reader  : identifier, the subject
  sent_at : timestamp, the moment
  zone    : time zone, the clock
  hour    : time of day by the hour, chosen
  value   : money in EUR
  clicked : yes/no, an outcome
  left    : yes/no, an outcome

handoff timing
  owner team
  uses log
  the agent chooses hour
  usually hour is 09:00
  goal more clicked
  guard left stays below 0.5%
  guard clicked stays above 1%
  boundaries
    quiet: never when hour is between 21:00 and 07:00
      otherwise use the nearest allowed
    free: never when date is in holidays
    cap: at most 5 emails per 7 days
  escalate to team
    unsure: when confidence is below 70%
    valuable: when value is above 2,000 EUR
    at most 40 per day
  escalate to boss
    odd: when hour is more than 3 hours from usual
  autonomy
    starts at suggest
    becomes act with review after 100 decisions
    becomes act after 200 decisions when agreement is at least 90%
    returns to suggest when a guard is broken
  feedback
    on override because holiday
      avoid date is in holidays
    on override because slump, after 3 overrides in 30 days
      avoid weekday is Friday
      until 2026-09-01
`;

async function hashOf(written: string): Promise<string> {
  const { policies, diagnostics } = await check(written);
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  return policyHash(policies[0]!);
}

/** Moves the first line that contains `line` in front of the one that contains `before`. */
function moved(line: string, before: string): string {
  const lines = text.split('\n');
  const from = lines.findIndex((each) => each.includes(line));
  const [taken] = lines.splice(from, 1);
  lines.splice(
    lines.findIndex((each) => each.includes(before)),
    0,
    taken!,
  );
  return lines.join('\n');
}

describe('the hash of a policy', () => {
  it.each([
    ['comments', text.replace('cap:', '# five is enough\n    cap:')],
    ['blank lines', text.replaceAll('\n    ', '\n\n\n    ')],
    ['the order of boundaries', moved('cap: at most', 'quiet:')],
    ['the order of triggers', moved('valuable:', 'unsure:')],
    ['the order of guards', moved('guard clicked', 'guard left')],
    ['the order of the ladder', moved('becomes act after', 'becomes act with')],
    ['the order of a calendar', moved('2026-01-01', '2025-12-24')],
    [
      'the order of blocks',
      text.replace(
        /(\n {2}escalate to team[^]*?)(\n {2}escalate to boss[^]*?)(\n {2}autonomy)/,
        '$2$1$3',
      ),
    ],
  ])('does not depend on %s', async (_, written) => {
    expect(written).not.toBe(text);
    expect(await hashOf(written)).toBe(await hashOf(text));
  });

  it.each([
    ['at most 5 emails', 'at most 6 emails'],
    ['per 7 days', 'per 8 days'],
    ['21:00', '22:00'],
    ['below 70%', 'below 71%'],
    ['2,000 EUR', '2,001 EUR'],
    ['3 hours from usual', '4 hours from usual'],
    ['below 0.5%', 'below 0.6%'],
    ['at most 40 per day', 'at most 41 per day'],
    ['after 200 decisions', 'after 201 decisions'],
    ['at least 90%', 'at least 91%'],
    ['after 3 overrides', 'after 4 overrides'],
    ['in 30 days', 'in 31 days'],
    ['until 2026-09-01', 'until 2026-09-02'],
    ['2025-12-26', '2025-12-27'],
    ['is 09:00', 'is 10:00'],
    ['goal more', 'goal less'],
    ['otherwise use the nearest allowed', 'otherwise hold'],
    ['unsure:', 'doubtful:'],
    ['escalate to boss', 'escalate to head'],
  ])('changes from `%s` to `%s`', async (was, is) => {
    expect(text).toContain(was);
    expect(await hashOf(text.replace(was, is))).not.toBe(await hashOf(text));
  });

  it('is of the whole policy, a calendar with any name included', async () => {
    const policy = (await check(text)).policies[0]!;
    const named = (to: number) => ({ ...policy, calendars: { at: [{ from: 1, to }] } });
    expect(policyHash(named(1))).not.toBe(policyHash(named(2)));
  });

  it('is that of another folder and file', async () => {
    const here = (await check(text)).policies[0]!;
    const there = (await check(text, { at: 'deep/down/other.handoff' })).policies[0]!;
    expect(there.data.declaredIn).not.toBe(here.data.declaredIn);
    expect(policyHash(there)).toBe(policyHash(here));
  });
});

describe('pseudonyms', () => {
  const named = pseudonymiser('a key');
  it('are 16 hexadecimal digits and the same for the same subject', () => {
    expect(named('ann')).toMatch(/^[0-9a-f]{16}$/);
    expect(named('ann')).toBe(named('ann'));
    expect(pseudonymiser('a key')('ann')).toBe(named('ann'));
  });
  it('differ from subject to subject and from key to key', () => {
    expect(named('ben')).not.toBe(named('ann'));
    expect(pseudonymiser('another key')('ann')).not.toBe(named('ann'));
  });
  it('are HMAC-SHA-256 under the key, so that nobody without it can try subjects out', () => {
    // HMAC-SHA-256 by the command line: printf ann | openssl dgst -sha256 -hmac 'a key'
    expect(named('ann')).toBe('e59113e199896a2d');
  });
});

describe('the hash of a simulation', () => {
  const simulated = async (parts: string, options?: Parameters<typeof check>[1]) =>
    simulationHash(
      (await check(`${text}\nsimulation replayed of timing\n${parts}`, options)).simulations[0]!,
    );
  const parts = '  agent is the usual choice\n  seed 7\n';

  it('is the same wherever the simulation stands', async () => {
    const hash = await simulated(parts);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await simulated(parts, { at: 'deep/down/other.handoff' })).toBe(hash);
    expect(await simulated(`\n${parts}`)).toBe(hash);
  });

  it.each([
    ['seed', '  agent is the usual choice\n  seed 8\n'],
    ['agent', '  agent is the logged choice\n  seed 7\n'],
    ['reviewer', `${parts}  reviewer\n    otherwise approves\n`],
    ['period', `${parts}  from 2026-01-05 to 2026-01-06\n`],
  ])('is another one with another %s', async (_, other) => {
    expect(await simulated(other)).not.toBe(await simulated(parts));
  });
});
