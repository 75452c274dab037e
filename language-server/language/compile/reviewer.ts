import { cellColumnsOf } from '../../policy/cell-columns.ts';
import { leavesOf } from '../../policy/leaves.ts';
import type { Policy, ReviewerAnswer, Simulation } from '../../policy/model.ts';
import type * as ast from '../generated/ast.ts';
import { conditionOf } from './conditions.ts';
import type { CompiledHandoff } from './handoff.ts';
import { durationOf } from './literals.ts';

type Scope = CompiledHandoff['scope'];

/** What people answer, how soon, and which patterns they reject. */
export function reviewerOf(
  part: ast.Reviewer,
  scope: Scope,
): Pick<Simulation, 'reviewer' | 'answersIn'> {
  const { report } = scope;
  part.answers.slice(0, -1).forEach((answer) => {
    if (answer.$type === 'LastAnswer') {
      report('repeated-part', '`otherwise` comes last: what follows it never answers', answer);
    }
  });
  for (const again of part.times.slice(1)) {
    report('repeated-part', '`answers in …` stands twice in the reviewer', again);
  }
  const answersIn = part.times[0] && answersInOf(part.times[0], scope);
  return {
    reviewer: part.answers.map((answer) => answerOf(answer, scope)),
    ...(answersIn ? { answersIn } : {}),
  };
}

function answersInOf(time: ast.AnswerTime, { report }: Scope): Simulation['answersIn'] {
  const soonest = durationOf(time.soonest, report);
  const latest = time.latest ? durationOf(time.latest, report) : soonest;
  if (soonest === undefined || latest === undefined) return undefined;
  if (latest < soonest) {
    report(
      'empty-window',
      'The shorter time comes first: `answers in 10 minutes to 3 hours`',
      time,
    );
    return undefined;
  }
  return { soonest, latest };
}

function answerOf(answer: ast.Reviewer['answers'][number], scope: Scope): ReviewerAnswer {
  const here = { ...scope, place: 'the reviewer' };
  const condition = answer.$type === 'Answer' ? answer.condition : undefined;
  const when = condition && conditionOf(condition, here);
  return {
    answer: answer.verb,
    ...(answer.reason === undefined ? {} : { reason: answer.reason }),
    // A condition that did not compile never answers; its problem stops the run anyway.
    ...(condition ? { when: when ?? { kind: 'constant', value: false } } : {}),
  };
}

/** What a pattern is rejected by; `simulation` must have its agent, which says what its cells are. */
export function rejectionsOf(
  part: ast.Reviewer,
  { scope, policy, simulation }: { scope: Scope; policy: Policy; simulation: Simulation },
): Pick<Simulation, 'rejects'> {
  const { report } = scope;
  const [first] = part.rejections;
  if (!first) return {};
  if (!policy.learning?.reviewed) {
    report(
      'missing-part',
      `\`${policy.handoff}\` puts no patterns before anybody: its \`learning\` needs \`reviewed every week by …\``,
      first,
    );
  }
  const cells = cellColumnsOf(policy, simulation);
  const rejects = part.rejections.flatMap((rejection) => {
    const condition = conditionOf(rejection.condition, { ...scope, place: 'the reviewer' });
    if (!condition) return [];
    const isOfPattern = leavesOf(condition).every(
      (leaf) => leaf.kind === 'choice' || (leaf.kind === 'column' && cells.includes(leaf.name)),
    );
    if (!isOfPattern) {
      const known = [policy.choice.column, ...cells].map((name) => `\`${name}\``).join(', ');
      report('wrong-type', `A pattern is a choice in a cell: it has only ${known}`, rejection);
    }
    return [condition];
  });
  return { rejects };
}
