/** A choice that was made, as confident as the agent was, on a day. */
export interface OutcomeSample {
  add: (pattern: number, confidence: number, day: number) => void;
  /** Those of the days before `until`, in order; how many are not. */
  before: (until: number, each: (pattern: number, confidence: number) => void) => number;
}

const FIRST_CAPACITY = 1024;

/**
 * Keeps twelve bytes a decision, since which part of time is held out is known at the end alone.
 * In four bytes 0.9 would be less than 0.9, and lie in another bin.
 */
export function createOutcomeSample(): OutcomeSample {
  let patterns = new Int32Array(FIRST_CAPACITY);
  let confidences = new Float64Array(FIRST_CAPACITY);
  let length = 0;
  let today: number | undefined;
  const days: { day: number; from: number }[] = [];

  function grow(): void {
    const wider = new Int32Array(2 * length);
    wider.set(patterns);
    patterns = wider;
    const longer = new Float64Array(2 * length);
    longer.set(confidences);
    confidences = longer;
  }

  return {
    add: (pattern, confidence, day) => {
      if (length === patterns.length) grow();
      if (day !== today) days.push({ day, from: length });
      today = day;
      patterns[length] = pattern;
      confidences[length++] = confidence;
    },
    before: (until, each) => {
      const end = days.find(({ day }) => !(day < until))?.from ?? length;
      for (let at = 0; at < end; at++) each(patterns[at]!, confidences[at]!);
      return length - end;
    },
  };
}
