import { act } from 'preact/test-utils';
import { afterEach, beforeEach, vi } from 'vitest';
import type {
  DecisionRow,
  PanelState,
  ToHost,
  ToView,
} from '../../../../extension/panel/protocol.ts';
import { toHostSchema } from '../../../../extension/panel/protocol.ts';
import { mountView } from '../../../../extension/panel/view/mount.tsx';

/** The view in a page of happy-dom, and what it said to its host. */
export interface Page {
  sent: ToHost[];
  /** Gives the view a message, well-formed or not, and lets it draw. */
  say(message: unknown): Promise<void>;
  /** Answers every question for decisions that is open with these rows. */
  answerDecisions(rows: readonly DecisionRow[], total?: number): Promise<void>;
  text(): string;
  find(selector: string): HTMLElement;
  all(selector: string): HTMLElement[];
  /** The button, tab or other control of this name. */
  named(name: string): HTMLElement;
  click(element: HTMLElement): Promise<void>;
  press(key: string, element?: Element, init?: KeyboardEventInit): Promise<void>;
  type(element: HTMLElement, text: string): Promise<void>;
  wait(milliseconds: number): Promise<void>;
  stored(): unknown;
  close(): void;
}

let pages: Page[] = [];
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  for (const page of pages) page.close();
  pages = [];
  vi.useRealTimers();
});

export async function openPage(state?: PanelState, stored?: unknown): Promise<Page> {
  giveBoxes();
  const sent: ToHost[] = [];
  let kept = stored;
  const answered = new Set<number>();
  let unmount = (): void => undefined;
  await settled(() => {
    unmount = mountView(document.body, {
      postMessage: (message) => sent.push(toHostSchema.parse(message)),
      getState: () => kept,
      setState: (given) => {
        kept = structuredClone(given);
      },
    });
  });
  const page: Page = {
    sent,
    say: (message) =>
      settled(() => {
        globalThis.dispatchEvent(new MessageEvent('message', { data: message }));
      }),
    answerDecisions: async (rows, total = rows.length) => {
      for (const message of [...sent]) {
        if (message.type !== 'decisions' || answered.has(message.question)) continue;
        answered.add(message.question);
        const { question, from, most } = message;
        const answer = { total, rows: rows.slice(from, from + most) };
        await page.say({ type: 'decisions', question, answer } satisfies ToView);
      }
    },
    text: () => document.body.textContent,
    find: (selector) => {
      const found = document.querySelector<HTMLElement>(selector);
      if (!found) throw new Error(`nothing is ${selector} in: ${page.text()}`);
      return found;
    },
    all: (selector) => [...document.querySelectorAll<HTMLElement>(selector)],
    named: (name) => {
      const found = page
        .all('button, a, input, select')
        .find((one) => (one.getAttribute('aria-label') ?? one.textContent).trim() === name);
      if (!found) throw new Error(`nothing is called ${name} in: ${page.text()}`);
      return found;
    },
    click: (element) => settled(() => element.click()),
    press: (key, element = document.activeElement ?? document.body, init = {}) =>
      settled(() => {
        element.dispatchEvent(
          new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }),
        );
      }),
    type: (element, text) =>
      settled(() => {
        (element as HTMLInputElement).value = text;
        element.dispatchEvent(new Event('input', { bubbles: true }));
      }),
    wait: (milliseconds) =>
      settled(() => {
        vi.advanceTimersByTime(milliseconds);
      }),
    stored: () => kept,
    close: () => unmount(),
  };
  pages.push(page);
  if (state) await page.say({ type: 'state', state });
  return page;
}

/** Draws, and runs the effects of what was drawn. */
async function settled(change: () => void): Promise<void> {
  await act(change);
  await act(() => {
    vi.advanceTimersByTime(20);
  });
}

/** happy-dom lays nothing out: every element is 300 by 420 pixels. */
function giveBoxes(): void {
  for (const [name, size] of [
    ['clientWidth', 300],
    ['clientHeight', 420],
  ] as const) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => size });
  }
}
