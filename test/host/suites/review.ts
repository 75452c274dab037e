import assert from 'node:assert/strict';
import { commands, Position, Range, TabInputWebview, window } from 'vscode';
import { press, screenshot, waitFor } from '../driver.ts';
import type { Suite } from '../support.ts';
import { codeOf, diagnosticsOf, needsPage, open, replace, until } from '../support.ts';

const policy = 'small/sound.handoff';
const impossible = `
    never_met: never when hour is 09:00 and hour is 10:00
      because "it is there to be found"
`;

/** What is found when nobody types, and what the reference says of it. */
export const review: Suite = {
  'reasons about the rules of an open policy, and shows one that can never fire': needsPage(
    async () => {
      const document = await open(policy);
      const end = document.positionAt(document.getText().length);
      await replace(document, new Range(end, end), impossible);
      const found = await until('a rule that never fires', () =>
        diagnosticsOf(document).find((each) => codeOf(each) === 'never-fires'),
      );
      assert.equal(found.message, '`never_met` can never fire: no decision meets it');
      window.activeTextEditor?.revealRange(found.range);
      await waitFor('.squiggly-warning');
      await commands.executeCommand('editor.action.marker.next');
      await screenshot('never-fires');
      await press('Escape');
    },
  ),

  'opens its page of the reference': needsPage(async () => {
    await commands.executeCommand('handoff.explainCode', 'never-fires');
    const tab = await until('the reference', () => {
      const { activeTab } = window.tabGroups.activeTabGroup;
      return activeTab?.input instanceof TabInputWebview ? activeTab : undefined;
    });
    assert.match(tab.label, /never-fires/);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await screenshot('reference');
    await window.tabGroups.close(tab);
  }),

  'forgets it with its rule': needsPage(async () => {
    const document = await open(policy);
    const from = document.getText().indexOf(impossible);
    const start = document.positionAt(from);
    await replace(document, new Range(start, new Position(document.lineCount, 0)), '');
    await until('the diagnostic to go', () =>
      diagnosticsOf(document).length === 0 ? true : undefined,
    );
    await commands.executeCommand('workbench.action.files.save');
  }),
};
