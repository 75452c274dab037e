import type { AstNode, LangiumDocument } from 'langium';
import type { TextEdit } from 'vscode-languageserver';
import { fileNames } from '../names/declared.ts';
import type { Place } from '../names/occurrence.ts';
import { isSamePlace, occurrencesOf } from '../names/occurrences.ts';
import { textOf } from '../names/resolve.ts';
import type { Located } from '../names/same-name.ts';
import type { NameServices } from '../names/workspace-names.ts';
import { workspaceNames } from '../names/workspace-names.ts';

export interface RenamedText extends TextEdit {
  document: LangiumDocument;
}

/**
 * A rule without a name is called by its words: where one of these is renamed, so is what a test
 * calls the rule by. `newTexts` are the new words by the places that get them.
 */
export function renamedTexts(
  newTexts: ReadonlyMap<Located, string>,
  document: LangiumDocument,
  services: NameServices,
): RenamedText[] {
  const rules = rulesWith(newTexts);
  if (rules.length === 0) return [];
  return workspaceNames(services)
    .joined(document)
    .flatMap((each) => {
      if (!fileNames(each).mentions.some(isOfRule)) return [];
      return occurrencesOf(each, services).flatMap(({ kind, declaration, range, role }) => {
        if (kind !== 'rule' || role !== 'reference' || !declaration) return [];
        const rule = rules.find(({ place }) => isSamePlace(place, declaration));
        return rule ? [{ document: each, range, newText: `\`${rule.text}\`` }] : [];
      });
    });
}

function isOfRule({ slot }: { slot: object }): boolean {
  return 'refers' in slot && slot.refers === 'rule';
}

/** The rules called by their words in which something is renamed, and what they are called then. */
function rulesWith(newTexts: ReadonlyMap<Located, string>): { place: Place; text: string }[] {
  const rules = new Map<AstNode, Map<number, string>>();
  const places = new Map<AstNode, Place>();
  for (const [{ document, occurrence }, newText] of newTexts) {
    const rule = ruleAround(occurrence.node);
    const range = rule?.$cstNode?.range;
    if (!rule || !range) continue;
    const start = document.textDocument.offsetAt(occurrence.range.start);
    rules.set(rule, (rules.get(rule) ?? new Map<number, string>()).set(start, newText));
    places.set(rule, { uri: document.uri.toString(), range });
  }
  return [...rules].flatMap(([rule, words]) => {
    const text = textOf(rule, (word) => words.get(word.offset) ?? word.text);
    const place = places.get(rule);
    return text === undefined || !place ? [] : [{ place, text }];
  });
}

function ruleAround(node: AstNode): AstNode | undefined {
  let at: AstNode | undefined = node;
  while (at && at.$type !== 'Boundary' && at.$type !== 'Trigger') at = at.$container;
  return at && textOf(at) === undefined ? undefined : at;
}
