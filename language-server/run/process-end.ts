const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Calls `act` when this process ends before the returned function is called: by itself or by a
 * signal such as Ctrl-C. What acts must not wait for anything.
 */
export function whenProcessEnds(act: () => void): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
    stop();
    act();
    // Nobody else listens any more, so that the signal does now what it would have done.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  function stop(): void {
    process.off('exit', act);
    for (const signal of signals) process.off(signal, onSignal);
  }
  process.on('exit', act);
  for (const signal of signals) process.on(signal, onSignal);
  return stop;
}
