import { CompletionItemKind } from 'vscode-languageserver';
import type { Column } from '../../../policy/model.ts';
import { asName, asValue } from '../../suggestion.ts';
import type { Candidate, Rank } from './candidate.ts';
import { fenced, filledIn, inSnippet } from './candidate.ts';
import { keywordLines } from '../hover/keywords.ts';
import { outcomeColumns, readableColumns } from './names.ts';
import type { Place } from './place.ts';
import { headerOf, visibleOf } from './place.ts';
import type { Sentence } from './sentence-texts.ts';
import { sentences } from './sentence-texts.ts';
import { usedNames } from './used-names.ts';

/** The sentences of a rule or type of the grammar, in the words of the data at hand. */
export function sentencesOf(
  of: string,
  { words: known, rank, named }: { words: ReadonlyMap<string, string>; rank: Rank; named: boolean },
): Candidate[] {
  // What declares data keeps the names that a reader knows from the examples.
  const words = declaring.has(of) ? new Map<string, string>() : known;
  return sentences
    .filter((each) => each.of === of)
    .flatMap((each): Candidate[] => {
      const adapted = adapt(each, words);
      // Behind a name and its colon only the rest is wanted.
      const snippet = named ? adapted.replace(leadingName, '') : adapted;
      if (named && snippet === adapted) return [];
      const text = filledIn(snippet);
      const [label = ''] = text.split('\n');
      const found = label.replace(/^\w+[ \t]*: /, '');
      return [
        {
          label,
          insert: text,
          snippet,
          filter: label === found ? `${found} ${each.prefix}`.trim() : `${found} ${label}`,
          kind: CompletionItemKind.Snippet,
          rank,
          detail: each.description,
          documentation: [keywordLines[of as keyof typeof keywordLines], fenced(text)]
            .filter((line) => line !== undefined)
            .join('\n\n'),
        },
      ];
    });
}

const declaring = new Set(['DataBlock', 'RowMeaning', 'Column', 'PropensityEstimate', 'Calendar']);
const leadingName = /^\$\{\d+:[^}]*\}: /;

function adapt({ of, body }: Sentence, words: ReadonlyMap<string, string>): string {
  const fitting =
    of === 'Budget' && !words.has('lifetime_value') ? body.replace(/, \$\{2.* first/, '') : body;
  return fitting.replace(/(\$\{\d+:)([^}]*)(?=\})/g, (whole, stop: string, text: string) => {
    const word = words.get(text);
    return word === undefined ? whole : stop + inSnippet(word);
  });
}

/** What the examples of the snippets are called here. */
export function wordsOf(place: Place): Map<string, string> {
  const { scope, handoff, document, documents } = place;
  const readable = readableColumns(place);
  const of = (...kinds: Column['type']['kind'][]): Column | undefined =>
    readable.find(({ name, type }) => kinds.includes(type.kind) && name !== scope.choice?.column);
  const outcomes = outcomeColumns(place).filter(({ type }) => type.kind === 'yesNo');
  const { roles } = usedNames(document, documents);
  const [role] = roles;
  const owner = headerOf(handoff, 'Owner')?.role;
  const amount = of('money', 'count', 'number');
  const chosen = scope.choice ?? choosable(place);
  const handoffName = (handoff ?? visibleOf(place, 'HandoffBlock')[0])?.name;
  const data = place.data.find(({ name }) => name !== '')?.name;
  const goal = outcomes[0]?.name;
  const yesNo = of('yesNo');
  const enumerated = of('oneOf');
  const ofConsent = yesNo && `${asName(yesNo.name)} is not yes`;
  const ofGroup =
    enumerated?.type.kind === 'oneOf'
      ? `${asName(enumerated.name)} is ${asValue(enumerated.type.values[0] ?? '')}`
      : yesNo && `${asName(yesNo.name)} is yes`;
  const choice = chosen && choiceExample(chosen);
  const hasClock = ['moment', 'clock'].every((each) =>
    scope.data?.columns.some((column) => column.role === each),
  );
  const isTime = chosen === undefined || chosen.type.kind === 'time';
  const plural = scope.data?.plural;
  const singular = scope.data?.singular;
  const pairs: [string, string | undefined][] = [
    ['consent is not yes', ofConsent ?? ofGroup ?? choice?.condition],
    ['consent is yes', yesNo ? `${asName(yesNo.name)} is yes` : ofGroup],
    ['device is mobile', ofGroup ?? choice?.condition],
    ['weekday is Friday', hasClock ? undefined : (ofGroup ?? choice?.condition)],
    ['weekday is Sunday', hasClock ? undefined : (ofGroup ?? choice?.condition)],
    ...['21:00 and 07:00', '06:00 and 09:00', '18:00 and 21:00'].map(
      (times): [string, string | undefined] => [
        `send_hour is between ${times}`,
        isTime && chosen
          ? `${asName(chosen.column)} is between ${times}`
          : (choice?.condition ?? ofGroup),
      ],
    ),
    ...['03:00', '07:00', '09:00', '12:00'].map((time): [string, string | undefined] => [
      time,
      isTime ? undefined : choice?.value,
    ]),
    ['send_hour', chosen && asName(chosen.column)],
    ['lifetime_value', amount && asName(amount.name)],
    ['device', enumerated && asName(enumerated.name)],
    ['clicked', goal],
    ['opened', outcomes[1]?.name ?? goal],
    ['unsubscribed', outcomes.at(-1)?.name],
    ['team', owner ?? role],
    ['lifecycle_team', owner ?? role],
    ['marketing', role],
    ['mailings', data],
    ['send_time', handoffName],
    ...['emails', '5 emails', '7 emails', '200 emails', '500 emails'].map(
      (text): [string, string | undefined] => [
        text,
        plural === undefined || plural === 'rows' ? undefined : text.replace('emails', plural),
      ],
    ),
    ['1 email', singular === undefined || singular === 'row' ? undefined : `1 ${singular}`],
  ];
  return new Map(pairs.filter((pair): pair is [string, string] => pair[1] !== undefined));
}

function choosable({ data }: Place): { column: string; type: Column['type'] } | undefined {
  const column = data.flatMap(({ columns }) => columns).find(({ role }) => role === 'chosen');
  return column && { column: column.name, type: column.type };
}

/** A condition on the choice, and one of its values. */
function choiceExample({ column, type }: { column: string; type: Column['type'] }): {
  condition: string;
  value: string;
} {
  const name = asName(column);
  if (type.kind === 'oneOf') {
    const value = asValue(type.values[0] ?? '');
    return { condition: `${name} is ${value}`, value };
  }
  if (type.kind === 'yesNo') return { condition: `${name} is yes`, value: 'yes' };
  if (type.kind === 'time') return { condition: `${name} is above 21:00`, value: '09:00' };
  const unit =
    type.kind === 'count' ? ` ${type.noun}` : type.kind === 'money' ? ` ${type.currency}` : '';
  const value = type.kind === 'share' ? '5%' : `5${unit}`;
  return { condition: `${name} is above ${value}`, value };
}
