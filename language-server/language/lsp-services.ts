import type { LangiumCoreServices, Module } from 'langium';
import { createDefaultCoreModule, inject } from 'langium';
import type {
  DefaultSharedModuleContext,
  LangiumSharedServices,
  PartialLangiumServices,
  PartialLangiumSharedServices,
} from 'langium/lsp';
import { createDefaultSharedModule } from 'langium/lsp';
import { CalendarFiles } from './calendar-files.ts';
import type {
  HandoffEditorLanguage,
  HandoffEditorServices,
  HandoffSharedServices,
} from './editor-services.ts';
import { HandoffConfiguration } from './editor/configuration.ts';
import { HandoffDocumentBuilder } from './editor/document-builder.ts';
import { HandoffDocumentFactory } from './editor/document-factory.ts';
import { HandoffDocuments } from './editor/documents.ts';
import { HandoffDocumentUpdateHandler } from './editor/document-updates.ts';
import { documentValidator } from './editor/document-validator.ts';
import { HandoffWorkspaceManager } from './editor/workspace-manager.ts';
import { codeActionProvider } from './features/code-actions/code-actions.ts';
import { completionProvider } from './features/completion/provider.ts';
import { HandoffLanguageServer } from './editor/language-server.ts';
import { definitionProvider } from './features/definition-provider.ts';
import { CompiledFiles } from './features/compiled.ts';
import { documentLinks } from './features/document-links.ts';
import { documentSymbolProvider } from './features/document-symbols.ts';
import { foldingRanges } from './features/folding.ts';
import { handoffFormatter } from './features/format/formatter.ts';
import { highlights } from './features/highlights.ts';
import type { HoverContext } from './features/hover/context.ts';
import { inlayHints } from './features/inlay-hints.ts';
import { KnownProfiles } from './features/profiles.ts';
import { references } from './features/references.ts';
import { renameProvider } from './features/rename-provider.ts';
import { editorTokenProvider } from './features/semantic-tokens.ts';
import { workspaceSymbols } from './features/workspace-symbols.ts';
import { signatureHelpProvider } from './features/signature-help.ts';
import { HandoffGeneratedModule, HandoffGeneratedSharedModule } from './generated/module.ts';
import { handoffModule } from './services.ts';

const sharedModule: Module<
  HandoffSharedServices,
  PartialLangiumSharedServices & {
    workspace: { CalendarFiles: CalendarFiles; DataProfiles: KnownProfiles };
  }
> = {
  workspace: {
    DataProfiles: () => new KnownProfiles(),
    CalendarFiles: ({ workspace }) => new CalendarFiles(workspace.FileSystemProvider),
    ConfigurationProvider: (services) => new HandoffConfiguration(services),
    DocumentBuilder: (services) => new HandoffDocumentBuilder(services),
    LangiumDocuments: (services) => new HandoffDocuments(services),
    LangiumDocumentFactory: (services) => new HandoffDocumentFactory(services),
    WorkspaceManager: (services) => new HandoffWorkspaceManager(services),
  },
  lsp: {
    DocumentUpdateHandler: (services) => new HandoffDocumentUpdateHandler(services),
    LanguageServer: (services) => new HandoffLanguageServer(services),
    WorkspaceSymbolProvider: (shared) => ({
      getSymbols: ({ query }) => workspaceSymbols(query, { shared }),
    }),
  },
};

/**
 * What the editor can do, one line a feature. Langium's other defaults know cross-references
 * alone, of which Handoff has three kinds: they would miss every use of a column.
 */
const editorModule: Module<
  HandoffEditorLanguage,
  PartialLangiumServices & Pick<HandoffEditorLanguage, 'meaning'>
> = {
  meaning: {
    CompiledFiles: (services) => new CompiledFiles(editorServices(services)),
  },
  lsp: {
    DefinitionProvider: (services) => definitionProvider(services),
    ReferencesProvider: (services) => ({
      findReferences: (document, { position, context }) =>
        references(document, position, context, services),
    }),
    DocumentHighlightProvider: (services) => ({
      getDocumentHighlight: (document, { position }) => highlights(document, position, services),
    }),
    RenameProvider: (services) => renameProvider(services),
    DocumentSymbolProvider: (services) => documentSymbolProvider(services),
    FoldingRangeProvider: () => ({ getFoldingRanges: foldingRanges }),
    InlayHintProvider: (services) => ({
      getInlayHints: (document, { range }) => inlayHints(document, range, hoverContext(services)),
    }),
    DocumentLinkProvider: ({ shared }) => ({
      getDocumentLinks: (document) => documentLinks(document, shared.workspace.FileSystemProvider),
    }),
    CompletionProvider: (services) =>
      completionProvider(services, services.shared.workspace.DataProfiles),
    SignatureHelp: (services) => signatureHelpProvider(services),
    SemanticTokenProvider: (services) => editorTokenProvider(services),
    CodeActionProvider: (services) => codeActionProvider(editorServices(services)),
    Formatter: (services) => handoffFormatter(services.shared),
  },
};

function validationModule(
  now: EditorContext['now'],
): Module<HandoffEditorLanguage, PartialLangiumServices> {
  return {
    validation: {
      DocumentValidator: (handoff) => documentValidator(editorServices(handoff), now),
    },
  };
}

export type EditorContext = DefaultSharedModuleContext & {
  /** Milliseconds since 1970-01-01T00:00Z; without it policies are not reviewed. */
  now?: () => number;
};

/**
 * Handoff's services behind an editor: the same language, and what only an editor asks for.
 * `features` are those that stand on more than the language, such as lenses over what was run.
 */
export function createHandoffEditorServices(
  { now, ...context }: EditorContext,
  features: Module<HandoffEditorLanguage, PartialLangiumServices> = {},
): HandoffEditorServices {
  const shared = inject(
    createDefaultSharedModule(context),
    HandoffGeneratedSharedModule,
    sharedModule as Module<LangiumSharedServices, HandoffSharedServices>,
  );
  const handoff = inject(
    createDefaultCoreModule({ shared }),
    HandoffGeneratedModule,
    handoffModule as Module<LangiumCoreServices, LangiumCoreServices>,
    editorModule as Module<HandoffEditorLanguage, HandoffEditorLanguage>,
    validationModule(now) as Module<HandoffEditorLanguage, HandoffEditorLanguage>,
    features as Module<HandoffEditorLanguage, HandoffEditorLanguage>,
  );
  shared.ServiceRegistry.register(handoff);
  return editorServices(handoff);
}

function editorServices(handoff: HandoffEditorLanguage): HandoffEditorServices {
  const { shared } = handoff;
  return { shared, handoff, calendarFiles: shared.workspace.CalendarFiles };
}

/** What features know of the meaning of policies and of their data. */
export function hoverContext(handoff: HandoffEditorLanguage): HoverContext {
  return {
    services: editorServices(handoff),
    compiled: handoff.meaning.CompiledFiles,
    profiles: handoff.shared.workspace.DataProfiles,
  };
}
