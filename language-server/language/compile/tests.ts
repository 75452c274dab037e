import type { LocalMoment, PolicyTest, Value, ValueType } from '../../policy/model.ts';
import { stages } from '../../policy/model.ts';
import type * as ast from '../generated/ast.ts';
import { didYouMean } from '../../near-words.ts';
import { isZone } from '../../policy/clock.ts';
import { rowNoun } from './context.ts';
import type { CompiledHandoff } from './handoff.ts';
import { daysOf, minutesOf, noSuchDate } from './literals.ts';
import { measuredType } from './quantities.ts';
import type { Session } from './session.ts';
import { valueOf } from './values.ts';

/** Compiles one test of a compiled handoff; undefined where it lacks its choice or expectation. */
export function compileTest(
  node: ast.PolicyTest,
  { policy, scope }: CompiledHandoff,
  session: Session,
): PolicyTest | undefined {
  const report = session.reportFor(node);
  const here = { ...scope, report, place: 'a test' };
  // No prototype: a column may be called `__proto__`.
  const given = Object.create(null) as PolicyTest['given'];
  const words: PolicyTest['words'] = {};
  const after: LocalMoment[] = [];
  let stage: PolicyTest['stage'] = 'act';
  let choice: Value | undefined;
  let on: LocalMoment | undefined;
  let expect: PolicyTest['expect'] | undefined;
  const said = new Set<string>();
  const place = (fact: ast.Fact): void => {
    const name = fact.name as string | undefined;
    if (name === undefined) return;
    if (said.has(name)) report('repeated-part', `\`${name}\` is given twice`, fact);
    said.add(name);
    if (name === 'stage' && !scope.columns.has('stage')) {
      const named = valueOf(fact.value, { kind: 'oneOf', values: [...stages] }, here);
      if (fact.unknown) report('unknown-value', `Expected one of ${stages.join(', ')}`, fact);
      stage = stages[Number(named ?? 2)] ?? 'act';
      return;
    }
    const type = factType(name, fact, here);
    if (!type) return;
    if (fact.unknown) {
      // A measured word that is not given is ordinary, and a clock that is not given is UTC.
      if (!scope.columns.has(name)) words[name as keyof typeof words] = NaN;
      else if (scope.columns.get(name)?.role === 'clock') given[name] = unknownZone;
      return;
    }
    const value = valueOf(fact.value, type, here);
    if (value === undefined) return;
    if (type.kind === 'zone' && !isZone(String(value))) {
      report(
        'unknown-value',
        `\`${String(value)}\` is not a time zone such as "Europe/Berlin"`,
        fact,
      );
      return;
    }
    if (scope.columns.has(name)) given[name] = value;
    else words[name as keyof typeof words] = Number(value);
  };
  for (const part of node.parts) {
    switch (part.$type) {
      case 'Given':
        part.facts.forEach(place);
        break;
      case 'After':
        if (rowNoun(part.noun, scope) === undefined) {
          report('mixed-units', `Expected ${policy.data.plural}, found \`${part.noun}\``, part, {
            property: 'noun',
          });
        }
        for (const moment of part.moments) {
          const local = momentOf(moment, report);
          if (local) after.push(local);
        }
        break;
      case 'ChoiceMade': {
        checkChoiceColumn(part.column, part, here);
        if (choice !== undefined) report('repeated-part', 'A test has one choice', part);
        choice = valueOf(part.value, policy.choice.type, here);
        const local = part.moment && momentOf(part.moment, report);
        if (local) on = effectiveAt(local, choice, policy.choice.type);
        break;
      }
      case 'Expectation':
        if (expect) report('repeated-part', 'A test has one expectation', part);
        expect = expectationOf(part, policy, here);
    }
  }
  if (choice === undefined || !expect) {
    if (!node.parts.some((part) => part.$type === 'ChoiceMade')) {
      report(
        'missing-part',
        `This test needs \`when the agent chooses ${policy.choice.column} …\``,
        node,
        { property: 'title' },
      );
    }
    if (!node.parts.some((part) => part.$type === 'Expectation')) {
      report('missing-part', 'This test needs `expect …`', node, { property: 'title' });
    }
    return undefined;
  }
  return {
    title: node.title,
    handoff: policy.handoff,
    given,
    words,
    stage,
    after,
    choice,
    ...(on ? { on } : {}),
    expect,
    at: session.at(node),
  };
}

/** No zone has this name, so that no clock is read by it. */
const unknownZone = '';

type Scope = CompiledHandoff['scope'];

function factType(name: string, fact: ast.Fact, scope: Scope): ValueType | undefined {
  const column = scope.columns.get(name);
  if (column?.role === 'outcome') {
    scope.report('no-peeking', `\`${name}\` is an outcome: a decision cannot rest on it`, fact);
    return undefined;
  }
  if (column?.role === 'chosen' || column?.role === 'propensity') {
    scope.report(
      'no-peeking',
      `\`${name}\` tells what was logged; say what the agent chooses with \`when\``,
      fact,
    );
    return undefined;
  }
  const type = column?.type ?? measuredType(name, scope);
  if (type) return type;
  scope.report(
    'unknown-name',
    `\`${name}\` is no column of \`${scope.data?.name ?? ''}\` and no measured word${didYouMean(name, scope.columns.keys())}`,
    fact,
    { property: 'name' },
  );
  return undefined;
}

function momentOf(moment: ast.LocalMoment, report: Scope['report']): LocalMoment | undefined {
  const date = daysOf(moment.date);
  const time = moment.time === undefined ? 0 : minutesOf(moment.time);
  if (date === undefined) report('invalid-date', noSuchDate(moment.date), moment);
  if (time === undefined) report('invalid-date', `\`${moment.time ?? ''}\` is not a time`, moment);
  return date === undefined || time === undefined ? undefined : { date, time };
}

/** A chosen time of day is the time at which the decision takes effect on that date. */
function effectiveAt(local: LocalMoment, choice: Value | undefined, type: ValueType): LocalMoment {
  return type.kind === 'time' && typeof choice === 'number'
    ? { date: local.date, time: choice }
    : local;
}

function checkChoiceColumn(
  column: string | undefined,
  node: ast.ChoiceMade | ast.Expectation,
  scope: Scope,
): void {
  if (column === undefined || column === scope.choice?.column) return;
  scope.report(
    'unknown-name',
    `The agent chooses \`${scope.choice?.column ?? ''}\`, not \`${column}\``,
    node,
    {
      property: 'column',
    },
  );
}

function expectationOf(
  node: ast.Expectation,
  policy: CompiledHandoff['policy'],
  scope: Scope,
): PolicyTest['expect'] | undefined {
  const verdict = node.verdict as PolicyTest['expect']['verdict'] | undefined;
  if (!verdict) return undefined;
  checkChoiceColumn(node.column, node, scope);
  const choice = node.value && valueOf(node.value, policy.choice.type, scope);
  const known = policy.rules.map((rule) => rule.name);
  for (const [index, name] of node.rules.entries()) {
    if (known.includes(name)) continue;
    scope.report(
      'unknown-name',
      `\`${policy.handoff}\` has no rule \`${name}\`${didYouMean(name, known)}`,
      node,
      {
        property: 'rules',
        index,
      },
    );
  }
  return {
    verdict,
    ...(node.role === undefined ? {} : { to: node.role }),
    ...(choice === undefined ? {} : { choice }),
    by: node.rules,
  };
}
