export const engagements = ['active', 'lapsing', 'dormant'] as const;
export const devices = ['mobile', 'desktop'] as const;

/** One row as a rule library wants it. Times are minutes after midnight, shares 0 to 1. */
export interface Row {
  consent: boolean;
  send_hour: number;
  engagement: (typeof engagements)[number];
  device: (typeof devices)[number];
  lifetime_value: number;
  confidence: number;
  evidence: number;
  emails_per_week: number;
  days_since_open: number;
}

/** The same rows as columns; `engagement` and `device` are indexes into their lists. */
export interface Columns {
  rows: number;
  consent: Float64Array;
  send_hour: Float64Array;
  engagement: Float64Array;
  device: Float64Array;
  lifetime_value: Float64Array;
  confidence: Float64Array;
  evidence: Float64Array;
  emails_per_week: Float64Array;
  days_since_open: Float64Array;
}

/** Mulberry32: uniform on [0, 1), the same on every machine. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function generateColumns(rows: number, seed: number): Columns {
  const next = uniform(seed);
  const column = (value: () => number) => Float64Array.from({ length: rows }, value);
  return {
    rows,
    consent: column(() => (next() < 0.97 ? 1 : 0)),
    // Mostly mornings and afternoons, as an agent that has learned something would choose.
    send_hour: column(() => 60 * (Math.floor(6 + 5 * next() + 5 * next() + 9 * next() ** 4) % 24)),
    engagement: column(() => Math.floor(3 * next() ** 1.5)),
    device: column(() => (next() < 0.6 ? 0 : 1)),
    lifetime_value: column(() => Math.round(-400 * Math.log(1 - next()))),
    confidence: column(() => 1 - 0.5 * next() ** 2),
    evidence: column(() => Math.floor(4000 * next())),
    emails_per_week: column(() => Math.floor(6.3 * next())),
    days_since_open: column(() => Math.floor(400 * next() ** 2)),
  };
}

/** The first `count` rows as objects, so that making them is no part of what is measured. */
export function toRows(columns: Columns, count: number): Row[] {
  return Array.from({ length: count }, (_, i) => ({
    consent: columns.consent[i] === 1,
    send_hour: columns.send_hour[i]!,
    engagement: engagements[columns.engagement[i]!]!,
    device: devices[columns.device[i]!]!,
    lifetime_value: columns.lifetime_value[i]!,
    confidence: columns.confidence[i]!,
    evidence: columns.evidence[i]!,
    emails_per_week: columns.emails_per_week[i]!,
    days_since_open: columns.days_since_open[i]!,
  }));
}
