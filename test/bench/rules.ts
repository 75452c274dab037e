import { decideByHandoff } from './handoff-rules.ts';
import { decideByHand } from './handwritten-rules.ts';
import { contenders } from './libraries.ts';
import { formatTable, grouped, measure, ratio } from './measure.ts';
import type { Measurement } from './measure.ts';
import { generateColumns, toRows } from './rows.ts';

const ROWS = 1_000_000;
const SEED = 7;

/** Decisions per second on ten stateless rules, and the table that says so. */
export async function benchRules(): Promise<string> {
  const columns = generateColumns(ROWS, SEED);
  const expected = new Uint8Array(ROWS);
  const byHand = await measure('written by hand', ROWS, () => decideByHand(columns, expected));

  const decide = decideByHandoff(columns);
  assertSame('Handoff', decide(), expected);
  const handoff = await measure('Handoff', ROWS, decide);

  const libraries: Measurement[] = [];
  for (const { name, rows, prepare } of contenders) {
    const run = prepare(toRows(columns, rows));
    assertSame(name, await run(), expected.subarray(0, rows));
    libraries.push(await measure(name, rows, run));
  }

  const fastest = Math.max(...libraries.map(({ perSecond }) => perSecond));
  const share = (verdict: number) =>
    `${Math.round((100 * expected.filter((one) => one === verdict).length) / ROWS)}%`;
  return [
    `Ten stateless rules, ${grouped.format(ROWS)} rows ` +
      `(act ${share(0)}, escalate ${share(2)}, block ${share(4)}), one core, median of 7 runs`,
    '',
    formatTable(
      ['', 'decisions/s', 'of hand-written', 'of fastest library', 'rows a run'],
      [byHand, handoff, ...libraries].map(({ name, perSecond, decisions }) => [
        name,
        grouped.format(perSecond),
        ratio(perSecond, byHand.perSecond),
        ratio(perSecond, fastest),
        grouped.format(decisions),
      ]),
    ),
  ].join('\n');
}

/** A contender that decides otherwise is not faster but wrong. */
function assertSame(name: string, actual: ArrayLike<number>, expected: Uint8Array): void {
  const row = expected.findIndex((verdict, i) => verdict !== actual[i]);
  if (row >= 0 || actual.length !== expected.length) {
    throw new Error(
      `${name} decided ${String(actual[row])} on row ${row}, not ${String(expected[row])}.`,
    );
  }
}
