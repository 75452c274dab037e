import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { problemCodes } from '../../language-server/language/problems.ts';
import { comparisonKinds } from '../../language-server/language/types.ts';
import { reservedWords } from '../../language-server/language/words.ts';
import { problemsOf, repositoryFile, services } from '../support/handoff.ts';

const reference = repositoryFile('grammar/REFERENCE.md');
const examples = [...reference.matchAll(/^```handoff\n(.*?)^```$/gms)].map(([, text = '']) => ({
  text,
  title: text.split('\n')[0] ?? '',
}));

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

const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const forms: Record<keyof typeof comparisonKinds, string> = {
  is: '`is`, `is not`, `is known`',
  order: '`is above`, `is below`, `is at least`, `is at most`',
  between: '`is between … and …`',
  oneOf: '`is one of …`',
  far: '`is more than … from …`',
  calendar: '`is in …`',
  words: '`mentions …`, `is longer than …`',
};
const kindWords: Record<string, string> = {
  yesNo: 'yes/no',
  time: 'time of day',
  oneOf: 'one of',
  zone: 'time zone',
};

/** What the code says, in the page's own form, by the name of its section. */
const generated: Record<string, string> = {
  'reserved words': `Reserved: ${[...reservedWords]
    .sort()
    .map((word) => `\`${word}\``)
    .join(', ')}.`,
  types: table(
    ['Comparison', 'Takes'],
    Object.entries(forms).map(([form, words]) => [
      words,
      comparisonKinds[form as keyof typeof comparisonKinds]
        .split(' ')
        .map((kind) => kindWords[kind] ?? kind)
        .join(', '),
    ]),
  ),
  'problem codes': table(
    ['Code', 'Severity', 'What it means'],
    Object.entries(problemCodes).map(([code, [severity, text]]) => [`\`${code}\``, severity, text]),
  ),
};

describe('the reference', () => {
  it.each(examples)('$title …', async ({ text }) => {
    const beside = { 'company.handoff': '', 'terms.ics': 'BEGIN:VCALENDAR\r\nEND:VCALENDAR' };
    expect(await problemsOf(inContext(text), { beside })).toEqual([]);
  });

  it('says what the code says (rewritten by vitest with --update)', async () => {
    const current = reference.replace(
      /<!-- ([a-z ]+) -->\n.*?<!-- end -->/gs,
      (_, section: string) => `<!-- ${section} -->\n\n${generated[section] ?? ''}\n\n<!-- end -->`,
    );
    const formatted = await format(current, { parser: 'markdown', printWidth: 100 });
    await expect(formatted).toMatchFileSnapshot('../../grammar/REFERENCE.md');
  });

  it('shows every word of the language in an example or a table', () => {
    const tokens = services.handoff.parser.Lexer.definition as Record<string, { name: string }>;
    const shown = new Set(
      [
        ...reference.replaceAll(/^Reserved: .*$/gm, '').matchAll(/```handoff.*?```|`[^`\n]+`/gs),
      ].flatMap(([code]) => code.match(/[a-z]+/g) ?? []),
    );
    const missing = Object.values(tokens)
      .map(({ name }) => name.replace(/:KW$/, ''))
      .filter((name) => /^[a-z]+$/.test(name) && !shown.has(name));
    expect(missing).toEqual([]);
  });
});
