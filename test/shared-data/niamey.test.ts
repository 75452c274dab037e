import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scoresOf } from '../../language-server/simulation/calibration/brier.ts';
import { reliabilityOf } from '../../language-server/simulation/calibration/reliability.ts';
import { createTallies } from '../../language-server/simulation/calibration/tally.ts';
import { readCsv, sharedData } from '../support/shared-data.ts';

interface Expected {
  n: number;
  base: number;
  brier: number;
  logloss: number;
  ece10: number;
  mce10: number;
  bins: [number, number, number, number][];
  corp_brier_mcb_dsc_unc: [number, number, number, number];
}

const expectedFile = sharedData('niamey/expected.json');
const dataFile = sharedData('niamey/precip_Niamey_2016.csv');

describe.skipIf(expectedFile === undefined)(
  'four forecasts of rain in Niamey, 2016 (skipped where shared/data/niamey is not there)',
  () => {
    const all: Record<string, Expected> =
      expectedFile === undefined ? {} : JSON.parse(readFileSync(expectedFile, 'utf8'));

    it.each(['Logistic', 'EMOS', 'ENS', 'EPC'])('%s scores as published', (forecaster) => {
      const expected = all[forecaster]!;
      const tallies = createTallies();
      for (const row of readCsv(dataFile!))
        tallies.add(Number(row[forecaster]), row['obs'] === '1');
      const counted = tallies.finish();
      const { brier, logLoss, parts } = scoresOf(counted);
      const { bins, ece, mce } = reliabilityOf(counted);
      expect(brier).toBeCloseTo(expected.brier, 12);
      expect(logLoss).toBeCloseTo(expected.logloss, 12);
      expect(ece).toBeCloseTo(expected.ece10, 12);
      expect(mce).toBeCloseTo(expected.mce10, 12);
      expect(
        [brier, parts.miscalibration, parts.discrimination, parts.uncertainty].map(sixDigits),
      ).toEqual(expected.corp_brier_mcb_dsc_unc);
      expect(
        bins.map(({ from, n, meanConfidence, rate }) => [
          Math.round(10 * from),
          n,
          sixDigits(meanConfidence),
          sixDigits(rate),
        ]),
      ).toEqual(expected.bins);
    });
  },
);

function sixDigits(value: number): number {
  return Number(value.toFixed(6));
}
