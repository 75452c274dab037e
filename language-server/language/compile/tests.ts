import type { LocalMoment, PolicyTest, Value, ValueType } from '../../policy/model.ts';
import { stages } from '../../policy/model.ts';
import type * as ast from '../generated/ast.ts';
import { asName, suggestion } from '../suggestion.ts';
import { dateRemedies, timeRemedies } from './remedies.ts';
import { isZone } from '../../policy/clock.ts';
import { rowNoun } from './context.ts';
import type { CompiledHandoff } from './handoff.ts';
import { daysOf, minutesOf } from './canonical.ts';
import { noSuchDate } from './literals.ts';
import { measuredType, measuredWords } from './quantities.ts';
import type { Session } from './session.ts';
import { valueOf } from './values.ts';

/** Compiles one test of a compiled handoff; undefined where it lacks its choice or expectation. */
export function compileTest(
  node: ast.PolicyTest,
  { policy, ruleNames, scope }: CompiledHandoff,
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
            remedies: [{ text: asName(policy.data.plural) }],
          });
        }
        for (const moment of part.moments) {
          const local = momentOf(moment, report);
          if (local) after.push(local);
        }
        break;
      case 'ChoiceMade': {
        const isOther = checkChoiceColumn(part.column, part, here);
        if (choice !== undefined) report('repeated-part', 'A test has one choice', part);
        // A value of another column says nothing of this one.
        if (isOther) break;
        choice = valueOf(part.value, policy.choice.type, here);
        const local = part.moment && momentOf(part.moment, report);
        if (local) on = effectiveAt(local, choice, policy.choice.type);
        break;
      }
      case 'Expectation':
        if (expect) report('repeated-part', 'A test has one expectation', part);
        expect = expectationOf(part, { policy, ruleNames }, here);
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
  const { hint, remedies } = suggestion(name, [...scope.columns.keys(), ...measuredWords, 'stage']);
  scope.report(
    'unknown-name',
    `\`${name}\` is no column of \`${scope.data?.name ?? ''}\` and no measured word${hint}`,
    fact,
    { property: 'name', remedies },
  );
  return undefined;
}

function momentOf(moment: ast.LocalMoment, report: Scope['report']): LocalMoment | undefined {
  const date = daysOf(moment.date);
  const time = moment.time === undefined ? 0 : minutesOf(moment.time);
  if (date === undefined) {
    const remedies = dateRemedies(moment.date);
    report('invalid-date', noSuchDate(moment.date), moment, { property: 'date', remedies });
  }
  if (time === undefined) {
    const remedies = timeRemedies(moment.time);
    const message = `\`${moment.time ?? ''}\` is not a time; write one from 00:00 to 23:59`;
    report('invalid-date', message, moment, { property: 'time', remedies });
  }
  return date === undefined || time === undefined ? undefined : { date, time };
}

/** A chosen time of day is the time at which the decision takes effect on that date. */
function effectiveAt(local: LocalMoment, choice: Value | undefined, type: ValueType): LocalMoment {
  return type.kind === 'time' && typeof choice === 'number'
    ? { date: local.date, time: choice }
    : local;
}

/** Whether another column is named than the one that the agent chooses, which is reported. */
function checkChoiceColumn(
  column: string | undefined,
  node: ast.ChoiceMade | ast.Expectation,
  scope: Scope,
): boolean {
  if (column === undefined || column === scope.choice?.column) return false;
  scope.report(
    'unknown-name',
    `The agent chooses \`${scope.choice?.column ?? ''}\`, not \`${column}\``,
    node,
    { property: 'column', remedies: [{ text: asName(scope.choice?.column ?? ''), sure: true }] },
  );
  return true;
}

function expectationOf(
  node: ast.Expectation,
  { policy, ruleNames }: Pick<CompiledHandoff, 'policy' | 'ruleNames'>,
  scope: Scope,
): PolicyTest['expect'] | undefined {
  const verdict = node.verdict as PolicyTest['expect']['verdict'] | undefined;
  if (!verdict) return undefined;
  const isOther = checkChoiceColumn(node.column, node, scope);
  const choice = isOther ? undefined : node.value && valueOf(node.value, policy.choice.type, scope);
  for (const [index, name] of node.rules.entries()) {
    if (!ruleNames || ruleNames.has(name)) continue;
    const { hint, remedies } = suggestion(name, ruleNames);
    scope.report('unknown-name', `\`${policy.handoff}\` has no rule \`${name}\`${hint}`, node, {
      property: 'rules',
      index,
      remedies,
    });
  }
  return {
    verdict,
    ...(node.role === undefined ? {} : { to: node.role }),
    ...(choice === undefined ? {} : { choice }),
    by: node.rules,
  };
}
