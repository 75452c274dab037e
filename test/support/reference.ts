import type { Files } from './handoff.ts';
import { repositoryFile } from './handoff.ts';

/** The page that tells users the whole language. */
export const reference = repositoryFile('grammar/REFERENCE.md');
const declarations: Record<string, string> = {
  data: `data engagement from "engagement.csv"
  each row is an email
  subscriber_id: identifier, the subject
  sent_at: timestamp, the moment
  zone: time zone, the clock
  send_hour: time of day by the hour, chosen
  engagement: one of active, lapsing, dormant
  lifetime_value: money in EUR
  consent: yes/no
  visits: number of visits
  subject_text: text
  opened: yes/no, an outcome
  clicked: yes/no, an outcome
  unsubscribed: yes/no, an outcome
`,
  calendar: 'calendar company_holidays\n',
  segment: 'segment vip: lifetime_value is above 2,000 EUR\n',
  guardrails: 'guardrails company\n',
};
const header = `handoff send_time
  owner lifecycle_marketing
  uses engagement
  the agent chooses send_hour
  usually send_hour is 09:00
  goal more clicked
`;
const quietHours = 'boundaries quiet_hours: never when send_hour is between 21:00 and 07:00\n';

/** The example with what it speaks of declared around it. */
function inContext(text: string): string {
  const starter = /^\w+/.exec(text)?.[0] ?? '';
  const around = Object.entries(declarations).filter(([word]) => word !== starter);
  const context = around.map(([, declaration]) => declaration).join('');
  const isBlock = /^(boundaries|escalate|surprises|learning|autonomy|feedback)$/.test(starter);
  if (isBlock) return `${context}${header}${text}`;
  const needsHandoff = starter === 'simulation' || starter === 'test';
  if (starter === 'data') return text;
  return needsHandoff ? `${context}${header}${quietHours}${text}` : `${text}\n${context}`;
}

/** The declarations that an example of a check stands among, in which nothing else is found. */
export function contextOf(example: string): { before: string; after: string } {
  const starter = /^\w+/.exec(example)?.[0] ?? '';
  if (starter === 'data') return { before: '', after: '' };
  if (starter === 'handoff') return { before: `${declarations['data'] ?? ''}\n`, after: '' };
  const sound = `${declarations['data'] ?? ''}\n${header}  guard unsubscribed stays below 0.5%\n`;
  const isFirst = starter === 'segment' || starter === 'calendar';
  return isFirst ? { before: '', after: `\n${sound}` } : { before: sound, after: '' };
}

/**
 * The page's examples, each with what it speaks of declared around it, and the files beside it.
 * Those of the checks are held against what they are to earn instead.
 */
export const referenceExamples: { title: string; text: string; files: Files }[] = [
  ...(reference.split('\n## Checks\n')[0] ?? '').matchAll(/^```handoff\n(.*?)^```$/gms),
].map(([, text = '']) => ({
  title: text.split('\n')[0] ?? '',
  text: inContext(text),
  files: { beside: { 'company.handoff': '', 'terms.ics': 'BEGIN:VCALENDAR\r\nEND:VCALENDAR' } },
}));
