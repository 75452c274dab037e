/** So many crashes within this time, and the server stays down until the person restarts it. */
export const mostCrashes = 5;
export const withinMilliseconds = 3 * 60_000;

/** What follows a crash: a start after `wait` milliseconds, or none by itself. */
export interface AfterCrash {
  /** Moments of the crashes that still count, this one included. */
  crashes: number[];
  wait: number | undefined;
}

/**
 * Waits 1, 2, 4 and 8 seconds after the first crashes: the first is often an accident, and a
 * server that crashes as soon as it starts must not keep the machine busy.
 */
export function afterCrash(earlier: readonly number[], now: number): AfterCrash {
  const crashes = [...earlier.filter((moment) => now - moment < withinMilliseconds), now];
  const wait = crashes.length < mostCrashes ? 1000 * 2 ** (crashes.length - 1) : undefined;
  return { crashes, wait };
}
