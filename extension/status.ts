import type { Command, LanguageStatusItem } from 'vscode';
import { commands, LanguageStatusSeverity, languages, window } from 'vscode';
import type { LanguageServer, ServerStatus } from './server/language-server.ts';
import type { Ends } from './signal.ts';

const restart: Command = { command: 'handoff.restartServer', title: 'Restart' };
const showLog: Command = { command: 'handoff.showLog', title: 'Show log' };

/** The state of the language server beside the language of the editor. */
export function showStatus(server: LanguageServer): Ends {
  const item = languages.createLanguageStatusItem('handoff.server', { language: 'handoff' });
  item.name = 'Handoff language server';
  const log = languages.createLanguageStatusItem('handoff.log', { language: 'handoff' });
  log.name = 'Handoff log';
  log.text = 'Handoff log';
  log.command = showLog;
  show(item, server.status);
  const listening = server.onStatus((status) => {
    show(item, status);
    if (status.state === 'failed') void sayThatItFailed();
  });
  return {
    dispose: () => {
      listening.dispose();
      item.dispose();
      log.dispose();
    },
  };
}

/** Details are short: what is longer pushes the button behind it out of the window. */
function show(item: LanguageStatusItem, status: ServerStatus): void {
  item.busy = status.state === 'starting';
  item.command = restart;
  item.severity = LanguageStatusSeverity.Information;
  switch (status.state) {
    case 'ready':
      item.text = 'Handoff';
      item.detail = 'policies are checked as you type';
      return;
    case 'starting':
      item.text = 'Handoff is starting';
      item.detail =
        status.wait === undefined
          ? 'policies are not checked yet'
          : `it ended, and starts again in ${status.wait / 1000} s`;
      if (status.wait !== undefined) item.severity = LanguageStatusSeverity.Warning;
      return;
    case 'failed':
      item.severity = LanguageStatusSeverity.Error;
      item.text = 'Handoff has stopped';
      item.detail = 'it kept ending';
  }
}

/** Once, when nothing more happens by itself. */
async function sayThatItFailed(): Promise<void> {
  const choice = await window.showErrorMessage(
    'Handoff: the language server ended five times within three minutes. ' +
      'Policies are not checked until it is restarted.',
    restart.title,
    showLog.title,
  );
  const chosen = [restart, showLog].find(({ title }) => title === choice);
  if (chosen) await commands.executeCommand(chosen.command);
}
