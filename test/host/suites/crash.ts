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
    const [agent] = await until('the agent', () => some(processes('slow.mjs')));
    const run = processes('dist/background.js').find((pid) => isUnder(agent!, pid));
    assert.ok(run);
    await screenshot('running', 'dark');
    await webviewClick('button:has-text("Cancel")');
    await webviewWaitFor('h1', 'was cancelled');
    await screenshot('cancelled', 'dark');
    // Another one, which reasons about rules, waits a minute for the next question.
    await until(
      'the process of the run to end',
      () => !processes('dist/background.js').includes(run) || undefined,
    );
    await until('its agent to end', () => processes('slow.mjs').length === 0 || undefined);
  }),

  'says so when the server dies in a run, brings it back, and runs anew': needsPage(async () => {
    await startSlowRun();
    await webviewWaitFor('[role=progressbar]');
    const [server, ...others] = processes('dist/main.js');
    assert.ok(server);
    assert.deepEqual(others, []);
    const children = await until('its processes', () => some(processes('dist/background.js')));
    process.kill(server, 'SIGKILL');
    await webviewWaitFor('[role=alert]', 'The language server ended while this simulation ran');
    await screenshot('server-lost', 'dark');
    await until('another server', () => processes('dist/main.js').find((pid) => pid !== server));
    await until(
      'the processes of the dead server to end',
      () => !processes('dist/background.js').some((pid) => children.includes(pid)) || undefined,
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

function some<Found>(found: Found[]): Found[] | undefined {
  return found.length > 0 ? found : undefined;
}

function allProcesses(): { pid: number; parent: number; args: string }[] {
  return execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [])
    .map(([, pid, parent, args = '']) => ({ pid: Number(pid), parent: Number(parent), args }));
}

type Processes = ReturnType<typeof allProcesses>;

function isUnder(pid: number, ancestor: number, all: Processes = allProcesses()): boolean {
  const parent = all.find((one) => one.pid === pid)?.parent ?? 0;
  return parent === ancestor || (parent > 1 && isUnder(parent, ancestor, all));
}

/** The extension's own processes that run a script: children and grandchildren of this host. */
function processes(script: string): number[] {
  const all = allProcesses();
  return all
    .filter(({ pid, args }) => args.includes(script) && isUnder(pid, process.pid, all))
    .map(({ pid }) => pid);
}
