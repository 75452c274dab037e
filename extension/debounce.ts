import type { Ends } from './signal.ts';

/** Runs when nothing has asked for it for a moment; what is disposed never runs. */
export function debounce(run: () => void, milliseconds = 400): (() => void) & Ends {
  let timer: NodeJS.Timeout | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(run, milliseconds);
  };
  return Object.assign(soon, { dispose: () => clearTimeout(timer) });
}
