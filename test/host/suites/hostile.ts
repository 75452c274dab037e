import assert from 'node:assert/strict';
import type { Uri } from 'vscode';
import { ConfigurationTarget, commands, workspace } from 'vscode';
import {
  consoleMessages,
  html,
  screenshot,
  waitFor,
  webviewClick,
  webviewEvaluate,
  webviewFill,
  webviewPress,
  webviewText,
  webviewWaitFor,
} from '../driver.ts';
import type { Suite } from '../support.ts';
import { inWorkspace, needsPage, open } from '../support.ts';

const subjects = ['__proto__', '<img src=x onerror=alert(5)>', 'toString', 'constructor'];

/** Data whose every text would run something in a view that took it for HTML. */
export const hostile: Suite = {
  'shows hostile data as the text that it is': needsPage(async () => {
    await addHugeCell();
    const { uri } = await open('hostile/hostile.handoff');
    const setting = workspace.getConfiguration('handoff');
    await setting.update('simulation.showSubjects', true, ConfigurationTarget.Global);
    await commands.executeCommand('handoff.simulate', {
      uri: uri.toString(),
      simulation: 'attack',
    });
    await webviewWaitFor('[role=tab]:has-text("Decisions")', '41');
    await webviewClick('[role=tab]:has-text("Decisions")');
    await webviewWaitFor('[role=option]');
    for (const subject of subjects) {
      await webviewFill('input[aria-label^=Subject]', subject);
      await webviewWaitFor(`[role=option] .subject:text-is(${JSON.stringify(subject)})`);
      await webviewWaitFor('.shown', '10 of 41 decisions');
      const shown = await webviewText('[role=option] .subject');
      assert.deepEqual(new Set(shown.split('\n')), new Set([subject]));
    }
    await webviewPress('[role=listbox]', 'Enter');
    await webviewWaitFor('.detail', '<img src=x onerror=alert(1)>');
    await screenshot('hostile', 'dark');
  }),

  'shows the beginning of a cell of a megabyte': needsPage(async () => {
    await webviewPress('.detail', 'Escape');
    await webviewFill('input[aria-label^=Subject]', 'huge');
    await webviewWaitFor('[role=option] .subject:text-is("huge")');
    await webviewPress('[role=listbox]', 'Enter');
    await webviewWaitFor('.detail', '(1,048,576 characters)');
    const length = (await webviewText('.detail')).length;
    assert.ok(length < 20_000, `${length} characters are shown`);
  }),

  'makes no link of a file name in a message': needsPage(async () => {
    const name = 'hostile/[Repair](command:workbench.action.files.newUntitledFile).handoff';
    await workspace.fs.writeFile(inWorkspace(name), Buffer.from('# nothing\n'));
    await open(name);
    await commands.executeCommand('handoff.simulate');
    await commands.executeCommand('notifications.showList');
    await waitFor('.notifications-center', 'has nothing to simulate');
    assert.equal(await html('.notifications-center a[href^=command]'), '');
    assert.equal(await html('.notifications-center .notification-list-item-message a'), '');
    await commands.executeCommand('notifications.clearAll');
  }),

  'ran nothing, and met no policy of the page': needsPage(async () => {
    const foreign = await webviewEvaluate<string[]>(
      `return [...document.querySelector('#root').querySelectorAll('img, iframe, script, b, [onload]')]
        .map((one) => one.outerHTML.slice(0, 100));`,
      undefined,
      { view: '[role=listbox]' },
    );
    assert.deepEqual(foreign, []);
    const said = (await consoleMessages()).map(({ text }) => text);
    assert.deepEqual(
      said.filter((text) =>
        /content.security.policy|refused to (load|execute|apply|connect)/i.test(text),
      ),
      [],
    );
    const setting = workspace.getConfiguration('handoff');
    await setting.update('simulation.showSubjects', undefined, ConfigurationTarget.Global);
  }),
};

/** One more row, whose note is a megabyte of markup. */
async function addHugeCell(): Promise<void> {
  const file: Uri = inWorkspace('hostile/mail.csv');
  const before = Buffer.from(await workspace.fs.readFile(file)).toString();
  const note = '<b>'.repeat(349_526).slice(0, 1_048_576);
  const row = `huge,2025-09-30T08:00:00Z,plain,none,${note},other,no,no\n`;
  await workspace.fs.writeFile(file, Buffer.from(before + row));
}
