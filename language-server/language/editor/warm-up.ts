import { DocumentState } from 'langium';
import { automatonOf } from '../features/completion/automaton.ts';
import type { HandoffEditorServices } from '../editor-services.ts';
import { fileNames } from '../names/declared.ts';

/** Milliseconds after the workspace was built: what is shown of it goes first. */
const pause = 200;

/**
 * Works out once, while nobody waits, what the first completion and the first hover would else
 * be late by: the steps of the grammar, and the names that each file declares.
 */
export function warmUpAfterBuild({ shared, handoff }: HandoffEditorServices): void {
  const { DocumentBuilder, LangiumDocuments } = shared.workspace;
  const listening = DocumentBuilder.onBuildPhase(DocumentState.Validated, () => {
    listening.dispose();
    setTimeout(() => {
      automatonOf(handoff.Grammar);
      const open = LangiumDocuments.all.toArray();
      const next = (): void => {
        const document = open.pop();
        if (!document) return;
        if (document.state >= DocumentState.Parsed) fileNames(document);
        // Between two files whatever was typed or asked meanwhile has its turn.
        setImmediate(next).unref();
      };
      next();
    }, pause).unref();
  });
}
