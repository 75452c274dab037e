/** What a person would call the words that may stand at a place, with an example. */
export function expectedInWords(tokens: readonly string[], after: string | undefined): string {
  const names = tokens.map(plain);
  const summary = summaries.find(([words]) => words.every((word) => names.includes(word)));
  if (summary) return summary[1];
  return listed([...new Set(names.map((name) => spoken(name, after)))]);
}

/** The words themselves, where nothing but fixed words may stand. */
export function keywordsIn(tokens: readonly string[]): string[] {
  const names = [...new Set(tokens.map(plain))];
  return names.some((name) => name in tokenWords) ? [] : names;
}

/** What is said where any value may stand; the type of the other side may say it better. */
export const anyValue = 'a value such as 5, 21:00 or a name';

const someName = 'a name such as `newsletter`';
const someColumn = 'the name of a column';

const tokenWords: Record<string, string> = {
  NAME_COLON: 'a name and a colon such as `quiet_hours:`',
  ID: someName,
  SOFT: someName,
  QUOTED_NAME: someName,
  UNIT: 'a unit such as `days` or `emails`',
  DATE: 'a date such as 2026-03-29',
  TIME: 'a time such as 21:00',
  NUMBER: 'a number such as 7',
  STRING: 'a text in double quotes',
  SYMBOL: 'a comparison such as `is above`',
  EOF: 'the end of the file',
};

/** Which name, by the word before it. */
const nameAfter = new Map([
  ['owner', 'a role such as `marketing`'],
  ['to', 'a role such as `marketing`'],
  ['uses', 'the name of a `data` block'],
  ['under', 'the name of `guardrails`'],
  ['in', 'the name of a calendar, or a currency such as EUR'],
  ['chooses', someColumn],
  ['usually', someColumn],
  ['more', someColumn],
  ['less', someColumn],
  ['guard', someColumn],
  ['watch', someColumn],
  ['with', someColumn],
  ['highest', someColumn],
  ['lowest', someColumn],
  ['an', 'what a row is, such as `email`'],
  ['keep', 'what people keep, such as `content`'],
  ['because', 'a reason such as `holiday`'],
  ['stakes', '`low`, `medium` or `high`'],
  ['given', someColumn],
  ['after', 'what a row is, such as `emails`'],
  ['between', 'what a row is, such as `emails`'],
  [',', 'another name'],
]);

/** Which text, by the word before it. */
const textAfter = new Map([
  ['import', 'a path in double quotes such as "company.handoff"'],
  ['from', 'a path in double quotes such as "data.csv"'],
  ['because', 'a reason in double quotes such as "legal review"'],
  ['by', 'a way in double quotes such as "a second mail"'],
  ['test', 'a title in double quotes such as "no mail at night"'],
  ['in', 'a path in double quotes such as "proposals.jsonl"'],
]);

/** What many words at once amount to: the first line whose words are all expected wins. */
const summaries: [words: string[], summary: string][] = [
  [
    ['above', 'between', 'known'],
    'a comparison such as `is above 5`, `is at least 5`, `is between 1 and 5` or `is one of`',
  ],
  [['not', '(', 'ID'], 'a condition such as `consent is yes`'],
  [['(', 'ID'], anyValue],
  [['owner', 'uses', 'boundaries'], 'a line or block of the handoff such as `owner marketing`'],
  [['calendar', 'data', 'handoff'], 'a declaration such as `data` or `handoff`'],
  [['ID', 'STRING', 'NUMBER'], anyValue],
  [
    ['yes', 'one', 'money', 'identifier'],
    'a type such as `yes/no`, `number`, `text`, `money in EUR` or `one of a, b`',
  ],
  [['the', 'chosen', 'an'], 'a role such as `the subject`, `chosen` or `an outcome`'],
  [['calendar', 'NUMBER', 'day'], 'a window such as `7 days` or `calendar day`'],
  [['never', 'at'], 'a rule such as `never when …` or `at most 5 emails per 7 days`'],
  [['use', 'escalate', 'hold'], '`hold`, `block`, `escalate to …` or `use the nearest allowed`'],
  [['NUMBER', 'TIME', 'DATE', 'STRING'], 'a limit such as 0.5%'],
  [['ID', 'an'], 'what a row is, such as `an email`'],
  [['ID', 'STRING'], 'a value such as `active` or "On hold"'],
];

function plain(token: string): string {
  return token.endsWith(':KW') ? token.slice(0, -3) : token;
}

function spoken(name: string, after: string | undefined): string {
  const word = tokenWords[name];
  if (word === undefined) return `\`${name}\``;
  if (word === someName) return nameAfter.get(after ?? '') ?? someName;
  return name === 'STRING' ? (textAfter.get(after ?? '') ?? word) : word;
}

function listed(words: readonly string[]): string {
  if (words.length > 6) return `${words.slice(0, 6).join(', ')} or other words`;
  const last = words.at(-1) ?? '';
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${last}` : last;
}
