/** A data block with a column of every type; a test adds what it is about. */
export const data = `data d from "d.csv"
  each row is an email
  id: identifier, the subject
  sent: timestamp, the moment
  zone: time zone, the clock
  hour: time of day by the hour, chosen
  likely: probability, the propensity
  n: number
  visits: number of visits
  spent: money in EUR
  paid: money in USD
  part: share
  born: date
  payday: weekday
  season: month
  consent: yes/no
  line: text
  seen: timestamp
  level: one of low, mid, high
  size: one of small, large
  clicked: yes/no, an outcome
`;

/** The data file that fits it, without a row. */
export const dataHeader = `${[...data.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name).join()}\n`;

/** How many lines stand before what a test adds to `data` and to `handoff()`. */
export const dataLines = data.split('\n').length - 1;

const header = `handoff h
  owner o
  uses d
  the agent chooses hour
  usually hour is 09:00
`;

/** The data and a handoff with the blocks given. */
export function handoff(blocks = ''): string {
  return `${data}${header}${blocks}`;
}

/** A handoff with one boundary, whose condition stands on the last line, from column 15. */
export function never(condition: string): string {
  return handoff(`boundaries\n rule: never when ${condition}\n`);
}

export const ruleLine = never('').split('\n').length - 1;
export const ruleColumn = ' rule: never when '.length + 1;

/** The headers of a handoff without a finding; a test says some in other words. */
export const soundHeaders = {
  owner: 'owner o',
  uses: 'uses d',
  chooses: 'the agent chooses hour',
  usually: 'usually hour is 09:00',
  goal: 'goal more clicked',
  guard: 'guard clicked stays above 1%',
};

/** The day that a review holds dates against in tests: 2026-01-15, in days since 1970-01-01. */
export const reviewDay = 20_468;
