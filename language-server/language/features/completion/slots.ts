import { CompletionItemKind } from 'vscode-languageserver';
import type { Column } from '../../../policy/model.ts';
import { stages } from '../../../policy/model.ts';
import { measuredWords } from '../../compile/quantities.ts';
import type * as ast from '../../generated/ast.ts';
import type { Candidate } from './candidate.ts';
import { ranks } from './candidate.ts';
import {
  columnCandidate,
  measuredCandidates,
  nameCandidate,
  outcomeColumns,
  readableColumns,
  wordCandidate,
} from './names.ts';
import type { Place } from './place.ts';
import { visibleOf } from './place.ts';
import { usedNames } from './used-names.ts';

type Names = (place: Place) => Candidate[];

const columns = (place: Place, all: readonly Column[]): Candidate[] =>
  all.map((column) => columnCandidate(column, place));
const features: Names = (place) =>
  columns(
    place,
    readableColumns(place).filter(({ role }) => role !== 'chosen'),
  );
const values =
  (...words: string[]): Names =>
  () =>
    words.map((word) => ({ label: word, kind: CompletionItemKind.EnumMember, rank: ranks.value }));
const roles: Names = ({ document, documents }) =>
  [...usedNames(document, documents).roles].map((name) =>
    nameCandidate(name, 'role', { kind: CompletionItemKind.Interface }),
  );
const reasons: Names = ({ document, documents }) =>
  [...usedNames(document, documents).reasons].map((name) => nameCandidate(name, 'reason'));
const handoffs: Names = (place) =>
  visibleOf(place, 'HandoffBlock').map((each) =>
    nameCandidate(each.name, 'handoff', {
      kind: CompletionItemKind.Class,
      documentation: each.description ?? '',
    }),
  );
/** They import the guardrails' file, and mostly not the other way round. */
const handoffsUnder: Names = ({ declaration, documents }) =>
  visibleOf({ visible: documents.all.toArray() }, 'HandoffBlock')
    .filter(
      ({ guardrails }) =>
        declaration?.$type === 'Guardrails' && guardrails?.$refText === declaration.name,
    )
    .map(({ name, description = '' }) =>
      nameCandidate(name, 'handoff', {
        kind: CompletionItemKind.Class,
        documentation: description,
      }),
    );
const choice: Names = (place) => {
  const name = place.scope.choice?.column;
  const column = name === undefined ? undefined : place.scope.columns.get(name);
  return column ? [columnCandidate(column, place)] : columns(place, choosable(place));
};
const choosable = ({ scope }: Place): Column[] =>
  [...scope.columns.values()].filter(({ role }) => role === 'chosen');
const plural: Names = ({ scope }) => nounCandidates(scope.data?.plural);
const singular: Names = ({ scope }) => nounCandidates(scope.data?.singular);

function nounCandidates(noun: string | undefined): Candidate[] {
  return noun === undefined ? [] : [nameCandidate(noun, 'what a row is')];
}

const currencies = ['EUR', 'USD', 'GBP', 'CHF', 'SEK', 'PLN', 'JPY'];
const ordered = new Set(['number', 'count', 'money', 'share', 'time', 'date', 'timestamp']);

/** Which names can stand where the grammar asks for one, by the type and property it becomes. */
const slots: Record<string, Names | undefined> = {
  'Owner.role': roles,
  'EscalateBlock.role': roles,
  'EscalateAction.role': roles,
  'UnsoundRule.role': roles,
  'LearningReview.role': roles,
  'Expectation.role': roles,
  'FeedbackRule.reason': reasons,
  'Answer.reason': reasons,
  'LastAnswer.reason': reasons,
  'Uses.data': (place) =>
    visibleOf(place, 'DataBlock').map(({ name, path }) =>
      nameCandidate(name, 'data', { kind: CompletionItemKind.Struct, documentation: path }),
    ),
  'HandoffBlock.guardrails': (place) =>
    visibleOf(place, 'Guardrails').map(({ name, description }) =>
      nameCandidate(name, 'guardrails', {
        kind: CompletionItemKind.Module,
        documentation: description ?? '',
      }),
    ),
  'Simulation.handoff': handoffs,
  'PolicyTest.handoff': handoffs,
  'Priority.handoffs': handoffsUnder,
  'AgentChooses.column': (place) => columns(place, choosable(place)),
  'Usually.column': choice,
  'ChoiceMade.column': choice,
  'Expectation.column': choice,
  'Usual.column': choice,
  'PeopleKeep.things': (place) => [
    ...[...usedNames(place.document, place.documents).things].map((name) =>
      nameCandidate(name, 'kept by people'),
    ),
  ],
  'Goal.column': (place) => columns(place, outcomeColumns(place)),
  'Watch.columns': (place) => columns(place, outcomeColumns(place)),
  'Guard.column': (place) =>
    columns(
      place,
      outcomeColumns(place).filter(({ type }) => type.kind === 'yesNo'),
    ),
  'Budget.by': (place) => [
    ...columns(
      place,
      readableColumns(place).filter(({ type }) => ordered.has(type.kind)),
    ),
    ...measuredCandidates(place),
  ],
  'PropensityEstimate.columns': features,
  'ThompsonAgent.columns': features,
  'RewardModel.columns': features,
  'RewardModel.noun': plural,
  'CalendarTest.calendar': (place) =>
    visibleOf(place, 'Calendar').map(({ name }) =>
      nameCandidate(name, 'calendar', { kind: CompletionItemKind.Event }),
    ),
  'CountOf.noun': plural,
  'SinceLast.noun': singular,
  'Spacing.noun': plural,
  'After.noun': plural,
  'RowMeaning.count': (place) =>
    columns(
      place,
      [...place.scope.columns.values()].filter(({ type }) =>
        ['number', 'count'].includes(type.kind),
      ),
    ),
  'RowMeaning.noun': values('email', 'emails'),
  'NumberType.noun': values('emails', 'visits', 'orders'),
  'MoneyType.currency': (place) => {
    const used = [...place.scope.columns.values()].flatMap(({ type }) =>
      type.kind === 'money' ? [type.currency] : [],
    );
    return values(...new Set([...used, ...currencies]))(place);
  },
  'TimeOfDayType.unit': values('hour'),
  'FrequencyCap.calendarUnit': values('day', 'week', 'month'),
  'Stakes.level': values('low', 'medium', 'high'),
  'LearningReview.every': values('week', 'day'),
  'Fact.name': (place) => [
    ...columns(
      place,
      readableColumns(place).filter(({ role }) => role !== 'chosen'),
    ),
    ...measuredCandidates(place, measuredWords),
    wordCandidate('stage', stages.join(', ')),
  ],
  'Expectation.rules': ({ handoff }) => ruleNames(handoff),
};

/** Undefined where any name may stand, such as that of something new. */
export function namesFor(slot: string, place: Place): Candidate[] | undefined {
  return slots[slot]?.(place);
}

/** The named rules that a test can expect: those of the handoff and of its guardrails. */
function ruleNames(handoff: ast.HandoffBlock | undefined): Candidate[] {
  const named = (rules: readonly (ast.Boundary | ast.Trigger)[], detail: string): Candidate[] =>
    rules.flatMap((rule) =>
      rule.name === undefined
        ? []
        : [
            nameCandidate(rule.name, detail, {
              kind: CompletionItemKind.Method,
              documentation: rule.$cstNode?.text ?? '',
            }),
          ],
    );
  const own = (handoff?.blocks ?? []).flatMap((block): Candidate[] => {
    if (block.$type === 'BoundariesBlock') return named(block.rules, 'boundary');
    if (block.$type !== 'EscalateBlock') return [];
    return named(
      block.items.filter((item) => item.$type === 'Trigger'),
      'trigger',
    );
  });
  const has = (type: string): boolean =>
    handoff?.blocks.some(({ $type }) => $type === type) === true;
  const implied = [
    ...(has('LearningBlock') ? ['explore'] : []),
    ...(has('SurprisesBlock') ? ['unsound'] : []),
  ];
  return [
    ...own,
    ...named(handoff?.guardrails?.ref?.rules ?? [], 'guardrail'),
    ...implied.map((name) => nameCandidate(name, 'trigger', { kind: CompletionItemKind.Method })),
  ];
}
