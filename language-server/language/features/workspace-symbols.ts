import type { WorkspaceSymbol } from 'vscode-languageserver';
import { SymbolKind } from 'vscode-languageserver';
import type { NameKind } from '../names/occurrence.ts';
import { fileNames } from '../names/declared.ts';
import type { NameServices } from '../names/workspace-names.ts';
import { workspaceNames } from '../names/workspace-names.ts';

/** What people look for across files; columns and values are found from the data they are of. */
const kinds = new Map<NameKind, SymbolKind>([
  ['data', SymbolKind.Struct],
  ['segment', SymbolKind.Boolean],
  ['calendar', SymbolKind.Constant],
  ['guardrails', SymbolKind.Interface],
  ['handoff', SymbolKind.Class],
  ['rule', SymbolKind.Function],
  ['simulation', SymbolKind.Event],
  ['test', SymbolKind.Method],
]);

/** Declarations of the whole workspace whose names have the letters asked for, in their order. */
export function workspaceSymbols(query: string, services: NameServices): WorkspaceSymbol[] {
  return workspaceNames(services).documents.flatMap((document) => {
    const { mentions, uri } = fileNames(document);
    return mentions.flatMap(({ slot, name, range, home, node }): WorkspaceSymbol[] => {
      const kind = 'declares' in slot ? kinds.get(slot.declares) : undefined;
      if (!kind || !matches(query, name)) return [];
      const container = node === home ? undefined : (home as { name?: string }).name;
      return [
        {
          name,
          kind,
          location: { uri, range },
          ...(container === undefined ? {} : { containerName: container }),
        },
      ];
    });
  });
}

/** Whether a name holds all letters of a query in their order, the first at the start of a word. */
function matches(query: string, name: string): boolean {
  const letters = [...query.toLowerCase()].filter((letter) => /[^\s_]/.test(letter));
  const [first, ...others] = letters;
  if (first === undefined) return true;
  const text = name.toLowerCase();
  for (let start = text.indexOf(first); start >= 0; start = text.indexOf(first, start + 1)) {
    if (!isWordStart(name, start)) continue;
    let at = start;
    if (others.every((letter) => (at = text.indexOf(letter, at + 1)) > 0)) return true;
  }
  return false;
}

function isWordStart(name: string, at: number): boolean {
  const before = name.charAt(at - 1);
  return !/[\p{L}\p{N}]/u.test(before) || /\p{Ll}\p{Lu}/u.test(before + name.charAt(at));
}
