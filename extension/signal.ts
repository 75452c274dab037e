/** What VS Code's `Disposable` is, for code that must run without VS Code. */
export interface Ends {
  dispose(): void;
}

export interface Signal<T> {
  fire: (value: T) => void;
  on: (listener: (value: T) => void) => Ends;
}

/** Tells listeners, in the order in which they came. */
export function createSignal<T>(): Signal<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    fire: (value) => {
      for (const listener of [...listeners]) listener(value);
    },
    on: (listener) => {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
  };
}
