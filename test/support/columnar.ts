import { candidates } from '../../language-server/policy/choices.ts';
import { compileRules } from '../../language-server/policy/columns.ts';
import type { CompileOptions, Rows } from '../../language-server/policy/columns.ts';
import {
  nearestLanes,
  newResolution,
  resolve,
  stageVerdict,
} from '../../language-server/policy/columns/resolve.ts';
import { isText, leafType } from '../../language-server/policy/leaves.ts';
import { verdicts } from '../../language-server/policy/model.ts';
import type { Leaf, Policy, Stage, Value, Verdict } from '../../language-server/policy/model.ts';

export type ReadRow = (row: number, leaf: Leaf, choice: Value) => Value | undefined;

/** The inputs of a program, in its order, text coded by one growing dictionary a leaf. */
export function inputsFor(
  leaves: readonly Leaf[],
  policy: Policy,
  cells: { row: number; choice: Value }[],
  read: ReadRow,
): Rows {
  const dictionaries = leaves.map((leaf): string[] | undefined =>
    isText(leafType(leaf, policy)) ? [] : undefined,
  );
  const inputs = leaves.map((leaf, slot) =>
    Float64Array.from(cells, ({ row, choice }) => {
      const value = leaf.kind === 'choice' ? choice : read(row, leaf, choice);
      if (typeof value !== 'string') return value ?? NaN;
      const dictionary = dictionaries[slot] ?? [];
      const code = dictionary.indexOf(value);
      return code >= 0 ? code : dictionary.push(value) - 1;
    }),
  );
  return { inputs, count: cells.length, dictionaries };
}

export interface FastJudgement {
  verdict: Verdict;
  choice: Value | undefined;
  replaced: boolean;
  fellBackToUsual: boolean;
}

/**
 * Judges one proposal a row with the evaluator on columns: every row beside every choice, and then
 * `resolve` on the lanes of each row.
 */
export function judgeColumns(
  policy: Policy,
  proposals: { row: number; choice: Value }[],
  stage: Stage,
  read: ReadRow,
): FastJudgement[] {
  const choices = laneChoices(policy, proposals);
  const findings = choices.map((choice) => {
    const found = new Uint8Array(proposals.length);
    const cells = proposals.map(({ row }) => ({ row, choice }));
    addFindings(policy, cells, { choice }, read, found);
    return found;
  });
  const lanes = {
    findings: new Uint8Array(choices.length),
    usual: policy.usual === undefined ? -1 : choices.indexOf(policy.usual),
    nearest: nearestLanes(policy.choice.type, choices),
  };
  const resolution = newResolution();
  return proposals.map(({ choice }, i) => {
    findings.forEach((found, lane) => (lanes.findings[lane] = found[i]!));
    resolve(lanes, choices.indexOf(choice), stageVerdict(stage), resolution);
    const { verdict, lane, replaced, fellBackToUsual } = resolution;
    return { verdict: verdicts[verdict]!, choice: choices[lane], replaced, fellBackToUsual };
  });
}

/** In two programs, as a replay does: what they find is combined in the same bytes. */
function addFindings(
  policy: Policy,
  cells: { row: number; choice: Value }[],
  options: CompileOptions,
  read: ReadRow,
  found: Uint8Array,
): void {
  const half = policy.rules.length >> 1;
  const bound = compileRules(policy.rules.slice(0, half), policy, options);
  bound.judge(inputsFor(bound.leaves, policy, cells, read), found);
  const free = compileRules(policy.rules.slice(half), policy);
  free.judge(inputsFor(free.leaves, policy, cells, read), found);
}

/** The candidates first, then proposals and a usual choice that are not among them. */
function laneChoices(policy: Policy, proposals: { choice: Value }[]): Value[] {
  const list: Value[] = candidates(policy.choice.type) ?? [];
  const others = proposals.map(({ choice }) => choice);
  if (policy.usual !== undefined) others.push(policy.usual);
  return [...new Set([...list, ...others])];
}
