import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neverAnsweredFindings } from '../../language-server/analysis/never-answered.ts';
import { arbitraryScenario } from '../support/arbitrary-replay.ts';
import { fastReplay } from '../support/fast-replay.ts';

describe('an escalation that is found to be never answered', () => {
  it('is answered in no replay', async () => {
    const seen = { late: 0, overBudget: 0, answered: 0 };
    await fc.assert(
      fc.asyncProperty(arbitraryScenario, async (scenario) => {
        const { policy, simulation } = scenario;
        const found = policy.escalations.filter(
          (block) =>
            neverAnsweredFindings({ ...policy, escalations: [block] }, [simulation]).length > 0,
        );
        const { entries } = await fastReplay(scenario);
        for (const { verdict, escalatesTo, person } of entries) {
          if (verdict !== 'escalate') continue;
          const blocks = found.filter(({ to }) => escalatesTo.includes(to));
          if (blocks.length === 0) seen.answered += Number(person?.answer !== 'none');
          else expect(person?.answer).toBe('none');
          seen.late += Number(person?.late === true && blocks.length > 0);
          seen.overBudget += blocks.filter(({ budget }) => budget?.perDay === 0).length;
        }
      }),
      { numRuns: 600 },
    );
    expect(Object.entries(seen).filter(([, count]) => count === 0)).toEqual([]);
  });
});
