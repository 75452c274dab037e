import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  createValueAccumulator,
  type ArmValue,
  type Estimate,
  type Figure,
} from '../../language-server/simulation/estimates.ts';
import { readCsv, sharedData } from '../support/shared-data.ts';

const hillstrom = sharedData('hillstrom/hillstrom.csv');
const openBandit = sharedData('open-bandit-men/expected.json');

const jsonOf = (path: string) => JSON.parse(readFileSync(sharedData(path)!, 'utf8'));

/** A refused figure is still computed, and compared here all the same. */
function figureOf(estimate: Estimate): Figure {
  const figure = 'refused' in estimate ? estimate.crossedOut : estimate;
  if (figure === undefined) throw new Error('no figure');
  return figure;
}

function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)));
}

describe.skipIf(hillstrom === undefined)(
  'Hillstrom’s e-mail trial (skipped where shared/data/hillstrom is not there)',
  () => {
    const [mens, womens, none] = ['Mens E-Mail', 'Womens E-Mail', 'No E-Mail'];
    const policies: Record<string, (row: Record<string, string>) => string | undefined> = {
      all_mens: () => mens,
      all_womens: () => womens,
      none: () => none,
      'by_history: mens buyers->Mens, else Womens': (row) => (row.mens === '1' ? mens : womens),
      'recency<=6 -> Mens else none': (row) => (Number(row.recency) <= 6 ? mens : none),
    };
    const names = Object.keys(policies);

    it.each(['visit', 'spend'])('gives the known IPS, its error, and SNIPS for %s', (outcome) => {
      const accumulator = createValueAccumulator(names);
      for (const [i, row] of readCsv(hillstrom!).entries()) {
        const weights = names.map((name) => (policies[name]!(row) === row.segment ? 3 : 0));
        accumulator.add({
          ...{ subject: i, reward: Number(row[outcome]), weights, predicted: 0 },
          ...{ expected: names.map(() => 0), masses: names.map(() => 1) },
        });
      }
      const { arms } = accumulator.finish({ seed: 7, hasPropensity: true, resamples: 200 });
      const expected = jsonOf('hillstrom/expected.json');
      for (const name of names) {
        const { ips, ips_se, snips } = expected[name][outcome];
        const arm = arms[name]!;
        expectClose(figureOf(arm.ips).estimate, ips);
        expectClose(figureOf(arm.ips).standardError, ips_se);
        expectClose(figureOf(arm.snips).estimate, snips);
        expect('refused' in arm.ips).toBe(false);
      }
    });
  },
);

describe.skipIf(openBandit === undefined)(
  'the Open Bandit Dataset (skipped where shared/data/open-bandit-men is not there)',
  () => {
    const ITEMS = 34;

    /** π/p of one row, where the evaluated policy is that of the name's right side. */
    const cases = [
      ['men:random->bts', 'random.csv', (bts: number, p: number) => bts / p],
      ['men:bts->random', 'bts.csv', (_: number, p: number) => 1 / ITEMS / p],
    ] as const;

    it.each(cases)('gives the authors’ own figures for %s', (name, file, weightOf) => {
      const expected = jsonOf('open-bandit-men/expected.json')[name];
      const value = valueOf(file, weightOf);
      expectClose(figureOf(value.ips).estimate, expected.est.ipw);
      expectClose(figureOf(value.snips).estimate, expected.est.snipw);
      expectClose(value.meanWeight, expected.mean_iw);
      expectClose(value.maxWeight, expected.max_iw);
      expectClose(value.ess, expected.ess);
    });

    it.each(cases)('gives an interval near the authors’ own for %s', (name, file, weightOf) => {
      const { boot } = jsonOf('open-bandit-men/expected.json')[name];
      const { ips, snips } = valueOf(file, weightOf);
      for (const [estimate, theirs] of [
        [ips, boot.ipw],
        [snips, boot.snipw],
      ] as const) {
        // An end of an interval from their 1,000 resamples is known to about 0.085 errors.
        const { low, high, standardError } = figureOf(estimate);
        expect(Math.abs(low - theirs['95.0% CI (lower)'])).toBeLessThan(0.25 * standardError);
        expect(Math.abs(high - theirs['95.0% CI (upper)'])).toBeLessThan(0.25 * standardError);
      }
    });

    it('refuses bts->random, whose mean weight of 0.943 is off by more than 5%', () => {
      const [random, bts] = cases.map(([, file, weightOf]) => valueOf(file, weightOf).snips);
      expect(bts).toMatchObject({
        refused: expect.stringContaining('mean weight is 0.943'),
        crossedOut: { estimate: expect.closeTo(0.003189423162277392, 9) },
      });
      expect(random).not.toHaveProperty('refused');
    });

    function valueOf(file: string, weightOf: (bts: number, p: number) => number): ArmValue {
      const bts = readCsv(sharedData('open-bandit-men/bts_action_dist_men.csv')!);
      const accumulator = createValueAccumulator(['policy'] as const);
      for (const [i, row] of readCsv(sharedData(`open-bandit-men/${file}`)!).entries()) {
        const chance = Number(bts[Number(row.item_id)]![`pos${row.position}`]);
        accumulator.add({
          ...{ subject: i, reward: Number(row.click), predicted: 0, expected: [0], masses: [1] },
          weights: [weightOf(chance, Number(row.propensity_score))],
        });
      }
      return accumulator.finish({ seed: 7, hasPropensity: true }).arms.policy;
    }
  },
);
