/** How fast something decides: median decisions per second over the runs after the warm-up. */
export interface Measurement {
  name: string;
  decisions: number;
  perSecond: number;
}

const WARM_UPS = 2;
const RUNS = 7;

/**
 * `run` takes `decisions` decisions each time. Needs `--expose-gc` to start each run clean; what
 * builds its functions anew in each run is measured without, since a full collection drops their
 * optimised code, which no longer run of the same length would ever lose.
 */
export async function measure(
  name: string,
  decisions: number,
  run: () => unknown,
  { warmUps = WARM_UPS, isCleaned = true }: { warmUps?: number; isCleaned?: boolean } = {},
): Promise<Measurement> {
  for (let i = 0; i < warmUps; i++) await run();
  const seconds: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    if (isCleaned) globalThis.gc?.();
    const start = performance.now();
    await run();
    seconds.push((performance.now() - start) / 1000);
  }
  seconds.sort((a, b) => a - b);
  return { name, decisions, perSecond: decisions / seconds[(RUNS - 1) / 2]! };
}

/** Columns of text, the first one left-aligned, as wide as they need to be. */
export function formatTable(header: string[], rows: string[][]): string {
  const widths = header.map((title, i) =>
    Math.max(title.length, ...rows.map((row) => row[i]!.length)),
  );
  const line = (cells: string[]) =>
    cells.map((cell, i) => (i ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join('  ');
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join(
    '\n',
  );
}

export const grouped = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** `a` of `b`, as a number that is read at a glance: `0.45×`, `120×`. */
export function ratio(a: number, b: number): string {
  return `${grouped.format(a / b)}×`;
}
