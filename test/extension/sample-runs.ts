import type { RunState, Target } from '../../language-server/protocol.ts';
import { runStateSchema } from '../../language-server/protocol.ts';

export const target: Target = { uri: 'file:///w/team/main.handoff', simulation: 's' };
export const runnable = { target, label: 's' };

const facts = {
  target,
  folder: 'file:///w',
  file: 'team/main.handoff',
  line: 3,
  handoff: 'h',
  simulation: 's',
  agent: 'people in the log',
  seed: 1,
  policyHash: 'abc',
  dataFile: 'd.csv',
  goalIsShare: true,
};

export function running(run: number, rowsDone = 0): RunState {
  return { state: 'running', run, facts, rowsDone, rowsTotal: 10 };
}

const refused = { refused: 'too little' };
const arm = {
  ...{ ips: refused, snips: refused, dm: refused, dr: refused, sndr: refused },
  ...{ ess: 0, meanWeight: 0, maxWeight: 0, clipped: 0 },
};
const rule = { name: 'r', line: 5, block: 'boundaries', fired: 1, unknown: 0 };

/** With rules from the policy itself, from a file beside it, and from one outside of `folder`. */
export function finished(run: number): RunState {
  const verdicts = { act: 10, suggest: 0, escalate: 0, hold: 0, block: 0 };
  return runStateSchema.parse({
    state: 'finished',
    run,
    facts,
    isOutdated: false,
    isDataOutdated: false,
    summary: {
      data: { path: 'd.csv', sha256: 'f', rows: 10, undeclared: [], problems: [] },
      milliseconds: 1,
      result: {
        rows: 10,
        decisions: 10,
        before: 0,
        verdicts,
        rules: ['team/main.handoff', 'company.handoff', '../law.handoff'].map((file) => ({
          ...rule,
          file,
        })),
        undecidable: [],
        value: { logged: arm, agent: arm, policy: arm },
        valueNotes: [],
        markMeanings: [],
        people: { asked: 0, approved: 0, overridden: 0, unanswered: 0, reasons: [] },
        carriedOut: 10,
        moved: 0,
        usual: 0,
        unusable: [],
        autonomy: [],
        learned: [],
        failures: [],
        calibration: [],
        thresholds: [],
        queues: [],
        notices: [],
      },
    },
  });
}

export function failed(run: number): RunState {
  return { state: 'failed', run, facts, problem: { code: 'no-data', message: 'd.csv is missing' } };
}
