import { commands } from 'vscode';
import { heapOfWebview, webviewClick, webviewEvaluate, webviewWaitFor } from '../driver.ts';
import type { Suite } from '../support.ts';
import { figure, needsPage, open } from '../support.ts';

/** Scrolls from the top to the end in as many frames, and tells how long each of them took. */
const scroll = `
  const list = document.querySelector('[role=listbox]');
  const times = [];
  let last = await new Promise(requestAnimationFrame);
  for (let frame = 1; frame <= argument; frame++) {
    list.scrollTop = (list.scrollHeight - list.clientHeight) * frame / argument;
    const now = await new Promise(requestAnimationFrame);
    times.push(now - last);
    last = now;
  }
  return times;
`;

/** The reasoning log of a run of 60,000 decisions. Printed, never asserted. */
export const size: Suite = {
  'scrolls through the whole reasoning log': needsPage(async () => {
    const { uri } = await open('newsletter/newsletter.handoff');
    await commands.executeCommand('handoff.simulate', {
      uri: uri.toString(),
      simulation: 'autumn_replay',
    });
    await webviewClick('[role=tab]:has-text("Decisions")');
    await webviewWaitFor('[role=option]');
    // A filter that a suite before has left.
    await webviewEvaluate(`document.querySelector('.shown button')?.click()`, undefined, view);
    await webviewWaitFor('.shown:not(:has-text(" of "))', '60,000 decisions');
    await figure('heap of the view, log open', megabytes(await heapOfWebview(view)));
    const times = (await webviewEvaluate<number[]>(scroll, 300, view)).sort((a, b) => a - b);
    await webviewWaitFor('[role=option][aria-posinset="60000"]');
    const share = (part: number): string =>
      `${times[Math.ceil(part * times.length) - 1]!.toFixed(1)} ms`;
    await figure(
      'frame while scrolling 60,000 decisions',
      `median ${share(0.5)}, p95 ${share(0.95)}, longest ${share(1)}`,
    );
    await figure('heap of the view, scrolled through', megabytes(await heapOfWebview(view)));
  }),
};

const view = { view: '[role=listbox]' };

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
