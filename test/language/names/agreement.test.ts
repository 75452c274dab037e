import { describe, expect, it } from 'vitest';
import { occurrencesOf } from '../../../language-server/language/names/occurrences.ts';
import type { Located } from '../../../language-server/language/names/same-name.ts';
import { renamedTogether } from '../../../language-server/language/names/same-name.ts';
import { innerRange } from '../../../language-server/language/names/written-name.ts';
import type { CheckedFile } from '../../../language-server/language/diagnose.ts';
import { examples, load, services, shown } from '../../support/handoff.ts';
import { referenceExamples } from '../../support/reference.ts';

const suffix = '_zz';

type Texts = Record<string, string>;

const exampleTexts: Texts = Object.fromEntries(examples.map(({ path, text }) => [path, text]));
/** What is seldom: names like words, in backticks and quotes, and files that read each other's. */
const awkward: Texts = {
  'org.handoff': `segment vip: worth is above 5 and not quiet
segment quiet: weekday is Friday or kind is one of "Mens E-Mail", \`never\`
segment day: vip
calendar days 2026-01-01
calendar \`two words\` 2026-01-02
guardrails g
 \`no quiet\`: never when quiet or (vip and not day) otherwise escalate to \`the team\`
 b: never when date is in \`two words\` or confidence is below 5% or weekday is between Friday and Sunday
 c: never when yes_no or (month) is (June)`,
  'a.handoff': `import "org.handoff"
data data from "a.csv"
 each row is how_many emails
 id: identifier, the subject
 at_moment: timestamp, the moment
 zone: time zone, the clock
 how_many: whole number from 0 to 5
 kind: one of "Mens E-Mail", \`never\`, other, chosen
 month: month
 worth: number
 yes_no: yes/no
 test: one of other, kind
 clicked: yes/no, an outcome
 propensity estimated by test, worth
handoff agent under g
 owner \`the team\`
 uses data
 the agent chooses kind
 usually kind is "Mens E-Mail"
 goal less clicked
 boundaries
  segment: never when usual is \`never\` and kind is not usual
  at most 3 emails per 7 days when day
  months: never when month is between June and August
  other: never when - worth is below worth * 2 or test is kind or test is (other)
 escalate to \`the team\`
  at most 3 per day, lowest worth first
 feedback
  word: on override because \`two words\` avoid kind is other
  on approval because other prefer kind is other when test is other
simulation data of agent
 agent chooses "Mens E-Mail" when worth is above 5, otherwise other
 reviewer
  overrides because \`two words\` when test is kind
  overrides because unheard when day
  otherwise approves because other
test "other" of agent
 given test is kind, month is June, yes_no is no, worth is 5 and confidence is 92%
 when the agent chooses kind \`never\`
 expect block to \`the team\` with kind "Mens E-Mail" by segment, b`,
  'b.handoff': `import "a.handoff"
data plans from "b.csv"
 each row is an email
 id: identifier, the subject
 at_moment: timestamp, the moment
 zone: time zone, the clock
 kind: one of "Mens E-Mail", \`never\`
 month: month
 worth: number, chosen
 yes_no: yes/no
handoff other under g
 owner \`the team\`
 uses plans
 the agent chooses worth
 usually worth is 5
simulation again of agent agent is thompson sampling by test
simulation b of other agent is the usual choice reviewer overrides because \`two words\` when quiet
test "b" of agent when the agent chooses kind other expect act by \`no quiet\``,
};
const workspaces: [title: string, texts: Texts][] = [
  ['the examples', exampleTexts],
  ['what is seldom', awkward],
  ...referenceExamples.map(({ title, text, files }): [string, Texts] => [
    `${title} …`,
    { 'main.handoff': text, ...files.beside },
  ]),
];

async function checked(texts: Texts) {
  const paths = Object.keys(texts).filter((path) => path.endsWith('.handoff'));
  return (await load(texts, paths)).checked;
}

/** Everything that files compile to, line by line, without what only the order of names decides. */
function meaning(files: readonly CheckedFile[]): string[] {
  const model = files.map(({ policies, simulations, tests }) => ({ policies, simulations, tests }));
  const text = JSON.stringify(model).replaceAll(suffix, '');
  return JSON.stringify(unordered(JSON.parse(text)), null, 1).split('\n');
}

function unordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    const parts = value.map((each) => JSON.stringify(unordered(each)));
    return parts.sort().map((part) => JSON.parse(part) as unknown);
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, unordered(each)]));
}

/** The files with another name at each of these places. */
function renamed(texts: Texts, places: readonly Located[]): Texts {
  const changed = { ...texts };
  for (const { document, occurrence } of [...places].reverse()) {
    const path = document.uri.path.replace('/team/', '');
    const lines = (changed[path] ?? '').split('\n');
    const { line, character } = innerRange(occurrence, document).end;
    const text = lines[line] ?? '';
    lines[line] = text.slice(0, character) + suffix + text.slice(character);
    changed[path] = lines.join('\n');
  }
  return changed;
}

describe('the index of names agrees with the compiler', () => {
  it.each(workspaces)(
    'a name that is another at all its places means the same: %s',
    { timeout: 60_000 },
    async (_, texts) => {
      const before = await checked(texts);
      expect(before.flatMap(shown)).toEqual([]);
      const declared = before.flatMap(({ document }) =>
        occurrencesOf(document, services)
          .filter(({ role }) => role === 'declaration')
          .map((occurrence) => renamedTogether({ document, occurrence }, services)),
      );
      expect(declared.length).toBeGreaterThan(0);
      for (const places of declared) {
        const after = await checked(renamed(texts, places));
        const name = places[0]?.occurrence.name ?? '';
        expect([name, ...after.flatMap(shown)]).toEqual([name]);
        expect([name, ...meaning(after)]).toEqual([name, ...meaning(before)]);
      }
    },
  );

  it.each(workspaces)('nothing that compiles is left unknown: %s', async (_, texts) => {
    const own = /^(yes|no|act|suggest|[A-Z][a-z]+(day|ber|ary|ch|il|ay|e|ly|st))$/;
    const unknown = (await checked(texts)).flatMap(({ document }) =>
      occurrencesOf(document, services).filter(
        ({ kind, name, declaration }) =>
          !declaration && kind !== 'word' && !(kind === 'value' && own.test(name)),
      ),
    );
    expect(unknown.map(({ kind, name }) => `${kind} ${name}`)).toEqual([]);
  });
});
