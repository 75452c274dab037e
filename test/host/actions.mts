import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import type { Browser } from './browser.mts';
import type { Actions, Inside, Look } from './protocol.ts';
import { evaluateIn, heapOf, webviewOf, webviewsOf } from './webview.mts';

/** The actions on a page; pictures go into `pictures`. */
export function actionsOn({ page, messages }: Browser, pictures: string): Actions {
  const first = ({ selector }: { selector: string }): Locator => page.locator(selector).first();
  const within = async (args: Inside): Promise<Locator> =>
    (await viewOf(page, args)).locator(args.selector).first();
  return {
    waitFor: (args) => waitFor(page, args),
    text: async ({ selector }) => (await page.locator(selector).allInnerTexts()).join('\n'),
    html: async ({ selector }) => htmlOf(page.locator(selector)),
    click: (args) => first(args).click(),
    press: ({ key }) => page.keyboard.press(key),
    type: ({ text }) => page.keyboard.type(text),
    resize: (size) => page.setViewportSize(size),
    screenshot: async ({ name, look, of }) => {
      if (look) await waitForLook(page, look);
      const path = join(pictures, `${name}.png`);
      mkdirSync(dirname(path), { recursive: true });
      const shown = of === undefined ? page : page.locator(of).first();
      await shown.screenshot({ path, animations: 'disabled' });
      return path;
    },
    consoleMessages: () => Promise.resolve([...messages]),
    webviewWaitFor: async (args) =>
      args.gone ? waitForNone(page, args) : waitFor(await viewOf(page, args), args),
    webviewText: async (args) => {
      await (await within(args)).waitFor();
      const all = (await viewOf(page, args)).locator(args.selector);
      return (await all.allInnerTexts()).join('\n');
    },
    webviewHtml: async (args) => htmlOf((await viewOf(page, args)).locator(args.selector)),
    webviewClick: async (args) => (await within(args)).click(),
    webviewPress: async (args) => (await within(args)).press(args.key),
    webviewFill: async (args) => (await within(args)).fill(args.value),
    webviewEvaluate: async ({ view, body, argument }) =>
      evaluateIn(await webviewOf(page, view), body, argument),
    heapOfWebview: async ({ view }) => heapOf(page, view),
  };
}

/** The view that contains what is asked for, where the test does not say which. */
async function viewOf(page: Page, args: Inside): Promise<FrameLocator> {
  return webviewOf(page, args.view ?? args.selector);
}

async function waitFor(
  where: Page | FrameLocator,
  args: { selector: string; text?: string; gone?: boolean },
): Promise<void> {
  const found = where.locator(args.selector);
  const wanted = args.text === undefined ? found : found.filter({ hasText: args.text });
  await wanted.first().waitFor({ state: args.gone ? 'hidden' : 'visible' });
}

/** Waits until no webview shows an element; a webview that is closed shows none. */
async function waitForNone(page: Page, { view, selector }: Inside): Promise<void> {
  for (const inside of await webviewsOf(page)) {
    if (view !== undefined && (await inside.locator(view).count()) === 0) continue;
    await inside.locator(selector).first().waitFor({ state: 'hidden' });
  }
}

/** A webview is told of a new theme by a message, and so has its colours later. */
async function waitForLook(page: Page, { workbench, webview }: Look): Promise<void> {
  await page.locator(`.monaco-workbench.${workbench}`).first().waitFor();
  for (const inside of await webviewsOf(page)) {
    await inside.locator(`body.${webview}`).waitFor({ state: 'attached' });
  }
}

async function htmlOf(found: Locator): Promise<string> {
  return (await found.evaluateAll((all) => all.map((one) => one.outerHTML))).join('\n');
}
