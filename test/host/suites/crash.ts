import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { commands, window } from 'vscode';
import { screenshot, text, webviewClick, webviewText, webviewWaitFor } from '../driver.ts';
import type { Suite } from '../support.ts';
import { needsPage, open, someDiagnosticsOf, until } from '../support.ts';

/** A simulation whose agent takes seconds for an answer, so that it is under way as long as needed. */
export const crash: Suite = {
  'shows how far a run has come, and ends it when it is told to': needsPage(async () => {
    await startSlowRun();
    await webviewWaitFor('[role=progressbar]');
    await screenshot('running', 'dark');
    await webviewClick('button:has-text("Cancel")');
    await webviewWaitFor('h1', 'was cancelled');
    await screenshot('cancelled', 'dark');
    await until(
      'the background process to end',
      () => processes('dist/background.js').length === 0 || undefined,
    );
  }),

  'says so when the server dies in a run, brings it back, and runs anew': needsPage(async () => {
    await startSlowRun();
    await webviewWaitFor('[role=progressbar]');
    const [server, ...others] = processes('dist/main.js');
    assert.ok(server);
    assert.deepEqual(others, []);
    process.kill(server, 'SIGKILL');
    await webviewWaitFor('[role=alert]', 'The language server ended while this simulation ran');
    await screenshot('server-lost', 'dark');
    await until('another server', () => processes('dist/main.js').find((pid) => pid !== server));
    await until(
      'no background process without a server',
      () => processes('dist/background.js').length === 0 || undefined,
    );
    await open('small/sound.handoff');
    await open('newsletter/newsletter.handoff');
    await commands.executeCommand('handoff.simulate', {
      uri: window.activeTextEditor?.document.uri.toString(),
      simulation: 'autumn_replay',
    });
    await webviewWaitFor('[role=tab]:has-text("Decisions")', '60,000');
  }),

  'gives up a server that keeps ending, says so once, and starts it when it is told to': needsPage(
    async () => {
      await commands.executeCommand('notifications.clearAll');
      // Past crashes are forgiven.
      const [before] = processes('dist/main.js');
      await commands.executeCommand('handoff.restartServer');
      await until('another server, alone', () => {
        const [server, ...others] = processes('dist/main.js');
        return (server !== before && others.length === 0) || undefined;
      });
      for (let crashes = 0; crashes < 5; crashes++) {
        process.kill(await until('a server', () => processes('dist/main.js')[0]), 'SIGKILL');
        await until('it to end', () => processes('dist/main.js').length === 0 || undefined);
      }
      await until('the message', async () => {
        await commands.executeCommand('notifications.showList');
        return /ended five times/.test(await text('.notifications-center')) || undefined;
      });
      const said = await text('.notifications-center .notification-list-item-message');
      assert.equal(said.trim().split('\n').length, 1, said);
      await commands.executeCommand('notifications.clearAll');
      await commands.executeCommand('handoff.restartServer');
      await until('a server', () => processes('dist/main.js')[0]);
      await someDiagnosticsOf(await open('small/broken.handoff'));
    },
  ),

  'says what is wrong with a policy that cannot run, and leads there': needsPage(async () => {
    const document = await open('small/broken.handoff');
    await commands.executeCommand('handoff.simulate', { uri: document.uri.toString() });
    await webviewWaitFor('[role=alert]');
    assert.match(await webviewText('[role=alert]'), /guardrail/);
    await screenshot('refused', 'dark');
    await open('small/sound.handoff');
    await webviewClick('[role=alert] button');
    await until('the line of the fault', () => {
      const editor = window.activeTextEditor;
      return editor?.document.uri.path.endsWith('broken.handoff') || undefined;
    });
  }),
};

async function startSlowRun(): Promise<void> {
  const { uri } = await open('slow/slow.handoff');
  await commands.executeCommand('handoff.simulate', {
    uri: uri.toString(),
    simulation: 'patience',
  });
}

/** The extension's own processes that run a bundle: children and grandchildren of this host. */
function processes(bundle: string): number[] {
  const all = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [])
    .map(([, pid, parent, args = '']) => ({ pid: Number(pid), parent: Number(parent), args }));
  const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
  const isMine = (pid = 0): boolean => pid === process.pid || (pid > 1 && isMine(parents.get(pid)));
  return all
    .filter(({ pid, args }) => args.includes(bundle) && isMine(parents.get(pid)))
    .map(({ pid }) => pid);
}
