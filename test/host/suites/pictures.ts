import { ConfigurationTarget, commands, workspace } from 'vscode';
import {
  resize,
  screenshot,
  waitFor,
  webviewClick,
  webviewPress,
  webviewWaitFor,
} from '../driver.ts';
import { lensOverRule, newsletter } from '../newsletter.ts';
import type { Suite } from '../support.ts';
import { diagnosticsOf, needsPage, open, until } from '../support.ts';

/** Takes the pictures of the README, which `npm run pictures` then puts in their place. */
export const pictures: Suite = {
  'pictures a policy beside what came of it': needsPage(async () => {
    await resize(1440, 900);
    await tidy(true);
    await commands.executeCommand('workbench.action.closeAllEditors');
    const { uri } = await open(newsletter);
    await commands.executeCommand('workbench.action.closeSidebar');
    await commands.executeCommand('handoff.openToSide');
    await commands.executeCommand('handoff.simulate', {
      uri: uri.toString(),
      simulation: 'autumn_replay',
    });
    await webviewWaitFor('#tab-decisions', '60,000');
    const editor = await open(newsletter);
    await until('a policy without a fault', () => diagnosticsOf(editor).length === 0 || undefined);
    await commands.executeCommand('revealLine', {
      lineNumber: editor.getText().split('\n').indexOf('  boundaries') - 14,
      at: 'top',
    });
    const { fired } = await lensOverRule('quiet_hours');
    await waitFor('.codelens-decoration', `${fired} fired`);
    await screenshot('readme-simulation', 'dark', '.part.editor');
  }),

  'pictures the reasoning behind one decision': needsPage(async () => {
    await resize(1440, 900);
    await commands.executeCommand('handoff.openToSide');
    await commands.executeCommand('workbench.action.maximizeEditorHideSidebar');
    const { either } = await lensOverRule('quiet_hours');
    await webviewClick('button[aria-label="Show decisions of quiet_hours"]');
    await webviewWaitFor('.shown', `${either} of 60,000 decisions`);
    await webviewWaitFor('[role=option] .subject');
    await webviewPress('[role=listbox]', 'ArrowDown');
    await webviewPress('[role=listbox]', 'Enter');
    await webviewWaitFor('.detail h3', 'Proposal');
    await screenshot('readme-reasoning', 'light', '.part.editor');
    await tidy(false);
    await resize(1280, 800);
    await commands.executeCommand('workbench.action.closeAllEditors');
  }),
};

/** Hides what is not Handoff's. */
async function tidy(isTidy: boolean): Promise<void> {
  const settings = {
    'workbench.statusBar.visible': false,
    'workbench.activityBar.location': 'hidden',
    'breadcrumbs.enabled': false,
  };
  for (const [name, value] of Object.entries(settings)) {
    await workspace
      .getConfiguration()
      .update(name, isTidy ? value : undefined, ConfigurationTarget.Global);
  }
}
