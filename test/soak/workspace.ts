import { createRandom } from '../../language-server/simulation/random.ts';

/** A company in a few files: imports in a circle and up a folder, calendars, data of three forms. */
const org = `calendar closed from "closed.ics"
calendar fairs
  2026-03-02 to 2026-03-06 "Spring fair"
  2026-09-07 "Autumn fair"

guardrails company
  consent_first: never when consent is not yes because "GDPR art. 6(1)(a)"
  total_cap: at most 7 emails per 7 days across all handoffs
  freeze: never when date is in closed otherwise escalate to brand_team
  fair_days: never when date is in fairs because "everybody is at the stand"
`;

const timing = `# When the newsletter goes out.
import "org.handoff"
import "team/shared.handoff"

data engagement from "engagement.csv"
  each row is an email
  reader    : identifier, the subject
  sent_at   : timestamp, the moment
  zone      : time zone, the clock
  send_hour : time of day by the hour, chosen
  likely    : probability, the propensity
  level     : one of active, lapsing, dormant
  worth     : money in EUR
  consent   : yes/no
  clicked   : yes/no, an outcome
  left      : yes/no, an outcome

segment vip: worth is above 2,000 EUR and level is active
segment sleepy: level is dormant or worth is unknown

handoff send_time under company
  "The agent times the newsletter; people keep its content."
  owner lifecycle_marketing
  uses engagement
  the agent chooses send_hour
  people keep content, audience
  usually send_hour is 09:00
  stakes low
  reversible within 7 days by "moving next week's send"
  goal more clicked
  guard left stays below 0.5%

  boundaries
    quiet_hours: never when send_hour is between 21:00 and 07:00
      because "a ping at 3 a.m. costs trust"
      otherwise use the nearest allowed
    weekly_cap: at most 5 emails per 7 days
    rest: at most 1 email per 14 days when sleepy
    spacing: at least 4 hours between emails

  escalate to lifecycle_team
    unsure: when confidence is below 70%
    valuable: when vip
    unusual: when send_hour is more than 3 hours from usual
    answer within 4 hours, otherwise hold
    at most 40 per day, highest worth first

  learning
    period of 4 weeks from 2026-01-05
    explore at most 10% of decisions

  autonomy
    starts at suggest
    becomes act after 200 decisions when agreement is at least 90%
    returns to suggest when a guard is broken

  feedback
    on override because friday_slump, after 3 overrides in 30 days
      avoid weekday is Friday and send_hour is between 12:00 and 18:00
      until 2026-09-01

simulation autumn of send_time
  from 2025-09-01 to 2025-12-01
  agent is thompson sampling by level
  reviewer
    overrides because friday_slump when weekday is Friday
    otherwise approves
  seed 7

test "at night the choice moves" of send_time
  given level is active, worth is 120 EUR, consent is yes
  and confidence is 92%
  when the agent chooses send_hour 03:00 on 2026-02-03
  expect act with send_hour 07:00 by quiet_hours
`;

const subject = `import "org.handoff"

data mailings from "team/mailings.jsonl"
  each row is a mailing
  id      : identifier, the subject
  variant : one of plain, bold, "two words", chosen evenly at random
  words   : text
  consent : yes/no
  clicked : yes/no, an outcome

handoff subject_line under company
  owner brand_team
  uses mailings
  the agent chooses variant
  usually variant is plain
  goal more clicked
  guard clicked stays above 1%
  boundaries
    brand_terms: never when words mentions one of "guarantee", "free money"
    length: never when words is longer than 60 characters
  escalate to brand_team
    unsure: when confidence is below 80%

simulation as_logged of subject_line
  agent is the logged choice
`;

const shared = `import "../timing.handoff"

data plans from "plans.csv"
  each row is mails emails
  reader  : identifier, the subject
  mails   : number of emails, chosen
  level   : one of active, dormant
  consent : yes/no
  bought  : yes/no, an outcome

handoff frequency
  owner crm
  uses plans
  the agent chooses mails
  usually mails is 2
  goal more bought
  boundaries
    too_much: never when mails is above 5
    tired: never when mails is above 1 and level is dormant
    step: never when mails is more than 2 from usual
`;

const loose = `import "org.handoff"
segment nobody: consent is no

test "stands alone" of send_time
  when the agent chooses send_hour 10:00
  expect act
`;

const calendarFile = `BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//handoff//soak//EN\r
BEGIN:VEVENT\r
UID:1\r
DTSTART;VALUE=DATE:20251224\r
DTEND;VALUE=DATE:20251227\r
SUMMARY:Christmas\r
END:VEVENT\r
END:VCALENDAR\r
`;

/** What the policies of the workspace are at the start, and again at every checkpoint. */
export const policies: Readonly<Record<string, string>> = {
  'org.handoff': org,
  'timing.handoff': timing,
  'subject.handoff': subject,
  'team/shared.handoff': shared,
  'loose.handoff': loose,
};

/** The other files that the policies name. */
export const resources: Readonly<Record<string, string>> = {
  'closed.ics': calendarFile,
  'engagement.csv': rowsOf(
    'reader,sent_at,zone,send_hour,likely,level,worth,consent,clicked,left',
    (row, pick) =>
      `r${String(row % 40)},2025-10-0${String(1 + (row % 9))}T0${String(row % 10)}:00:00Z,Europe/Berlin,` +
      `${pick(['09:00', '10:00', '22:00'])},0.5,${pick(['active', 'lapsing', 'dormant', ''])},` +
      `${pick(['12', '2500', ''])},${pick(['yes', 'no'])},${pick(['0', '1'])},0`,
  ),
  'team/plans.csv': rowsOf(
    'reader,mails,level,consent,bought',
    (row, pick) =>
      `r${String(row)},${pick(['1', '2', '3'])},${pick(['active', 'dormant'])},yes,${pick(['0', '1'])}`,
  ),
  'team/mailings.jsonl': rowsOf('', (row, pick) =>
    JSON.stringify({
      id: `m${String(row)}`,
      variant: pick(['plain', 'bold', 'two words']),
      words: pick(['Hello', 'free money', 'Grüße 🎉']),
      consent: true,
      clicked: row % 3 === 0,
    }),
  ),
};

function rowsOf(
  header: string,
  row: (index: number, pick: (of: string[]) => string) => string,
): string {
  const random = createRandom(1);
  const pick = (of: string[]): string => of[random.integer(of.length)] ?? '';
  const rows = Array.from({ length: 300 }, (_, index) => row(index, pick));
  return [...(header === '' ? [] : [header]), ...rows, ''].join('\n');
}
