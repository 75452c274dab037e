import { beforeAll, describe, expect, it } from 'vitest';
import type { Policy, Simulation } from '../../../language-server/policy/model.ts';
import { newsletterPolicy, replayNewsletter } from '../../support/newsletter-world.ts';

/** `HANDOFF_SEEDS=20 npm run vitest -- test/simulation/surprise/planted.test.ts` takes a minute. */
const seeds = Number(process.env['HANDOFF_SEEDS'] ?? 2);

describe('what is planted in the newsletter example, on logs of other seeds', () => {
  let example: { policy: Policy; simulation: Simulation };
  beforeAll(async () => {
    example = await newsletterPolicy();
  });

  it.each(Array.from({ length: seeds }, (_, index) => 7 + index))(
    'the luck at 3 a.m. is unsound and the morning of mobile readers is sound, seed %d',
    async (seed) => {
      const { surprises } = await replayNewsletter(example, { seed, rows: 120_000 });
      const found = (context: string, choice: string) =>
        surprises!.patterns.find((each) => each.context === context && each.choice === choice);
      const luck = found('device is desktop and engagement is dormant', '03:00')!;
      // It looks like a discovery: alone, it would pass for one.
      expect(luck).toMatchObject({ isSound: false, choice: '03:00' });
      expect(luck.p).toBeLessThan(0.05);
      expect(luck.reasons[0]).toMatch(/^only \d+ emails$/);
      // In the example's own log the luck is over before the holdout.
      if (seed === 7) expect(luck.reasons[1]).toBe('does not hold on the holdout');
      for (const hour of ['06:00', '07:00', '08:00']) {
        const real = found('device is mobile and engagement is active', hour)!;
        expect(real).toMatchObject({ isSound: true, reasons: [] });
        expect(real.difference).toBeGreaterThan(0);
      }
      const falsely = surprises!.patterns.filter(
        ({ isSound, context, choice }) =>
          isSound && !(context.startsWith('device is mobile') && /^0[678]:00$/.test(choice)),
      );
      expect(falsely).toEqual([]);
    },
    60_000,
  );
});
