import type { LangiumDocument } from 'langium';
import { DocumentState, UriUtils } from 'langium';
import type { CheckedFile } from '../diagnose.ts';
import { checkFile } from '../diagnose.ts';
import { workspaceFolderOf } from '../editor/workspace-folder.ts';
import type { HandoffServices } from '../services.ts';

/** Documents compiled, for features that ask for what a policy means. */
export interface Compiled {
  of(document: LangiumDocument): Pick<CheckedFile, 'policies' | 'simulations'>;
  /** How `of(from)` names the file of a document. */
  fileName(document: LangiumDocument, from: LangiumDocument): string;
}

/**
 * Compiles a document once a build, and takes what the validation has compiled. A document whose
 * imports change is built anew with them, so that what is kept holds as long as it is validated.
 */
export class CompiledFiles implements Compiled {
  readonly #services: HandoffServices;
  readonly #known = new WeakMap<LangiumDocument, CheckedFile>();

  constructor(services: HandoffServices) {
    this.#services = services;
  }

  of(document: LangiumDocument): CheckedFile {
    // While it is being built, what it imports may not be.
    const isBuilt = document.state >= DocumentState.Validated;
    const known = isBuilt ? this.#known.get(document) : undefined;
    if (known) return known;
    const checked = checkFile(document, this.#services, {
      relativePath: (each) => this.fileName(each, document),
    });
    if (isBuilt) this.#known.set(document, checked);
    return checked;
  }

  /** Keeps what the validation has compiled. */
  keep(document: LangiumDocument, checked: CheckedFile): void {
    this.#known.set(document, checked);
  }

  fileName({ uri }: LangiumDocument, from: LangiumDocument): string {
    return UriUtils.relative(workspaceFolderOf(from.uri, this.#services.shared), uri);
  }
}
