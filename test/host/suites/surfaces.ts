import { commands, ViewColumn, window, workspace } from 'vscode';
import {
  resize,
  webviewClick,
  webviewPress,
  webviewWaitFor,
  webviewWaitForNone,
} from '../driver.ts';
import { lensOverRule, newsletter, verdictCount } from '../newsletter.ts';
import type { Suite } from '../support.ts';
import { inWorkspace, needsPage, open, until } from '../support.ts';

const log = '[role=tab]:has-text("Decisions")';
const summary = '[role=tab]:has-text("Summary")';

/** The panel in the side bar, beside the editor, or both: what a person sees as they come and go. */
export const surfaces: Suite = {
  'comes back as it was left when the side bar was closed': needsPage(async () => {
    const { uri } = await open(newsletter);
    await commands.executeCommand('handoff.simulate', {
      uri: uri.toString(),
      simulation: 'autumn_replay',
    });
    await webviewClick(summary);
    const blocked = await verdictCount('block');
    await webviewClick(log);
    await webviewClick('.toggle:has-text("block")');
    await webviewWaitFor('.shown', `${blocked} of 60,000 decisions`);
    await webviewPress('[role=listbox]', 'ArrowDown');
    await webviewPress('[role=listbox]', 'Enter');
    await webviewWaitFor('.detail h3', 'Proposal');
    await commands.executeCommand('workbench.action.closeSidebar');
    await webviewWaitForNone('.detail');
    await commands.executeCommand('handoff.showSimulation');
    await webviewWaitFor('.detail h3', 'Proposal');
    await webviewPress('.detail', 'Escape');
    await webviewWaitFor('.shown', `${blocked} of 60,000 decisions`);
    await webviewWaitFor('[role=option][aria-selected=true]');
  }),

  'keeps its run when the view is moved': needsPage(async () => {
    await move('workbench.view.explorer');
    await webviewWaitFor(log, '60,000');
    await move('workbench.view.extension.handoff');
    await webviewWaitFor(log, '60,000');
  }),

  'shows the decisions of a rule where it was brought to the front': needsPage(async () => {
    await resize(1600, 1000);
    await commands.executeCommand('handoff.openToSide');
    await until('the view and the panel', () => panelTab() && true);
    const other = await workspace.openTextDocument(inWorkspace('small/sound.handoff'));
    await window.showTextDocument(other, { viewColumn: ViewColumn.Two });
    await window.showTextDocument(await workspace.openTextDocument(inWorkspace(newsletter)), {
      viewColumn: ViewColumn.One,
    });
    await until('the panel behind another tab', () => !panelTab()?.isActive || undefined);
    const lens = await lensOverRule('rest_dormant');
    await commands.executeCommand(lens.command, ...lens.arguments);
    await until('the panel in front', () => panelTab()?.isActive || undefined);
    await commands.executeCommand('workbench.action.closeSidebar');
    await webviewWaitFor('.shown', `${lens.either} of 60,000 decisions`);
    await commands.executeCommand('workbench.action.closeAllEditors');
    await resize(1280, 800);
  }),
};

async function move(destinationId: string): Promise<void> {
  const viewIds = ['handoff.simulation'];
  await commands.executeCommand('vscode.moveViews', { viewIds, destinationId });
}

function panelTab() {
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(({ label }) => label === 'Simulation');
}
