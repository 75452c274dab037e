import { afterEach, describe, expect, it } from 'vitest';
import { methods } from '../../language-server/protocol.ts';
import { handoff } from '../support/handoff-texts.ts';
import type { StandInServer } from '../support/stand-in-server.ts';
import { processOf, startStandIn } from '../support/stand-in-server.ts';

const guardrails = 'guardrails g\n theirs: never when consent is no\n';
const simulation = (name: string): string =>
  `simulation ${name} of h\n agent is the logged choice\n`;
const own = handoff(
  `boundaries\n mine: never when n is 5\n${simulation('finishes')}${simulation('waits')}`,
).replace('handoff h', 'handoff h under g');
const policy = `import "org.handoff"\n${own}`;
const line = policy.split('\n').findIndex((text) => text.includes('mine:')) + 1;

let server: StandInServer;

afterEach(() => {
  server.process.kill();
});

async function finished(): Promise<number> {
  server = await startStandIn({ 'org.handoff': guardrails });
  await server.open('main.handoff', policy);
  return processOf(await server.run('finishes', 'finished'));
}

const shown = async (path?: string): Promise<[number, string, unknown][]> =>
  (await server.lenses(path)).flatMap(({ line: at, title, arguments: given }) =>
    title.includes('show decisions') ? [[at, title, given[0]]] : [],
  );

// Guardrails come first in the ledger.
const theirs = ['0 fired · show decisions', { run: 1, rule: 0 }];
const mine = ['12,345 fired, 12 unknown · show decisions', { run: 1, rule: 1 }];

describe('the lens over a rule', () => {
  it('counts how often it fired in the run that is shown, also in an imported file', async () => {
    await finished();
    await server.until(() => server.notified('workspace/codeLens/refresh').length > 0);
    expect(await shown()).toEqual([[line, ...mine]]);
    expect(await shown('org.handoff')).toEqual([[2, ...theirs]]);
  });

  it('stands in the hover of the rule as well', async () => {
    await finished();
    const hover = await server.request<{ contents: { value: string } }>('textDocument/hover', {
      textDocument: { uri: server.uri('main.handoff') },
      position: { line: line - 1, character: 2 },
    });
    expect(hover.contents.value).toContain(
      'In the simulation that is shown: 12,345 fired, 12 unknown.',
    );
  });

  it('stays with its rule when lines move, and goes with its rule', async () => {
    await finished();
    await server.change('main.handoff', `\n${policy}`);
    expect(await shown()).toEqual([[line + 1, ...mine]]);
    await server.change('main.handoff', policy.replace('mine:', 'ours:'));
    expect(await shown()).toEqual([]);
    await server.change('main.handoff', '');
    expect(await shown()).toEqual([]);
    await server.change('main.handoff', policy);
    expect(await shown()).toEqual([[line, ...mine]]);
  });

  it.each([
    ['is closed', (): unknown => server.request(methods.closeRun, { run: 1 })],
    ['has lost its process', (pid: number): unknown => process.kill(pid)],
    ['has made way for another', (): unknown => server.start({ simulation: 'waits' })],
  ])('is gone when the run %s', async (_, happen) => {
    const pid = await finished();
    const refreshed = (): number => server.notified('workspace/codeLens/refresh').length;
    await server.until(() => refreshed() === 1);
    await happen(pid);
    await server.until(() => refreshed() > 1);
    expect(await shown()).toEqual([]);
  });
});
