/**
 * Several rates, each known as a Beta distribution, compared with each other. All integrals
 * run over x = logit(θ), where the density of a Beta(α, β) is proportional to θ^α (1 − θ)^β:
 * bounded and smooth for every α, β > 0, however many trials it rests on.
 */
export interface BetaComparison {
  /** P(θ_a is the highest of all), by lane; they add up to 1. */
  best: Float64Array;
  /** P(θ_a ≥ θ_reference), by lane; the reference's own is 1. NaN without a reference. */
  atLeastReference: Float64Array;
}

export interface BetaComparer {
  /** Writes to `result`, whose arrays are as long as `alphas` and `betas`. */
  compare(
    alphas: Float64Array,
    betas: Float64Array,
    reference: number | undefined,
    result: BetaComparison,
  ): void;
}

/** Where a density has fallen by e^-13 (five standard deviations), the rest is negligible. */
const DROP = 13;
/** Points on each side of a mode: shared out among the lanes that can be the best. */
const SHARED_POINTS = 120;
const FEWEST_POINTS = 6;
const HOPELESS_POINTS = 3;
const GOLDEN = 0.618_033_988_75;
/** Keeps a product of many distribution functions from underflowing, and it divisible again. */
const TINY = 1e-12;
const SMALLEST_PARAMETER = 1e-3;

/**
 * P(best = a) = ∫ f_a Π_{b≠a} F_b. One grid serves all lanes: the union of some points around
 * each lane's mode, so that a lane known to six digits is resolved as well as an open one.
 * Integrals over a step of the grid use the trapezoid rule with end-point corrections
 * (Hermite), as all derivatives are known, which leaves an error of the step's fourth order.
 * A lane that lies below another as a whole is hopeless and gets few points.
 */
export function createBetaComparer(lanes: number): BetaComparer {
  const capacity = lanes * (2 * FEWEST_POINTS + 2) + 4 * SHARED_POINTS;
  const grid = new Float64Array(capacity);
  let size = 0;
  const thetas = new Float64Array(capacity);
  const logs = new Float64Array(capacity);
  const a = new Float64Array(lanes);
  const sum = new Float64Array(lanes);
  const low = new Float64Array(lanes);
  const high = new Float64Array(lanes);
  const modes = new Float64Array(lanes);
  const peak = new Float64Array(lanes);
  /** Lane after lane: density and distribution function on the grid. */
  const densities = new Float64Array(capacity * lanes);
  const masses = new Float64Array(capacity * lanes);
  /** Π F and Σ f/F over all lanes, on the grid. */
  const products = new Float64Array(capacity);
  const ratios = new Float64Array(capacity);

  function compare(
    alphas: Float64Array,
    betas: Float64Array,
    reference: number | undefined,
    result: BetaComparison,
  ): void {
    for (let lane = 0; lane < lanes; lane++) {
      a[lane] = Math.max(alphas[lane]!, SMALLEST_PARAMETER);
      sum[lane] = a[lane]! + Math.max(betas[lane]!, SMALLEST_PARAMETER);
    }
    layGrid(reference);
    products.fill(1, 0, size);
    ratios.fill(0, 0, size);
    for (let lane = 0; lane < lanes; lane++) distribute(lane);
    let total = 0;
    for (let lane = 0; lane < lanes; lane++) total += result.best[lane] = chanceOfBest(lane);
    for (let lane = 0; lane < lanes; lane++) {
      result.best[lane]! /= total;
      result.atLeastReference[lane] =
        reference === undefined ? NaN : lane === reference ? 1 : chanceAbove(lane, reference);
    }
  }

  /** Points from where each lane's density begins, over its mode, to where it ends. */
  function layGrid(reference: number | undefined): void {
    let bar = -Infinity;
    for (let lane = 0; lane < lanes; lane++) {
      const alpha = a[lane]!;
      const both = sum[lane]!;
      const mode = Math.log(alpha / (both - alpha));
      const width = Math.sqrt(both / (alpha * (both - alpha)));
      modes[lane] = mode;
      peak[lane] = alpha * mode - both * softplus(mode);
      low[lane] = whereDropped(lane, mode - 5.2 * width);
      high[lane] = whereDropped(lane, mode + 5.2 * width);
      bar = Math.max(bar, low[lane]!);
    }
    let hopeful = 0;
    for (let lane = 0; lane < lanes; lane++) if (high[lane]! >= bar) hopeful++;
    const share = Math.max(FEWEST_POINTS, Math.floor(SHARED_POINTS / hopeful));
    size = 0;
    for (let lane = 0; lane < lanes; lane++) {
      const points = high[lane]! >= bar || lane === reference ? share : HOPELESS_POINTS;
      const left = (modes[lane]! - low[lane]!) / points;
      const right = (high[lane]! - modes[lane]!) / points;
      // Lanes that are known equally well must not put their points on top of each other.
      const phase = (lane * GOLDEN) % 1;
      grid[size++] = low[lane]!;
      grid[size++] = high[lane]!;
      for (let i = 0; i < points; i++) {
        grid[size++] = low[lane]! + left * (i + phase);
        grid[size++] = modes[lane]! + right * (i + phase);
      }
    }
    grid.subarray(0, size).sort();
    for (let i = 0; i < size; i++) {
      logs[i] = softplus(grid[i]!);
      thetas[i] = 1 / (1 + Math.exp(-grid[i]!));
    }
  }

  /** Newton on a concave log density, on which it closes in from outside and never oversteps. */
  function whereDropped(lane: number, start: number): number {
    const alpha = a[lane]!;
    const both = sum[lane]!;
    const target = peak[lane]! - DROP;
    let x = start;
    for (let i = 0; i < 8; i++) {
      const excess = alpha * x - both * softplus(x) - target;
      if (Math.abs(excess) < 0.3) break;
      x -= excess / (alpha - both / (1 + Math.exp(-x)));
    }
    return x;
  }

  /** Density and distribution function of one lane, and its part in what all lanes share. */
  function distribute(lane: number): void {
    const offset = lane * capacity;
    const alpha = a[lane]!;
    const both = sum[lane]!;
    const from = low[lane]!;
    const until = high[lane]!;
    let mass = 0;
    let i = 0;
    while (grid[i]! < from) densities[offset + i] = masses[offset + i++] = 0;
    // The tail before the first point falls exponentially.
    let density = Math.exp(alpha * from - both * softplus(from) - peak[lane]!);
    let slope = density * (alpha - both * thetas[i]!);
    if (slope > 0) mass = (density * density) / slope;
    densities[offset + i] = density;
    masses[offset + i] = mass;
    const first = i++;
    for (; i < size && grid[i]! <= until; i++) {
      const step = grid[i]! - grid[i - 1]!;
      const nextDensity = Math.exp(alpha * grid[i]! - both * logs[i]! - peak[lane]!);
      const nextSlope = nextDensity * (alpha - both * thetas[i]!);
      mass += hermite(step, density, nextDensity, slope, nextSlope);
      density = nextDensity;
      slope = nextSlope;
      densities[offset + i] = density;
      masses[offset + i] = mass;
    }
    for (let k = 0; k < first; k++) products[k]! *= TINY;
    const scale = 1 / mass;
    for (let k = first; k < i; k++) {
      densities[offset + k]! *= scale;
      const share = Math.max(masses[offset + k]! * scale, TINY);
      masses[offset + k] = share;
      products[k]! *= share;
      ratios[k]! += densities[offset + k]! / share;
    }
    for (; i < size; i++) {
      densities[offset + i] = 0;
      masses[offset + i] = 1;
    }
  }

  /** ∫ f Π F, the product over all other lanes, whose derivative follows from Σ f/F. */
  function chanceOfBest(lane: number): number {
    const offset = lane * capacity;
    let integral = 0;
    let value = 0;
    let slope = 0;
    for (let i = 0; i < size; i++) {
      const density = densities[offset + i]!;
      if (density === 0) {
        value = slope = 0;
        continue;
      }
      const mass = masses[offset + i]!;
      const others = products[i]! / mass;
      const nextValue = others * density;
      const nextSlope =
        nextValue * (a[lane]! - sum[lane]! * thetas[i]! + ratios[i]! - density / mass);
      if (value > 0)
        integral += hermite(grid[i]! - grid[i - 1]!, value, nextValue, slope, nextSlope);
      value = nextValue;
      slope = nextSlope;
    }
    return Math.max(integral, 0);
  }

  /** ∫ f_lane F_reference. */
  function chanceAbove(lane: number, reference: number): number {
    const offset = lane * capacity;
    const other = reference * capacity;
    let integral = 0;
    let value = 0;
    let slope = 0;
    let previous = -1;
    for (let i = 0; i < size; i++) {
      const density = densities[offset + i]!;
      if (density === 0) continue;
      const nextValue = density * masses[other + i]!;
      const nextSlope =
        nextValue * (a[lane]! - sum[lane]! * thetas[i]!) + density * densities[other + i]!;
      if (previous >= 0) {
        integral += hermite(grid[i]! - grid[previous]!, value, nextValue, slope, nextSlope);
      }
      value = nextValue;
      slope = nextSlope;
      previous = i;
    }
    return Math.min(Math.max(integral, 0), 1);
  }

  return { compare };
}

/** ∫ over a step from the values and slopes at its ends. */
function hermite(step: number, from: number, to: number, slope: number, nextSlope: number): number {
  return (step / 2) * (from + to) + ((step * step) / 12) * (slope - nextSlope);
}

/** log(1 + e^x) without overflow. */
function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}
