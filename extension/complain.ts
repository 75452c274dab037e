import { window } from 'vscode';

/** Says what could not be done and what to do instead; words of a file are never a link there. */
export function complain(what: string): undefined {
  // VS Code makes a link, even to a command, of [words](address) in a message.
  void window.showErrorMessage(`Handoff: ${what.replaceAll('](', '] (')}.`);
  return undefined;
}
