/** Below this the tail is a continued fraction; above it the series has cancelled nothing yet. */
const TAIL = 3;

/**
 * P(Z ≤ x) of the standard normal distribution, to about 1e-15 relative. Around 0: the series of
 * Marsaglia, "Evaluating the normal distribution", Journal of Statistical Software 11(4), 2004.
 * In the tails: Laplace's continued fraction (Abramowitz and Stegun 26.2.14).
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x < -TAIL) return upperTail(-x);
  if (x > TAIL) return 1 - upperTail(x);
  let sum = x;
  let term = x;
  for (let k = 3; sum !== sum + term; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + sum * normalDensity(x);
}

/**
 * The x with P(Z ≤ x) = `share`, by Newton steps on `normalCdf`, bisected where one would leave
 * the bracket; NaN outside of (0, 1).
 */
export function normalQuantile(share: number): number {
  if (!(share > 0 && share < 1)) return NaN;
  if (share > 0.5) return -normalQuantile(1 - share);
  let low = -39;
  let high = 0;
  let x = -1;
  for (let step = 0; step < 100; step++) {
    const excess = normalCdf(x) - share;
    if (excess === 0) return x;
    if (excess > 0) high = x;
    else low = x;
    const next = x - excess / normalDensity(x);
    const isInside = next > low && next < high;
    const better = isInside ? next : (low + high) / 2;
    if (Math.abs(better - x) <= 1e-15 * Math.abs(x)) return better;
    x = better;
  }
  return x;
}

function normalDensity(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

function upperTail(x: number): number {
  if (x === Infinity) return 0;
  let fraction = x;
  for (let k = 200; k > 0; k--) fraction = x + k / fraction;
  return normalDensity(x) / fraction;
}
