import type { CancellationToken } from 'vscode';

/** One life of one server process: it starts once and ends once. */
export interface Connection {
  /** Resolves when the server answers; rejects when it does not come up. */
  start(): Promise<void>;
  /** Ends the process, whatever it is doing. */
  stop(): Promise<void>;
  request(method: string, params: unknown, token?: CancellationToken): Promise<unknown>;
  onNotification(method: string, listener: (params: unknown) => void): void;
  /** Called when the process is gone or was never there; may be called more than once. */
  onEnd(listener: () => void): void;
}
