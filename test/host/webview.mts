import type { FrameLocator, Page } from 'playwright-core';

/** The insides of all webviews: each is a frame of VS Code's that holds the frame with the content. */
export async function webviewsOf(page: Page): Promise<FrameLocator[]> {
  const frames = await page.locator('iframe.webview.ready').all();
  return frames.map((frame) => frame.contentFrame().locator('iframe#active-frame').contentFrame());
}

/** The webview that contains `view`, or the first; one that is not there yet is waited for. */
export async function webviewOf(page: Page, view = 'body'): Promise<FrameLocator> {
  for (let tries = 0; tries < 600; tries++) {
    for (const inside of await webviewsOf(page)) {
      if ((await inside.locator(view).count()) > 0) return inside;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`waited for a minute in vain: a webview that shows \`${view}\``);
}

/** Runs the body of an async function in the frame of a webview, with `argument` in scope. */
export async function evaluateIn(
  inside: FrameLocator,
  body: string,
  argument: unknown,
): Promise<unknown> {
  const given = JSON.stringify(argument) as string | undefined;
  const code = `(async (argument) => { ${body} })(${given ?? ''})`;
  return inside.locator(':root').evaluate(code);
}

/**
 * Bytes of JavaScript heap that the process of a webview uses after a garbage collection. The
 * process holds the views of this kind and nothing else: see isolation.mts.
 */
export async function heapOf(page: Page, view: string | undefined): Promise<number> {
  const inside = await webviewOf(page, view);
  const element = await inside.owner().elementHandle();
  const frame = await element.ownerFrame();
  if (!frame) throw new Error('the webview is gone');
  const session = await page.context().newCDPSession(frame);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}
