import { CompletionItemKind } from 'vscode-languageserver';
import { pluralOf, singularOf } from '../../compile/nouns.ts';
import type { Candidate } from './candidate.ts';
import { filledIn, inSnippet, ranks } from './candidate.ts';
import type { Reading } from './operands.ts';
import { sideOf } from './operands.ts';
import type { Place } from './place.ts';
import type { Frame } from './walk.ts';

/** Numbers with what follows them, by the type and property that they become. */
const numbers: Record<string, string[] | undefined> = {
  'FrequencyCap.count': [
    '${1:5} ${2:emails} per ${3:7 days}',
    '${1:1} ${2:email} per calendar ${3|day,week,month|}',
    '${1:7} ${2:emails} per ${3:7 days} across all handoffs',
  ],
  'Duration.amount': ['${1:7} days', '${1:4} hours', '${1:2} weeks', '${1:30} minutes'],
  'LongerTest.length': ['${1:60} characters'],
  'Becomes.count': ['${1:200} decisions'],
  'Budget.count': ['${1:40} per day'],
  'FeedbackRule.count': ['${1:3} overrides in ${2:30 days}', '${1:3} approvals in ${2:30 days}'],
  'ExploreLimit.share': ['${1:10}% of decisions'],
  'Guard.count': ['${1:200} ${2:emails}'],
  'Seed.value': ['${1:7}'],
  'WeightClip.limit': ['${1:10}'],
  'RewardModel.prior': ['${1:100}'],
  'NumberType.low': ['${1:0} to ${2:10}'],
  'NumberType.high': ['${1:10}'],
  'TimeOfDayType.step': ['${1:15} minutes'],
  'Share.numerator': ['${1:1}/${2:4}', '${1:25}%'],
};

const terminals: Record<string, string[] | undefined> = {
  NUMBER: ['${1:5}'],
  DATE: ['${1:2026-01-01}'],
  TIME: ['${1:09:00}'],
  STRING: ['"${1:text}"'],
};

/** What a number, date, time or text can look like here, in the nouns of the data. */
export function literalsFor(terminal: string, slot: string, { scope }: Place): Candidate[] {
  const { plural = 'emails', singular = 'email' } = scope.data ?? {};
  const stated = terminal === 'NUMBER' ? numbers[slot] : undefined;
  return (stated ?? terminals[terminal] ?? []).map((text) => {
    const snippet = text
      .replace(':emails}', `:${inSnippet(plural === 'rows' ? 'emails' : plural)}}`)
      .replace(':email}', `:${inSnippet(singular === 'row' ? 'email' : singular)}}`);
    const label = filledIn(snippet);
    return {
      label,
      insert: label,
      snippet,
      kind: CompletionItemKind.Value,
      rank: stated ? ranks.value : ranks.literal,
    };
  });
}

const durations = ['days', 'hours', 'weeks', 'minutes'];

/** The words that can stand right behind a number; `number` says whether one or several. */
export function unitsFor(slot: string, frame: Frame, reading: Reading): Candidate[] {
  const { scope } = reading.place;
  const isOne = reading.tokens.at(-1)?.image === '1';
  const nouns = new Set(scope.data?.plural === 'rows' ? [] : [scope.data?.plural ?? '']);
  const counted = new Set([...nouns, ...new Set(scope.nouns.values())]);
  const currencies = new Set(
    [...scope.columns.values()].flatMap(({ type }) =>
      type.kind === 'money' ? [type.currency] : [],
    ),
  );
  const unit = (label: string, detail: string): Candidate => ({
    label,
    kind: CompletionItemKind.Unit,
    rank: ranks.value,
    detail,
  });
  const lengths = durations.map((word) => unit(isOne ? word.slice(0, -1) : word, 'duration'));
  const things = (all: Iterable<string>): Candidate[] =>
    [...all]
      .filter((noun) => noun !== '')
      .map((noun) => unit(isOne ? singularOf(noun) : pluralOf(noun), 'count'));
  switch (slot) {
    case 'Duration.unit':
      return lengths;
    case 'TimeOfDayType.unit':
      return lengths.filter(({ label }) => /^(?:hour|minute)/.test(label));
    case 'LongerTest.unit':
      return [unit('characters', 'length')];
    case 'FrequencyCap.noun':
    case 'Guard.noun':
      return things(nouns);
    default: {
      const all = [
        ...[...currencies].map((currency) => unit(currency, 'money')),
        ...things(counted),
        ...lengths,
        unit('bits', 'bits'),
      ];
      const side = sideOf(frame, reading);
      const type = side?.kind === 'right' ? side.subject?.type : undefined;
      const isLength = type && ['duration', 'time', 'date', 'timestamp'].includes(type.kind);
      const fits = isLength ? 'duration' : type?.kind;
      const fitting = all.filter(
        ({ label, detail }) =>
          detail === fits && (type?.kind !== 'money' || label === type.currency),
      );
      return fitting.length > 0 ? fitting : type ? [] : all;
    }
  }
}
