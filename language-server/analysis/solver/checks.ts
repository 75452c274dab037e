import { candidates } from '../../policy/choices.ts';
import { formatValue } from '../../policy/format.ts';
import { ruleVerdict } from '../../policy/judge.ts';
import { leavesOf } from '../../policy/leaves.ts';
import { verdicts } from '../../policy/model.ts';
import type { Policy, Rule } from '../../policy/model.ts';
import { TRUE as FIRES, UNKNOWN } from '../../policy/tri.ts';
import type { ReviewCode } from '../codes.ts';
import type { Finding } from '../finding.ts';
import type { Encoding } from './encode.ts';
import { encode } from './encode.ts';
import { and, not, or } from './smt.ts';
import type { Answer, SolveOptions } from './solve.ts';
import { solve } from './solve.ts';
import { judged, witnessText } from './witness.ts';
import type { Witness } from './witness.ts';

/** Of more choices than this the question whether none is left would be too long to ask. */
const mostChoices = 200;

/** What can be said of a policy's rules only by reasoning over all decisions there could be. */
export async function deepFindings(policy: Policy, options: SolveOptions): Promise<Finding[]> {
  const ask: Ask = (rules, formula) => {
    const encoding = encode(
      policy,
      rules.map(({ fires }) => fires),
    );
    return solve(formula(encoding), encoding, options);
  };
  const found: Finding[] = [];
  const settled = new Set<Rule>();
  for (const rule of policy.rules) {
    const finding = (await neverFires(rule, ask)) ?? (await alwaysFires(rule, { policy, ask }));
    if (!finding) continue;
    found.push(finding);
    settled.add(rule);
  }
  // A rule that never fires, or always, would be said to be like many others.
  const open = policy.rules.filter((rule) => !settled.has(rule));
  for (const rule of open) {
    const finding = await coveredBy(rule, open, { policy, ask });
    if (finding) found.push(finding);
  }
  found.push(...(await usualBreaks(policy, ask)), ...(await nothingAllowed(policy, ask)));
  return found;
}

type Ask = (rules: readonly Rule[], formula: (encoding: Encoding) => string) => Promise<Answer>;

interface Asked {
  policy: Policy;
  ask: Ask;
}

/** A decision in which all of the rules fire, in words; nothing where none is certain. */
async function shown(rules: readonly Rule[], { policy, ask }: Asked): Promise<string> {
  const answer = await ask(rules, ({ truth }) =>
    and(...rules.map(({ fires }) => truth(fires).holds)),
  );
  if (answer.kind !== 'possible') return '';
  const { witness } = answer;
  const isReal = rules.every(({ fires }) => judged(fires, witness, policy) === FIRES);
  return isReal ? forWhom(witness, policy, { withChoice: true }) : '';
}

async function neverFires(rule: Rule, ask: Ask): Promise<Finding | undefined> {
  const answer = await ask([rule], ({ truth }) => truth(rule.fires).holds);
  if (answer.kind === 'undecided') return undecided(rule, 'whether it can fire');
  if (answer.kind === 'possible') return undefined;
  return finding('never-fires', `\`${rule.name}\` can never fire: no decision meets it`, rule);
}

async function alwaysFires(rule: Rule, { policy, ask }: Asked): Promise<Finding | undefined> {
  // A cap of none is a way to say that nothing is sent, and a boundary may be meant to stop all.
  if (rule.kind !== 'trigger') return undefined;
  const answer = await ask([rule], ({ truth }) => truth(rule.fires).fails);
  if (answer.kind === 'undecided') return undecided(rule, 'whether it always fires');
  if (answer.kind === 'possible') return undefined;
  const example = await shown([rule], { policy, ask });
  const message = `\`${rule.name}\` always fires, and the agent never decides alone${example}`;
  return finding('always-fires', message, rule);
}

/** A rule that gives nothing that another one does not give as well, at least as strict. */
async function coveredBy(
  rule: Rule,
  rules: readonly Rule[],
  { policy, ask }: Asked,
): Promise<Finding | undefined> {
  for (const other of rules) {
    if (other === rule || !sharesLeaf(rule, other)) continue;
    const isCovered = await covers(other, rule, ask);
    if (isCovered === 'undecided') return undecided(rule, `whether \`${other.name}\` covers it`);
    if (!isCovered) continue;
    // Where this cannot be decided, the rule is covered all the same.
    const isSame = (await covers(rule, other, ask)) === true;
    // Of two that say the same, the later one goes.
    if (isSame && rules.indexOf(other) > rules.indexOf(rule)) continue;
    const example = await shown([rule, other], { policy, ask });
    return {
      ...finding(
        isSame ? 'same-rule' : 'never-decides',
        isSame
          ? `\`${rule.name}\` says the same as \`${other.name}\`${example}`
          : `\`${rule.name}\` never decides: whenever it fires, \`${other.name}\` does, and is as strict${example}`,
        rule,
      ),
      related: { message: `\`${other.name}\``, at: other.at },
    };
  }
  return undefined;
}

async function covers(other: Rule, rule: Rule, ask: Ask): Promise<boolean | 'undecided'> {
  if (!isAsStrict(other, rule)) return false;
  const answer = await ask([other, rule], ({ truth }) => {
    const [strict, loose] = [truth(other.fires), truth(rule.fires)];
    const isUnknown = and(not(loose.holds), not(loose.fails));
    // Fired, the other one fires as well; unknown, it gives an escalation at least.
    return or(and(loose.holds, not(strict.holds)), and(isUnknown, strict.fails));
  });
  return answer.kind === 'undecided' ? 'undecided' : answer.kind === 'never';
}

/** Whether the one, fired, leaves nothing for the other to add. */
function isAsStrict(one: Rule, other: Rule): boolean {
  const rank = (rule: Rule): number => verdicts.indexOf(ruleVerdict(rule, FIRES));
  if (rank(one) < rank(other) || rank(one) < verdicts.indexOf(ruleVerdict(other, UNKNOWN))) {
    return false;
  }
  if (one.escalatesTo !== other.escalatesTo) return false;
  return one.otherwise.kind === 'nearest'
    ? other.otherwise.kind === 'nearest'
    : other.otherwise.kind !== 'nearest';
}

function sharesLeaf(left: Rule, right: Rule): boolean {
  const keys = new Set(leavesOf(left.fires).map((leaf) => JSON.stringify(leaf)));
  return leavesOf(right.fires).some((leaf) => keys.has(JSON.stringify(leaf)));
}

/** Boundaries about the choice itself: caps and the like stop everything, as they are meant to. */
function choiceBoundaries({ rules }: Policy): Rule[] {
  return rules.filter(
    ({ form, fires }) => form === 'never' && leavesOf(fires).some(({ kind }) => kind === 'choice'),
  );
}

async function usualBreaks(policy: Policy, ask: Ask): Promise<Finding[]> {
  const { usual, choice } = policy;
  if (usual === undefined) return [];
  const found: Finding[] = [];
  for (const rule of choiceBoundaries(policy)) {
    const answer = await ask([rule], ({ truth }) => truth(rule.fires, usual).holds);
    if (answer.kind === 'never') continue;
    if (
      answer.kind === 'undecided' ||
      judged(rule.fires, answer.witness, policy, usual) !== FIRES
    ) {
      found.push(undecided(rule, 'whether the usual choice breaks it'));
      continue;
    }
    const shown = formatValue(usual, choice.type, policy.data);
    const message = `The usual choice ${shown} breaks \`${rule.name}\`${forWhom(answer.witness, policy)}`;
    found.push(finding('usual-breaks', message, rule));
  }
  return found;
}

async function nothingAllowed(policy: Policy, ask: Ask): Promise<Finding[]> {
  const choices = candidates(policy.choice.type);
  const rules = choiceBoundaries(policy);
  const [first] = rules;
  if (!choices || !first || choices.length === 0) return [];
  const at = { ...first, name: policy.handoff, at: policy.at };
  const question = 'whether its boundaries leave a choice';
  if (choices.length > mostChoices) return [undecided(at, question)];
  const answer = await ask(rules, ({ truth }) =>
    and(...choices.map((choice) => or(...rules.map(({ fires }) => truth(fires, choice).holds)))),
  );
  if (answer.kind === 'never') return [];
  const isReal =
    answer.kind === 'possible' &&
    choices.every((choice) =>
      rules.some(({ fires }) => judged(fires, answer.witness, policy, choice) === FIRES),
    );
  if (!isReal) return [undecided(at, question)];
  const names = rules.map(({ name }) => `\`${name}\``).join(', ');
  const message = `${names} together leave no allowed choice${forWhom(answer.witness, policy)}`;
  return [finding('no-choice-left', message, at)];
}

function forWhom(
  witness: Witness,
  policy: Policy,
  options: { withChoice: boolean } = { withChoice: false },
): string {
  const text = witnessText(witness, policy, options);
  return text === '' ? '' : `, for example where ${text}`;
}

function finding(code: ReviewCode, message: string, { at }: Pick<Rule, 'at'>): Finding {
  return { code, message, at };
}

function undecided({ name, at }: Rule, what: string): Finding {
  return { code: 'undecided', message: `\`${name}\`: could not decide in time ${what}`, at };
}
