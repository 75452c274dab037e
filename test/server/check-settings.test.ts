import { afterEach, describe, expect, it } from 'vitest';
import { folderWith, smallPolicy } from '../support/cli.ts';
import type { Server } from '../support/language-server.ts';
import { startServer } from '../support/language-server.ts';

const header = 'reader,sent_at,zone,hour,tier,consent,clicked\n';
const policy = smallPolicy(`    mine: never when tier is gold\nsegment rich: tier is gold\n`);
const wordOf = ['', 'error', 'warning', 'information', 'hint'];

let server: Server | undefined;

afterEach(() => {
  server?.process.kill();
  server = undefined;
});

async function serve(checks: Record<string, string>): Promise<Server> {
  const folder = folderWith({ 'log.csv': header });
  server = await startServer(folder, { workspace: folder, checks });
  await server.open('main.handoff', policy);
  return server;
}

describe('the setting handoff.checks', () => {
  it.each([
    [{}, ['hint no-because', 'hint unused-segment']],
    [{ 'no-because': 'error', 'unused-segment': 'off' }, ['error no-because']],
    [{ 'unused-segment': 'warning' }, ['hint no-because', 'warning unused-segment']],
    // What is no code and what is no level changes nothing.
    [{ nothing: 'off', 'no-because': 'loud' }, ['hint no-because', 'hint unused-segment']],
  ])('%j', async (checks, expected) => {
    const { shown } = await serve(checks);
    const found = await shown('main.handoff', (codes) => codes.length === expected.length);
    expect(found.map(({ severity, code }) => `${wordOf[severity ?? 0]} ${code}`)).toEqual(expected);
  });

  it('counts at once when it changes', async () => {
    const { shown, notify } = await serve({});
    await shown('main.handoff', (codes) => codes.length === 2);
    const settings = { handoff: { checks: { 'no-because': 'off' } } };
    await notify('workspace/didChangeConfiguration', { settings });
    const found = await shown('main.handoff', (codes) => codes.length === 1);
    expect(found.map(({ code, tags }) => [code, tags])).toEqual([['unused-segment', [1]]]);
  });
});
