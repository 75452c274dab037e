import fc from 'fast-check';
import { candidates } from '../../language-server/policy/choices.ts';
import type {
  Autonomy,
  Condition,
  Feedback,
  Policy,
  Quantity,
  Rule,
  ValueType,
} from '../../language-server/policy/model.ts';
import { stages } from '../../language-server/policy/model.ts';
import { arbitraryCondition, arbitraryRule } from './arbitrary-policy.ts';
import { boundary, literal, policyWith, trigger } from './policies.ts';

export const DAY = 86_400_000;
const HOUR = 3_600_000;
export const at = { file: 'newsletter.handoff', line: 1 };
export const numbers = [0, 1, 2, 3, 5, 0.5, -1, 7, 60, 180, 360, 540, 720, 1260, 1380];
const roles = ['lifecycle_team', 'legal', 'brand_team'];
export const reasons = ['holiday', 'slump'];

/** What a row counts for: one, as many as the choice says, or as another column says. */
export type Counting = 'one' | 'choice' | 'column';

export function arbitraryPolicy(
  { type, counting }: { type: ValueType; counting: Counting },
  day: number,
): fc.Arbitrary<Policy> {
  const choiceName = 'chosen';
  const usually = candidates(type) ?? numbers;
  return fc
    .record({
      rules: fc.array(arbitraryReplayRule(type), { maxLength: 6, size: 'large' }),
      isGentle: fc.boolean(),
      usual: fc.option(fc.constantFrom(...usually), { nil: undefined, freq: 4 }),
      goal: fc.option(fc.constantFrom('more' as const, 'less' as const), {
        nil: undefined,
        freq: 6,
      }),
      isIrreversible: fc.nat(4).map((draw) => draw === 0),
      escalations: fc.uniqueArray(arbitraryEscalation(), {
        maxLength: 2,
        selector: ({ to }) => to,
      }),
      guards: fc.array(arbitraryGuard(), { maxLength: 2 }),
      autonomy: fc.option(arbitraryAutonomy(), { nil: undefined }),
      feedback: fc.array(arbitraryFeedback(type, day), { maxLength: 3 }),
      learning: fc.option(arbitraryLearning(day), { nil: undefined, freq: 2 }),
      lacks: fc.oneof(
        { weight: 8, arbitrary: fc.constant<string[]>([]) },
        fc.subarray(['subject', 'moment', 'clock']),
      ),
    })
    .map((parts) => {
      const base = policyWith();
      const roleColumns = [
        { name: 'reader', type: { kind: 'identifier' }, role: 'subject' },
        { name: 'sent_at', type: { kind: 'timestamp' }, role: 'moment' },
        { name: 'zone', type: { kind: 'zone' }, role: 'clock' },
        { name: choiceName, type, role: 'chosen' },
        { name: 'clicked', type: { kind: 'yesNo' }, role: 'outcome' },
        { name: 'left', type: { kind: 'yesNo' }, role: 'outcome' },
        { name: 'how_many', type: { kind: 'number' } },
      ] as Policy['data']['columns'];
      const date = day / DAY;
      return policyWith({
        owner: 'lifecycle_marketing',
        data: {
          ...base.data,
          columns: [
            ...base.data.columns,
            ...roleColumns.filter(({ role }) => !parts.lacks.includes(role ?? '')),
          ],
          ...(counting === 'one'
            ? {}
            : { countColumn: counting === 'choice' ? choiceName : 'how_many' }),
        },
        choice: { column: choiceName, type },
        ...(parts.usual === undefined ? {} : { usual: parts.usual }),
        ...(parts.goal ? { goal: { column: 'clicked', direction: parts.goal } } : {}),
        ...(parts.isIrreversible ? { reversible: 'irreversible' as const } : {}),
        rules: parts.rules.map((rule, index) => ({
          ...rule,
          ...(parts.isGentle && rule.kind === 'boundary' && { otherwise: { kind: 'nearest' } }),
          name: `rule_${index}`,
        })),
        escalations: parts.escalations,
        guards: parts.guards,
        ...(parts.autonomy ? { autonomy: parts.autonomy } : {}),
        ...(parts.learning ? { learning: parts.learning } : {}),
        feedback: parts.feedback.map((rule, index) => ({ ...rule, name: `feedback_${index}` })),
        calendars: {
          holidays: [
            { from: date - 1, to: date },
            { from: date + 2, to: date + 2 },
          ],
          empty: [],
        },
      });
    });
}

/** Rules of every kind, and caps, spacing and measured words as policies have them. */
function arbitraryReplayRule(type: ValueType): fc.Arbitrary<Rule> {
  const anyRule = arbitraryRule(type).map((rule): Rule => {
    // As compiled: who is asked where it is unknown is who it says, where it says it.
    return rule.otherwise.kind === 'escalate' ? { ...rule, escalatesTo: rule.otherwise.to } : rule;
  });
  const window = fc.constantFrom(
    { kind: 'rolling', milliseconds: 7 * DAY } as const,
    { kind: 'rolling', milliseconds: 5 * HOUR } as const,
    { kind: 'calendar', unit: 'day' } as const,
    { kind: 'calendar', unit: 'week' } as const,
    { kind: 'calendar', unit: 'month' } as const,
  );
  const otherwise = fc.constantFrom<Rule['otherwise']>(
    { kind: 'block' },
    { kind: 'hold' },
    { kind: 'nearest' },
  );
  const when = fc.option(arbitraryCondition(type), { nil: undefined, freq: 2 });
  const cap = fc
    .record({ window, otherwise, when, across: fc.boolean(), most: fc.integer({ min: 0, max: 4 }) })
    .map(({ window, otherwise, when, across, most }) => {
      const fires: Condition = {
        kind: 'compare',
        operator: 'above',
        left: {
          kind: 'arithmetic',
          operator: '+',
          left: { kind: 'sent', window, across, ahead: true },
          right: { kind: 'word', word: 'sending' },
        },
        right: literal(most),
      };
      return boundary('cap', both(when, fires), { form: 'cap', otherwise });
    });
  const spacing = fc
    .record({ hours: fc.constantFrom(1, 4, 30), otherwise, when, across: fc.boolean() })
    .map(({ hours, otherwise, when, across }) => {
      const since: Quantity = { kind: 'sinceLast', across, ahead: true };
      const fires = compare(since, 'below', hours * HOUR);
      return boundary('spacing', both(when, fires), { form: 'spacing', otherwise });
    });
  const word = fc
    .constantFrom<Condition>(
      compare({ kind: 'word', word: 'confidence' }, 'below', 0.5),
      compare({ kind: 'word', word: 'evidence' }, 'below', 3),
      compare({ kind: 'word', word: 'surprise' }, 'above', 2),
      compare({ kind: 'word', word: 'novelty' }, 'above', 0.6),
      compare({ kind: 'word', word: 'agreement' }, 'below', 0.6),
      compare({ kind: 'sinceLast', across: false, ahead: false }, 'below', 30 * HOUR),
      compare(
        {
          kind: 'sent',
          window: { kind: 'rolling', milliseconds: 5 * HOUR },
          across: true,
          ahead: false,
        },
        'above',
        0,
      ),
      compare(
        { kind: 'sent', window: { kind: 'calendar', unit: 'day' }, across: false, ahead: false },
        'above',
        0,
      ),
      both(
        { kind: 'truth', of: { kind: 'word', word: 'exploring' } },
        compare({ kind: 'word', word: 'explored' }, 'above', 0.2),
      ),
    )
    .map((fires) => trigger('word', fires));
  return fc.oneof(
    { weight: 3, arbitrary: anyRule },
    { weight: 2, arbitrary: cap },
    { weight: 1, arbitrary: spacing },
    { weight: 2, arbitrary: word },
  );
}

export function compare(
  left: Quantity,
  operator: 'above' | 'below' | 'atLeast',
  value: number,
): Condition {
  return { kind: 'compare', operator, left, right: literal(value) };
}

function both(one: Condition | undefined, other: Condition): Condition {
  return one ? { kind: 'and', parts: [one, other] } : other;
}

function arbitraryEscalation() {
  return fc
    .record({
      to: fc.constantFrom(...roles),
      otherwise: fc.constantFrom('hold' as const, 'block' as const),
      perDay: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined, freq: 3 }),
      first: fc.option(
        fc.record({
          order: fc.constantFrom('highest' as const, 'lowest' as const),
          of: fc.constantFrom<Quantity>(
            { kind: 'column', name: 'lifetime_value' },
            { kind: 'column', name: 'subject_text' },
            { kind: 'choice' },
            { kind: 'word', word: 'confidence' },
            { kind: 'word', word: 'surprise' },
          ),
        }),
        { nil: undefined },
      ),
      answerWithin: fc.option(fc.constantFrom(HOUR, 4 * HOUR), { nil: undefined }),
    })
    .map(({ perDay, first, answerWithin, ...rest }) => ({
      ...rest,
      ...(perDay === undefined ? {} : { budget: { perDay, ...(first ? { first } : {}) } }),
      ...(answerWithin === undefined ? {} : { answerWithin }),
      at,
    }));
}

function arbitraryLearning(day: number): fc.Arbitrary<NonNullable<Policy['learning']>> {
  return fc
    .record({
      every: fc.constantFrom(DAY, 2 * DAY, 5 * HOUR),
      period: fc.option(
        fc.record({
          from: fc.constantFrom(day / DAY - 3, day / DAY),
          length: fc.constantFrom(2 * DAY, 7 * DAY),
        }),
        { nil: undefined },
      ),
    })
    .map(({ every, period }) => ({
      reviewed: { every, by: 'legal' },
      ...(period ? { period } : {}),
      at,
    }));
}

/** Mostly one, so that ladders are climbed and guards break within a few rows. */
const few = fc.constantFrom(1, 1, 1, 2, 3, 5);

function arbitraryGuard() {
  return fc.record({
    column: fc.constantFrom('left', 'clicked'),
    operator: fc.constantFrom('above' as const, 'below' as const),
    limit: fc.constantFrom(0, 0.25, 0.5),
    over: fc.constantFrom(6 * HOUR, DAY, 3 * DAY),
    from: few,
    at: fc.constant(at),
  });
}

function arbitraryAutonomy(): fc.Arbitrary<Autonomy> {
  const stage = fc.constantFrom(...stages);
  const agrees = (operator: 'atLeast' | 'below') =>
    fc
      .constantFrom(0.4, 0.8, 1)
      .map((share) => compare({ kind: 'word', word: 'agreement' }, operator, share));
  const step = fc
    .record({
      to: stage,
      after: few,
      when: fc.option(agrees('atLeast'), { nil: undefined }),
    })
    .map(({ when, ...rest }) => ({ ...rest, ...(when ? { when } : {}), at }));
  const back = fc.record({
    to: stage,
    when: fc.oneof(fc.constant('guardBroken' as const), agrees('below')),
    at: fc.constant(at),
  });
  return fc.record({
    startsAt: stage,
    steps: fc.array(step, { maxLength: 3 }),
    returns: fc.array(back, { maxLength: 3 }),
    at: fc.constant(at),
  });
}

function arbitraryFeedback(type: ValueType, day: number): fc.Arbitrary<Feedback> {
  return fc
    .record({
      on: fc.constantFrom('override' as const, 'override' as const, 'approval' as const),
      reason: fc.constantFrom(...reasons),
      count: fc.integer({ min: 1, max: 3 }),
      within: fc.option(fc.constantFrom(DAY, 2 * DAY), { nil: undefined }),
      effect: fc.constantFrom(
        'avoid' as const,
        'avoid' as const,
        'avoid' as const,
        'prefer' as const,
      ),
      what: arbitraryCondition(type),
      when: fc.option(arbitraryCondition(type), { nil: undefined }),
      until: fc.option(fc.constantFrom(day / DAY, day / DAY + 2), { nil: undefined }),
    })
    .map(({ count, within, when, until, ...rest }) => ({
      ...rest,
      name: 'feedback',
      after: { count, ...(within === undefined ? {} : { within }) },
      ...(when ? { when } : {}),
      ...(until === undefined ? {} : { until }),
      text: 'avoid …',
      at,
    }));
}
