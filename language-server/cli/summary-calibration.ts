import { boundWords, logLossWords } from '../charts/calibration-words.ts';
import { counted, formatNumber } from '../policy/format.ts';
import type { Calibration } from '../simulation/calibration/calibrate.ts';
import { aligned, wrapped } from './layout.ts';
import type { Paint } from './terminal.ts';

/** Whether confidence says what it means: a reliability table, the scores, and a better map. */
export function calibrationLines(calibrations: readonly Calibration[], paint: Paint): string[] {
  return calibrations.flatMap((calibration) => {
    const { against, n, left } = calibration;
    const leftOut = left.map(({ reason, decisions }) => `${formatNumber(decisions)}, ${reason}`);
    const counts = `${formatNumber(n)} decisions${leftOut.length === 0 ? '' : `; left out: ${leftOut.join('; ')}`}`;
    const head = wrapped(`against ${against}: ${counts}`, { first: '  ', rest: '    ' });
    if ('refused' in calibration) {
      return [...head, ...indented(`refused: ${calibration.refused}`)];
    }
    const { bins, brier, parts, ece, mce, recalibrated } = calibration;
    const [title = [], ...rows] = aligned([
      ['confidence', 'decisions', 'mean', 'came true', '95% interval'],
      ...bins.map(({ from, to, n, meanConfidence, rate, interval }) => [
        `${String(Math.round(100 * from))}–${String(Math.round(100 * to))}%`,
        formatNumber(n),
        share(meanConfidence),
        share(rate),
        `[${share(interval.low)}, ${share(interval.high)}]`,
      ]),
    ]);
    return [
      ...head,
      paint('dim', `    ${title.join('  ')}`),
      ...rows.map((row) => `    ${row.join('  ')}`),
      ...indented(
        `Brier score ${digits(brier)} = miscalibration ${digits(parts.miscalibration)} − discrimination ${digits(parts.discrimination)} + uncertainty ${digits(parts.uncertainty)}`,
      ),
      ...indented(
        `calibration error ${digits(ece)} on average (ECE), ${digits(mce)} at most; log loss ${logLossWords(calibration)}`,
      ),
      ...indented(`recalibrated, on offer and not applied: ${stepsWords(recalibrated)}`),
    ];
  });
}

const SHOWN_STEPS = 6;

/** The largest steps, in order; all are in the JSON. */
function stepsWords(
  steps: readonly { from: number; to: number; rate: number; n: number }[],
): string {
  const largest = [...steps].sort((left, right) => right.n - left.n).slice(0, SHOWN_STEPS);
  const shown = steps.filter((step) => largest.includes(step));
  const bound = boundWords(shown);
  const words = shown.map(({ from, to, rate }) => {
    const [first, last] = [bound(from), bound(to)];
    return `${first === last ? first : `${first} to ${last}`} → ${share(rate)}`;
  });
  const more = steps.length - shown.length;
  return `${words.join(', ')}${more === 0 ? '' : `, and ${counted(more, 'smaller step')}`}`;
}

function indented(text: string): string[] {
  return wrapped(text, { first: '    ', rest: '      ' });
}

function share(value: number): string {
  return `${(100 * value).toFixed(1)}%`;
}

function digits(value: number): string {
  return value.toFixed(4);
}
