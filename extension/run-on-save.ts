import type { Disposable } from 'vscode';
import { Uri, workspace } from 'vscode';
import type { PanelHost } from './panel/host.ts';
import type { Simulations } from './panel/simulations.ts';
import type { PanelModel } from './panel/state.ts';
import { setting } from './settings.ts';

/** Runs again what the panel shows when a policy that it was made from is saved. */
export function runOnSave(simulations: Simulations, panel: PanelHost): Disposable {
  return workspace.onDidSaveTextDocument(({ uri }) => {
    if (!panel.isVisible || !setting('simulation.runOnSave')) return;
    // The server ends a run that is under way when the next one starts.
    if (isMadeFrom(simulations.model, uri)) void simulations.runOnSave();
  });
}

/** Whether what is shown has to do with a file. */
export function isMadeFrom(
  { shown, last, sources }: PanelModel,
  saved: { fsPath: string },
): boolean {
  if (shown.kind === 'nothing' || !last) return false;
  const folder = sources && Uri.parse(sources.folder);
  const files = folder ? sources.files.map((file) => Uri.joinPath(folder, file)) : [];
  return [Uri.parse(last.target.uri), ...files].some(({ fsPath }) => fsPath === saved.fsPath);
}
