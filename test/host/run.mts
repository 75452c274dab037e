import { execFile } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { actionsOn } from './actions.mts';
import { openBrowser } from './browser.mts';
import { bundleSuite } from './bundle.mts';
import type { Installation } from './install.mts';
import { isolateWebviews } from './isolation.mts';
import { listen, oneLine } from './listen.mts';
import type { Outcome } from './outcome.mts';
import { outcomeOf } from './outcome.mts';
import type { Report } from './protocol.ts';
import { shortFolder, startServer } from './server.mts';
import type { Session } from './sessions.mts';
import { copyWorkspace } from './workspace.mts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const here = fileURLToPath(new URL('.', import.meta.url));

/** A test ends within two minutes, so that after three without a word nothing more comes. */
const patience = 180_000;

/** Runs a session from an empty profile and a fresh workspace to its end, and cleans up. */
export async function runSession(
  session: Session,
  installation: Installation,
  hear: (report: Report) => void = () => undefined,
): Promise<Outcome> {
  const reports: Report[] = [];
  const folder = await shortFolder();
  const stops: (() => unknown)[] = [
    () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  ];
  let end: string;
  try {
    end = await play(session, installation, folder, stops, (report) => {
      reports.push(report);
      hear(report);
    });
  } catch (error) {
    end = oneLine(error);
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
  return outcomeOf(reports, end);
}

/** Starts all that a session takes, and waits until it ends; says how it ended. */
async function play(
  session: Session,
  installation: Installation,
  folder: string,
  stops: (() => unknown)[],
  hear: (report: Report) => void,
): Promise<string> {
  const logs = join(here, 'logs', session.name);
  await rm(logs, { recursive: true, force: true });
  await mkdir(logs, { recursive: true });
  const vsix = session.isPacked && (await pack(folder));

  const watch = watchdog(patience);
  stops.push(watch.stop);
  const driver = await listen((report) => {
    watch.alive(report.event === 'started' ? `during “${report.title}”` : '');
    hear(report);
  });
  stops.push(driver.stop);

  const workspace = join(folder, 'workspace');
  await copyWorkspace(workspace);
  const server = await startServer({
    installation,
    folder,
    trusted: session.trusted ?? true,
    automated: true,
    log: join(logs, 'server.log'),
    env: {
      PATH: process.env.PATH,
      LANG: 'C.UTF-8',
      HOME: folder,
      HANDOFF_HOST_DRIVER: driver.address,
      HANDOFF_HOST_SUITES: session.suites.join(','),
    },
    ...(session.settings && { settings: session.settings }),
    ...(vsix && { vsix }),
  });
  stops.push(server.stop);
  const log = join(logs, 'console.log');
  const browser = await openBrowser({ executable: installation.chromium, folder, log });
  stops.push(browser.close);
  driver.drive(actionsOn(browser, join(here, 'screenshots', session.name)));

  const suite = await bundleSuite(folder);
  const { ended } = await automationOf(browser.page, suite, join(logs, 'automation.log'));
  const extension = vsix ? join(here, 'harness') : root;
  const remote = `vscode-remote://${new URL(server.address).host}`;
  const payload = [
    ['extensionDevelopmentPath', `${remote}${extension}`],
    ['extensionTestsPath', `${remote}${suite}`],
  ];
  const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) });
  await isolateWebviews(browser.page, server.address);
  await browser.page.goto(`${server.address}/?${query.toString()}`);
  const end = await Promise.race([
    ended,
    watch.barked,
    server.ended.then(() => 'the VS Code server ended by itself'),
  ]);
  await browser.page.screenshot({ path: join(logs, 'end.png') }).catch(() => undefined);
  return `${end}; see test/host/logs/${session.name}/`;
}

/** The extension as it is shipped, made of what is in dist/. */
async function pack(folder: string): Promise<string> {
  const vsix = join(folder, 'handoff.vsix');
  await promisify(execFile)('node', ['.config/package-extension.mjs', vsix], { cwd: root });
  return vsix;
}

/**
 * VS Code calls these two functions of its page when anything is logged, and when the tests have
 * ended. Of all errors that are logged, those with the suite in their stack say why it failed.
 */
async function automationOf(
  page: Page,
  suite: string,
  log: string,
): Promise<{ ended: Promise<string> }> {
  let why = '';
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
    const said = args.join(' ');
    appendFileSync(log, `${type}: ${said}\n`);
    if (type === 'error' && said.includes(suite)) why = `, ${said.split('\n')[0] ?? ''}`;
  });
  let end: (how: string) => void;
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => {
    end(`VS Code ended the tests with exit code ${code}${why}`);
  });
  return { ended };
}

/** Says so when nothing was heard for so many milliseconds. */
function watchdog(ms: number) {
  let bark: (what: string) => void;
  const barked = new Promise<string>((resolve) => {
    bark = resolve;
  });
  let timer: NodeJS.Timeout;
  const alive = (when: string): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      bark(`VS Code said nothing for ${ms / 1000} s ${when}`.trimEnd());
    }, ms);
  };
  alive('after it was started');
  return { barked, alive, stop: () => clearTimeout(timer) };
}
