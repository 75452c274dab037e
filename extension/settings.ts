import type { ConfigurationChangeEvent } from 'vscode';
import { workspace } from 'vscode';

/** Every setting with its default, as `package.json` declares them. */
const defaults = {
  'simulation.runOnSave': true,
  'simulation.showSubjects': false,
  'codeLens.enabled': true,
  'codeLens.rules': true,
  'inlayHints.enabled': true,
};

/** What the user has set, read anew each time: a change never needs a reload. */
export function setting(name: keyof typeof defaults): boolean {
  return workspace.getConfiguration('handoff').get(name, defaults[name]);
}

/** Whether one of the settings that begin so has changed. */
export function concerns(event: ConfigurationChangeEvent, section: string): boolean {
  return event.affectsConfiguration(`handoff.${section}`);
}

/** What a run may do and show. Asked at each run: when trust is granted, the next one has it. */
export function runRights(): { mayRunCommands: boolean; showSubjects: boolean } {
  return {
    mayRunCommands: workspace.isTrusted,
    showSubjects: setting('simulation.showSubjects'),
  };
}
