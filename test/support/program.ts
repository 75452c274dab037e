import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { onTestFinished } from 'vitest';

/** A program whose end a test waits for, without asking again and again whether it still runs. */
export interface WatchedProgram {
  /** Lines that the program begins with: a CommonJS script of Node. */
  code: string;
  started: Promise<void>;
  gone: Promise<void>;
}

/**
 * The program holds a connection to the test, which ends with it however it ends; it lives no
 * longer than the test, and does not end with its input.
 */
export async function watchedProgram(): Promise<WatchedProgram> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const onTestEnd = [() => void server.close()];
  onTestFinished(() => onTestEnd.forEach((end) => end()));
  const { port } = server.address() as AddressInfo;
  let hasStarted: () => void;
  let hasGone: () => void;
  const watched = {
    code: `require('node:net').connect(${port}, '127.0.0.1').on('error', () => undefined).on('close', () => process.exit());\n`,
    started: new Promise<void>((resolve) => (hasStarted = resolve)),
    gone: new Promise<void>((resolve) => (hasGone = resolve)),
  };
  server.on('connection', (socket) => {
    onTestEnd.push(() => void socket.destroy());
    hasStarted();
    socket.on('error', () => undefined);
    socket.on('close', () => hasGone());
    socket.resume();
  });
  return watched;
}
