import type { LangiumDocument, LangiumDocuments } from 'langium';
import { visibleDocuments } from '../imports.ts';
import type { Declared, FileNames } from './declared.ts';
import { fileNames } from './declared.ts';

/** What gives the documents of a workspace, with or without an editor. */
export interface NameServices {
  shared: { workspace: { LangiumDocuments: LangiumDocuments } };
}

/** The files of a workspace as they are parsed now, and what each of them sees. */
export class WorkspaceNames {
  readonly documents: readonly LangiumDocument[];
  /** What was derived from this state of the workspace, by whatever derives it. */
  readonly derived = new Map<unknown, unknown>();
  readonly #all: LangiumDocuments;
  readonly #visible = new Map<LangiumDocument, readonly LangiumDocument[]>();
  readonly #joined = new Map<LangiumDocument, readonly LangiumDocument[]>();
  #seenBy: Map<LangiumDocument, LangiumDocument[]> | undefined;

  constructor(all: LangiumDocuments) {
    this.#all = all;
    this.documents = all.all.toArray();
  }

  /** The document itself first, then all that it imports, directly or not. */
  visible(document: LangiumDocument): readonly LangiumDocument[] {
    const found = this.#visible.get(document) ?? visibleDocuments(document, this.#all);
    this.#visible.set(document, found);
    return found;
  }

  /** The document itself and all that import it, directly or not. */
  seenBy(document: LangiumDocument): readonly LangiumDocument[] {
    if (!this.#seenBy) {
      this.#seenBy = new Map();
      for (const each of this.documents) {
        for (const seen of this.visible(each)) {
          const seers = this.#seenBy.get(seen);
          if (seers) seers.push(each);
          else this.#seenBy.set(seen, [each]);
        }
      }
    }
    const seers = this.#seenBy.get(document) ?? [];
    return [document, ...seers.filter((each) => each !== document)];
  }

  /** All documents that imports join to this one, in either direction. */
  joined(document: LangiumDocument): readonly LangiumDocument[] {
    const known = this.#joined.get(document);
    if (known) return known;
    const found = new Set<LangiumDocument>();
    const open = [document];
    for (let next = open.pop(); next; next = open.pop()) {
      if (found.has(next)) continue;
      found.add(next);
      open.push(...this.visible(next), ...this.seenBy(next));
    }
    const joined = [...found];
    for (const each of joined) this.#joined.set(each, joined);
    return joined;
  }

  /** The declaration that a name means in a document: its own before an imported one. */
  find<Kind extends Declared>(
    document: LangiumDocument,
    name: string | undefined,
    kind: (file: FileNames) => ReadonlyMap<string, Kind>,
  ): Kind | undefined {
    if (name === undefined) return undefined;
    for (const each of this.visible(document)) {
      const found = kind(fileNames(each)).get(name);
      if (found) return found;
    }
    return undefined;
  }

  /** Something computed once for this state of the workspace. */
  once<Value>(key: unknown, compute: () => Value): Value {
    if (!this.derived.has(key)) this.derived.set(key, compute());
    return this.derived.get(key) as Value;
  }
}

const current = new WeakMap<LangiumDocuments, { parsed: unknown[]; names: WorkspaceNames }>();

/** The names of a workspace; what was derived is kept until one of its files is parsed anew. */
export function workspaceNames({ shared }: NameServices): WorkspaceNames {
  const { LangiumDocuments } = shared.workspace;
  const parsed = LangiumDocuments.all.map((each) => each.parseResult.value).toArray();
  const known = current.get(LangiumDocuments);
  if (known && isSame(known.parsed, parsed)) return known.names;
  const names = new WorkspaceNames(LangiumDocuments);
  current.set(LangiumDocuments, { parsed, names });
  return names;
}

function isSame(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((each, index) => each === right[index]);
}
