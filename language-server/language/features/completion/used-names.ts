import type { AstNode, LangiumDocument, LangiumDocuments } from 'langium';
import type * as ast from '../../generated/ast.ts';
import { declarationsOf } from './place.ts';

/** Names that no file declares, by what they stand for: they are known by their use. */
export interface UsedNames {
  roles: Set<string>;
  reasons: Set<string>;
  /** What people keep. */
  things: Set<string>;
}

/** What is known of a file, for as long as it is not parsed again. */
const known = new WeakMap<AstNode, UsedNames>();

/** The roles, reasons and kept things of all files, those of this one first. */
export function usedNames(document: LangiumDocument, documents: LangiumDocuments): UsedNames {
  const all: UsedNames = { roles: new Set(), reasons: new Set(), things: new Set() };
  for (const each of [document, ...documents.all]) {
    const names = namesOf(each);
    for (const kind of ['roles', 'reasons', 'things'] as const) {
      for (const name of names[kind]) all[kind].add(name);
    }
  }
  return all;
}

function namesOf(document: LangiumDocument): UsedNames {
  const root = document.parseResult.value;
  const before = known.get(root);
  if (before) return before;
  const names: UsedNames = { roles: new Set(), reasons: new Set(), things: new Set() };
  const add = (set: Set<string>, name: string | undefined): void => {
    if (name !== undefined) set.add(name);
  };
  const boundary = ({ tails }: ast.Boundary): void => {
    for (const tail of tails) {
      if (tail.$type !== 'Otherwise') continue;
      const action = tail.action as ast.Action | undefined;
      if (action?.$type === 'EscalateAction') add(names.roles, action.role);
    }
  };
  for (const declaration of declarationsOf(document)) {
    if (declaration.$type === 'Guardrails') declaration.rules.forEach(boundary);
    if (declaration.$type === 'HandoffBlock') {
      for (const header of declaration.headers) {
        if (header.$type === 'Owner') add(names.roles, header.role);
        if (header.$type === 'PeopleKeep') {
          for (const thing of header.things) add(names.things, thing);
        }
      }
      for (const block of declaration.blocks) {
        if (block.$type === 'BoundariesBlock') block.rules.forEach(boundary);
        if (block.$type === 'EscalateBlock') add(names.roles, block.role);
        if (block.$type === 'FeedbackBlock') {
          for (const rule of block.rules) add(names.reasons, rule.reason);
        }
        if (block.$type === 'SurprisesBlock' || block.$type === 'LearningBlock') {
          for (const item of block.items) {
            if ('role' in item) add(names.roles, item.role);
          }
        }
      }
    }
    if (declaration.$type === 'Simulation') {
      for (const part of declaration.parts) {
        if (part.$type !== 'Reviewer') continue;
        for (const answer of part.answers) add(names.reasons, answer.reason);
      }
    }
  }
  known.set(root, names);
  return names;
}
