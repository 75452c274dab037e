import { describe, expect, it } from 'vitest';
import type { ValueType } from '../../language-server/policy/model.ts';
import { runSimulation } from '../../language-server/run/run-simulation.ts';
import { workspaceWith } from '../data/workspace.ts';
import { check } from '../support/handoff.ts';
import { csv, runText } from '../support/run.ts';

const text = `data log from "log.csv"
  each row is an email
  reader  : identifier, the subject
  sent_at : timestamp, the moment
  zone    : time zone, the clock
  hour    : time of day by 5 minutes, chosen
  clicked : yes/no, an outcome

handoff timing
  owner team
  uses log
  the agent chooses hour
  usually hour is 09:00
  goal more clicked

simulation replayed of timing
`;
const files = {
  'log.csv': csv('reader,sent_at,zone,hour,clicked', [
    ['r', '2026-01-01T09:00:00Z', 'UTC', '09:00', 1],
    ['r', '2026-01-02T09:00:00Z', 'UTC', '10:00', ''],
  ]),
};

/** A policy that chooses what the language would not let it choose, as another front end might. */
async function runChoosing(type: ValueType, agent: string): Promise<unknown> {
  const hourly = text.replace('by 5 minutes', 'by the hour');
  const { policies, simulations } = await check(`${hourly}  agent is ${agent}`);
  const policy = policies[0]!;
  const workspace = workspaceWith(files);
  const data = { ...policy.data, declaredIn: `${workspace}/main.handoff` };
  return runSimulation({
    policy: { ...policy, data, choice: { ...policy.choice, type } },
    simulation: simulations[0]!,
    workspace,
  });
}

describe('a run', () => {
  it('gives what it rests on beside what it found', async () => {
    const workspace = workspaceWith(files);
    const run = await runText({ text: `${text}  agent is the usual choice`, workspace });
    expect(run.policyHash).toMatch(/^[0-9a-f]{64}$/);
    expect(run.data).toMatchObject({ path: 'log.csv', rows: 2, undeclared: [] });
    expect(run.result).toMatchObject({ rows: 2, decisions: 2 });
    expect(run.firstEntries).toEqual([]);
  });

  it('gives as many first entries of its log as it is asked for, with a log or without', async () => {
    const workspace = workspaceWith(files);
    const agent = `${text}  agent is the usual choice`;
    const { firstEntries } = await runText({ text: agent, workspace, firstEntries: 1 });
    expect(firstEntries.map(({ row }) => row)).toEqual([1]);
    const log = `${workspace}/out.jsonl`;
    expect(
      (await runText({ text: agent, workspace, firstEntries: 5, log })).firstEntries.length,
    ).toBe(2);
  });

  it('tells how far it is', async () => {
    const workspace = workspaceWith(files);
    const told: number[][] = [];
    await runText({
      text: `${text}  agent is the usual choice`,
      workspace,
      onProgress: (done, total) => void told.push([done, total]),
    });
    expect(told).toEqual([[2, 2]]);
  });

  it('refuses Thompson sampling of more choices than it can compare, in one line', async () => {
    const run = runChoosing({ kind: 'time', step: 5 }, 'thompson sampling by zone');
    await expect(run).rejects.toMatchObject({
      code: 'too-many-choices',
      message: expect.stringMatching(
        /^main\.handoff:\d+: Thompson sampling takes up to 200 choices, and `hour` has 288/,
      ) as string,
    });
  });

  it('refuses a free text as the choice, in one line', async () => {
    const run = runChoosing({ kind: 'text' }, 'the logged choice');
    await expect(run).rejects.toMatchObject({
      code: 'text-choice',
      message: expect.stringMatching(/^main\.handoff:\d+: `hour` is a free text/) as string,
    });
  });

  it('refuses data that is not there, in one line', async () => {
    const run = runText({
      text: `${text}  agent is the usual choice`,
      workspace: workspaceWith({}),
    });
    await expect(run).rejects.toMatchObject({ problem: { code: 'HD101' } });
  });
});
