import snippets from '../../../../grammar/snippets.json' with { type: 'json' };

/** A whole rule or block with its tab stops. */
export interface Sentence {
  /** The rule or type of the grammar that it is one of. */
  of: string;
  /** What it is found by, beside its own words. */
  prefix: string;
  description: string;
  body: string;
}

type Title = keyof typeof snippets;

/** The sentences that the editor also knows as snippets: there is one text of each. */
const whole: [of: string, ...titles: Title[]][] = [
  ['Import', 'Import'],
  ['Calendar', 'Calendar'],
  ['DataBlock', 'Data'],
  ['Segment', 'Segment'],
  ['Guardrails', 'Guardrails'],
  ['Priority', 'Guardrails: priority'],
  ['HandoffBlock', 'Handoff'],
  ['Simulation', 'Simulation'],
  ['PolicyTest', 'Test'],
  ['Guard', 'Handoff: guard'],
  ['BoundariesBlock', 'Handoff: boundaries'],
  ['EscalateBlock', 'Handoff: escalate to'],
  ['SurprisesBlock', 'Handoff: surprises'],
  ['LearningBlock', 'Handoff: learning'],
  ['AutonomyBlock', 'Handoff: autonomy'],
  ['FeedbackBlock', 'Handoff: feedback'],
  ['Boundary', 'Boundary: never', 'Boundary: never, else the nearest allowed'],
  ['Boundary', 'Boundary: never, else a person', 'Boundary: cap', 'Boundary: calendar cap'],
  ['Boundary', 'Boundary: cap across all handoffs', 'Boundary: spacing'],
  ['Trigger', 'Trigger: when'],
  ['Deadline', 'Trigger: deadline'],
  ['Budget', 'Trigger: budget'],
  ['Becomes', 'Autonomy: becomes'],
  ['Returns', 'Autonomy: returns'],
  ['FeedbackRule', 'Feedback: avoid', 'Feedback: prefer'],
];

/** Lines of those that are sentences of their own, by the words that they begin with. */
const lines: [title: Title, of: Record<string, string>][] = [
  [
    'Handoff',
    {
      Owner: 'owner',
      Uses: 'uses',
      AgentChooses: 'the agent chooses',
      PeopleKeep: 'people keep',
      Usually: 'usually',
      Stakes: 'stakes',
      Reversible: 'reversible',
      Goal: 'goal',
    },
  ],
  [
    'Handoff: surprises',
    { SurprisingRule: 'surprising', SoundRule: 'sound', UnsoundRule: 'unsound' },
  ],
  [
    'Handoff: learning',
    { LearningPeriod: 'period', ExploreLimit: 'explore', LearningReview: 'reviewed' },
  ],
  ['Handoff: autonomy', { StartsAt: 'starts at' }],
  [
    'Simulation',
    { SimulationRange: 'from', Reviewer: 'reviewer', Answer: 'overrides', Seed: 'seed' },
  ],
  ['Test', { Given: 'given', ChoiceMade: 'when the agent', Expectation: 'expect' }],
];

/** What no snippet says. */
const own: [of: string, description: string, ...bodies: string[]][] = [
  ['RowMeaning', 'What a row counts as', 'each row is an ${1:email}'],
  ['RowMeaning', 'The column that says how many', 'each row is ${1:sent} ${2:emails}'],
  [
    'PropensityEstimate',
    'Where nothing says how likely a choice was',
    'propensity estimated by ${1:device}',
  ],
  [
    'RewardModel',
    'What a choice is expected to bring, for DM, DR and SNDR',
    'reward model by ${1:device}',
  ],
  ['WeightClip', 'How large a weight of the estimates may be', 'weights clipped at ${1:10}'],
  ['Column', 'Who the decision is about', '${1:subscriber_id}: identifier, the subject'],
  ['Column', 'When the decision took effect', '${1:sent_at}: timestamp, the moment'],
  ['Column', 'Whose clock reads it', '${1:zone}: time zone, the clock'],
  [
    'Column',
    'What people chose, and what the agent may choose',
    '${1:send_hour}: time of day by the hour, chosen',
  ],
  ['Column', 'How likely the logged choice was', '${1:propensity}: probability, the propensity'],
  ['Column', 'One of a few values', '${1:device}: one of ${2:mobile}, ${3:desktop}'],
  ['Column', 'An amount in one currency', '${1:lifetime_value}: money in ${2:EUR}'],
  ['Column', 'Yes or no', '${1:consent}: yes/no'],
  ['Column', 'What comes of it: no rule may read it', '${1:clicked}: yes/no, an outcome'],
  ['Column', 'A count with a noun', '${1:visits}: number of ${2:visits}'],
  ['Column', 'A number with bounds', '${1:score}: whole number from ${2:0} to ${3:10}'],
  ['Column', 'A number', '${1:score}: number'],
  ['Column', 'A share of 1', '${1:rate}: share'],
  ['Column', 'A day', '${1:born}: date'],
  ['Column', 'Any text', '${1:subject_text}: text'],
  ['Irreversible', 'It cannot be undone: the agent may not act alone', 'irreversible'],
  ['Watch', 'Outcomes to report beside the goal', 'watch ${1:opened}'],
  ['Because', 'Why the rule is there', 'because "${1:reason}"'],
  ['Otherwise', 'Moves the choice to the closest one allowed', 'otherwise use the nearest allowed'],
  ['Otherwise', 'Asks a person', 'otherwise escalate to ${1:team}'],
  [
    'Otherwise',
    'Nothing happens, or the usual choice is taken',
    'otherwise hold',
    'otherwise block',
  ],
  [
    'Agent',
    'Learns which choice does best in which case',
    'agent is thompson sampling by ${1:device}',
  ],
  ['Agent', 'Always what people would choose', 'agent is the usual choice'],
  ['Agent', 'What was logged', 'agent is the logged choice'],
  ['Agent', 'Proposals from a file', 'agent is recorded in "${1:proposals.jsonl}"'],
  ['Agent', 'Proposals of a program', 'agent is command "${1:python agent.py}"'],
  [
    'Agent',
    'A fixed rule',
    'agent chooses ${1:09:00} when ${2:device is mobile}, otherwise ${3:12:00}',
  ],
  ['Answer', 'What people accept', 'approves when ${1:consent is yes}'],
  ['AnswerTime', 'How long an answer takes', 'answers in ${1:30 minutes}'],
  ['Rejection', 'What people do not want learned', 'rejects patterns when ${1:device is mobile}'],
  ['LastAnswer', 'What people do in every other case', 'otherwise approves'],
  ['Given', 'More of what is given', 'and ${1:confidence is 92%}'],
  ['After', 'What was sent before', 'after ${1:emails} on ${2:2026-02-01 09:00}'],
  ['CalendarRange', 'One day', '${1:2026-01-01} "${2:New Year}"'],
  [
    'CalendarRange',
    'From a day to another, both included',
    '${1:2025-12-24} to ${2:2025-12-26} "${3:Christmas}"',
  ],
];

/** Every sentence, in the order in which they are offered. */
export const sentences: readonly Sentence[] = [
  ...whole.flatMap(([of, ...titles]) =>
    titles.map((title) => {
      const { prefix, description, body } = snippets[title];
      return { of, prefix, description, body: body.join('\n') };
    }),
  ),
  ...lines.flatMap(([title, leads]) =>
    Object.entries(leads).map(([of, lead]) => ({
      of,
      prefix: lead,
      description: snippets[title].description,
      body: lineOf(snippets[title].body, lead),
    })),
  ),
  ...own.flatMap(([of, description, ...bodies]) =>
    bodies.map((body) => ({ of, prefix: '', description, body })),
  ),
];

const kinds = new Set(sentences.map(({ of }) => of));

/** Whether a rule of the grammar is a sentence, which begins a line of its own. */
export function isSentence({ rule, type }: { rule: string; type: string }): boolean {
  return kinds.has(rule) || kinds.has(type);
}

/** A line of a snippet with those indented below it, and with the defaults of its tab stops. */
function lineOf(body: readonly string[], lead: string): string {
  const first = body.findIndex((line) => line.trimStart().startsWith(lead));
  const line = body[first] ?? '';
  const indentation = line.length - line.trimStart().length;
  const rest = body.slice(first + 1);
  const end = rest.findIndex((each) => each.search(/\S|$/) <= indentation);
  const below = line.startsWith('  ') ? rest.slice(0, end < 0 ? undefined : end) : [];
  const text = [line, ...below].map((each) => each.slice(indentation)).join('\n');
  return text.replace(/\$0$/, '').replace(/\$(\d+)/g, (stop, number: string) => {
    const stated = new RegExp(String.raw`\$\{${number}:[^}]*\}`).exec(body.join('\n'));
    return stated?.[0] ?? stop;
  });
}
