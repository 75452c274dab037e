import { ruleVerdict } from '../../policy/judge.ts';
import { leavesOf } from '../../policy/leaves.ts';
import { verdicts } from '../../policy/model.ts';
import type { Policy, Rule } from '../../policy/model.ts';
import { FALSE as FAILS, TRUE as FIRES, UNKNOWN } from '../../policy/tri.ts';
import type { Finding } from '../finding.ts';
import type { Ask } from './ask.ts';
import { askOf, forWhom, undecided } from './ask.ts';
import { nothingAllowed, usualBreaks } from './choice-checks.ts';
import type { Samples } from './samples.ts';
import { addTo, samplesOf } from './samples.ts';
import { and, not, or } from './smt.ts';
import type { SolveOptions } from './solve.ts';
import type { Witness } from './witness.ts';
import { judged } from './witness.ts';

export interface ReasonOptions extends SolveOptions {
  /**
   * Decisions that are tried of each rule before the solver is asked, which is a thousand times
   * slower; with 0 it is asked everything. What is found is the same with any number.
   */
  draws?: number;
  /** Awaited between rules: others get their turn, and a rejection ends the reasoning. */
  checkpoint?: () => Promise<void>;
}

const defaultDraws = 128;

/** What can be said of a policy's rules only by reasoning over all decisions there could be. */
export async function deepFindings(policy: Policy, options: ReasonOptions): Promise<Finding[]> {
  const { draws = defaultDraws, checkpoint = () => Promise.resolve() } = options;
  const ask = askOf(policy, options);
  const asked: Asked = { policy, ask, draws };
  const found: Finding[] = [];
  // A rule that never fires, or always, would be said to be like many others.
  const open: Candidate[] = [];
  for (const rule of policy.rules) {
    await checkpoint();
    const candidate = candidateOf(rule, asked);
    const finding = (await neverFires(candidate, asked)) ?? (await alwaysFires(candidate, asked));
    if (finding) found.push(finding);
    else open.push(candidate);
  }
  for (const candidate of open) {
    await checkpoint();
    const finding = await coveredBy(candidate, open, asked);
    if (finding) found.push(finding);
  }
  for (const check of [usualBreaks, nothingAllowed]) {
    await checkpoint();
    found.push(...(await check(policy, ask)));
  }
  return found;
}

/** A rule with decisions that show what it is not. */
interface Candidate {
  rule: Rule;
  leaves: ReadonlySet<string>;
  samples: Samples;
}

interface Asked {
  policy: Policy;
  ask: Ask;
  draws: number;
}

function candidateOf(rule: Rule, { policy, draws }: Asked): Candidate {
  const samples = samplesOf(rule.fires, policy, draws);
  const leaves = new Set(leavesOf(rule.fires).map((leaf) => JSON.stringify(leaf)));
  return { rule, leaves, samples };
}

function learn({ rule, samples }: Candidate, witness: Witness, { policy, draws }: Asked): void {
  if (draws > 0) addTo(samples, witness, { condition: rule.fires, policy });
}

async function neverFires(candidate: Candidate, asked: Asked): Promise<Finding | undefined> {
  const { rule, samples } = candidate;
  if (samples.fires.length > 0) return undefined;
  const answer = await asked.ask([rule], ({ truth }) => truth(rule.fires).holds);
  if (answer.kind === 'undecided') return undecided(rule, 'whether it can fire');
  if (answer.kind === 'possible') {
    learn(candidate, answer.witness, asked);
    return undefined;
  }
  const message = `\`${rule.name}\` can never fire: no decision meets it`;
  return { code: 'never-fires', message, at: rule.at };
}

async function alwaysFires(
  { rule, samples }: Candidate,
  asked: Asked,
): Promise<Finding | undefined> {
  // A cap of none is a way to say that nothing is sent, and a boundary may be meant to stop all.
  if (rule.kind !== 'trigger' || samples.fails) return undefined;
  const answer = await asked.ask([rule], ({ truth }) => truth(rule.fires).fails);
  if (answer.kind === 'undecided') return undecided(rule, 'whether it always fires');
  if (answer.kind === 'possible') return undefined;
  const example = await shown([rule], asked);
  const message = `\`${rule.name}\` always fires, and the agent never decides alone${example}`;
  return { code: 'always-fires', message, at: rule.at };
}

/** A rule that gives nothing that another one does not give as well, at least as strict. */
async function coveredBy(
  candidate: Candidate,
  candidates: readonly Candidate[],
  asked: Asked,
): Promise<Finding | undefined> {
  const { rule } = candidate;
  let open: Finding | undefined;
  for (const one of candidates) {
    const { rule: other } = one;
    if (other === rule || !sharesLeaf(one, candidate)) continue;
    const isCovered = await covers(one, candidate, asked);
    if (isCovered === 'undecided') {
      open ??= undecided(rule, `whether \`${other.name}\` covers it`);
      continue;
    }
    if (!isCovered) continue;
    // Where this cannot be decided, the rule is covered all the same.
    const isSame = (await covers(candidate, one, asked)) === true;
    // Of two that say the same, the later one goes.
    if (isSame && candidates.indexOf(one) > candidates.indexOf(candidate)) continue;
    const example = await shown([rule, other], asked);
    const says = isSame
      ? `\`${rule.name}\` says the same as \`${other.name}\`${example}`
      : `\`${rule.name}\` never decides: whenever it fires, \`${other.name}\` does, and is as strict${example}`;
    const code = isSame ? 'same-rule' : 'never-decides';
    const related = { message: `\`${other.name}\``, at: other.at };
    return { code, message: says, at: rule.at, related };
  }
  return open;
}

async function covers(
  one: Candidate,
  candidate: Candidate,
  asked: Asked,
): Promise<boolean | 'undecided'> {
  const [other, rule] = [one.rule, candidate.rule];
  if (!isAsStrict(other, rule) || isDisproved(one, candidate, asked.policy)) return false;
  const answer = await asked.ask([other, rule], ({ truth }) => {
    const [strict, loose] = [truth(other.fires), truth(rule.fires)];
    const isUnknown = and(not(loose.holds), not(loose.fails));
    // Fired, the other one fires as well; unknown, it gives an escalation at least.
    return or(and(loose.holds, not(strict.holds)), and(isUnknown, strict.fails));
  });
  if (answer.kind === 'undecided') return 'undecided';
  if (answer.kind === 'never') return true;
  learn(candidate, answer.witness, asked);
  return false;
}

/** Whether one of the decisions at hand shows that the one does not cover the other. */
function isDisproved(one: Candidate, { samples }: Candidate, policy: Policy): boolean {
  const { fires } = one.rule;
  return (
    samples.fires.some((witness) => judged(fires, witness, policy) !== FIRES) ||
    samples.unknown.some((witness) => judged(fires, witness, policy) === FAILS)
  );
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

function sharesLeaf(left: Candidate, right: Candidate): boolean {
  for (const leaf of left.leaves) if (right.leaves.has(leaf)) return true;
  return false;
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
