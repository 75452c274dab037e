import { writeSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

export interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Counts tests. What kept tests from running (a file that cannot be imported, a hook that
 * throws, an error outside of any test) counts as one failure each, and so does a test that
 * was started and never finished: nothing passes silently.
 */
export function countTotals(
  modules: readonly TestModule[],
  unhandledErrors: readonly unknown[],
): Totals {
  const totals: Totals = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
  for (const module of modules) {
    if (module.errors().length > 0) totals.failed += 1;
    for (const suite of module.children.allSuites()) {
      if (suite.errors().length > 0) totals.failed += 1;
    }
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      totals[state === 'pending' ? 'failed' : state] += 1;
    }
  }
  return totals;
}

/** A run that failed for a reason outside of the tests never reads as a clean one. */
export function honest(totals: Totals, exitCode: number): Totals {
  return exitCode !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}

export function formatTotals({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** Prints the totals when the process ends, so that they are its last line whatever else prints. */
export class TotalsReporter implements Reporter {
  private totals: Totals = { passed: 0, failed: 0, skipped: 0 };

  onInit(): void {
    process.once('exit', (code) => {
      // A stream could still hold the line when the process is gone.
      writeSync(process.stdout.fd, `${formatTotals(honest(this.totals, code))}\n`);
    });
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    this.totals = countTotals(modules, unhandledErrors);
  }
}
