/*
 * Stands in for the background program, and speaks its protocol: the name of the simulation says
 * how it behaves. Its process number is the number of rows that it reports.
 */
import { writeFileSync } from 'node:fs';

const rows = process.pid;
let simulated = '';

process.on('disconnect', () => process.exit());
process.on('message', (message) => {
  if (message.kind === 'simulate') simulate(message);
  else if (message.kind === 'describe') {
    const { path } = message.source;
    if (path === 'crashes.csv') process.exit(3);
    const findings = path === 'gone.csv' ? [{ code: 'HD101', message: 'it is gone' }] : [];
    say({ kind: 'described', question: message.question, stamp: '', findings });
  } else if (message.kind === 'reason') reason(message);
  else if (message.kind === 'stop') stop(message);
  // Questions that are never answered.
  else if (message.kind === 'reviewData') return;
  else if (message.filter.subject === 'nobody') return;
  else if (message.filter.subject === 'confused') say({ kind: 'nonsense' });
  else if (message.kind === 'decisions') {
    answer(message, { total: message.from + message.most, rows: [] });
  } else answer(message, { problem: { code: 'echo', message: String(message.decision) } });
});

function simulate({ policy, simulation, workspace, mayRunCommands, showSubjects }) {
  simulated = JSON.stringify({ workspace, mayRunCommands, showSubjects });
  if (simulation.name === 'babbles') return say({ kind: 'finished', summary: 'fine' });
  if (simulation.name === 'crashes') process.exit(3);
  if (simulation.name === 'fails') {
    const problem = { code: 'HD101', message: 'd.csv does not exist' };
    return process.send({ kind: 'failed', problem }, () => process.exit(1));
  }
  say({ kind: 'progress', rowsDone: 0, rowsTotal: rows });
  if (simulation.name === 'stubborn') process.on('SIGTERM', () => undefined);
  if (simulation.name === 'waits' || simulation.name === 'stubborn') return;
  const most = simulation.name === 'floods' ? 2000 : 1;
  for (let rowsDone = 1; rowsDone <= most; rowsDone++) {
    say({ kind: 'progress', rowsDone, rowsTotal: rows });
  }
  say({ kind: 'finished', summary: summaryOf(policy) });
}

let reasonings = 0;
let isHanging = false;

/** The name of a policy's first rule says how it goes; each answer says how many there were. */
function reason({ question, policy }) {
  reasonings += 1;
  const [{ name, at }] = policy.rules;
  if (name === 'dies') process.exit(3);
  isHanging = name === 'hangs';
  if (name === 'waits' || isHanging) {
    writeFileSync(`${policy.data.declaredIn}.asked`, '');
    return;
  }
  if (name === 'no_solver') {
    const problem = { code: 'no-solver', message: 'there is no solver' };
    return say({ kind: 'reasoned', question, answer: { problem } });
  }
  const message = `${name}: ${policy.rules.length} rules, question ${reasonings} of ${process.pid}`;
  const findings = [{ code: 'never-fires', message, at }];
  say({ kind: 'reasoned', question, answer: { findings } });
}

function stop({ question }) {
  if (!isHanging) say({ kind: 'stopped', question });
}

function say(message) {
  process.send(message);
}

function answer({ kind, question }, given) {
  say({ kind, question, answer: given });
}

function summaryOf({ rules }) {
  const refused = { refused: 'not measured' };
  const estimates = { ips: refused, snips: refused, dm: refused, dr: refused, sndr: refused };
  const arm = { ...estimates, ess: 0, meanWeight: 0, maxWeight: 0, clipped: 0 };
  return {
    data: { path: simulated, sha256: '', rows, undeclared: [], problems: [] },
    result: {
      rows,
      decisions: 0,
      before: 0,
      verdicts: { act: 0, suggest: 0, escalate: 0, hold: 0, block: 0 },
      rules: rules.map(({ name, at, block }, index) => ({
        name,
        ...at,
        block,
        fired: 12_345 * index,
        unknown: 12 * index,
      })),
      undecidable: [],
      value: { logged: arm, agent: arm, policy: arm },
      valueNotes: [],
      markMeanings: [],
      people: { asked: 0, approved: 0, overridden: 0, unanswered: 0, reasons: [] },
      carriedOut: 0,
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
    milliseconds: 1,
  };
}
