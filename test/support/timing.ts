const zones = ['Europe/Berlin', 'America/St_Johns', 'Asia/Tokyo', ''];

export const timingHeader = 'reader,sent_at,zone,hour,tier,consent,clicked';

/** Rows for `timingPolicy`, around the end of summer time, some of it unknown. */
export function timingRows(count: number, reader: (row: number) => string): (string | number)[][] {
  return Array.from({ length: count }, (_, i) => [
    reader(i),
    new Date(Date.UTC(2025, 9, 20) + i * 47 * 60_000).toISOString(),
    zones[i % 4]!,
    `${String((i * 7) % 24).padStart(2, '0')}:00`,
    i % 5 ? 'gold' : 'plain',
    i % 9 ? 1 : '',
    i % 3 ? 0 : 1,
  ]);
}

/** A policy with a rule of each kind that a run keeps count of. `agent` as behind that word. */
export function timingPolicy({
  agent,
  seed = 7,
  subject = ', the subject',
}: {
  agent: string;
  seed?: number;
  subject?: string;
}): string {
  return `data log from "log.csv"
  each row is an email
  reader  : identifier${subject}
  sent_at : timestamp, the moment
  zone    : time zone, the clock
  hour    : time of day by the hour, chosen evenly at random
  tier    : one of gold, plain
  consent : yes/no
  clicked : yes/no, an outcome

handoff timing
  owner team
  uses log
  the agent chooses hour
  usually hour is 09:00
  goal more clicked
  boundaries
    quiet: never when hour is between 21:00 and 07:00
      otherwise use the nearest allowed
    consented: never when consent is not yes
    cap: at most 3 emails per calendar day
  escalate to crm
    unsure: when confidence is below 40%
    at most 10 per day
  feedback
    on override because sunday, after 3 overrides in 30 days
      avoid weekday is Sunday

simulation replayed of timing
  from 2025-10-22 to 2025-11-20
  agent ${agent}
  reviewer
    overrides because sunday when weekday is Sunday
    otherwise approves
  seed ${seed}
`;
}
