import type { ReviewCode } from '../../language-server/analysis/codes.ts';

/** What the reference says of a check, beside what the check itself says. */
export interface CheckPage {
  /** A policy, or blocks of one, that earns this finding and no other. */
  example: string;
  /** The data file that it is held against. */
  csv?: string;
  /** `--deep` where it takes reasoning, `--data` where it takes the data. */
  asks?: '--deep' | '--data';
  /** A decision that shows the fault. */
  witness: string;
  mend: string;
}

const header = `handoff send_time
  owner lifecycle_marketing
  uses engagement
  the agent chooses send_hour
  goal more clicked
  guard unsubscribed stays below 0.5%
`;
const without = (line: RegExp): string => header.replace(line, '');

const log = `data log from "log.csv"
  each row is an email
  reader  : identifier, the subject
  sent_at : timestamp, the moment
  zone    : time zone, the clock
  hour    : time of day by the hour, chosen
  age     : number
  clicked : yes/no, an outcome

handoff timing
  owner marketing
  uses log
  the agent chooses hour
  goal more clicked
  guard clicked stays above 1%
`;
const rows = (...lines: string[]): string =>
  `reader,sent_at,zone,hour,age,clicked\n${lines.map((line) => `${line}\n`).join('')}`;

/** In the order of the codes. */
export const checkPages: Record<ReviewCode, CheckPage> = {
  'no-escalation': {
    example: header.replace('  goal', '  stakes high\n  goal'),
    witness:
      'A reader of whom nothing is known, at any hour: no rule speaks of it, and the agent acts alone.',
    mend: 'Name who decides and when: `escalate to lifecycle_marketing` with a trigger such as `when confidence is below 70%`.',
  },
  'no-owner': {
    example: `${without(/ {2}owner.*\n/)}
  escalate to lifecycle_team
    unsure: when confidence is below 70%
    answer within 4 hours, otherwise hold
`,
    witness:
      'A decision of which a reader complains a month later: nobody is named who answers for the rules.',
    mend: 'Add `owner` with the role that does.',
  },
  'no-goal': {
    example: without(/ {2}goal.*\n/),
    witness:
      'Two agents, one of which is clicked twice as often: no figure of a simulation tells them apart.',
    mend: 'Add `goal more` or `goal less` with an outcome.',
  },
  'no-guard': {
    example: without(/ {2}guard.*\n/),
    witness:
      'The hundredth reader in a row who unsubscribes: the agent goes on as before, at the same stage.',
    mend: 'Add `guard` with an outcome that must not get worse, and its limit.',
  },
  'no-deadline': {
    example: `escalate to lifecycle_team
  unsure: when confidence is below 70%
`,
    witness:
      'A confidence of 60% on a Friday evening: the decision waits over the weekend, and then for ever.',
    mend: 'Say how long it may wait, and what happens then.',
  },
  'never-answered': {
    example: `${header}
  escalate to lifecycle_team
    unsure: when confidence is below 70%
    answer within 4 hours, otherwise hold

simulation autumn of send_time
  agent is the logged choice
  reviewer
    answers in 6 hours to 1 day
    otherwise approves
`,
    witness:
      'An escalation at 09:00: it is held at 13:00, and the first answer there can be comes at 15:00.',
    mend: 'Let people take longer, or say how soon the simulated reviewer really answers. Of a block with `at most 0 per day` nobody is asked at all.',
  },
  'no-until': {
    example: `feedback
  on override because summer_slump
    avoid weekday is Friday
`,
    witness: 'A Friday in three years: it is avoided for what somebody said of one summer.',
    mend: 'End it with `until` and a date, on which people look at it again.',
  },
  'past-until': {
    example: `feedback
  on override because summer_slump
    avoid weekday is Friday
    until 2025-12-01
`,
    witness: 'A Friday after that date: the agent chooses it again.',
    mend: 'Give it another end date if it still holds, else delete it.',
  },
  'past-date': {
    example: `boundaries
  freeze: never when date is between 2025-12-24 and 2025-12-26
    because "a holiday is for the people who keep it"
`,
    witness:
      'Christmas Eve of the next year: the rule is there to be read, and the agent sends all the same.',
    mend: 'Give the rule, or the calendar that it names, the dates to come, or delete it. A learning period that is over is reported unless a simulation still replays it.',
  },
  'unknown-as-false': {
    example: `feedback
  on approval because early_readers
    prefer send_hour is between 06:00 and 09:00 when engagement is not dormant
    until 2027-01-01
`,
    witness:
      'A new reader, whose `engagement` is missing: not dormant, as anybody would say, and yet the rule is not applied.',
    mend: 'Say what is meant of readers of whom it is not known. In boundaries and triggers there is no need to: there unknown asks a person.',
  },
  'no-because': {
    example: `boundaries
  quiet_hours: never when send_hour is between 21:00 and 07:00
`,
    witness:
      'A choice of 22:00, blocked: whoever asks why gets the rule for an answer, and not its reason.',
    mend: 'Add `because` with a sentence.',
  },
  'out-of-range': {
    example: `escalate to lifecycle_team
  unsure: when confidence is below 150%
  answer within 4 hours, otherwise hold
`,
    witness: 'A confidence of 100%, the highest there is: it escalates like any other.',
    mend: 'Write the threshold that was meant, most likely one digit less.',
  },
  'pointless-cap': {
    example: `boundaries
  weekly_cap: at most 3 emails per 7 days
    because "more reads as noise"
  daily_cap: at most 3 emails per calendar day
    because "a day is what a reader remembers"
`,
    witness:
      'A fourth email on a day: the week is full after three, whichever days they were sent on.',
    mend: 'Lower the cap that is never reached, or remove it.',
  },
  'unreachable-cap': {
    example: `boundaries
  spacing: at least 12 hours between emails
    because "two mails in a row look like a mistake"
  daily_cap: at most 3 emails per calendar day
    because "a day is what a reader remembers"
`,
    witness:
      'Three emails 12 hours apart on the day with 25 hours, the longest of the year: there is no room for a fourth.',
    mend: 'Lower the cap, or remove it.',
  },
  'never-fires': {
    asks: '--deep',
    example: `boundaries
  quiet_hours: never when send_hour is above 21:00 and send_hour is below 07:00
    because "nobody reads mail at night"
`,
    witness:
      'There is none, which is the fault: 22:00 is not below 07:00, and 03:00 is not above 21:00.',
    mend: 'Look for an `and` that should be an `or`. A window over midnight is `is between 21:00 and 07:00`.',
  },
  'always-fires': {
    asks: '--deep',
    example: `escalate to lifecycle_team
  rare: when engagement is not active or engagement is not dormant
  answer within 4 hours, otherwise hold
`,
    witness: 'The one that the message names, and every other.',
    mend: 'Look for an `or` that should be an `and`. Where a person is to decide everything, `starts at suggest` says so.',
  },
  'never-decides': {
    asks: '--deep',
    example: `boundaries
  often: never when visits is above 5
    because "who comes by themselves needs no mail"
  very_often: never when visits is above 7
    because "who comes by themselves needs no mail"
`,
    witness: 'The one that the message names: both rules fire, and the first alone is enough.',
    mend: 'Remove the rule, or write into the other one what it does not forbid yet.',
  },
  'same-rule': {
    asks: '--deep',
    example: `escalate to lifecycle_team
  unsure: when confidence is below 70%
  doubtful: when not (confidence is at least 70%)
  answer within 4 hours, otherwise hold
`,
    witness: 'The one that the message names: whenever one of them fires, the other does.',
    mend: 'Remove one of them.',
  },
  'usual-breaks': {
    asks: '--deep',
    example: `boundaries
  rest: never when engagement is dormant and send_hour is between 08:00 and 10:00
    because "dormant readers read in the evening"
`,
    witness:
      'The one that the message names: a choice that is blocked there cannot fall back to the usual one.',
    mend: 'Nothing, where that is meant: what is blocked is then not sent. Else choose another usual value.',
  },
  'no-choice-left': {
    asks: '--deep',
    example: `${header}
  boundaries
    mornings: never when send_hour is below 12:00 and engagement is lapsing
      because "lapsing readers read in the evening"
    evenings: never when send_hour is at least 12:00 and consent is no
      because "evenings are for those who asked for it"
`,
    witness: 'The one that the message names: whatever the agent chooses is blocked.',
    mend: 'Where that is meant, say so in one rule: `never when engagement is lapsing and consent is no`.',
  },
  undecided: {
    asks: '--deep',
    example: `data offers from "offers.csv"
  each row is an offer
  reader   : identifier, the subject
  discount : whole number from 0 to 500, chosen
  tier     : one of gold, plain
  consent  : yes/no
  bought   : yes/no, an outcome

handoff offer
  owner marketing
  uses offers
  the agent chooses discount
  goal more bought
  guard bought stays above 1%

  boundaries
    high: never when discount is above 100 and tier is plain
      because "the margin"
    low: never when discount is at most 100 and consent is no
      because "a small offer is no reason to write"
`,
    witness:
      'There may be one for which no discount is left, here a plain reader without consent; of more than 200 choices that is not asked.',
    mend: 'Read the rules with that question in mind. What is not decided is never said to be fine.',
  },
  'impossible-expectation': {
    example: `test "an early email waits" of send_time
  given consent is yes
  when the agent chooses send_hour 05:00 on 2026-02-03
  expect hold
`,
    witness: 'The one that the test gives, and any other: no rule holds anything.',
    mend: 'Expect what a rule can give, or add the rule that the test speaks of.',
  },
  'unused-segment': {
    example: `segment vip: lifetime_value is above 2,000 EUR
`,
    witness: 'A reader who is one: no rule takes any notice.',
    mend: 'Name it in a rule, or remove it. In a file without a handoff, which is there for others, nothing is said.',
  },
  'unused-calendar': {
    example: `calendar company_holidays
  2026-12-24 to 2026-12-26 "Christmas"
`,
    witness: 'Christmas Eve: no rule takes any notice.',
    mend: 'Name it in a rule, or remove it.',
  },
  'unused-reason': {
    example: `${header}
  feedback
    on override because holiday
      avoid weekday is Friday
      until 2027-01-01

simulation autumn of send_time
  agent is the logged choice
  reviewer
    overrides because holidays when weekday is Friday
    otherwise approves
`,
    witness: 'A Friday: the reviewer overrides for a reason that nothing is learned from.',
    mend: 'Give both the same name, or add the feedback rule.',
  },
  'missing-field': {
    asks: '--data',
    example: `${log}
  escalate to team
    old: when age is above 50
    answer within 4 hours, otherwise hold
`,
    csv: rows(
      'a,2026-01-05T09:00:00Z,Asia/Tokyo,18:00,60,yes',
      'b,2026-01-05T09:00:00Z,Asia/Tokyo,18:00,,no',
      'c,2026-01-05T09:00:00Z,Asia/Tokyo,18:00,30,no',
    ),
    witness: 'The second row: nobody knows whether the rule was meant, and a person is asked.',
    mend: 'Bring the field into the data, or say in the rule what is to happen without it: `age is known and age is above 50`.',
  },
  'missing-zone': {
    asks: '--data',
    example: log,
    csv: rows(
      'a,2026-01-05T09:00:00Z,Asia/Tokyo,18:00,60,yes',
      'b,2026-01-05T09:00:00Z,,18:00,20,no',
    ),
    witness: 'The second row: 09:00 in London is 18:00 in Tokyo, and nobody knows which it was.',
    mend: 'Bring the zone into the data. Without it no date and no time of day is known.',
  },
  'outside-data': {
    asks: '--data',
    example: `${log}
  escalate to team
    old: when age is above 500
    answer within 4 hours, otherwise hold
`,
    csv: rows(
      'a,2026-01-05T09:00:00Z,Asia/Tokyo,18:00,60,yes',
      'b,2026-01-05T09:00:00Z,Asia/Tokyo,18:00,20,no',
    ),
    witness:
      'The first row, whose age is the highest there is, and which the rule says nothing of.',
    mend: 'Look at the threshold and its unit, or at the data.',
  },
  'over-budget': {
    asks: '--data',
    example: `${log}
  escalate to team
    old: when age is above 50
    answer within 4 hours, otherwise hold
    at most 1 per day
`,
    csv: rows(
      'a,2026-01-05T09:00:00Z,Asia/Tokyo,18:00,60,yes',
      'b,2026-01-05T09:00:00Z,Asia/Tokyo,18:00,70,no',
      'c,2026-01-06T09:00:00Z,Asia/Tokyo,18:00,30,no',
    ),
    witness: 'The second row: the one escalation of that day is spent, and the email is held.',
    mend: 'Raise the budget, escalate less, or say with `highest … first` whose turn it is.',
  },
  'clock-gap': {
    asks: '--data',
    example: `${log}
  boundaries
    maintenance: never when hour is between 03:00 and 06:00
      because "nothing is sent while the servers are looked after"
`,
    csv: rows(
      'a,2026-01-05T09:00:00Z,Europe/Berlin,10:00,60,yes',
      'b,2026-01-06T09:00:00Z,Europe/Berlin,10:00,20,no',
    ),
    witness:
      'A choice of 02:00 on the date that the message names, when the clocks go on to 03:00: it is judged as 02:00, and sent at 03:00.',
    mend: 'Let the window of the rule begin an hour earlier, or take it as it is on that one day.',
  },
};
