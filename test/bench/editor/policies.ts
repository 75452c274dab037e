/** Text of a policy by its number, the same each time: about a hundred lines and twenty rules a handoff. */
export function policyText({ handoffs, seed }: { handoffs: number; seed: number }): string {
  const parts = [
    'import "company.handoff"\n',
    data,
    ...Array.from({ length: handoffs }, (_, i) => handoffText(`${word(seed)}_${i + 1}`, seed + i)),
  ];
  return parts.join('\n');
}

/** The files of a workspace by their names: the one that is edited, and what else lies there. */
export function workspaceFiles(count: number): Map<string, string> {
  const files = new Map([
    ['company.handoff', company],
    ['large.handoff', policyText({ handoffs: 21, seed: 0 })],
    ['engagement.csv', engagement()],
  ]);
  for (let i = 1; files.size <= count; i++) {
    files.set(`policy_${i}.handoff`, policyText({ handoffs: 1, seed: i }));
  }
  return files;
}

const company = `# What every handoff of the company keeps to.
calendar company_holidays
  2025-12-24 to 2025-12-26 "Christmas"
  2026-01-01 "New Year"

guardrails company
  consent_first: never when consent is not yes
    because "GDPR art. 6(1)(a)"
  total_cap: at most 7 emails per 7 days across all handoffs
    because "the whole company shares one inbox"
  freeze: never when date is in company_holidays
    because "a holiday is for the people who keep it"
    otherwise escalate to brand_team
`;

const data = `data engagement from "engagement.csv"
  each row is an email
  subscriber_id: identifier, the subject
  sent_at: timestamp, the moment
  zone: time zone, the clock
  send_hour: time of day by the hour, chosen
  propensity: probability, the propensity
  engagement: one of active, lapsing, dormant
  device: one of mobile, desktop, tablet
  country: one of DE, FR, IT, ES, PL
  lifetime_value: money in EUR
  orders: number
  days_since_open: number
  consent: yes/no
  opened: yes/no, an outcome
  clicked: yes/no, an outcome
  unsubscribed: yes/no, an outcome

segment vip: lifetime_value is above 2,000 EUR and engagement is active
`;

function engagement(): string {
  const header =
    'subscriber_id,sent_at,zone,send_hour,propensity,engagement,device,country,lifetime_value,orders,days_since_open,consent,opened,clicked,unsubscribed';
  const rows = Array.from({ length: 200 }, (_, i) => {
    const day = String(1 + (i % 28)).padStart(2, '0');
    const hour = String(i % 24).padStart(2, '0');
    const device = of(['mobile', 'desktop', 'tablet'], i);
    return `s${i},2025-09-${day}T${hour}:00:00Z,Europe/Berlin,${hour}:00,0.04,${of(engagements, i)},${device},${of(countries, i)},${i * 7},${i % 9},${i % 90},yes,${of(['yes', 'no'], i)},no,no`;
  });
  return [header, ...rows, ''].join('\n');
}

const engagements = ['active', 'lapsing', 'dormant'];
const countries = ['DE', 'FR', 'IT', 'ES', 'PL'];
const words = ['newsletter', 'welcome', 'winback', 'reminder', 'catalogue', 'digest', 'survey'];

function of(list: readonly string[], i: number): string {
  return list[i % list.length]!;
}

function word(seed: number): string {
  return `${of(words, seed)}_${seed}`;
}

function handoffText(name: string, seed: number): string {
  const n = (most: number, step: number): number => 1 + ((seed * step) % most);
  const rule = (lines: string, i: number): string =>
    `    ${lines}\n      because "agreed with the brand team in review ${seed + 1}-${i + 1}"`;
  const boundaries = [
    `quiet_hours: never when send_hour is between 21:00 and 0${n(7, 3)}:00`,
    `weekly_cap: at most ${n(4, 5) + 2} emails per 7 days`,
    `daily_cap: at most ${n(2, 7)} emails per calendar day`,
    `rest_dormant: at most 1 email per ${n(9, 5) + 9} days when engagement is dormant`,
    `spacing: at least ${n(6, 5)} hours between emails`,
    `tired: never when days_since_open is above ${n(90, 37) + 60} and engagement is not active`,
    `lunch: never when device is mobile and send_hour is between 12:00 and 1${n(5, 3) + 2}:00`,
    `late_abroad: never when country is one of ${of(countries, seed)}, ${of(countries, seed + 1)} and send_hour is above 19:00`,
    `big_spender: never when lifetime_value is above ${n(9, 7)},500 EUR and orders is below ${n(9, 2)}`,
    `slow_friday: never when weekday is Friday and send_hour is above 1${n(3, 2) + 4}:00`,
    `new_reader: never when orders is 0 and count of emails in the last ${n(20, 3) + 9} days is above ${n(4, 3)}`,
  ];
  return `handoff ${name} under company
  "The agent times mail ${seed + 1}; people keep its content and audience."
  owner lifecycle_marketing
  uses engagement
  the agent chooses send_hour
  people keep content, audience
  usually send_hour is 09:00
  stakes low
  reversible within 7 days by "moving next week's send"
  goal more clicked
  watch opened
  guard unsubscribed stays below 0.5%

  boundaries
${boundaries.map(rule).join('\n')}

  escalate to lifecycle_team
    unsure: when confidence is below ${n(30, 7) + 60}%
    valuable: when vip
    unusual: when send_hour is more than ${n(5, 3)} hours from usual
    thin_evidence: when evidence is below ${n(300, 77) + 50} emails
    novel: when novelty is above 99%
    reactivated: when engagement is lapsing and lifetime_value is between ${n(9, 3)}00 EUR and 1,${n(9, 5)}00 EUR
    answer within 4 hours, otherwise hold
    at most 40 per day, highest lifetime_value first

  surprises
    surprising when surprise is above 3 bits
    sound when evidence is at least 500 emails and it holds on the holdout and it moves the goal
    unsound surprises go to lifecycle_team

  learning
    period of 4 weeks from 2025-09-01
    explore at most 10% of decisions
    reviewed every week by lifecycle_team

  autonomy
    starts at suggest
    becomes act after 200 decisions when agreement is at least 90%
    returns to suggest when a guard is broken

  feedback
    on override because holiday
      avoid date is in company_holidays
      until 2028-01-01
    on override because friday_slump, after 3 overrides in 30 days
      avoid weekday is Friday and send_hour is between 12:00 and 18:00
      until 2027-09-01
    on approval because morning_readers
      prefer send_hour is between 06:00 and 09:00 when device is mobile
      until 2028-01-01

simulation replay_${name} of ${name}
  from 2025-09-01 to 2025-12-01
  agent is thompson sampling by device, engagement
  reviewer
    overrides because holiday when date is in company_holidays
    overrides because friday_slump when weekday is Friday and send_hour is between 12:00 and 18:00
    otherwise approves
  seed ${n(99, 31)}

test "without consent nothing is sent by ${name}" of ${name}
  given engagement is active, device is mobile, lifetime_value is 120 EUR, consent is no
  and country is ${of(countries, seed)}, orders is 3, days_since_open is 4
  and confidence is 99%, evidence is 800 emails
  when the agent chooses send_hour 10:00 on 2026-02-03
  expect block by consent_first

test "a valuable reader of ${name} is a person's decision" of ${name}
  given engagement is active, device is desktop, lifetime_value is 2,400 EUR, consent is yes
  and country is ${of(countries, seed)}, orders is 12, days_since_open is 4
  and confidence is 99%, evidence is 800 emails
  when the agent chooses send_hour 09:00 on 2026-02-03
  expect escalate to lifecycle_team by valuable
`;
}
