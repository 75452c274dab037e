import * as z from 'zod';
import type {
  DecisionFilter,
  DecisionRow,
  PanelState,
  ToHost,
  ToView,
} from '../../../../extension/panel/protocol.ts';
import { toHostSchema } from '../../../../extension/panel/protocol.ts';
import { decisionRow, facts, finishedState, logEntry } from './fixtures.ts';

/**
 * A host in the page itself: the view under a strict CSP with as many decisions as one likes, and
 * without VS Code. `?state=…&decisions=…` choose what it says.
 */

declare global {
  var acquireVsCodeApi: () => object;
  var received: ToHost[];
}

z.config({ jitless: true });
const asked = new URLSearchParams(location.search);
const decisions = Number(asked.get('decisions') ?? 60_000);
const targets = [
  { uri: facts.target.uri, line: 20, label: 'autumn_replay of newsletter_send_time' },
  { uri: facts.target.uri, line: 31, label: 'What people did, of newsletter_send_time' },
];
const problem = {
  code: 'data-missing-column',
  message:
    'examples/newsletter/engagement.csv has no column `lifetime_value`, which rule valuable reads; add it, or take the rule out.',
  uri: facts.target.uri,
  line: 49,
};

const states: Record<string, () => PanelState> = {
  empty: () => ({ kind: 'empty', server: 'ready', file: 'newsletter.handoff', targets }),
  'empty-none': () => ({ kind: 'empty', server: 'ready', targets: [] }),
  'empty-starting': () => ({ kind: 'empty', server: 'starting', targets: [] }),
  'empty-failed': () => ({ kind: 'empty', server: 'failed', targets: [] }),
  opening: () => ({ kind: 'run', run: { state: 'running', run: 1, facts, rowsDone: 0 } }),
  running: () => ({
    kind: 'run',
    run: { state: 'running', run: 1, facts, rowsDone: 48_211, rowsTotal: 120_000 },
  }),
  failed: () => ({ kind: 'run', run: { state: 'failed', run: 1, facts, problem } }),
  cancelled: () => ({
    kind: 'run',
    run: { state: 'cancelled', run: 1, facts, rowsDone: 48_211, rowsTotal: 120_000 },
  }),
  stopped: () => ({
    kind: 'stopped',
    server: 'failed',
    problem: {
      code: 'server-gone',
      message: 'The language server ended while the run was at work.',
    },
    label: 'autumn_replay of newsletter_send_time',
  }),
  finished: () => finishedWith(decisions),
  outdated: () => finishedWith(decisions, true),
  gone: () => ({
    ...finishedWith(decisions),
    gone: {
      code: 'reasoning-gone',
      message:
        'The reasoning behind these results ended with the language server that found them: run the simulation again.',
    },
  }),
};

function finishedWith(count: number, isOutdated = false): Extract<PanelState, { kind: 'run' }> {
  const state = finishedState({ isOutdated });
  if (state.run.state === 'finished') {
    state.run.summary.result.decisions = count;
  }
  return state;
}

const say = (message: ToView): void => {
  setTimeout(() => postMessage(message), message.type === 'reasoning' ? 300 : 20);
};

/** Filters anew for each question, as slowly as that is. */
function passing(filter: DecisionFilter): (row: DecisionRow) => boolean {
  return ({ verdict, fired, unknown, subject }) =>
    (filter.verdicts?.includes(verdict) ?? true) &&
    (filter.rule === undefined || fired.includes(filter.rule) || unknown.includes(filter.rule)) &&
    (filter.subject === undefined || (subject ?? '').startsWith(filter.subject));
}

function answer(message: ToHost): void {
  if (message.type === 'ready') {
    say({
      type: 'state',
      state: (states[asked.get('state') ?? 'finished'] ?? states['finished']!)(),
    });
  } else if (message.type === 'decisions') {
    const { question, filter, from, most } = message;
    if (Object.keys(filter).length === 0) {
      const length = Math.max(0, Math.min(most, decisions - from));
      const rows = Array.from({ length }, (_, at) => decisionRow(from + at));
      return say({ type: 'decisions', question, answer: { total: decisions, rows } });
    }
    const passes = passing(filter);
    const rows: DecisionRow[] = [];
    let total = 0;
    for (let at = 0; at < decisions; at++) {
      const row = decisionRow(at);
      if (!passes(row)) continue;
      if (total >= from && rows.length < most) rows.push(row);
      total++;
    }
    say({ type: 'decisions', question, answer: { total, rows } });
  } else if (message.type === 'reasoning') {
    const { question, decision } = message;
    say({ type: 'reasoning', question, answer: { entry: logEntry(decision) } });
  }
}

globalThis.received = [];
globalThis.acquireVsCodeApi = () => ({
  postMessage: (raw: unknown) => {
    const message = toHostSchema.parse(raw);
    globalThis.received.push(message);
    answer(message);
  },
  getState: (): unknown => JSON.parse(sessionStorage.getItem('state') ?? 'null'),
  setState: (state: unknown) => sessionStorage.setItem('state', JSON.stringify(state)),
});
