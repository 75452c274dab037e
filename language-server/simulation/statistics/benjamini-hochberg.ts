/**
 * The q of each p: the lowest false discovery rate at which its comparison would be called a
 * discovery among all of these, q(i) = min over j ≥ i of p(j)·m/j, in the order of `ps`. By the
 * step-up procedure of Benjamini and Hochberg, "Controlling the false discovery rate", Journal of
 * the Royal Statistical Society B 57, 1995, 289–300.
 */
export function falseDiscoveryRates(ps: readonly number[]): number[] {
  const order = ps.map((_, index) => index).sort((left, right) => ps[right]! - ps[left]!);
  const qs = ps.map(() => 1);
  let least = 1;
  for (const [place, index] of order.entries()) {
    least = Math.min(least, (ps[index]! * ps.length) / (ps.length - place));
    qs[index] = least;
  }
  return qs;
}
