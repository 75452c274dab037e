import type { LogOutputChannel, TextDocument } from 'vscode';
import { Uri, window, workspace } from 'vscode';
import type { Targets } from '../language-server/protocol.ts';
import { methods, targetsSchema } from '../language-server/protocol.ts';
import { debounce } from './debounce.ts';
import { distinctTargets } from './distinct-targets.ts';
import type { Simulations } from './panel/simulations.ts';
import type { LanguageServer } from './server/language-server.ts';
import type { Ends } from './signal.ts';

/** Whether a document is one of Handoff's that can be edited: not the old side of a comparison. */
export function isPolicy({ languageId, uri }: TextDocument): boolean {
  return languageId === 'handoff' && (uri.scheme === 'file' || uri.scheme === 'untitled');
}

/** The policy in front; where something else is, the one that was there last, as the panel has it. */
export async function policyInFront({ model }: Simulations): Promise<TextDocument | undefined> {
  const document = window.activeTextEditor?.document;
  if (document && isPolicy(document)) return document;
  return model.active && workspace.openTextDocument(Uri.parse(model.active.uri));
}

/** What can be simulated in a document as it is in the editor. */
export async function targetsOf(
  server: LanguageServer,
  document: TextDocument,
): Promise<Targets['targets']> {
  const uri = document.uri.toString();
  return distinctTargets((await server.request(methods.targets, { uri }, targetsSchema)).targets);
}

/** Keeps the panel informed of the policy that was edited last, and of what it can simulate. */
export function followActivePolicy(
  server: LanguageServer,
  simulations: Simulations,
  log: LogOutputChannel,
): Ends[] {
  let active: TextDocument | undefined;
  let asked = 0;

  const look = async (): Promise<void> => {
    const document = active;
    const own = ++asked;
    if (!document) return simulations.setActive(undefined);
    const uri = document.uri.toString();
    const file = workspace.asRelativePath(document.uri);
    const before = simulations.model.active;
    const known = before?.uri === uri ? before.targets : [];
    simulations.setActive({ uri, file, targets: known });
    if (server.status.state !== 'ready') return;
    try {
      const targets = await targetsOf(server, document);
      if (own === asked) simulations.setActive({ uri, file, targets });
    } catch (error) {
      log.warn(`What can be simulated in ${file} is not known: ${String(error)}`);
    }
  };
  const lookSoon = debounce(() => void look());

  const activate = (document: TextDocument | undefined): void => {
    // Whoever looks at the data or the panel has not left the policy.
    if (!document || !isPolicy(document) || document === active) return;
    active = document;
    void look();
  };

  activate(window.activeTextEditor?.document);
  return [
    window.onDidChangeActiveTextEditor((editor) => activate(editor?.document)),
    // Also when a file in front becomes a policy, since its language is changed.
    workspace.onDidOpenTextDocument((document) => {
      if (document === window.activeTextEditor?.document) activate(document);
    }),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === active) lookSoon();
    }),
    workspace.onDidCloseTextDocument((document) => {
      if (document !== active) return;
      active = undefined;
      void look();
    }),
    server.onStatus(({ state }) => {
      if (state === 'ready') void look();
    }),
    lookSoon,
  ];
}
