/** A part of a rule's form. */
export interface FormPart {
  text: string;
  /** The properties of the grammar's rule that this part becomes. */
  reads: readonly string[];
}

const part = (text: string, ...reads: string[]): FormPart => ({ text, reads });
const across = part('[across all handoffs]', 'across');
const when = part('[when ‹condition›]', 'condition');

/** The form of each rule, by the type that the grammar gives it. */
export const ruleForms: Readonly<Record<string, readonly FormPart[] | undefined>> = {
  Never: [part('never'), part('when ‹condition›', 'condition')],
  FrequencyCap: [
    part('at most'),
    part('‹N›', 'count'),
    part('‹things›', 'noun'),
    part('per ‹window›', 'length', 'calendarUnit', 'unstated'),
    across,
    when,
  ],
  Spacing: [
    part('at least'),
    part('‹duration›', 'gap'),
    part('between ‹things›', 'noun'),
    across,
    when,
  ],
  Otherwise: [
    part('otherwise'),
    part('use the nearest allowed | escalate to ‹role› | hold | block', 'action'),
  ],
  Trigger: [
    part('‹name›:', 'name'),
    part('when ‹condition›', 'condition'),
    part('[because "‹reason›"]', 'tails'),
  ],
  Deadline: [
    part('answer within'),
    part('‹duration›', 'within'),
    part('[, otherwise hold | block]', 'fallback'),
  ],
  Budget: [
    part('at most'),
    part('‹N›', 'count'),
    part('per day'),
    part('[, highest | lowest ‹column› first]', 'order', 'by'),
  ],
  SurprisingRule: [part('surprising'), part('when surprise is above ‹N› bits', 'condition')],
  SoundRule: [part('sound'), part('when ‹evidence›', 'condition')],
  LearningPeriod: [part('period of'), part('‹duration›', 'length'), part('from ‹date›', 'start')],
  ExploreLimit: [part('explore at most'), part('‹N›%', 'share', 'percent'), part('of decisions')],
  LearningReview: [
    part('reviewed'),
    part('every ‹duration›', 'length', 'every'),
    part('by ‹role›', 'role'),
  ],
  StartsAt: [part('starts at'), part('suggest | act with review | act', 'stage')],
  Becomes: [
    part('becomes'),
    part('act with review | act', 'stage'),
    part('[after ‹N› decisions]', 'count'),
    part('[when ‹agreement›]', 'condition'),
  ],
  Returns: [
    part('returns to'),
    part('suggest | act with review', 'stage'),
    part('when a guard is broken | ‹agreement›', 'guardBroken', 'condition'),
  ],
  FeedbackRule: [
    part('[‹name›:]', 'name'),
    part('on override | approval', 'event'),
    part('because ‹reason›', 'reason'),
    part('[, after ‹N› overrides | approvals [in ‹duration›]]', 'count', 'within'),
    part('avoid | prefer ‹condition›', 'effect', 'what'),
    when,
    part('[until ‹date›]', 'until'),
  ],
  Guard: [
    part('guard'),
    part('‹outcome›', 'column'),
    part('stays below | above ‹limit›', 'operator', 'limit'),
    part('[over ‹duration›]', 'over'),
    part('[from ‹N› ‹things›]', 'count', 'noun'),
  ],
};
