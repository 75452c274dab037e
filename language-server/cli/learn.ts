import { writtenFeedback } from '../language/written-feedback.ts';
import type { RuleToWrite } from '../language/written-rule.ts';
import { isWritable } from '../language/written-rule.ts';
import { DAY } from '../policy/clock.ts';
import type { Policy } from '../policy/model.ts';
import type { ReadOverrides } from '../run/read-overrides.ts';
import { RunError } from '../run/run-error.ts';
import { mineFeedback } from '../simulation/learning/mine.ts';
import type { MinedRule } from '../simulation/learning/mine.ts';
import { chooseSimulation } from './choose-simulation.ts';
import type { ExitCode } from './failure.ts';
import { exitCodes, Failure } from './failure.ts';
import { findFile } from './find-files.ts';
import type { LearnReport, ShownRule } from './learn-report.ts';
import { figuresWords, renderLearned } from './learn-report.ts';
import type { PolicyFile } from './load-policies.ts';
import { loadPolicies } from './load-policies.ts';
import { resolvedPath, shownPath } from './paths.ts';
import { reportErrors } from './report-errors.ts';
import type { Terminal } from './terminal.ts';
import { printable } from './terminal.ts';

export interface LearnOptions {
  overrides: string;
  handoff?: string;
  format: 'text' | 'json';
  workspace?: string;
}

/** `handoff learn`: the feedback rules that explain what people said, as text to paste. */
export async function learn(
  file: string,
  options: LearnOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { cwd, paint } = terminal;
  const found = await findFile(file, cwd);
  const loaded = await loadPolicies(found, { cwd, workspace: options.workspace });
  if (reportErrors(loaded, terminal)) return exitCodes.findings;
  const asked = loaded.files.find(({ isAsked }) => isAsked);
  if (!asked) throw new Failure('not-readable', `${printable(file)} cannot be read`);
  const { policy } = chooseSimulation({
    ...{ file: asked.file, policies: asked.policies, simulations: [] },
    handoff: options.handoff,
  });
  const log = resolvedPath(options.overrides, cwd);
  const shown = printable(shownPath(log, cwd));
  const read = await readLog({ file: log, shown, policy, workspace: loaded.workspace });
  if (read.decisions.count === 0) {
    const [first] = read.leftOut;
    const why = first
      ? `line ${String(first.line)} is left out: ${printable(first.why)}`
      : 'name a log of answers; `handoff schema --of overrides` says what its lines are';
    throw new Failure(
      'no-log',
      `${shown} holds no decision of ${printable(policy.handoff)}: ${why}`,
    );
  }
  const today = Math.floor(terminal.now() / DAY);
  const report = reportOf({ asked, policy, read, log: shown, today });
  terminal.out(renderLearned(report, { format: options.format, paint }));
  return exitCodes.fine;
}

async function readLog(options: {
  file: string;
  shown: string;
  policy: Policy;
  workspace: string;
}): Promise<ReadOverrides> {
  // Loaded on demand: the other commands start faster without a database.
  const { readOverrides } = await import('../run/read-overrides.ts');
  try {
    return await readOverrides(options);
  } catch (error) {
    if (error instanceof RunError) throw new Failure(error.code, error.message);
    throw error;
  }
}

function reportOf({
  asked,
  policy,
  read,
  log,
  today,
}: {
  asked: PolicyFile;
  policy: Policy;
  read: ReadOverrides;
  log: string;
  /** Days since 1970-01-01. */
  today: number;
}): LearnReport {
  const { segments, calendars } = asked.nameable(policy.data);
  const all: Policy['calendars'] = Object.create(null) as Policy['calendars'];
  for (const { name, ranges } of calendars) all[name] = ranges;
  const mined = mineFeedback({ ...policy, calendars: all }, read.decisions, segments);
  const shownRule = (rule: MinedRule): ShownRule => {
    const text = writtenFeedback([toWrite(rule)], policy);
    const known = policy.feedback.filter(
      ({ on, reason }) => on === rule.on && reason === rule.reason,
    );
    const isOver = rule.until !== undefined && rule.until <= today;
    return { ...rule, text, isOver, known: known.map(({ at }) => at) };
  };
  // What a terminal shows otherwise would not be the reason any more where it is pasted.
  const isName = (reason: string): boolean => isWritable(reason) && printable(reason) === reason;
  const writable = mined.rules.filter(({ reason }) => isName(reason));
  const others = mined.rules.filter(({ reason }) => !isName(reason));
  return {
    ...{ log, file: asked.file, handoff: policy.handoff, line: policy.at.line, read },
    mined: { ...mined, rules: [] },
    rules: writable.map(shownRule),
    unexplained: [
      ...mined.unexplained.map(({ rule, ...each }) => ({
        ...each,
        ...(rule && isName(rule.reason) ? { rule: shownRule(rule) } : {}),
      })),
      ...others.map(({ on, reason, first, last }) => ({
        ...{ on, reason, answers: first.answers + last.answers },
        why: 'a reason with a control character or a backtick cannot be a name; give it another',
      })),
    ],
    patch: writtenFeedback(
      writable.map((rule) => ({ ...toWrite(rule), comment: figuresWords(rule) })),
      policy,
      { withBlock: policy.feedback.length === 0 },
    ),
  };
}

function toWrite({ on, reason, after, what, when, until }: MinedRule): RuleToWrite {
  return {
    ...{ on, reason, what, when },
    ...(after ? { after } : {}),
    ...(until === undefined ? {} : { until }),
  };
}
