import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import type { ConsoleMessage } from './protocol.ts';

export interface Browser {
  page: Page;
  /** All that any frame said on its console, and what failed besides. */
  messages: ConsoleMessage[];
  close: () => Promise<void>;
}

export interface BrowserOptions {
  executable: string;
  /** An empty folder for the profile. */
  folder: string;
  /** The file that gets all messages. */
  log: string;
}

const options = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-features=LocalNetworkAccessChecks',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  '--no-sandbox',
  '--site-per-process',
  // The page may ask nobody but this machine.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE *.localhost',
];

/** Starts Chromium, without a window, on an empty page. */
export async function openBrowser({ executable, folder, log }: BrowserOptions): Promise<Browser> {
  const context = await chromium.launchPersistentContext(join(folder, 'chromium'), {
    executablePath: executable,
    args: options,
    headless: true,
    viewport: { width: 1280, height: 800 },
  });
  // Less than a test may take, and enough for a simulation on a machine that does much else.
  context.setDefaultTimeout(100_000);
  const page = context.pages()[0] ?? (await context.newPage());
  const messages: ConsoleMessage[] = [];
  listen(context, (message) => {
    messages.push(message);
    appendFileSync(log, `${message.type}: ${message.text} (${message.url})\n`);
  });
  return { page, messages, close: () => context.close() };
}

function listen(context: BrowserContext, hear: (message: ConsoleMessage) => void): void {
  context.on('console', (message) => {
    hear({ type: message.type(), text: message.text(), url: message.location().url });
  });
  context.on('weberror', (error) => {
    hear({ type: 'pageerror', text: error.error().message, url: error.page()?.url() ?? '' });
  });
  context.on('requestfailed', (request) => {
    const text = request.failure()?.errorText ?? 'failed';
    hear({ type: 'requestfailed', text, url: request.url() });
  });
  context.on('response', (response) => {
    if (response.status() < 400) return;
    hear({ type: 'response', text: String(response.status()), url: response.url() });
  });
}
