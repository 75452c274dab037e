import { Presets, SingleBar } from 'cli-progress';
import type { Terminal } from './terminal.ts';
import { printable } from './terminal.ts';

/** A run that is over sooner needs no bar, which would only flicker. */
const patience = 500;

export interface Progress {
  update: (done: number, total: number) => void;
  stop: () => void;
}

/** A bar on standard error, once a run has taken half a second; none where nobody watches. */
export function startProgress({ isInteractive }: { isInteractive: boolean }): Progress {
  if (!isInteractive) return { update: () => undefined, stop: () => undefined };
  const started = Date.now();
  let bar: SingleBar | undefined;
  return {
    update: (done, total) => {
      if (bar) {
        bar.update(done);
        return;
      }
      if (Date.now() - started < patience) return;
      bar = new SingleBar(
        { clearOnComplete: true, hideCursor: true, format: '{bar} {percentage}% of {total} rows' },
        Presets.shades_classic,
      );
      bar.start(total, done);
    },
    stop: () => bar?.stop(),
  };
}

/** Shows how far a run is, and at its end what the agent's program had to say where it failed. */
export async function withProgress<T>(
  terminal: Terminal,
  run: (telling: {
    onProgress: (done: number, total: number) => void;
    onLastWords: (line: string) => void;
  }) => Promise<T>,
): Promise<T> {
  const progress = startProgress(terminal);
  const lastWords: string[] = [];
  try {
    return await run({
      onProgress: progress.update,
      onLastWords: (line) => lastWords.push(line),
    });
  } finally {
    progress.stop();
    for (const line of lastWords) terminal.err(`the agent wrote: ${printable(line)}\n`);
  }
}
