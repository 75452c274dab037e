/** What people said to the decisions of a log, in columns; one entry a decision. */
export interface AnsweredDecisions {
  count: number;
  /** Milliseconds since 1970-01-01; NaN where it is not known. */
  moments: Float64Array;
  /** The choice that a person was asked about, or would have been: canonical numbers. */
  choices: Float64Array;
  /** Days since 1970-01-01 on the subject's clock; NaN where it is not known. */
  dates: Float64Array;
  answers: Uint8Array;
  /** The reason given, as an index into `reasonNames`; -1: none. */
  reasons: Int32Array;
  reasonNames: string[];
  /** What was known before the decision, by column: canonical numbers, NaN unknown. */
  columns: Record<string, Float64Array>;
}

/** Nobody was asked, or nobody answered. */
export const UNANSWERED = 0;
export const APPROVED = 1;
export const OVERRIDDEN = 2;

export interface Split {
  /** Indices of decisions, in order of time: those that rules are found on, and the rest. */
  first: Int32Array;
  last: Int32Array;
  /** The moment at which the rest begins; NaN where the log has no moments. */
  from: number;
  /** Decisions of neither part: their moment is not known, though that of others is. */
  untimed: number;
}

/** Rules are found on the decisions before this share of the answers has come, and measured after. */
const FIRST_SHARE = 0.7;

/** Splits by time, in the order of the log where no decision has a moment. */
export function splitByTime({ count, moments, answers }: AnsweredDecisions): Split {
  const all = Int32Array.from({ length: count }, (_, index) => index);
  const timed = all.filter((index) => !Number.isNaN(moments[index]!));
  const ordered =
    timed.length === 0 ? all : timed.sort((a, b) => moments[a]! - moments[b]! || a - b);
  const answered = ordered.filter((index) => answers[index] !== UNANSWERED);
  const boundary = answered[Math.ceil(answered.length * FIRST_SHARE)];
  const untimed = count - ordered.length;
  if (boundary === undefined) {
    return { first: ordered, last: new Int32Array(0), from: NaN, untimed };
  }
  // Decisions of one moment stay together.
  const at = ordered.findIndex((index) =>
    timed.length === 0 ? index === boundary : moments[index]! >= moments[boundary]!,
  );
  return {
    first: ordered.subarray(0, at),
    last: ordered.subarray(at),
    from: moments[boundary]!,
    untimed,
  };
}
