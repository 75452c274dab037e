import { beforeEach, describe, expect, it } from 'vitest';
import { registerSimulationCommands } from '../../../extension/commands/simulate.ts';
import { createSimulations } from '../../../extension/panel/simulations.ts';
import { runOnSave } from '../../../extension/run-on-save.ts';
import { methods } from '../../../language-server/protocol.ts';
import type { FakeServer } from '../fake-server.ts';
import { fakeServer } from '../fake-server.ts';
import { forget, seen, Uri, window, workspace } from '../fake-vscode.ts';
import { finished, target } from '../sample-runs.ts';

const document = { uri: Uri.parse(target.uri), languageId: 'handoff' };
const one = { ...target, handoff: 'h', label: 's', line: 3 };
const other = { uri: target.uri, handoff: 'h', simulation: 't', label: 't', line: 9 };

let server: FakeServer;
let simulations: ReturnType<typeof createSimulations>;
let isVisible: boolean;
let isShown: boolean;

/** The targets of the runs that were started. */
const started = (): unknown[] =>
  server.asked
    .filter(([method]) => method === methods.startRun)
    .map(([, params]) => (params as { target: unknown }).target);

const simulate = (...args: unknown[]): unknown => seen.registered['handoff.simulate']?.(...args);

beforeEach(() => {
  forget();
  [isVisible, isShown] = [true, false];
  server = fakeServer();
  server.answers[methods.targets] = { targets: [one] };
  const rights = { mayRunCommands: false, showSubjects: false };
  simulations = createSimulations(server, () => rights, { error: () => {} });
  const panel = {
    get isVisible() {
      return isVisible;
    },
    show: () => {
      isShown = true;
      return Promise.resolve();
    },
    openToSide: () => {},
    showDecisions: () => Promise.resolve(),
  };
  registerSimulationCommands(server, simulations, panel);
  runOnSave(simulations, panel);
});

describe('Simulate', () => {
  it('runs what the lens names, and shows the panel', async () => {
    await simulate(target);
    expect(started()).toEqual([target]);
    expect(isShown).toBe(true);
  });

  it('runs the only target of the active policy', async () => {
    window.activeTextEditor = { document };
    await simulate();
    expect(started()).toEqual([{ ...target, handoff: 'h' }]);
    expect(seen.picks).toEqual([]);
  });

  it('runs the policy that was edited last where another kind of tab is in front', async () => {
    seen.files[document.uri.path] = '';
    simulations.setActive({ uri: target.uri, file: 'main.handoff', targets: [] });
    await simulate();
    expect(started()).toEqual([{ ...target, handoff: 'h' }]);
  });

  it('lets the person choose between several', async () => {
    server.answers[methods.targets] = { targets: [one, other] };
    window.activeTextEditor = { document };
    await simulate();
    expect(seen.picks).toMatchObject([[{ label: 's', description: 'line 3' }, { label: 't' }]]);
    expect(started()).toEqual([{ uri: target.uri, handoff: 'h', simulation: 't' }]);
  });

  it.each<[string, () => void, RegExp]>([
    ['no policy is open', () => {}, /open the policy to simulate/],
    [
      'the policy has nothing to simulate',
      () => {
        window.activeTextEditor = { document };
        server.answers[methods.targets] = { targets: [] };
      },
      /main\.handoff has nothing to simulate/,
    ],
    [
      'the server is down',
      () => {
        window.activeTextEditor = { document };
        server.become({ state: 'failed' });
      },
      /Restart Language Server/,
    ],
  ])('says what to do when %s', async (_, arrange, words) => {
    arrange();
    await simulate();
    expect(seen.complaints).toEqual([expect.stringMatching(words)]);
    expect(started()).toEqual([]);
  });
});

describe('saving a policy', () => {
  const soon = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
  const save = async (path: string): Promise<void> => {
    workspace.onDidSaveTextDocument.fire({ uri: Uri.file(path), languageId: 'handoff' });
    await soon();
  };

  beforeEach(async () => {
    await simulate(target);
    server.say(finished(1));
    server.asked.length = 0;
  });

  it.each<[string, string, () => void, number]>([
    ['runs it again', '/w/team/main.handoff', () => {}, 1],
    ['runs again what is made from it', '/w/company.handoff', () => {}, 1],
    ['runs nothing that it has no part in', '/w/other.handoff', () => {}, 0],
    ['runs nothing that nobody sees', '/w/company.handoff', () => (isVisible = false), 0],
    [
      'runs nothing when the user does not want it',
      '/w/company.handoff',
      () => (seen.settings['simulation.runOnSave'] = false),
      0,
    ],
  ])('%s', async (_, path, arrange, runs) => {
    arrange();
    await save(path);
    expect(started()).toHaveLength(runs);
  });
});
