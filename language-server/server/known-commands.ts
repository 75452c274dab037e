import type { LanguageServer } from 'langium/lsp';
import type { CodeLens } from 'vscode-languageserver';
import { clientOptionsSchema } from '../protocol.ts';

/**
 * Leaves out the lenses that the client cannot carry out. Their commands open a panel, a list of
 * tests, a view of decisions: that is the extension's work, which says that it does it, and any
 * other editor would show a lens that does nothing.
 */
export function onlyKnownCommands(server: LanguageServer): (lenses: CodeLens[]) => CodeLens[] {
  let known: readonly string[] = [];
  server.onInitialize(({ initializationOptions }) => {
    const options = clientOptionsSchema.safeParse(initializationOptions);
    known = options.success ? options.data.commands : [];
  });
  return (lenses) =>
    lenses.filter(({ command }) => command !== undefined && known.includes(command.command));
}
