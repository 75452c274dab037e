import { normalCdf } from './normal.ts';

/**
 * P(X ≥ x) of the chi-square distribution with a whole number of degrees of freedom, by the finite
 * sums of Abramowitz and Stegun 26.4.4 and 26.4.5; all terms are positive, so that nothing cancels.
 * NaN where `x` is no number of at least 0 or `degrees` no whole number of at least 1.
 */
export function chiSquareTail(x: number, degrees: number): number {
  if (!(x >= 0) || !Number.isInteger(degrees) || degrees < 1) return NaN;
  if (x === 0) return 1;
  if (x === Infinity) return 0;
  const half = x / 2;
  const isOdd = degrees % 2 === 1;
  // Terms are carried as logarithms: the first may be too small for a number, and later ones not.
  let log = isOdd ? Math.log(half) / 2 - half - Math.log(Math.sqrt(Math.PI) / 2) : -half;
  let tail = isOdd ? 2 * normalCdf(-Math.sqrt(x)) : 0;
  const terms = Math.floor(degrees / 2);
  for (let k = 1; k <= terms; k++) {
    tail += Math.exp(log);
    log += Math.log(half / (isOdd ? k + 0.5 : k));
  }
  return Math.min(1, tail);
}
