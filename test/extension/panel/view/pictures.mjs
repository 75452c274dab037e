import { join } from 'node:path';
import { chromium } from 'playwright-core';

const states = [
  'empty',
  'empty-none',
  'empty-starting',
  'empty-failed',
  'opening',
  'running',
  'failed',
  'cancelled',
  'stopped',
  'outdated',
  'gone',
  'finished',
];
const sizes = {
  narrow: { width: 300, height: 800 },
  side: { width: 770, height: 800 },
  wide: { width: 1000, height: 800 },
};
const verdicts = ['act', 'suggest', 'escalate', 'hold', 'block'];

/** What scrolls sideways, or would have to, but for tables that may. Runs in the page. */
function cutOff() {
  return [...document.querySelectorAll('.handoff, .handoff *')]
    .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1)
    .filter((one) => !one.closest('.scroll-x, svg, .unseen'))
    .filter((one) => getComputedStyle(one).overflowX !== 'visible')
    .filter((one) => getComputedStyle(one).textOverflow !== 'ellipsis')
    .map((one) => `${one.tagName.toLowerCase()}.${one.className}`);
}

/** Verdicts whose colour has less contrast to the page than a shape needs. Runs in the page. */
function faint(verdicts) {
  const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const luminance = (...colours) => {
    for (const colour of colours) {
      pixel.fillStyle = colour;
      pixel.fillRect(0, 0, 1, 1);
    }
    const [red, green, blue] = [...pixel.getImageData(0, 0, 1, 1).data].map((byte) =>
      byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const style = getComputedStyle(document.documentElement);
  const colourOf = (element) => getComputedStyle(element).fill;
  return ['sideBar', 'editor'].flatMap((place) => {
    const page = style.getPropertyValue(`--vscode-${place}-background`);
    return verdicts.flatMap((verdict) => {
      const rect = document.querySelector(`.stack .${verdict}`);
      const [a, b] = [luminance(page), luminance(page, colourOf(rect))];
      const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      return contrast >= 3
        ? []
        : [`${verdict} on ${place} has a contrast of ${contrast.toFixed(2)}`];
    });
  });
}

/** A picture of every state at two sizes in three themes; returns what the console said. */
export async function takePictures(address, { folder, chromium: executablePath }) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const complaints = [];
  for (const [size, viewport] of Object.entries(sizes)) {
    for (const theme of ['dark', 'light', 'contrast']) {
      const context = await browser.newContext({ viewport });
      const page = await context.newPage();
      page.on('console', (message) => complaints.push(`${theme} ${size}: ${message.text()}`));
      page.on('pageerror', (error) => complaints.push(`${theme} ${size}: ${error.message}`));
      const shoot = async (name) => {
        await page.screenshot({ path: join(folder, `${name}-${size}-${theme}.png`) });
        for (const what of await page.evaluate(cutOff)) {
          complaints.push(`${theme} ${size} ${name}: wider than the panel: ${what}`);
        }
      };
      for (const state of states) {
        await page.goto(`${address}?theme=${theme}&state=${state}`);
        await page.locator('h1').waitFor();
        await shoot(state);
      }
      await page.goto(`${address}?theme=${theme}`);
      await page.locator('.summary').waitFor();
      for (const what of await page.evaluate(faint, verdicts)) {
        complaints.push(`${theme} ${size}: ${what}`);
      }
      await page.locator('.summary').evaluate((element) => element.scrollTo(0, 100_000));
      await shoot('summary-end');
      await page.getByRole('tab', { name: /Decisions/ }).click();
      await page.locator('.log-row .badge').first().waitFor();
      await shoot('log');
      await page.locator('.log-row').nth(3).click();
      await page.locator('.entry-head').waitFor();
      await shoot('detail');
      await context.close();
    }
  }
  await browser.close();
  return complaints;
}
