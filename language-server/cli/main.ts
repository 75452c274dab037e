import { processTerminal } from './terminal.ts';

/** Put in by the bundler from package.json. */
declare const HANDOFF_VERSION: string;

const oldestNode = 22;
const isDebugging = process.env['HANDOFF_DEBUG'] === '1';

start();

/** Nothing but built-in modules is loaded before the version is known: the rest needs Node 22. */
function start(): void {
  const { node } = process.versions;
  if (Number(node.split('.')[0]) < oldestNode) {
    process.stderr.write(
      `error[node-too-old] handoff needs Node ${oldestNode} or newer; this is Node ${node}\n`,
    );
    process.exitCode = 2;
    return;
  }
  process.stdout.on('error', endQuietly);
  process.stderr.on('error', endQuietly);
  process.on('uncaughtException', endUnexpectedly);
  main().catch(endUnexpectedly);
}

async function main(): Promise<void> {
  const { run } = await import('./program.ts');
  process.exitCode = await run(process.argv.slice(2), {
    terminal: processTerminal(),
    version: HANDOFF_VERSION,
    isDebugging,
  });
}

/** Whoever reads the output has had enough of it (`| head`), which is no error of anybody's. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') process.exitCode = 2;
  process.exit();
}

/** What no command has caught is a fault of Handoff: one line all the same. */
function endUnexpectedly(error: unknown): void {
  const message = error instanceof Error ? error.message.split('\n')[0] : String(error);
  process.stderr.write(`error[internal-error] ${message}\n`);
  if (isDebugging && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exit(2);
}
