import assert from 'node:assert/strict';
import type { WebviewPanel } from 'vscode';
import { ViewColumn, window } from 'vscode';
import {
  click,
  consoleMessages,
  heapOfWebview,
  html,
  press,
  resize,
  screenshot,
  text,
  type,
  waitFor,
  waitForNone,
  webviewClick,
  webviewEvaluate,
  webviewFill,
  webviewHtml,
  webviewPress,
  webviewText,
  webviewWaitFor,
  webviewWaitForNone,
} from '../driver.ts';
import type { Suite } from '../support.ts';
import { figure, needsPage } from '../support.ts';

const script = `
  const say = (text) => { document.querySelector('#said').textContent = text; };
  document.querySelector('button').onclick = () => say('clicked');
  document.querySelector('input').onkeydown = ({ key, target }) => say(key + ' ' + target.value);
  console.warn('from the view ' + document.body.id);
`;

function show(name: string): WebviewPanel {
  const panel = window.createWebviewPanel(`harness.${name}`, name, ViewColumn.Beside, {
    enableScripts: true,
  });
  panel.webview.html = `<!doctype html><html><head><meta http-equiv="Content-Security-Policy"
    content="default-src 'none'; script-src 'nonce-x'"></head><body id="${name}">
    <p id="said">${name} says nothing</p><button>Click</button><input>
    <script nonce="x">${script}</script></body></html>`;
  return panel;
}

export const harness: Suite = {
  'acts on the workbench with keys and clicks': needsPage(async () => {
    const row = '.quick-input-list .monaco-list-row';
    await press('F1');
    await waitFor('.quick-input-box input:focus');
    await type('Toggle Zen Mode');
    await waitFor(row, 'View: Toggle Zen Mode');
    assert.match(await text(row), /^View: Toggle Zen Mode/);
    assert.match(await html(row), /^<div class="monaco-list-row/);
    await press('Escape');
    await waitForNone(row);
    await click('.activitybar [aria-label^="Search"]');
    await waitFor('.sidebar .search-widget');
    await click('.activitybar [aria-label^="Explorer"]');
    await waitForNone('.sidebar .search-widget');
  }),

  'acts inside of a webview, whose policy allows no script but its own': needsPage(async () => {
    const panel = show('first');
    try {
      await webviewWaitFor('#said', 'first says nothing');
      await webviewClick('button');
      assert.equal(await webviewText('#said'), 'clicked');
      await webviewFill('input', 'word');
      await webviewPress('input', 'Enter');
      assert.equal(await webviewText('#said'), 'Enter word');
      assert.match(await webviewHtml('#said'), /^<p id="said">Enter word<\/p>$/);
      assert.equal(await webviewEvaluate('return document.body.id + argument', 1), 'first1');
    } finally {
      panel.dispose();
    }
  }),

  'tells one webview from another': needsPage(async () => {
    const panels = [show('first'), show('second')];
    try {
      await webviewClick('button', { view: '#second' });
      assert.equal(await webviewText('#said', { view: '#second' }), 'clicked');
      assert.equal(await webviewText('#said', { view: '#first' }), 'first says nothing');
      const said = (await consoleMessages()).filter(({ text }) => text.startsWith('from the view'));
      assert.ok(said.some(({ type, text }) => type === 'warning' && text.endsWith('second')));
    } finally {
      for (const panel of panels) panel.dispose();
    }
    await webviewWaitForNone('#first');
  }),

  'measures the heap of a webview, and not that of its neighbours': needsPage(async () => {
    const panels = [show('first'), show('second')];
    try {
      const view = { view: '#first' };
      await webviewWaitFor('button', undefined, view);
      const before = await heapOfWebview(view);
      await webviewEvaluate('window.kept = new Array(4e6).fill(0.5)', undefined, {
        view: '#second',
      });
      await figure('heap of an empty webview', `${(before / 1e6).toFixed(1)} MB`);
      const beside = await heapOfWebview(view);
      await webviewEvaluate('window.kept = new Array(1e6).fill(0.5)', undefined, view);
      const after = await heapOfWebview(view);
      assert.ok(Math.abs(beside - before) < 4e6, `${before} → ${beside}`);
      assert.ok(after - beside > 7e6, `${beside} → ${after}`);
    } finally {
      for (const panel of panels) panel.dispose();
    }
  }),

  'takes pictures in every theme, when the webview has it': needsPage(async () => {
    const panel = show('first');
    try {
      await resize(900, 600);
      await webviewWaitFor('#said');
      for (const theme of ['dark', 'light', 'contrast'] as const) {
        assert.match(await screenshot('themes', theme), new RegExp(`themes-${theme}.png$`));
      }
    } finally {
      panel.dispose();
      await resize(1280, 800);
    }
  }),
};
