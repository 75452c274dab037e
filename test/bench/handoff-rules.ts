import { compileRules } from '../../language-server/policy/columns.ts';
import { verdictOf } from '../../language-server/policy/columns/findings.ts';
import type {
  Column,
  Comparison,
  Condition,
  Leaf,
  Policy,
  Quantity,
  Rule,
  ValueType,
} from '../../language-server/policy/model.ts';
import { devices, engagements } from './rows.ts';
import type { Columns } from './rows.ts';

/** The same ten rules as a compiled policy, evaluated by Handoff's columns. */
export function decideByHandoff(columns: Columns): () => Uint8Array {
  const policy = tenRules();
  const program = compileRules(policy.rules, policy);
  const inputs = program.leaves.map((leaf) => inputOf(leaf, columns));
  const verdicts = new Uint8Array(columns.rows);
  return () => {
    verdicts.fill(0);
    program.judge({ inputs, count: columns.rows }, verdicts);
    for (let i = 0; i < verdicts.length; i++) verdicts[i] = verdictOf[verdicts[i]!]!;
    return verdicts;
  };
}

function inputOf(leaf: Leaf, columns: Columns): Float64Array {
  if (leaf.kind === 'choice') return columns.send_hour;
  if (leaf.kind === 'word' && leaf.word === 'confidence') return columns.confidence;
  if (leaf.kind === 'word' && leaf.word === 'evidence') return columns.evidence;
  if (leaf.kind === 'column') {
    const input: unknown = columns[leaf.name as keyof Columns];
    if (input instanceof Float64Array) return input;
  }
  throw new Error(`The bench has no column for ${JSON.stringify(leaf)}.`);
}

const column = (name: string): Quantity => ({ kind: 'column', name });
const choice: Quantity = { kind: 'choice' };
const literal = (value: number): Quantity => ({ kind: 'literal', value });
const hour = (value: number): Quantity => literal(60 * value);
const compare = (left: Quantity, operator: Comparison, right: Quantity): Condition => ({
  kind: 'compare',
  operator,
  left,
  right,
});
const between = (low: Quantity, high: Quantity): Condition => ({
  kind: 'between',
  of: choice,
  low,
  high,
  ends: 'halfOpen',
  wraps: true,
});
const and = (...parts: Condition[]): Condition => ({ kind: 'and', parts });
const or = (...parts: Condition[]): Condition => ({ kind: 'or', parts });

function tenRules(): Policy {
  const at = { file: 'bench.handoff', line: 1 };
  const rule = (kind: Rule['kind'], name: string, fires: Condition): Rule => ({
    name,
    kind,
    block: kind === 'boundary' ? 'boundaries' : 'escalate',
    form: kind === 'boundary' ? 'never' : 'when',
    fires,
    otherwise: { kind: 'block' },
    escalatesTo: 'lifecycle_team',
    text: name,
    at,
  });
  const never = (name: string, fires: Condition) => rule('boundary', name, fires);
  const when = (name: string, fires: Condition) => rule('trigger', name, fires);
  const type: ValueType = { kind: 'time', step: 60 };
  const columns: Column[] = [
    { name: 'send_hour', type, role: 'chosen' },
    { name: 'consent', type: { kind: 'yesNo' } },
    { name: 'engagement', type: { kind: 'oneOf', values: [...engagements] } },
    { name: 'device', type: { kind: 'oneOf', values: [...devices] } },
    { name: 'lifetime_value', type: { kind: 'money', currency: 'EUR' } },
    { name: 'emails_per_week', type: { kind: 'number' } },
    { name: 'days_since_open', type: { kind: 'number' } },
  ];
  const value = column('lifetime_value');
  const word = (name: 'confidence' | 'evidence'): Quantity => ({ kind: 'word', word: name });
  return {
    format: 1,
    handoff: 'bench',
    data: {
      name: 'engagement',
      path: 'engagement.csv',
      declaredIn: '/bench.handoff',
      singular: 'email',
      plural: 'emails',
      columns,
    },
    choice: { column: 'send_hour', type },
    usual: 540,
    peopleKeep: [],
    watch: [],
    guards: [],
    rules: [
      never('consent', compare(column('consent'), 'isNot', literal(1))),
      never('quiet_hours', between(hour(21), hour(7))),
      never(
        'dormant_evenings',
        and(
          compare(column('engagement'), 'is', literal(engagements.indexOf('dormant'))),
          compare(choice, 'above', hour(18)),
        ),
      ),
      never('too_many', compare(column('emails_per_week'), 'above', literal(5))),
      never(
        'mobile_lunch',
        and(
          compare(column('device'), 'is', literal(devices.indexOf('mobile'))),
          between(hour(12), hour(13)),
        ),
      ),
      when(
        'valuable',
        and(
          compare(value, 'above', literal(2000)),
          compare(column('engagement'), 'is', literal(engagements.indexOf('active'))),
        ),
      ),
      when('unsure', compare(word('confidence'), 'below', literal(0.7))),
      when('thin_evidence', compare(word('evidence'), 'below', literal(200))),
      when('unusual', {
        kind: 'farFrom',
        of: choice,
        from: hour(9),
        distance: 180,
        cycle: 1440,
      }),
      when(
        'worthless_or_gone',
        or(
          compare(value, 'below', literal(5)),
          compare(column('days_since_open'), 'above', literal(365)),
        ),
      ),
    ],
    escalations: [],
    feedback: [],
    calendars: {},
    at,
  };
}
