import { afterEach, describe, expect, it } from 'vitest';
import type { Targets } from '../../language-server/protocol.ts';
import { methods } from '../../language-server/protocol.ts';
import { data, dataLines, handoff } from '../support/handoff-texts.ts';
import type { StandInServer } from '../support/stand-in-server.ts';
import { startStandIn } from '../support/stand-in-server.ts';

let server: StandInServer | undefined;

afterEach(() => {
  server?.process.kill();
  server = undefined;
});

async function targetsOf(text: string, files: Record<string, string> = {}) {
  server = await startStandIn({ ...files, 'main.handoff': text });
  const uri = server.uri('main.handoff');
  const { targets } = await server.request<Targets>(methods.targets, { uri });
  return targets.map(({ uri: at, label, line, ...target }) => {
    expect(at).toBe(uri);
    return [label, line, target];
  });
}

const header = dataLines + 1;
const simulation = (name: string): string =>
  `simulation ${name} of h\n agent is the logged choice\n`;

describe('what can be simulated', () => {
  it('is a handoff with what people did, where it has no simulation', async () => {
    expect(await targetsOf(handoff())).toEqual([['h (as logged)', header, { handoff: 'h' }]]);
  });

  it('is a handoff with its first simulation, and each simulation, in the order of the file', async () => {
    const text = handoff(`${simulation('b')}${simulation('a')}`);
    expect(await targetsOf(text)).toEqual([
      ['h (b)', header, { handoff: 'h' }],
      ['b', header + 5, { handoff: 'h', simulation: 'b' }],
      ['a', header + 7, { handoff: 'h', simulation: 'a' }],
    ]);
  });

  it('is a simulation of an imported handoff, without the handoff', async () => {
    const text = `import "other.handoff"\n${simulation('a')}`;
    expect(await targetsOf(text, { 'other.handoff': handoff() })).toEqual([
      ['a', 2, { handoff: 'h', simulation: 'a' }],
    ]);
  });

  it.each([
    ['an empty file', ''],
    ['half a simulation', 'simulation'],
    ['a simulation of nothing', 'simulation a of'],
    ['half a handoff', 'handoff'],
    ['data alone', data],
    ['half a test', 'test "t" of'],
  ])('is nothing in %s, which does no harm', async (_, text) => {
    expect(await targetsOf(text)).toEqual([]);
    expect(await server?.lenses()).toEqual([]);
  });

  it('is what compiles of a file that is half typed', async () => {
    const targets = await targetsOf(`${handoff(simulation('a'))}simulation b of h\n agent is`);
    expect(targets.map(([label]) => label)).toEqual(['h (a)', 'a', 'b']);
  });

  it('is nothing in a file that nobody has opened', async () => {
    server = await startStandIn({});
    const uri = server.uri('none.handoff');
    expect(await server.request(methods.targets, { uri })).toEqual({ targets: [] });
  });

  it('refuses a request of another shape in one line', async () => {
    server = await startStandIn({});
    await expect(server.request(methods.targets, {})).rejects.toThrow(/^handoff\/targets: uri: /);
  });
});

describe('the lens over a declaration', () => {
  it('simulates it, and says with what', async () => {
    server = await startStandIn({ 'main.handoff': handoff(simulation('a')) });
    const uri = server.uri('main.handoff');
    expect(await server.lenses()).toEqual([
      { line: header, title: 'Simulate (a)', arguments: [{ uri, handoff: 'h' }] },
      {
        line: header + 5,
        title: 'Simulate',
        arguments: [{ uri, handoff: 'h', simulation: 'a' }],
      },
    ]);
  });

  it('is there as soon as a file is open, and follows what is typed', async () => {
    server = await startStandIn({});
    void server.open('main.handoff', handoff());
    expect(await server.lenses()).toMatchObject([{ title: 'Simulate (as logged)' }]);
    void server.change('main.handoff', `\n${handoff()}`);
    expect(await server.lenses()).toMatchObject([{ line: header + 1 }]);
  });
});
