import assert from 'node:assert/strict';
import { commands, window, workspace } from 'vscode';
import { click, screenshot, webviewText, webviewWaitFor } from '../driver.ts';
import type { Suite } from '../support.ts';
import { codeOf, needsPage, open, someDiagnosticsOf, until } from '../support.ts';

/** In a folder that nobody trusts. */
export const restricted: Suite = {
  'shows diagnostics in a folder that nobody trusts': async () => {
    assert.equal(workspace.isTrusted, false);
    const [diagnostic] = await someDiagnosticsOf(await open('small/broken.handoff'));
    assert.ok(diagnostic);
    assert.equal(codeOf(diagnostic), 'loosens-guardrails');
  },

  'simulates there': needsPage(async () => {
    await simulate('newsletter/newsletter.handoff', 'autumn_replay');
    await webviewWaitFor('[role=tab]:has-text("Decisions")', '60,000');
  }),

  'runs no program there, and says why': needsPage(async () => {
    await simulate('slow/slow.handoff', 'patience');
    await webviewWaitFor('[role=alert]');
    assert.match(await webviewText('[role=alert]'), /trust/);
    await screenshot('restricted', 'dark');
  }),

  'runs it as soon as the folder is trusted': needsPage(async () => {
    await commands.executeCommand('workbench.trust.manage');
    await click('.workspace-trust-editor .monaco-button:has-text("Trust")');
    await until('trust', () => workspace.isTrusted || undefined);
    await simulate('slow/slow.handoff', 'patience');
    await webviewWaitFor('[role=progressbar]');
    await commands.executeCommand('handoff.cancelSimulation');
    await webviewWaitFor('h1', 'was cancelled');
  }),
};

async function simulate(file: string, simulation: string): Promise<void> {
  await open(file);
  await commands.executeCommand('handoff.simulate', {
    uri: window.activeTextEditor?.document.uri.toString(),
    simulation,
  });
}
