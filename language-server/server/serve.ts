import type { FileSystemProvider, LangiumDocument, MaybePromise } from 'langium';
import { URI } from 'langium';
import type { LanguageServer } from 'langium/lsp';
import { startLanguageServer } from 'langium/lsp';
import type { CancellationToken, Connection, TextDocumentIdentifier } from 'vscode-languageserver';
import { CodeLensRefreshRequest } from 'vscode-languageserver';
import { warmUpAfterBuild } from '../language/editor/warm-up.ts';
import { hoverAt } from '../language/features/hover.ts';
import { linkedEditingRanges } from '../language/features/linked-editing.ts';
import { selectionRanges } from '../language/features/selection-ranges.ts';
import { createHandoffEditorServices, hoverContext } from '../language/lsp-services.ts';
import { createClock } from '../policy/clock.ts';
import {
  decisionsRequestSchema,
  documentSchema,
  methods,
  reasoningRequestSchema,
  runSchema,
  runTestsSchema,
  startRunSchema,
} from '../protocol.ts';
import { backgroundFrom } from './background-process.ts';
import { codeLenses } from './code-lenses.ts';
import { checkAgainOnSettings } from './check-settings.ts';
import { DataChecks } from './data-checks.ts';
import { onlyKnownCommands } from './known-commands.ts';
import { createDataReview } from './data-review.ts';
import { createSolverChecks } from './solver-checks.ts';
import { LateDiagnostics } from './late-diagnostics.ts';
import { refreshHintsOnProfiles } from './data-profiles.ts';
import { isOutdated, prepareRun } from './prepare-run.ts';
import { answer } from './requests.ts';
import { createRuns } from './runs.ts';
import { published, targetsOf } from './targets.ts';
import { ruleCounts } from './rule-lenses.ts';
import { createTests } from './tests.ts';
import type { Workspace } from './workspace.ts';
import { workspaceOf } from './workspace.ts';

export interface ServeOptions {
  fileSystemProvider: () => FileSystemProvider;
  /** Absolute path of the program that replays simulations. */
  backgroundProgram: string;
  /** Milliseconds since 1970-01-01T00:00Z. */
  now: () => number;
}

/** Serves an editor: the language, simulations in a process of their own, tests, and lenses. */
export function serve(
  connection: Connection,
  { fileSystemProvider, backgroundProgram, now }: ServeOptions,
): void {
  const services = createHandoffEditorServices(
    { connection, fileSystemProvider, now },
    {
      lsp: {
        CodeLensProvider: () => ({ provideCodeLens: (document) => lenses(document) }),
        HoverProvider: (handoff) => ({
          getHoverContent: (document, { position }) =>
            hoverAt(document, position, { ...hoverContext(handoff), counts }),
        }),
      },
    },
  );
  const { shared } = services;
  const workspace = workspaceOf(services);
  const refreshLenses = lensRefresher(connection, shared.lsp.LanguageServer);
  const runs = createRuns({
    startBackground: backgroundFrom(backgroundProgram),
    publish: (state) => void connection.sendNotification(methods.runState, state),
    onResultsChanged: refreshLenses,
  });
  const tests = createTests(workspace, createClock());
  const known = onlyKnownCommands(shared.lsp.LanguageServer);
  const lenses = (document: LangiumDocument) =>
    known(codeLenses(document, { workspace, runs, tests }));
  const counts = (document: LangiumDocument, line: number) =>
    ruleCounts(document, { workspace, runs }).find((each) => each.line === line)?.words;
  const compare = (): void => runs.compare((run) => isOutdated(run, workspace));
  workspace.onBuilt(compare);
  // Where nothing rests on what was deleted, nothing is built.
  workspace.onDeleted(compare);
  shared.lsp.DocumentUpdateHandler.onWatchedFilesChange(({ changes }) =>
    runs.filesChanged(changes.map(({ uri }) => URI.parse(uri).toString())),
  );

  const late = new LateDiagnostics(shared, connection);
  const start = backgroundFrom(backgroundProgram);
  const dataChecks = new DataChecks(shared, { connection, late, start });
  dataChecks.listen();
  const dataReview = createDataReview(services, { connection, workspace, late, start });
  dataReview.listen();
  const solverChecks = createSolverChecks(services, { connection, late, start });
  solverChecks.listen();
  late.listen([dataChecks, dataReview, solverChecks]);
  refreshHintsOnProfiles(connection, shared);
  checkAgainOnSettings(shared);
  warmUpAfterBuild(services);
  startLanguageServer(shared);
  // After Langium's own, which can look while a document that was just opened is not yet built, and
  // which read one that is there no more from the disk.
  const { handoff } = services;
  const about = documentHandlers(workspace);
  connection.onCodeLens(about((document) => lenses(document)));
  connection.languages.onLinkedEditingRange(
    about((document, { position }) => linkedEditingRanges(document, position, services)),
  );
  // These say what was compiled: once it is, they cost nothing, and the diagnostics come first.
  connection.languages.inlayHint.on(
    about((document, params, token) =>
      handoff.lsp.InlayHintProvider?.getInlayHints(document, params, token),
    ),
  );
  connection.onSelectionRanges(
    about((document, { positions }) => selectionRanges(document, positions)),
  );
  connection.onReferences(
    about((document, params) => handoff.lsp.ReferencesProvider?.findReferences(document, params)),
  );
  connection.onDocumentHighlight(
    about((document, params) =>
      handoff.lsp.DocumentHighlightProvider?.getDocumentHighlight(document, params),
    ),
  );
  connection.onPrepareRename(
    about((document, params) => handoff.lsp.RenameProvider?.prepareRename(document, params)),
  );
  connection.onRenameRequest(
    about((document, params) => handoff.lsp.RenameProvider?.rename(document, params)),
  );
  answer(connection, methods.targets, documentSchema, ({ uri }) =>
    workspace.settled(() => {
      const document = workspace.document(uri);
      return { targets: document ? targetsOf(document, workspace).map(published) : [] };
    }),
  );
  answer(connection, methods.tests, documentSchema, ({ uri }) =>
    workspace.settled(() => {
      const document = workspace.document(uri);
      return document ? tests.list(document) : { tests: [] };
    }),
  );
  answer(connection, methods.runTests, runTestsSchema, async (request) => {
    const results = await workspace.settled(() => tests.run(request));
    refreshLenses();
    return results;
  });
  answer(connection, methods.startRun, startRunSchema, (request) =>
    workspace.settled(() => {
      const prepared = prepareRun(request, workspace);
      return 'problem' in prepared ? prepared : { run: runs.start(prepared) };
    }),
  );
  answer(connection, methods.cancelRun, runSchema, ({ run }) => {
    runs.cancel(run);
    return null;
  });
  answer(connection, methods.closeRun, runSchema, ({ run }) => {
    runs.close(run);
    return null;
  });
  answer(connection, methods.decisions, decisionsRequestSchema, runs.decisions);
  answer(connection, methods.reasoning, reasoningRequestSchema, runs.reasoning);
  connection.onShutdown(runs.endAll);
}

type AboutDocument<Params, Answer> = (
  params: Params,
  token: CancellationToken,
) => Promise<Answer | null>;

/** Answers about documents once nothing is left to build; with null about one that is not there. */
function documentHandlers(workspace: Workspace) {
  return <Params extends { textDocument: TextDocumentIdentifier }, Answer>(
      look: (
        document: LangiumDocument,
        params: Params,
        token: CancellationToken,
      ) => MaybePromise<Answer | undefined>,
    ): AboutDocument<Params, Answer> =>
    async (params, token) => {
      const answered = await workspace.settled(() => {
        const document = workspace.document(params.textDocument.uri);
        return document && look(document, params, token);
      });
      return answered ?? null;
    };
}

/** Asks the editor to look at its lenses again, where it can be asked. */
function lensRefresher(connection: Connection, server: LanguageServer): () => void {
  let isSupported = false;
  server.onInitialize(({ capabilities }) => {
    isSupported = capabilities.workspace?.codeLens?.refreshSupport === true;
  });
  return () => {
    // An editor that is closing answers nothing any more, and nothing is lost by that.
    if (isSupported) connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
  };
}
