import {
  alikeWords,
  idleWords,
  isIdle,
  pointWords,
  rateWords,
  spanWords,
} from '../charts/threshold-words.ts';
import { plainly } from '../charts/words.ts';
import { formatNumber } from '../policy/format.ts';
import type { ThresholdBench } from '../simulation/thresholds/bench.ts';
import { wrapped } from './layout.ts';
import { printable } from './terminal.ts';

/** For each number in a trigger: what it comes to now, and which would miss fewest overrides. */
export function thresholdLines(benches: readonly ThresholdBench[]): string[] {
  const [first] = benches;
  if (!first) return [];
  const { decisions, overrides, days } = first;
  return [
    ...wrapped(
      `${formatNumber(decisions)} decisions on ${formatNumber(days)} days, of which the reviewer would override ${formatNumber(overrides)}; each number alone is moved, and all else held fixed`,
      { first: '  ', rest: '    ' },
    ),
    ...benches.filter((bench) => !isIdle(bench)).flatMap(benchLines),
    ...idleLines(benches.filter(isIdle)),
  ];
}

/** Numbers that no override depends on have nothing to tell one by one. */
function idleLines(benches: readonly ThresholdBench[]): string[] {
  if (benches.length === 0) return [];
  return [
    ...wrapped(idleWords(benches), { first: '  ', rest: '    ' }),
    ...benches.flatMap((bench) => {
      const now = rateWords(bench.points.find(({ isPresent }) => isPresent)?.perDay);
      return indented(
        `${printable(bench.rule)}: ${plainly(bench.words)}: ${now} escalations a day, at other thresholds ${spanWords(bench)}`,
      );
    }),
  ];
}

function benchLines(bench: ThresholdBench): string[] {
  const title = wrapped(`${printable(bench.rule)}: ${plainly(bench.words)}`, {
    first: '  ',
    rest: '    ',
  });
  const unknown =
    bench.unknown === 0
      ? []
      : indented(`${formatNumber(bench.unknown)} decisions lack the value and escalate at any`);
  if (bench.refused !== undefined)
    return [...title, ...unknown, ...indented(`refused: ${bench.refused}`)];
  const present = bench.points.find(({ isPresent }) => isPresent);
  return [
    ...title,
    ...unknown,
    ...(present ? indented(`now: ${pointWords(present, bench)}`) : []),
    ...recommendationLines(bench),
  ];
}

function recommendationLines(bench: ThresholdBench): string[] {
  const { recommended, noRecommendation, points, budgetPerDay } = bench;
  const best = recommended && points[recommended.best];
  if (!recommended || !best) return indented(`none recommended: ${noRecommendation ?? ''}`);
  const alike = recommended.alike.map((at) => points[at]!).filter((point) => point !== best);
  const others =
    alike.length === 0
      ? 'the sample tells it from every other one inside the budget'
      : `the sample cannot tell it from ${alikeWords(alike)}`;
  return [
    ...indented(
      `fewest misses inside ${formatNumber(budgetPerDay ?? 0)} a day: ${plainly(best.words)}: ${pointWords(best, bench)}`,
    ),
    ...indented(others),
  ];
}

function indented(text: string): string[] {
  return wrapped(text, { first: '    ', rest: '      ' });
}
