import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../language-server/cli/display-width.ts';
import { calibrationLines } from '../../language-server/cli/summary-calibration.ts';
import { surpriseLines } from '../../language-server/cli/summary-surprises.ts';
import { thresholdLines } from '../../language-server/cli/summary-thresholds.ts';
import { noPaint } from '../../language-server/cli/terminal.ts';
import { expectGolden } from '../support/golden.ts';
import { benches, calibrations, report } from '../support/trust-samples.ts';

describe('whether a run can be trusted, in a terminal', () => {
  it('reads as it was read before', () => {
    const lines = [
      ...calibrationLines(calibrations, noPaint),
      '',
      ...thresholdLines(benches),
      '',
      ...surpriseLines(report, 60_000),
      '',
      ...surpriseLines({ ...report, patterns: [], refused: 'the handoff has no goal' }, 60_000),
    ];
    expectGolden(`${lines.join('\n')}\n`, new URL('golden/summary-trust.txt', import.meta.url));
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(80);
  });

  const stepsIn = (bounds: [from: number, to: number][]): string => {
    const [first] = calibrations;
    const recalibrated = bounds.map(([from, to], i) => ({
      ...{ from, to, rate: (i + 1) / 10, n: 100 - i, successes: 50 },
    }));
    const lines = calibrationLines([{ ...first!, recalibrated }], noPaint);
    return lines.join(' ').replaceAll(/\s+/g, ' ').split('not applied: ')[1]!;
  };

  it.each<[string, [from: number, to: number][], string]>([
    [
      'with as many digits as tell their bounds apart',
      [
        [0.9999, 0.9999],
        [0.99993, 1],
      ],
      '99.990% → 10.0%, 99.993% to 100.000% → 20.0%',
    ],
    ['as one where no digits tell them apart', [[0.99999999, 1]], '100.0000% → 10.0%'],
  ])('gives steps %s', (_, bounds, words) => {
    expect(stepsIn(bounds)).toBe(words);
  });

  it.each([
    [7, ', and 1 smaller step'],
    [8, ', and 2 smaller steps'],
  ])('counts the steps of %j that are not shown', (count, words) => {
    const bounds = Array.from({ length: count }, (_, i): [number, number] => [i / 10, i / 10]);
    expect(stepsIn(bounds).endsWith(`60.0%${words}`)).toBe(true);
  });

  it('says nothing where nothing was asked', () => {
    expect([...thresholdLines([]), ...surpriseLines(undefined, 10)]).toEqual([]);
  });
});
