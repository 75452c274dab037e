import { commands } from 'vscode';
import type { Simulations } from './panel/simulations.ts';
import type { PanelModel } from './panel/state.ts';
import { isRunning } from './panel/state.ts';
import type { Ends } from './signal.ts';

/** What the conditions of commands and menus in `package.json` ask for. */
export function keepContextKeys(simulations: Simulations): Ends {
  const known = new Map<string, boolean>();
  const set = (key: string, value: boolean): void => {
    if (known.get(key) === value) return;
    known.set(key, value);
    void commands.executeCommand('setContext', `handoff.${key}`, value);
  };
  const look = (model: PanelModel): void => {
    set('hasPolicy', model.active !== undefined);
    set('isRunning', isRunning(model));
    set('canRunAgain', model.last !== undefined && !isRunning(model));
  };
  // Until now there was no server to restart and no panel to show, and the palette did not offer to.
  set('isActive', true);
  look(simulations.model);
  return simulations.onChange(look);
}
