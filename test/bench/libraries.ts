import { ZenEngine, evaluateExpressionSync } from '@gorules/zen-engine';
import { parse } from '@marcbachmann/cel-js';
import { Engine } from 'json-rules-engine';
import type { NestedCondition } from 'json-rules-engine';
import { ACT, BLOCK, ESCALATE } from './handwritten-rules.ts';
import type { Row } from './rows.ts';

/** One library in one use: what it is given is ready, so that only its decisions are timed. */
export interface Contender {
  name: string;
  /** How many rows a run takes: enough to be steady, few enough to end. */
  rows: number;
  prepare: (rows: Row[]) => () => ArrayLike<number> | Promise<ArrayLike<number>>;
}

export const contenders: Contender[] = [
  { name: 'cel-js, one expression', rows: 100_000, prepare: celAsOne },
  { name: 'cel-js, an expression a rule', rows: 50_000, prepare: celByRule },
  { name: 'zen-engine, expression a row', rows: 10_000, prepare: zenByRow },
  { name: 'zen-engine, expression over all', rows: 20_000, prepare: zenAtOnce },
  { name: 'zen-engine, decision table', rows: 10_000, prepare: zenTable },
  { name: 'json-rules-engine', rows: 5_000, prepare: jsonRules },
];

// --- cel-js: doubles are written with a point -------------------------------------------------

const celNever = [
  'consent != true',
  'send_hour >= 1260.0 || send_hour < 420.0',
  'engagement == "dormant" && send_hour > 1080.0',
  'emails_per_week > 5.0',
  'device == "mobile" && send_hour >= 720.0 && send_hour < 780.0',
];
const celWhen = [
  'lifetime_value > 2000.0 && engagement == "active"',
  'confidence < 0.7',
  'evidence < 200.0',
  'send_hour < 360.0 || send_hour > 720.0',
  'lifetime_value < 5.0 || days_since_open > 365.0',
];

const anyOf = (conditions: string[], or: string) => conditions.map((one) => `(${one})`).join(or);

/** The fastest use: the verdict alone, and nothing is evaluated after the first rule that fires. */
function celAsOne(rows: Row[]) {
  const verdict = parse(
    `${anyOf(celNever, ' || ')} ? ${BLOCK}.0 : ${anyOf(celWhen, ' || ')} ? ${ESCALATE}.0 : ${ACT}.0`,
  );
  return () => rows.map((row) => verdict(row) as number);
}

/** The use that knows, as Handoff does, every rule that fired. */
function celByRule(rows: Row[]) {
  const rules = [
    ...celNever.map((condition) => ({ fires: parse(condition), verdict: BLOCK })),
    ...celWhen.map((condition) => ({ fires: parse(condition), verdict: ESCALATE })),
  ];
  return () =>
    rows.map((row) => {
      let strictest = ACT;
      for (const { fires, verdict } of rules) {
        if (fires(row) === true && verdict > strictest) strictest = verdict;
      }
      return strictest;
    });
}

// --- zen-engine -------------------------------------------------------------------------------

const zenNever = [
  'not consent',
  'send_hour >= 1260 or send_hour < 420',
  'engagement == "dormant" and send_hour > 1080',
  'emails_per_week > 5',
  'device == "mobile" and send_hour >= 720 and send_hour < 780',
];
const zenWhen = [
  'lifetime_value > 2000 and engagement == "active"',
  'confidence < 0.7',
  'evidence < 200',
  'send_hour < 360 or send_hour > 720',
  'lifetime_value < 5 or days_since_open > 365',
];
const zenVerdict =
  `(${anyOf(zenNever, ' or ')}) ? ${BLOCK} : ` +
  `((${anyOf(zenWhen, ' or ')}) ? ${ESCALATE} : ${ACT})`;

function zenByRow(rows: Row[]) {
  return () => rows.map((row) => evaluateExpressionSync(zenVerdict, row) as number);
}

/** One call for all rows: parsed once, and one crossing into native code. */
function zenAtOnce(rows: Row[]) {
  const ofRow = zenVerdict.replace(/(?<!")\b[a-z]+(_[a-z]+)*\b(?!")/g, (word) =>
    ['not', 'and', 'or'].includes(word) ? word : `#.${word}`,
  );
  return () => evaluateExpressionSync(`map(rows, ${ofRow})`, { rows }) as number[];
}

/** A decision table that loops over the rows; the first line that fits decides. */
function zenTable(rows: Row[]) {
  const position = { x: 0, y: 0 };
  const line = (condition: string, verdict: number, i: number) => ({
    _id: `${verdict}-${i}`,
    condition,
    verdict: String(verdict),
  });
  const decision = new ZenEngine().createDecision({
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position, content: {} },
      {
        id: 'table',
        type: 'decisionTableNode',
        name: 'table',
        position,
        content: {
          hitPolicy: 'first',
          executionMode: 'loop',
          inputField: 'rows',
          outputPath: 'rows',
          inputs: [{ id: 'condition', name: 'condition' }],
          outputs: [{ id: 'verdict', name: 'verdict', field: 'verdict' }],
          rules: [
            ...zenNever.map((condition, i) => line(condition, BLOCK, i)),
            ...zenWhen.map((condition, i) => line(condition, ESCALATE, i)),
            line('', ACT, 0),
          ],
        },
      },
      { id: 'out', type: 'outputNode', name: 'out', position, content: {} },
    ],
    edges: [
      { id: 'first', type: 'edge', sourceId: 'in', targetId: 'table' },
      { id: 'second', type: 'edge', sourceId: 'table', targetId: 'out' },
    ],
  });
  return async () => {
    const answer = await decision.evaluate({ rows });
    const decided = answer.result as { rows: { verdict: number }[] };
    return decided.rows.map(({ verdict }) => verdict);
  };
}

// --- json-rules-engine ------------------------------------------------------------------------

const test = (fact: keyof Row, operator: string, value: unknown): NestedCondition => ({
  fact,
  operator,
  value,
});

const jsonNever: NestedCondition[][] = [
  [test('consent', 'notEqual', true)],
  [
    {
      any: [test('send_hour', 'greaterThanInclusive', 1260), test('send_hour', 'lessThan', 420)],
    },
  ],
  [test('engagement', 'equal', 'dormant'), test('send_hour', 'greaterThan', 1080)],
  [test('emails_per_week', 'greaterThan', 5)],
  [
    test('device', 'equal', 'mobile'),
    test('send_hour', 'greaterThanInclusive', 720),
    test('send_hour', 'lessThan', 780),
  ],
];
const jsonWhen: NestedCondition[][] = [
  [test('lifetime_value', 'greaterThan', 2000), test('engagement', 'equal', 'active')],
  [test('confidence', 'lessThan', 0.7)],
  [test('evidence', 'lessThan', 200)],
  [{ any: [test('send_hour', 'lessThan', 360), test('send_hour', 'greaterThan', 720)] }],
  [{ any: [test('lifetime_value', 'lessThan', 5), test('days_since_open', 'greaterThan', 365)] }],
];

/** One engine for all rows, as its documentation advises; the row comes in as run-time facts. */
function jsonRules(rows: Row[]) {
  const engine = new Engine();
  for (const all of jsonNever) {
    engine.addRule({ conditions: { all }, event: { type: 'block', params: { verdict: BLOCK } } });
  }
  for (const all of jsonWhen) {
    engine.addRule({
      conditions: { all },
      event: { type: 'escalate', params: { verdict: ESCALATE } },
    });
  }
  return async () => {
    const verdicts: number[] = [];
    for (const row of rows) {
      const { events } = await engine.run({ ...row });
      verdicts.push(Math.max(ACT, ...events.map(({ params }) => params?.['verdict'] as number)));
    }
    return verdicts;
  };
}
