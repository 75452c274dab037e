import { isText } from '../policy/leaves.ts';
import type { Policy } from '../policy/model.ts';
import { rolesOf } from '../simulation/batch-view.ts';
import type { BatchView } from '../simulation/batch-view.ts';
import type { PersonAnswer } from '../simulation/decide.ts';
import type { Decided } from '../simulation/decision.ts';

/** What a list of decisions shows of each, and filters them by, in some 50 bytes a decision. */
export interface DecisionIndex {
  add: (decided: Decided) => void;
  count: () => number;
  /** Row of the data file, from 1. */
  row: (decision: number) => number;
  /** When it takes effect; NaN where that is not known. */
  moment: (decision: number) => number;
  /** A code of the subject: a place in `subjects`, where texts are names; NaN where unknown. */
  subject: (decision: number) => number;
  subjects: () => readonly string[] | undefined;
  /** Canonical value of a choice; NaN where there is none. */
  proposed: (decision: number) => number;
  carried: (decision: number) => number;
  /** Index into `verdicts`. */
  verdict: (decision: number) => number;
  person: (decision: number) => PersonAnswer;
  /** Whether a rule, by its place in the policy, fired or could not be judged. */
  isSaid: (decision: number, rule: number) => boolean;
  fired: (decision: number) => number[];
  unknown: (decision: number) => number[];
}

const people: readonly PersonAnswer[] = ['none', 'approved', 'overridden', 'unanswered'];

/** Decisions in one block: the index grows without ever copying what it holds. */
const blockLength = 65_536;

interface Block {
  rows: Float64Array;
  moments: Float64Array;
  subjects: Float64Array;
  proposed: Float64Array;
  carried: Float64Array;
  /** Verdict and person: the index into `verdicts`, and eight times that into `people`. */
  endings: Uint8Array;
  /** For each decision one bit a rule for those that fired, and as many for the unknown ones. */
  rules: Uint32Array;
}

export function createDecisionIndex(policy: Policy): DecisionIndex {
  const words = Math.ceil(policy.rules.length / 32);
  const subjectColumn = policy.data.columns.find(({ name }) => name === rolesOf(policy).subject);
  const blocks: Block[] = [];
  let block: Block | undefined;
  let count = 0;
  let view: BatchView | undefined;
  let subjects: readonly string[] | undefined;

  function open(next: BatchView): void {
    view = next;
    if (subjectColumn && isText(subjectColumn.type)) {
      subjects = next.dictionary({ kind: 'column', name: subjectColumn.name });
    }
  }

  function setBits(into: Uint32Array, start: number, rules: Int32Array, length: number): void {
    for (let i = 0; i < length; i++) into[start + (rules[i]! >>> 5)]! |= 1 << (rules[i]! & 31);
  }

  function bitsOf(decision: number, from: number): number[] {
    const { rules } = blocks[Math.floor(decision / blockLength)]!;
    const start = (decision % blockLength) * 2 * words + from;
    return policy.rules.flatMap((_, rule) =>
      rules[start + (rule >>> 5)]! & (1 << (rule & 31)) ? [rule] : [],
    );
  }

  const reader =
    (part: 'rows' | 'moments' | 'subjects' | 'proposed' | 'carried' | 'endings') =>
    (decision: number): number =>
      blocks[Math.floor(decision / blockLength)]![part][decision % blockLength]!;
  const ending = reader('endings');

  return {
    add: (decided) => {
      const { row, lanes, proposal, ending, outcomes } = decided;
      if (decided.view !== view) open(decided.view);
      const at = count++ % blockLength;
      if (at === 0) blocks.push((block = newBlock(words)));
      const into = block!;
      into.rows[at] = decided.view.batch.rows[row]!;
      into.moments[at] = decided.moment;
      into.subjects[at] = decided.view.subjects?.[row] ?? NaN;
      into.proposed[at] = proposal.lane < 0 ? NaN : lanes.values[proposal.lane]!;
      into.carried[at] = ending.carried < 0 ? NaN : lanes.values[ending.carried]!;
      into.endings[at] = ending.verdict | (people.indexOf(ending.person) << 3);
      const start = at * 2 * words;
      setBits(into.rules, start, outcomes.fired, outcomes.firedCount);
      setBits(into.rules, start + words, outcomes.unknown, outcomes.unknownCount);
    },
    count: () => count,
    row: reader('rows'),
    moment: reader('moments'),
    subject: reader('subjects'),
    subjects: () => subjects,
    proposed: reader('proposed'),
    carried: reader('carried'),
    verdict: (decision) => ending(decision) & 7,
    person: (decision) => people[ending(decision) >> 3]!,
    isSaid: (decision, rule) => {
      if (rule >= policy.rules.length) return false;
      const { rules } = blocks[Math.floor(decision / blockLength)]!;
      const word = (decision % blockLength) * 2 * words + (rule >>> 5);
      return ((rules[word]! | rules[word + words]!) & (1 << (rule & 31))) !== 0;
    },
    fired: (decision) => bitsOf(decision, 0),
    unknown: (decision) => bitsOf(decision, words),
  };
}

function newBlock(words: number): Block {
  return {
    rows: new Float64Array(blockLength),
    moments: new Float64Array(blockLength),
    subjects: new Float64Array(blockLength),
    proposed: new Float64Array(blockLength),
    carried: new Float64Array(blockLength),
    endings: new Uint8Array(blockLength),
    rules: new Uint32Array(blockLength * 2 * words),
  };
}
