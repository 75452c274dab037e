import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { estimatorNames } from '../../language-server/simulation/arms.ts';
import { surprisesTable } from '../coverage/newsletter.ts';
import { partOf } from '../coverage/tables.ts';
import { expectGolden } from '../support/golden.ts';
import type { PlantedWorld } from '../support/planted.ts';
import { isHeld, plantedIn, plantedWorld } from '../support/planted.ts';

// Twenty logs are `npm run coverage newsletter`, whose tables are in the reference; here is the first
// of them, and the example's own.
const reference = readFileSync(new URL('../../grammar/REFERENCE.md', import.meta.url), 'utf8');
const cellsOf = (line: string): string[] => line.split('|').map((cell) => cell.trim());

describe('a log of the newsletter’s generator, which knows how likely every click was', () => {
  let world: PlantedWorld;
  beforeAll(async () => {
    world = await plantedWorld(1);
  });

  it('has every estimate beside what the generator knows, inside its interval', () => {
    const shown = (share: number): string => `${(100 * share).toFixed(2)}%`;
    const lines = world.values.map((each) => {
      const { arm, estimator, estimate, truth } = each;
      expect({ arm, estimator, isHeld: isHeld(each) }).toEqual({ arm, estimator, isHeld: true });
      const [middle, from, to] = [estimate.estimate, estimate.low, estimate.high].map(shown);
      return `${arm} ${estimatorNames[estimator]}: truth ${shown(truth)}, estimate ${middle} [${from}, ${to}]`;
    });
    expectGolden(`${lines.join('\n')}\n`, new URL('golden/planted-world.txt', import.meta.url));
  });

  it('is judged as the reference says: what is planted is sound, and luck is not', () => {
    const [line = ''] = surprisesTable([{ seed: 1, ...world }])
      .split('\n')
      .slice(-1);
    const told = partOf(reference, 'surprises').split('\n').map(cellsOf);
    expect(told).toContainEqual(cellsOf(line));
  });
});

it('the luck at 3 a.m. in the example’s own log would pass for a discovery, were it alone', async () => {
  const { result } = await plantedWorld(7, { resamples: 50 });
  const { luck, mornings, falselySound } = plantedIn(result.surprises!);
  expect(luck!.p).toBeLessThan(0.05);
  // It is over before the holdout.
  expect(luck).toMatchObject({
    isSound: false,
    reasons: [expect.stringMatching(/^only \d+ emails$/), 'does not hold on the holdout'],
  });
  expect(mornings).toHaveLength(3);
  for (const real of mornings) {
    expect(real).toMatchObject({ isSound: true, reasons: [] });
    expect(real.difference).toBeGreaterThan(0);
  }
  expect(falselySound).toEqual([]);
});
