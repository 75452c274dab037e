import { describe, expect, it } from 'vitest';
import { createBetaComparer } from '../../../language-server/simulation/agents/betas.ts';

type Beta = [alpha: number, beta: number];

function compare(rates: Beta[], reference?: number) {
  const result = {
    best: new Float64Array(rates.length),
    atLeastReference: new Float64Array(rates.length),
  };
  const [alphas, betas] = [0, 1].map((i) => Float64Array.from(rates, (rate) => rate[i]!));
  createBetaComparer(rates.length).compare(alphas!, betas!, reference, result);
  return { best: [...result.best], atLeastReference: [...result.atLeastReference] };
}

/** P(B > A) for a whole αB (Miller 2015, "Formulas for Bayesian A/B testing"). */
function closedForm([alphaA, betaA]: Beta, [alphaB, betaB]: Beta): number {
  let sum = 0;
  for (let i = 0; i < alphaB; i++) {
    sum += Math.exp(
      logBeta(alphaA + i, betaA + betaB) -
        Math.log(betaB + i) -
        logBeta(1 + i, betaB) -
        logBeta(alphaA, betaA),
    );
  }
  return sum;
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** Stirling's series above 15, the recurrence below. */
function logGamma(x: number): number {
  let shift = 0;
  for (; x < 15; x++) shift -= Math.log(x);
  const square = 1 / (x * x);
  const series = (1 / 12 - square * (1 / 360 - square / 1260)) / x;
  return shift + (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series;
}

const first: Beta[] = [
  [1, 1],
  [0.2, 19.8],
  [3, 40],
  [50, 1000],
  [500, 9000],
  [0.5, 1e6],
  [5000, 5000],
];
const second: Beta[] = [
  [1, 1],
  [2, 19],
  [60, 1000],
  [520, 9000],
  [1, 1e6],
  [3, 1e6],
  [5100, 5000],
];
const pairs = first.flatMap((a) => second.map((b): [Beta, Beta] => [a, b]));

describe('two rates', () => {
  it.each(pairs)('Beta(%j) and Beta(%j) compare as in the closed form', (a, b) => {
    const expected = closedForm(a, b);
    const { best, atLeastReference } = compare([a, b], 0);
    expect(Math.abs(best[1]! - expected)).toBeLessThan(1e-4);
    expect(Math.abs(atLeastReference[1]! - expected)).toBeLessThan(1e-4);
    expect(atLeastReference[0]).toBe(1);
  });

  it.each(pairs)('Beta(%j) and Beta(%j) compare as well among 22 hopeless ones', (a, b) => {
    const hopeless = Array.from({ length: 22 }, (): Beta => [2e4, 1e12]);
    const expected = closedForm(a, b);
    const { best, atLeastReference } = compare([...hopeless, a, b], 22);
    expect(Math.abs(atLeastReference[23]! - expected)).toBeLessThan(1e-2);
    if (a[1] < 1e5 && b[1] < 1e5) expect(Math.abs(best[23]! - expected)).toBeLessThan(1e-3);
  });
});

describe('many rates', () => {
  it('known equally well are equally likely the best', () => {
    for (const chance of compare(Array.from({ length: 24 }, (): Beta => [3, 40])).best) {
      expect(chance).toBeCloseTo(1 / 24, 5);
    }
  });

  it('agree with the exact probabilities of independent uniforms and their powers', () => {
    // Beta(k, 1) is the largest of k uniforms: it is the largest of all with chance k/Σk.
    const powers = [1, 2, 3, 5, 9];
    const { best } = compare(powers.map((k): Beta => [k, 1]));
    powers.forEach((k, i) => expect(best[i]).toBeCloseTo(k / 20, 4));
  });

  it.each([
    [
      'no success in a million',
      [
        [1e-4, 1e6],
        [1, 1],
        [20, 1e6],
      ],
    ],
    [
      'a million successes',
      [
        [1e6, 1e-4],
        [1e6, 1],
        [1, 1],
      ],
    ],
    [
      'nearly nothing known',
      [
        [1e-9, 1e-9],
        [1e-9, 1],
        [1, 1e-9],
      ],
    ],
    [
      'everything known',
      [
        [1e12, 1e12],
        [1e12, 1.01e12],
        [1, 1e12],
      ],
    ],
  ] as [string, Beta[]][])('stay probabilities with %s', (_, rates) => {
    const { best, atLeastReference } = compare(rates, 1);
    for (const chance of [...best, ...atLeastReference]) {
      expect(chance).toBeGreaterThanOrEqual(0);
      expect(chance).toBeLessThanOrEqual(1);
    }
    expect(best.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });
});
