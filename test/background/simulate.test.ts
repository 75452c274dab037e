import { describe, expect, it } from 'vitest';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { summaryOf } from '../../language-server/background/summary.ts';
import { runSummarySchema } from '../../language-server/protocol.ts';
import type { Problem, RunSummary } from '../../language-server/protocol.ts';
import { runSimulation } from '../../language-server/run/run-simulation.ts';
import { workspaceWith } from '../data/workspace.ts';
import { startBackground } from '../support/background.ts';
import type { Background } from '../support/background.ts';
import { basisOf, csv } from '../support/run.ts';
import { text } from './policy.ts';

const header = 'reader,sent_at,zone,hour,clicked';

function rowsOf(count: number, reader: (row: number) => string) {
  return Array.from({ length: count }, (_, i) => [
    reader(i),
    new Date(Date.UTC(2026, 0, 1, 5) + i * 3_700_000).toISOString(),
    'UTC',
    `${String((i * 5) % 24).padStart(2, '0')}:00`,
    i % 3 ? 0 : 1,
  ]);
}

const data = csv(
  header,
  rowsOf(150, (row) => `reader ${row % 40}`),
);

interface Asked {
  policy: Parameters<typeof text>[0];
  files?: Record<string, string>;
  mayRunCommands?: boolean;
  env?: Record<string, string>;
}

async function simulate({
  policy: parts,
  files = {},
  mayRunCommands = true,
  env,
}: Asked): Promise<Background & { workspace: string; basis: Awaited<ReturnType<typeof basisOf>> }> {
  const workspace = workspaceWith({ 'log.csv': data, ...files });
  const basis = await basisOf({ text: text(parts), workspace });
  const { policy, simulation } = basis;
  const background = startBackground(env);
  const may = { mayRunCommands, showSubjects: false };
  background.send({ kind: 'simulate', policy, simulation, workspace, ...may });
  return { ...background, workspace, basis };
}

async function summaryFrom(asked: Asked): Promise<RunSummary> {
  return (await (await simulate(asked)).hear('finished')).summary;
}

async function problemFrom(asked: Asked): Promise<Problem & { workspace: string }> {
  const { hear, workspace } = await simulate(asked);
  return { ...(await hear('failed')).problem, workspace };
}

describe('a run in the background', () => {
  it('finds what a run finds', async () => {
    const { hear, basis } = await simulate({
      policy: { agent: 'thompson sampling by zone', simulation: '  seed 5' },
    });
    const { summary } = await hear('finished');
    const run = await runSimulation({ ...basis, resamples: 1000 });
    expect(summary.milliseconds).toBeGreaterThan(0);
    expect(summary.result).toEqual(summaryOf(run, 0).result);
    expect(summary.data).toMatchObject({ path: 'log.csv', rows: 150 });
  });

  it('tells how far it is', async () => {
    const { hear } = await simulate({ policy: {} });
    expect(await hear('progress')).toEqual({ kind: 'progress', rowsDone: 150, rowsTotal: 150 });
  });

  it('answers what is asked of its decisions', async () => {
    const { hear, send } = await simulate({ policy: {} });
    await hear('finished');
    send({ kind: 'decisions', question: 4, filter: {}, from: 1, most: 1 });
    const { question, answer } = await hear('decisions');
    expect(question).toBe(4);
    expect(answer).toEqual({
      total: 150,
      rows: [
        {
          decision: 1,
          row: 2,
          moment: '2026-01-01 09:00 UTC',
          subject: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
          ...{ proposed: '09:00', choice: '09:00', verdict: 'act', person: 'none' },
          ...{ fired: [], unknown: [] },
        },
      ],
    });
    send({ kind: 'reasoning', question: 5, decision: 1, filter: {} });
    expect(await hear('reasoning')).toMatchObject({
      question: 5,
      answer: { entry: { row: 2, verdict: 'act', choice: '09:00' } },
    });
    send({ kind: 'reasoning', question: 6, decision: 150, filter: {} });
    expect((await hear('reasoning')).answer).toMatchObject({ problem: { code: 'no-decision' } });
  });

  it('has nothing to tell before it has finished', async () => {
    const { hear, send } = startBackground();
    send({ kind: 'decisions', question: 1, filter: {}, from: 0, most: 1 });
    expect((await hear('decisions')).answer).toMatchObject({ problem: { code: 'not-finished' } });
    send({ kind: 'reasoning', question: 2, decision: 0, filter: {} });
    expect((await hear('reasoning')).answer).toMatchObject({ problem: { code: 'not-finished' } });
  });

  it('makes pseudonyms by the key of the environment, as the command line does', async () => {
    const subject = async (key: string): Promise<unknown> => {
      const { hear, send } = await simulate({
        ...{ policy: {}, env: { HANDOFF_PSEUDONYM_KEY: key } },
      });
      await hear('finished');
      send({ kind: 'decisions', question: 1, filter: {}, from: 0, most: 1 });
      const { answer } = await hear('decisions');
      return 'rows' in answer ? answer.rows[0]?.subject : answer;
    };
    expect(await subject('one')).not.toBe(await subject('two'));
    expect(await subject('one')).toBe(await subject('one'));
  });

  it('is finished also where the agent gave nothing', async () => {
    const { result } = await summaryFrom({ policy: { agent: 'command "exit 3"' } });
    expect(result.decisions).toBe(150);
    expect(result.failures.reduce((sum, { count }) => sum + count, 0)).toBe(150);
  });
});

describe('a run that cannot go on says why in one line', () => {
  it('where the data is not there', async () => {
    const { code, message } = await problemFrom({
      ...{ policy: {}, files: { 'log.csv': '' } },
    });
    expect([code, message]).toEqual(['HD105', 'log.csv is empty; it needs at least a header']);
  });

  it('where a proposal is none, and on which line', async () => {
    const { workspace, ...problem } = await problemFrom({
      policy: { agent: 'recorded in "p.jsonl"' },
      files: { 'p.jsonl': '{"row": 1, "choice": "09:00"}\n{"row": 2}\n' },
    });
    expect(problem).toEqual({
      code: 'bad-proposal',
      message: 'p.jsonl:2: a proposal needs `choice` or `probabilities`',
      line: 2,
      uri: pathToFileURL(join(workspace, 'p.jsonl')).href,
    });
  });

  it('where its agent is a command in a folder that is not trusted', async () => {
    const problem = await problemFrom({
      ...{ policy: { agent: 'command "exit 3"' }, mayRunCommands: false },
    });
    expect(problem.code).toBe('untrusted-workspace');
    expect(problem.message).toMatch(/^main\.handoff:\d+: .* trust the folder to run it$/);
    expect(problem.line).toBeGreaterThan(1);
  });

  it('where the fault is in Handoff, whose stack is for its log', async () => {
    const background = startBackground();
    const workspace = workspaceWith({ 'log.csv': data });
    const { policy, simulation } = await basisOf({ text: text({}), workspace });
    background.send({
      kind: 'simulate',
      policy: { ...policy, choice: undefined as never },
      ...{ simulation, workspace, mayRunCommands: false, showSubjects: false },
    });
    const { problem } = await background.hear('failed');
    expect(problem.code).toBe('internal-error');
    expect(problem.message).toMatch(/^The run failed by a fault in Handoff: [^\n]+$/);
    expect(background.errors()).toMatch(/\n +at /);
  });
});

describe('every number of a result is one', () => {
  const feedback = `  feedback
    on override because early, after 2 overrides
      avoid hour is 05:00
`;
  const overrides = '  reviewer\n    overrides because early\n';
  const suggests = '  autonomy\n    starts at suggest\n';
  const cases: [string, Asked][] = [
    ['no rows', { policy: {}, files: { 'log.csv': `${header}\n` } }],
    ['no decisions', { policy: { simulation: '  from 2030-01-01 to 2030-02-01\n' } }],
    ['no goal', { policy: { goal: '' } }],
    ['no moment', { policy: { moment: '', handoff: suggests + feedback, simulation: overrides } }],
    [
      'one subject',
      {
        policy: {},
        files: {
          'log.csv': csv(
            header,
            rowsOf(150, () => 'one'),
          ),
        },
      },
    ],
    [
      'one row',
      {
        policy: {},
        files: {
          'log.csv': csv(
            header,
            rowsOf(1, () => 'one'),
          ),
        },
      },
    ],
    ['no outcome', { policy: {}, files: { 'log.csv': data.replace(/,[01]$/gm, ',') } }],
    ['no proposal', { policy: { agent: 'command "exit 3"' } }],
    ['nothing carried out', { policy: { handoff: suggests } }],
  ];

  it.each(cases)('with %s', async (_, asked) => {
    const summary = await summaryFrom(asked);
    // The editor gets it as JSON, in which what is no number becomes null.
    expect(runSummarySchema.parse(JSON.parse(JSON.stringify(summary)))).toEqual(summary);
  });

  it('and where it is not known when a rule was learned, nothing is said', async () => {
    const { result } = await summaryFrom(cases.find(([name]) => name === 'no moment')![1]);
    expect(result.learned.length).toBe(1);
    expect(result.learned[0]).not.toHaveProperty('at');
    expect(result.learned[0]!.did).toMatch(/^of \d+ decisions it avoided \d+ first proposals/);
  });

  it('and a figure without an interval is refused', async () => {
    const { result } = await summaryFrom(cases.find(([name]) => name === 'one subject')![1]);
    expect(result.value.logged.ips).toEqual({
      refused: expect.stringMatching(/^all rows are of one subject/) as string,
    });
  });
});
