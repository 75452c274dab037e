/** Passes values on, at most one in so many milliseconds; of those between, the last. */
export function throttle<T>(
  pass: (value: T) => void,
  milliseconds: number,
): { offer: (value: T) => void; stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let waiting: { value: T } | undefined;
  const offer = (value: T): void => {
    if (timer !== undefined) {
      waiting = { value };
      return;
    }
    pass(value);
    timer = setTimeout(() => {
      timer = undefined;
      const next = waiting;
      waiting = undefined;
      if (next) offer(next.value);
    }, milliseconds);
  };
  const stop = (): void => {
    clearTimeout(timer);
    timer = undefined;
    waiting = undefined;
  };
  return { offer, stop };
}
