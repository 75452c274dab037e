/** In the order of how much they ask for. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** What a careful reviewer would find in a policy that is held against its data. */
export const dataReviewCodes = {
  'missing-field': ['information', 'A rule that rows leave undecided, since they lack a field.'],
  'missing-zone': ['information', 'Rows without the time zone that their clock needs.'],
  'outside-data': ['information', 'A rule that no row of the data meets, or that every row meets.'],
  'over-budget': ['warning', 'More escalations a day than the budget lets be answered.'],
  'clock-gap': ['information', 'A time of day that daylight saving leaves out on some date.'],
} as const satisfies Record<string, readonly [Severity, string]>;

/** What a careful reviewer would find in a policy that is otherwise sound. */
export const reviewCodes = {
  'no-escalation': ['warning', 'High stakes, and no trigger that asks a person.'],
  'no-owner': ['warning', 'A handoff that nobody owns.'],
  'no-goal': ['information', 'A handoff without a goal: nobody can say whether it works.'],
  'no-guard': ['warning', 'A handoff without a guard: nothing steps it down when it does harm.'],
  'no-deadline': ['warning', 'An escalation that may wait for ever.'],
  'never-answered': [
    'warning',
    'An escalation that nobody is asked about, or whose simulated answers are all late.',
  ],
  'no-until': ['information', 'A learned rule without an end date.'],
  'past-until': ['information', 'A learned rule whose end date has passed: it does nothing.'],
  'past-date': ['information', 'A rule, or a learning period, whose dates are all over.'],
  'unknown-as-false': [
    'information',
    'A learned rule or a reviewer that takes a missing value for the opposite of what it says.',
  ],
  'no-because': ['hint', 'A boundary without its reason.'],
  'out-of-range': ['warning', 'A threshold that the quantity can never reach.'],
  'pointless-cap': ['warning', 'A cap that another cap never lets be reached.'],
  'unreachable-cap': ['warning', 'A cap that a spacing never lets be reached.'],
  'never-fires': ['warning', 'A rule whose condition no decision can meet.'],
  'always-fires': ['warning', 'A trigger that every decision meets.'],
  'never-decides': ['warning', 'A rule that gives nothing beyond what a stricter one gives.'],
  'same-rule': ['warning', 'Two rules that say the same.'],
  'usual-breaks': ['information', 'A usual choice that a boundary may forbid.'],
  'no-choice-left': ['warning', 'Boundaries that together leave no choice.'],
  undecided: ['information', 'A question about a rule that could not be decided in time.'],
  'impossible-expectation': ['warning', 'A test whose expectation no rule can produce.'],
  'unused-segment': ['hint', 'A segment that nothing reads.'],
  'unused-calendar': ['hint', 'A calendar that nothing reads.'],
  'unused-reason': ['hint', 'A reason of the reviewer that no feedback rule learns from.'],
  ...dataReviewCodes,
} as const satisfies Record<string, readonly [Severity, string]>;
export type ReviewCode = keyof typeof reviewCodes;
