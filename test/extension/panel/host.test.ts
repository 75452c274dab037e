import { beforeEach, describe, expect, it } from 'vitest';
import type { ExtensionContext, LogOutputChannel } from 'vscode';
import type { PanelHost } from '../../../extension/panel/host.ts';
import { createPanelHost } from '../../../extension/panel/host.ts';
import type { Simulations } from '../../../extension/panel/simulations.ts';
import type { PanelEvent } from '../../../extension/panel/state.ts';
import { initialModel, nextModel } from '../../../extension/panel/state.ts';
import { isMadeFrom } from '../../../extension/run-on-save.ts';
import { createSignal } from '../../../extension/signal.ts';
import type { FakePanel } from '../fake-vscode.ts';
import { fakePanel, forget, seen, Uri } from '../fake-vscode.ts';
import { failed, finished, runnable, running, target } from '../sample-runs.ts';

let model = initialModel;
let changed: ReturnType<typeof createSignal<typeof model>>;
let asked: unknown[];
let logged: string[];
let surfaces: number;
let host: PanelHost;

const answer = { total: 0, rows: [] };
const soon = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

function simulations(): Simulations {
  const note =
    <T>(what: string, value: T) =>
    (...args: unknown[]): Promise<T> => {
      asked.push([what, ...args]);
      return Promise.resolve(value);
    };
  return {
    get model() {
      return model;
    },
    onChange: changed.on,
    start: note('start', undefined),
    runAgain: note('runAgain', undefined),
    runOnSave: note('runOnSave', undefined),
    cancel: note('cancel', undefined),
    setActive: () => {},
    decisions: note('decisions', answer),
    reasoning: note('reasoning', { problem: { code: 'c', message: 'm' } }),
    shownBy: () => {
      surfaces += 1;
      return { dispose: () => (surfaces -= 1) };
    },
  };
}

function happen(...events: PanelEvent[]): void {
  model = events.reduce(nextModel, model);
  changed.fire(model);
}

/** The view in the side bar, as VS Code shows it for the first time. */
function openView(): FakePanel {
  const view = fakePanel();
  (seen.viewProvider as { resolveWebviewView(view: unknown): void }).resolveWebviewView(view);
  return view;
}

async function say(panel: FakePanel, message: unknown): Promise<void> {
  panel.webview.onDidReceiveMessage.fire(message);
  await soon();
}

const typesOf = ({ webview }: FakePanel): unknown[] =>
  webview.posted.map((message) => (message as { type: string }).type);

beforeEach(() => {
  forget();
  [model, changed, asked, logged, surfaces] = [initialModel, createSignal(), [], [], 0];
  const log = {
    warn: (line: string) => logged.push(line),
    error: (line: string) => logged.push(line),
  };
  const context = { extensionUri: Uri.file('/ext'), subscriptions: [] };
  host = createPanelHost(
    context as unknown as ExtensionContext,
    simulations(),
    log as unknown as LogOutputChannel,
  );
});

describe('the panel and its host', () => {
  it('loads nothing but what is in dist/, with another nonce each time', () => {
    const [one, other] = [openView(), openView()].map(({ webview }) => webview);
    expect(one?.options).toEqual({
      enableScripts: true,
      localResourceRoots: [expect.objectContaining({ path: '/ext/dist' })],
    });
    expect(one?.html).toContain('https://webview.test/ext/dist/view.js');
    const nonce = ({ html }: { html: string }): string => /nonce-([\w+/=]+)/.exec(html)![1]!;
    expect(nonce(one!)).toMatch(/.{32}/);
    expect(nonce(one!)).not.toBe(nonce(other!));
  });

  it('says nothing before the view is ready, and then one complete state', async () => {
    const view = openView();
    happen({ type: 'run', run: running(1) });
    expect(view.webview.posted).toEqual([]);
    await say(view, { type: 'ready' });
    happen({ type: 'run', run: finished(1) });
    expect(view.webview.posted).toMatchObject([
      { type: 'state', state: { kind: 'run', run: { state: 'running' } } },
      { type: 'state', state: { kind: 'run', run: { state: 'finished' } } },
    ]);
  });

  it('says nothing to a view that is hidden, and all when it is shown again', async () => {
    const view = openView();
    await say(view, { type: 'ready' });
    view.visible = false;
    view.onDidChangeVisibility.fire(undefined);
    happen({ type: 'run', run: running(1) });
    expect(view.webview.posted).toHaveLength(1);
    expect(host.isVisible).toBe(false);
    view.visible = true;
    view.onDidChangeVisibility.fire(undefined);
    happen({ type: 'run', run: running(1, 5) });
    expect(view.webview.posted).toHaveLength(1);
    await say(view, { type: 'ready' });
    expect(view.webview.posted.at(-1)).toMatchObject({ state: { run: { rowsDone: 5 } } });
  });

  it('logs what it does not understand, and does nothing', async () => {
    const view = openView();
    await say(view, { type: 'simulate', target: -1 });
    await say(view, '<script>');
    expect(logged).toHaveLength(2);
    expect(logged[0]).toMatch(/^The simulation view said/);
    expect(asked).toEqual([]);
  });

  it.each([
    [{ type: 'runAgain' }, ['runAgain']],
    [{ type: 'cancel' }, ['cancel']],
    [{ type: 'simulate', target: 0 }, ['start', runnable]],
  ])('does what the view asks for: %j', async (message, expected) => {
    const active = { uri: target.uri, file: 'f', targets: [{ ...target, label: 's', line: 1 }] };
    happen({ type: 'active', active });
    await say(openView(), message);
    expect(asked).toEqual([expected]);
  });

  it('passes questions on, and gives each answer its number', async () => {
    const view = openView();
    const request = { run: 1, filter: { rule: 2 }, from: 0, most: 50 };
    await say(view, { type: 'decisions', question: 7, ...request });
    await say(view, { type: 'reasoning', question: 8, run: 1, filter: {}, decision: 3 });
    expect(asked).toEqual([
      ['decisions', request],
      ['reasoning', { run: 1, filter: {}, decision: 3 }],
    ]);
    expect(view.webview.posted).toEqual([
      { type: 'decisions', question: 7, answer },
      { type: 'reasoning', question: 8, answer: { problem: { code: 'c', message: 'm' } } },
    ]);
  });

  it('has the decisions of a rule shown as soon as the view can', async () => {
    const message = { type: 'showDecisions', run: 1, filter: { rule: 2 } } as const;
    await host.showDecisions(message);
    expect(seen.executed).toEqual([['handoff.simulation.focus', { preserveFocus: false }]]);
    const view = openView();
    await say(view, { type: 'ready' });
    expect(typesOf(view)).toEqual(['state', 'showDecisions']);
    await host.showDecisions(message);
    expect(typesOf(view)).toEqual(['state', 'showDecisions', 'showDecisions']);
  });

  it('has them shown by the one that was brought to the screen, also where both are open', async () => {
    const message = { type: 'showDecisions', run: 1, filter: { rule: 2 } } as const;
    const view = openView();
    await say(view, { type: 'ready' });
    host.openToSide();
    const [panel] = seen.panels;
    panel!.visible = false;
    panel!.onDidChangeViewState.fire(undefined);
    await host.showDecisions(message);
    panel!.visible = true;
    await say(panel!, { type: 'ready' });
    expect(typesOf(panel!)).toEqual(['state', 'showDecisions']);
    expect(typesOf(view)).toEqual(['state', 'showDecisions']);
  });

  it('opens beside the editor once, and is then what is brought to the screen', async () => {
    host.openToSide();
    host.openToSide();
    await host.show({ takeFocus: false });
    expect(seen.panels).toHaveLength(1);
    expect(seen.panels[0]?.revealed).toBe(2);
    expect(seen.executed).toEqual([]);
    seen.panels[0]?.dispose();
    await host.show({ takeFocus: false });
    expect(seen.executed).toEqual([['handoff.simulation.focus', { preserveFocus: true }]]);
  });

  it('takes back a panel after a reload, in the place of one that is open', async () => {
    host.openToSide();
    const back = fakePanel();
    const serializer = seen.serializer as {
      deserializeWebviewPanel(panel: unknown): Promise<void>;
    };
    await serializer.deserializeWebviewPanel(back);
    expect(surfaces).toBe(1);
    await say(back, { type: 'ready' });
    expect(typesOf(back)).toEqual(['state']);
  });

  it('keeps its run as long as a view or a panel is there', () => {
    const view = openView();
    host.openToSide();
    expect(surfaces).toBe(2);
    view.onDidDispose.fire();
    seen.panels[0]?.dispose();
    expect(surfaces).toBe(0);
  });
});

describe('a place that the view wants to see', () => {
  const text = 'handoff h\n  other: never\n  r: never\n';

  beforeEach(() => {
    seen.files = { '/w/team/main.handoff': text, '/law.handoff': text, '/w/data.csv': 'a' };
    happen({ type: 'asked', runnable }, { type: 'run', run: finished(1) });
  });

  it.each([
    [
      'a rule that an edit has moved',
      { file: 'team/main.handoff', line: 2, name: 'r' },
      '/w/team/main.handoff',
      3,
    ],
    [
      'an imported file outside of the workspace',
      { file: '../law.handoff', line: 1 },
      '/law.handoff',
      1,
    ],
    ['another file of the folder', { file: 'data.csv', line: 9 }, '/w/data.csv', 1],
  ])('is shown in the editor: %s', async (_, place, path, line) => {
    await say(openView(), { type: 'reveal', ...place });
    expect(seen.shown).toEqual([{ path, line }]);
    expect(seen.complaints).toEqual([]);
  });

  it.each([
    ['outside of the workspace', '../../etc/passwd', /passwd cannot be shown: it is outside/],
    ['of a file that is gone', 'company.handoff', /company\.handoff cannot be shown: it is gone/],
  ])('is refused with its reason when it is %s', async (_, file, words) => {
    await say(openView(), { type: 'reveal', file, line: 1 });
    expect(seen.shown).toEqual([]);
    expect(seen.complaints).toEqual([expect.stringMatching(words)]);
  });

  it('is what a problem points at', async () => {
    const uri = 'file:///w/team/main.handoff';
    happen({
      type: 'refused',
      problem: { code: 'c', message: 'm', uri, line: 2 },
      keepsResults: false,
    });
    await say(openView(), { type: 'revealProblem' });
    expect(seen.shown).toEqual([{ path: '/w/team/main.handoff', line: 2 }]);
  });

  it('is nothing when the problem points nowhere', async () => {
    happen({ type: 'run', run: failed(2) });
    await say(openView(), { type: 'revealProblem' });
    expect(seen.shown).toEqual([]);
  });
});

describe('what a run is made from', () => {
  it.each([
    ['/w/team/main.handoff', true],
    ['/w/company.handoff', true],
    ['/law.handoff', true],
    ['/w/other.handoff', false],
  ])('%s: %s', (path, expected) => {
    happen({ type: 'asked', runnable }, { type: 'run', run: finished(1) });
    expect(isMadeFrom(model, Uri.file(path))).toBe(expected);
    happen({ type: 'closed' });
    expect(isMadeFrom(model, Uri.file(path))).toBe(false);
  });
});
