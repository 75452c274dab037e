import type { LogOutputChannel } from 'vscode';
import { window } from 'vscode';

/** The one channel that the extension and its server write to; its level is the user's choice. */
export function createLog(): LogOutputChannel {
  return window.createOutputChannel('Handoff', { log: true });
}
