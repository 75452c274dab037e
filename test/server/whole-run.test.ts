import { afterEach, describe, expect, it } from 'vitest';
import type { Decisions, Reasoning, RunState, StartedRun } from '../../language-server/protocol.ts';
import { methods } from '../../language-server/protocol.ts';
import { folderWith } from '../support/cli.ts';
import type { Server } from '../support/language-server.ts';
import { startServer } from '../support/language-server.ts';

const policy = `data d from "d.csv"
  each row is an email
  id: identifier, the subject
  hour: time of day by the hour, chosen
  likely: probability, the propensity
  n: number
  clicked: yes/no, an outcome

handoff h
  owner o
  uses d
  the agent chooses hour
  usually hour is 09:00
  goal more clicked
  boundaries
    small: never when n is above 4
`;
const rows = [...Array(9).keys()].map((n) => `id${String(n)},09:00,0.5,${String(n)},yes`);
const files = { 'd.csv': `id,hour,likely,n,clicked\n${rows.join('\n')}\n`, 'main.handoff': policy };

let server: Server;

afterEach(() => {
  server.process.kill();
});

async function runOf(given: Record<string, string>): Promise<RunState> {
  server = await startServer(folderWith(given));
  const uri = server.uri('main.handoff');
  const started = await server.request<StartedRun>(methods.startRun, {
    target: { uri, handoff: 'h' },
    mayRunCommands: false,
    showSubjects: true,
  });
  expect(started).toEqual({ run: 1 });
  const last = (): RunState | undefined => server.notified<RunState>(methods.runState).at(-1);
  await server.until(() => last() !== undefined && last()?.state !== 'running');
  return last()!;
}

describe('the server with its background program', () => {
  it('replays the data, and answers for every decision', async () => {
    expect(await runOf(files)).toMatchObject({
      state: 'finished',
      facts: { goal: { column: 'clicked', direction: 'more' }, goalIsShare: true },
      summary: {
        data: { rows: 9 },
        result: { decisions: 9, rules: [{ name: 'small', fired: 4 }] },
      },
    });
    const filter = { rule: 0 };
    const page = { run: 1, filter, from: 1, most: 2 };
    const found = await server.request<Decisions>(methods.decisions, page);
    expect(found).toMatchObject({ total: 4, rows: [{ row: 7, subject: 'id6' }, { row: 8 }] });
    const entry = await server.request<Reasoning>(methods.reasoning, {
      run: 1,
      decision: 'rows' in found ? found.rows[0]?.decision : 0,
      filter,
    });
    expect(entry).toMatchObject({ entry: { row: 7, ledger: [{ rule: 'small' }] } });
  });

  it('says what is wrong with data that is not there', async () => {
    expect(await runOf({ 'main.handoff': policy })).toMatchObject({
      state: 'failed',
      problem: { code: 'HD101', message: expect.stringContaining('d.csv') },
    });
  });
});
