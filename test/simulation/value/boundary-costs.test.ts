import { describe, expect, it } from 'vitest';
import type { OutsideProposal } from '../../../language-server/simulation/agents/outside-agent.ts';
import type { Estimate } from '../../../language-server/simulation/estimates.ts';
import { createRandom } from '../../../language-server/simulation/random.ts';
import { fastReplay } from '../../support/fast-replay.ts';
import { check } from '../../support/handoff.ts';
import type { PlainRow } from '../../support/plain-replay.ts';
import { textOf } from '../../support/scenario.ts';

const stateless = `  usually pick is 09:00
  goal more clicked
  boundaries
    quiet: never when pick is between 21:00 and 07:00 otherwise use the nearest allowed
    early: never when pick is between 06:00 and 09:00 and tier is gold otherwise use the nearest allowed
    noon: never when pick is 12:00
    consent_first: never when consent is not yes otherwise escalate to team_lead
  escalate to team_lead
    unusual: when pick is more than 6 hours from usual
    gold: when tier is gold and pick is between 10:00 and 12:00
    never_fires: when consent is yes and consent is no
`;
const simulation = `  agent is recorded in "p.jsonl"
  reviewer
    overrides when pick is between 15:00 and 18:00
    otherwise approves
`;

const hours = Array.from({ length: 24 }, (_, hour) => hour);

function logOf(count: number): { rows: PlainRow[]; proposals: Map<number, OutsideProposal> } {
  const random = createRandom(3);
  const proposals = new Map<number, OutsideProposal>();
  const rows = Array.from({ length: count }, (_, index): PlainRow => {
    const hour = random.integer(24);
    const row = index + 1;
    // Every third decision is certain, and the others are drawn among a few hours.
    const drawn = hours.map(() => (random.next() < 0.2 ? random.next() : 0));
    const total = drawn.reduce((sum, share) => sum + share, 0);
    const choice = random.integer(24) * 60;
    const shares = drawn.map((share) => share / total);
    proposals.set(
      row,
      index % 3 === 0 || total === 0
        ? { choice }
        : { probabilities: new Map(hours.map((each) => [each * 60, shares[each]!])) },
    );
    return {
      row,
      propensity: 1 / 24,
      values: {
        ...{ reader: `r${index % 50}`, sent_at: Date.UTC(2026, 0, 1 + (index % 25), hour) },
        ...{ zone: 'UTC', pick: hour * 60, tier: random.integer(2) },
        consent: random.next() < 0.1 ? undefined : random.integer(5) > 0 ? 1 : 0,
        ...{ clicked: random.next() < 0.2 ? 1 : 0, left: 0 },
      },
    };
  });
  return { rows, proposals };
}

async function costsOf(handoff: string) {
  const { policies, simulations } = await check(textOf({ handoff, simulation, rows: [] }));
  const [policy] = policies;
  const log = logOf(600);
  const run = (of: typeof policy, boundaryCosts = false) =>
    fastReplay({ ...log, policy: of!, simulation: simulations[0]!, boundaryCosts });
  const whole = await run(policy, true);
  return { policy: policy!, run, whole };
}

function figureOf(estimate: Estimate): number {
  return 'refused' in estimate ? estimate.crossedOut!.estimate : estimate.estimate;
}

describe('what each boundary costs', () => {
  it('is what a replay without the rule says, where no decision moves what a later one reads', async () => {
    const { policy, run, whole } = await costsOf(stateless);
    const { boundaryCosts, value } = whole.result;
    expect(boundaryCosts!.isExact).toBe(true);
    expect(boundaryCosts!.rules.map(({ name }) => name)).toEqual(
      policy.rules.map(({ name }) => name),
    );
    let changes = 0;
    for (const [index, cost] of boundaryCosts!.rules.entries()) {
      const rules = policy.rules.filter((_, at) => at !== index);
      const without = await run({ ...policy, rules });
      for (const estimator of ['ips', 'dr'] as const) {
        const more =
          figureOf(without.result.value.policy[estimator]) - figureOf(value.policy[estimator]);
        expect(figureOf(cost[estimator]), `${cost.name} ${estimator}`).toBeCloseTo(more, 12);
      }
      const others = whole.decisions.filter((decision, at) => {
        const other = without.decisions[at]!;
        return decision.verdict !== other.verdict || decision.carried !== other.carried;
      });
      expect(cost.changed, cost.name).toBe(others.length);
      changes += others.length;
    }
    expect(changes).toBeGreaterThan(200);
  });

  it('changes nothing of the replay', async () => {
    const { policy, run, whole } = await costsOf(stateless);
    const { result } = await run(policy);
    const { boundaryCosts: _, ...rest } = whole.result;
    expect(result).toEqual(rest);
  });

  it.each([
    ['a cap', '    cap: at most 2 emails per 7 days\n', ''],
    ['spacing', '    apart: at least 4 hours between emails\n', ''],
    ['a budget', '', '    at most 3 per day\n'],
  ])('says where %s carries over to later decisions', async (_, boundary, escalation) => {
    const handoff = stateless
      .replace('    noon:', `${boundary}    noon:`)
      .replace('    never_fires:', `${escalation}    never_fires:`);
    const { whole } = await costsOf(handoff);
    expect(whole.result.boundaryCosts!.isExact).toBe(false);
  });
});
