// What a test inside VS Code does with the page that shows it: one function an action.
import { ConfigurationTarget, workspace } from 'vscode';
import { ask } from './ask.ts';
import type { ConsoleMessage } from './protocol.ts';

/** How an element is found: a CSS or Playwright selector; the first that matches is taken. */
type Selector = string;
interface View {
  /** A selector of something that only this view contains; needed when several are open. */
  view?: string;
}

// --- The page: the workbench and everything in it but the inside of webviews.

export const waitFor = (selector: Selector, text?: string): Promise<void> =>
  ask('waitFor', { selector, ...(text !== undefined && { text }) });
export const waitForNone = (selector: Selector): Promise<void> =>
  ask('waitFor', { selector, gone: true });
/** The text of all matches as a person reads it, a line each. */
export const text = (selector: Selector): Promise<string> => ask('text', { selector });
export const html = (selector: Selector): Promise<string> => ask('html', { selector });
export const click = (selector: Selector): Promise<void> => ask('click', { selector });
/** A key such as `Enter` or `Control+Shift+P`, pressed where the focus is. */
export const press = (key: string): Promise<void> => ask('press', { key });
export const type = (words: string): Promise<void> => ask('type', { text: words });
export const resize = (width: number, height: number): Promise<void> =>
  ask('resize', { width, height });
/** All that any frame of the page said on its console, and what failed to load, in order. */
export const consoleMessages = (): Promise<ConsoleMessage[]> => ask('consoleMessages', {});

/** The looks that a view has to be right in: a theme, and the classes that it goes with. */
const themes = {
  dark: { name: 'Default Dark Modern', workbench: 'vs-dark', webview: 'vscode-dark' },
  light: { name: 'Default Light Modern', workbench: 'vs', webview: 'vscode-light' },
  contrast: {
    name: 'Default High Contrast',
    workbench: 'hc-black',
    webview: 'vscode-high-contrast',
  },
};

/**
 * Takes a picture of the page, or of one element, into test/host/screenshots/, in a theme if one is
 * named; says its path.
 */
export async function screenshot(
  name: string,
  theme?: keyof typeof themes,
  of?: Selector,
): Promise<string> {
  const part = of === undefined ? {} : { of };
  if (!theme) return ask('screenshot', { name, ...part });
  const setting = workspace.getConfiguration('workbench');
  const before = setting.inspect<string>('colorTheme')?.globalValue;
  const { name: wanted, ...look } = themes[theme];
  try {
    await setting.update('colorTheme', wanted, ConfigurationTarget.Global);
    return await ask('screenshot', { name: `${name}-${theme}`, look, ...part });
  } finally {
    await setting.update('colorTheme', before, ConfigurationTarget.Global);
  }
}

// --- Inside of a webview.

export const webviewWaitFor = (selector: Selector, wanted?: string, view?: View): Promise<void> =>
  ask('webviewWaitFor', { selector, ...(wanted !== undefined && { text: wanted }), ...view });
export const webviewWaitForNone = (selector: Selector, view?: View): Promise<void> =>
  ask('webviewWaitFor', { selector, gone: true, ...view });
export const webviewText = (selector: Selector, view?: View): Promise<string> =>
  ask('webviewText', { selector, ...view });
export const webviewHtml = (selector: Selector, view?: View): Promise<string> =>
  ask('webviewHtml', { selector, ...view });
export const webviewClick = (selector: Selector, view?: View): Promise<void> =>
  ask('webviewClick', { selector, ...view });
/** Focuses an element of the view and presses a key there. */
export const webviewPress = (selector: Selector, key: string, view?: View): Promise<void> =>
  ask('webviewPress', { selector, key, ...view });
export const webviewFill = (selector: Selector, value: string, view?: View): Promise<void> =>
  ask('webviewFill', { selector, value, ...view });

/**
 * Runs the body of an async function in the view's own frame, with `argument` in scope, and
 * gives back what it returns, as JSON has it: `webviewEvaluate('return document.title')`.
 */
export async function webviewEvaluate<Result>(
  body: string,
  argument?: unknown,
  view?: View,
): Promise<Result> {
  return (await ask('webviewEvaluate', { body, argument, ...view })) as Result;
}

/** Bytes of JavaScript heap in use after a garbage collection, see test/host/webview.mts. */
export const heapOfWebview = (view?: View): Promise<number> => ask('heapOfWebview', { ...view });
