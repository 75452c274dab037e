import type * as ast from '../../generated/ast.ts';
import { roleLines } from './column.ts';

type NodeType = keyof ast.HandoffAstType;

/** What the words of a construct mean, in one line each; `grammar/REFERENCE.md` says it all. */
export const keywordLines: Partial<Record<NodeType, string>> = {
  Import: 'Makes what another file declares known here. Nothing else of the workspace is seen.',
  Calendar: 'Named dates, written here or read from an iCalendar file, that `is in` can ask for.',
  DataBlock: 'Declares the columns of a data file. Columns that are not declared are ignored.',
  RowMeaning: 'What one row stands for, which caps count: one thing, or as many as a column says.',
  PropensityEstimate:
    'How likely the logged choices were is estimated within these columns; what rests on it is marked.',
  YesNoType: 'Yes or no: a file may also say 1 and 0, or true and false.',
  OneOfType: 'One of these values, and nothing else: a cell with another is unknown.',
  MoneyType: 'An amount in one currency. Amounts in two currencies never mix.',
  TimeOfDayType: 'A time on the clock of the subject. The steps say which times can be chosen.',
  ZoneType: 'A time zone by its name, such as Europe/Berlin.',
  NumberType:
    'A number; of something, it mixes with that alone. Whole and bounded, it can be chosen.',
  ChosenRole:
    'What was chosen in the log. Where it was drawn at random, how likely each choice was is said here.',
  OutcomeRole: roleLines.outcome,
  Segment: 'A named condition. Its name is itself a condition, wherever one can stand.',
  Guardrails:
    "The organisation's own rules. A handoff under them can add rules and never loosen one.",
  Priority:
    'Who goes first where several handoffs want the same subject on one day. One that is not named comes after those that are.',
  HandoffBlock: 'A decision that an agent may make, within what limits, and when it asks a person.',
  Owner:
    'The role that answers for this handoff, and is asked where nothing else says whom to ask.',
  Uses: 'The data that the rules read and that simulations replay.',
  AgentChooses: 'The one column that the agent decides about.',
  PeopleKeep: 'What stays with people. It is said for the reader; no rule is made of it.',
  Usually:
    'The choice that people would make. It takes the place of one that is blocked, if it keeps every boundary itself.',
  Stakes: 'How much is at stake: low, medium or high.',
  Reversible: 'Within what time a decision can be undone, and how.',
  Irreversible: 'A decision cannot be undone: the agent never gets beyond `suggest`.',
  Goal: 'The outcome that the agent is to move, up or down.',
  Watch: 'Outcomes that are reported beside the goal.',
  Guard:
    'The rate over the last 28 days, or what `over` says, once 200 outcomes are there, or what `from` says. If it breaks, the agent loses autonomy at once.',
  BoundariesBlock: 'What the agent may not choose, whatever it expects of it.',
  Never: 'Breaks where the condition holds. Where it is not known, a person decides.',
  FrequencyCap:
    'Counts what was carried out for the subject. `per 7 days` is a rolling window; `per calendar week` begins on Monday, on the clock of the subject.',
  Spacing: 'The least time between two, to the one before and to the next that is planned.',
  Because: 'The reason, shown wherever the rule is: in the log, in reports, to who is asked.',
  Otherwise: 'What happens to a choice that breaks the rule. Without it, the choice is blocked.',
  NearestAction:
    'The closest choice that breaks no boundary takes its place, and every rule is judged again on that one.',
  EscalateAction: 'The choice is not carried out unless this role says so.',
  PlainAction: '`hold`: nothing happens now. `block`: the usual choice takes its place, if it may.',
  EscalateBlock: 'When this role decides instead of the agent.',
  Trigger: 'A person decides where the condition holds, or where it is not known.',
  Deadline: 'How long an answer is waited for, and what happens without one: `hold` unless said.',
  Budget: 'How many decisions a day are put before people, and which come first.',
  SurprisesBlock: 'Which choices are surprising, and which surprises are sound discoveries.',
  SurprisingRule: 'From how many bits of surprise on a decision is recorded with its evidence.',
  SoundRule: 'When a surprise is a discovery that is reported, and no mistake.',
  UnsoundRule: 'Who decides about surprises that are not sound.',
  LearningBlock: 'When, and how much, the agent may choose in order to learn.',
  LearningPeriod: 'Outside of it, a choice that is made in order to learn needs a person.',
  ExploreLimit: 'The share of decisions that may be made in order to learn.',
  LearningReview: 'How often what was learned is put before people, who can reject it.',
  AutonomyBlock: 'How far the agent may go alone: `suggest`, `act with review`, `act`.',
  StartsAt: 'The stage that a new agent has.',
  Stage:
    '`suggest`: a person confirms each choice. `act with review`: the agent acts, and people look at it. `act`: the agent acts alone, within the limits.',
  Becomes: 'A step up: after so many reviewed decisions, and only when the condition holds.',
  Returns: 'A step down, at once.',
  FeedbackBlock: 'What the agent learns from people who answer with a reason.',
  FeedbackRule:
    '`avoid` makes the agent choose again among what is left; `prefer` shifts what it tries first. What is unknown counts as false.',
  Simulation: 'A replay of a handoff on its data, which the same seed always repeats.',
  SimulationRange:
    'The days that are replayed, on the clock of the subject; the last is not among them.',
  ChoosingAgent: 'A fixed rule: the first choice whose condition holds. Unknown is false.',
  ThompsonAgent: 'Tries what may be best, learning from outcomes, apart in each of these cases.',
  RecordedAgent: 'Proposals from a file, one JSON object a line.',
  CommandAgent: 'A program that is asked for each choice. It runs only in a trusted workspace.',
  PlainAgent: 'The usual choice of the handoff, or what people chose in the log.',
  Reviewer: 'How people answer in this simulation: the first that holds. Unknown is false.',
  Answer: 'What people answer where the condition holds, and for what reason.',
  LastAnswer: 'What people answer everywhere else.',
  AnswerTime: 'How long an answer takes: always the same, or evenly between two times.',
  Rejection: 'Patterns that people reject at a review: there the agent starts again.',
  RewardModel:
    'What a choice is expected to bring, for the estimates DM, DR and SNDR; a prior draws thin cells towards coarser means.',
  WeightClip:
    'Weights above this count as it: figures spread less, and are drawn towards what was logged.',
  Seed: 'The number that all chance in this simulation is made from.',
  PolicyTest: 'Fixes what is known of one decision, and what must come of it.',
  Given: 'What is known. A column that is left out is unknown.',
  After: 'What was carried out for the subject before.',
  ChoiceMade: 'What the agent chooses, and when, on the clock of the subject.',
  Expectation: 'What must come of it: the verdict, and if said to whom, with what, by which rule.',
  BetweenTest:
    'Both ends belong to it. Of times of day the end does not, and 21:00 to 07:00 goes over midnight.',
  CalendarTest: 'Whether the day is one of the calendar.',
  KnownTest: 'Always true or false, whatever else is unknown.',
  FarTest: 'The distance in either direction; of times of day the shorter way round.',
  Mentions: 'Any of the phrases as whole words, in any case.',
  LongerTest: 'More characters than this.',
  CountOf: 'What was carried out for the subject in the time before the decision takes effect.',
  SinceLast:
    'The time since the last one that was carried out for the subject; without one, longer than any.',
  Usual: 'The choice that `usually` declares.',
  HoldsOnHoldout: 'It also shows in data that the agent never learned from.',
  MovesGoal: 'It moves the goal, and not only what is watched.',
};
