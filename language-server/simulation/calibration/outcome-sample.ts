/** A choice that was made, as confident as the agent was, on a day. */
export interface OutcomeSample {
  add: (pattern: number, confidence: number, day: number) => void;
  /** Those of the days before `until`, in order. */
  before: (until: number, each: (pattern: number, confidence: number) => void) => void;
}

const FIRST_CAPACITY = 1024;

/**
 * Keeps eight bytes a decision, since which part of time is held out is known at the end alone.
 * Confidences are kept to seven digits.
 */
export function createOutcomeSample(): OutcomeSample {
  let patterns = new Int32Array(FIRST_CAPACITY);
  let confidences = new Float32Array(FIRST_CAPACITY);
  let length = 0;
  const days: { day: number; from: number }[] = [];

  function grow(): void {
    const wider = new Int32Array(2 * length);
    wider.set(patterns);
    patterns = wider;
    const longer = new Float32Array(2 * length);
    longer.set(confidences);
    confidences = longer;
  }

  return {
    add: (pattern, confidence, day) => {
      if (length === patterns.length) grow();
      if (days.at(-1)?.day !== day) days.push({ day, from: length });
      patterns[length] = pattern;
      confidences[length++] = confidence;
    },
    before: (until, each) => {
      const end = days.find(({ day }) => !(day < until))?.from ?? length;
      for (let at = 0; at < end; at++) each(patterns[at]!, confidences[at]!);
    },
  };
}
