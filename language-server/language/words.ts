/**
 * Words that cannot be names, since each starts a block or a rule, or holds a condition
 * together. Every other keyword is soft: it may also name a column, a rule, a role or a value.
 */
export const reservedWords: ReadonlySet<string> = new Set(
  `handoff import guardrails simulation
   owner uses the people usually stakes reversible irreversible goal watch guard
   boundaries never at escalate answer surprises surprising sound unsound
   learning explore reviewed autonomy starts becomes returns feedback on avoid prefer until
   overrides approves answers rejects otherwise because given after when expect
   and or not is above below between one in known unknown longer more mentions usual chosen an`
    .trim()
    .split(/\s+/),
);

/** Keywords that are units when they follow a number. */
export const unitWords: ReadonlySet<string> = new Set([
  'day',
  'days',
  'hour',
  'hours',
  'week',
  'shares',
]);
