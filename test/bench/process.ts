import { spawn } from 'node:child_process';

/** A script that has ended, and what it took by its own account. */
export interface Ended {
  output: string;
  /** Peak of its resident memory. */
  peakKilobytes: number;
  /** Of all its threads, as many cores as there may be. */
  processorSeconds: number;
}

/** Runs a script under this Node, in a process of its own; fails with what it said where it fails. */
export function runScript(args: string[]): Promise<Ended> {
  const tell = `process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    process.stderr.write('\\ntook ' + maxRSS + ' ' + (userCPUTime + systemCPUTime) + '\\n');
  });`;
  const child = spawn(process.execPath, [
    '--import',
    `data:text/javascript,${encodeURIComponent(tell)}`,
    ...args,
  ]);
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  return new Promise((done, fail) => {
    child.on('close', (code) => {
      const took = /took (\d+) (\d+)/.exec(errors);
      if (code !== 0 || took === null) {
        fail(new Error(errors.trim()));
        return;
      }
      const [peakKilobytes, microseconds] = [Number(took[1]), Number(took[2])];
      done({ output, peakKilobytes, processorSeconds: microseconds / 1_000_000 });
    });
  });
}
