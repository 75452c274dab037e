import type {
  Condition,
  Leaf,
  Policy,
  Quantity,
  Rule,
  Value,
} from '../../language-server/policy/model.ts';

/** A whole policy around the parts that a test is about. */
export function policyWith(parts: Partial<Policy> = {}): Policy {
  return {
    format: 1,
    handoff: 'newsletter',
    data: {
      name: 'engagement',
      path: 'engagement.csv',
      declaredIn: '/policies/newsletter.handoff',
      singular: 'email',
      plural: 'emails',
      columns: [
        { name: 'engagement', type: { kind: 'oneOf', values: ['active', 'lapsing', 'dormant'] } },
        { name: 'consent', type: { kind: 'yesNo' } },
        { name: 'lifetime_value', type: { kind: 'money', currency: 'EUR' } },
        { name: 'visits', type: { kind: 'number' } },
        { name: 'opens_at', type: { kind: 'time', step: 1 } },
        { name: 'birthday', type: { kind: 'date' } },
        { name: 'subject_text', type: { kind: 'text' } },
        { name: 'preheader', type: { kind: 'text' } },
        { name: 'campaign', type: { kind: 'identifier' } },
      ],
    },
    choice: { column: 'send_hour', type: { kind: 'time', step: 60 } },
    peopleKeep: [],
    watch: [],
    guards: [],
    rules: [],
    escalations: [],
    feedback: [],
    calendars: {},
    at: { file: 'newsletter.handoff', line: 1 },
    ...parts,
  };
}

export function boundary(name: string, fires: Condition, parts: Partial<Rule> = {}): Rule {
  return {
    name,
    kind: 'boundary',
    block: 'boundaries',
    form: 'never',
    fires,
    otherwise: { kind: 'block' },
    escalatesTo: 'lifecycle_team',
    text: `never when ${name}`,
    at: { file: 'newsletter.handoff', line: 1 },
    ...parts,
  };
}

export function trigger(name: string, fires: Condition, parts: Partial<Rule> = {}): Rule {
  return boundary(name, fires, {
    kind: 'trigger',
    block: 'escalate',
    form: 'when',
    text: `when ${name}`,
    ...parts,
  });
}

export function column(name: string): Leaf {
  return { kind: 'column', name };
}

export function literal(value: Value): Quantity {
  return { kind: 'literal', value };
}

export const choice: Leaf = { kind: 'choice' };

/** `send_hour is between low and high`: its start belongs to it, its end does not. */
export function choiceBetween(low: number, high: number): Condition {
  const ends = { low: literal(low), high: literal(high), ends: 'halfOpen', wraps: true } as const;
  return { kind: 'between', of: choice, ...ends };
}

/** A row as columns by name; what is left out is unknown. */
export function reading(values: Record<string, Value>): (leaf: Leaf) => Value | undefined {
  return (leaf) => values[leaf.kind === 'column' ? leaf.name : leaf.kind];
}
