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

  it('says nothing where nothing was asked', () => {
    expect([...thresholdLines([]), ...surpriseLines(undefined, 10)]).toEqual([]);
  });
});
