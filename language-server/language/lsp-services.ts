import type { LangiumCoreServices, Module } from 'langium';
import { createDefaultCoreModule, inject } from 'langium';
import type {
  DefaultSharedModuleContext,
  LangiumServices,
  LangiumSharedServices,
  PartialLangiumServices,
  PartialLangiumSharedServices,
} from 'langium/lsp';
import {
  createDefaultSharedModule,
  DefaultDefinitionProvider,
  DefaultFoldingRangeProvider,
} from 'langium/lsp';
import { CalendarFiles } from './calendar-files.ts';
import { HandoffDocumentBuilder } from './editor/document-builder.ts';
import { HandoffDocumentUpdateHandler } from './editor/document-updates.ts';
import { documentValidator } from './editor/document-validator.ts';
import { HandoffWorkspaceManager } from './editor/workspace-manager.ts';
import { HandoffGeneratedModule, HandoffGeneratedSharedModule } from './generated/module.ts';
import { handoffModule } from './services.ts';

/** What is shared by all documents of an editor, with the calendars that they name. */
export interface HandoffSharedServices extends LangiumSharedServices {
  workspace: LangiumSharedServices['workspace'] & { CalendarFiles: CalendarFiles };
}

interface HandoffEditorLanguage extends LangiumServices {
  shared: HandoffSharedServices;
}

export interface HandoffEditorServices {
  shared: HandoffSharedServices;
  handoff: HandoffEditorLanguage;
  calendarFiles: CalendarFiles;
}

const sharedModule: Module<
  HandoffSharedServices,
  PartialLangiumSharedServices & { workspace: { CalendarFiles: CalendarFiles } }
> = {
  workspace: {
    CalendarFiles: ({ workspace }) => new CalendarFiles(workspace.FileSystemProvider),
    DocumentBuilder: (services) => new HandoffDocumentBuilder(services),
    WorkspaceManager: (services) => new HandoffWorkspaceManager(services),
  },
  lsp: {
    DocumentUpdateHandler: (services) => new HandoffDocumentUpdateHandler(services),
    // Langium's own lists every name of every column, and nobody has asked for that.
    WorkspaceSymbolProvider: () => undefined,
  },
};

/**
 * What the editor can do, one line a feature. Langium's other defaults know cross-references
 * alone, of which Handoff has three kinds: a rename would miss every use of a column.
 */
const editorModule: Module<HandoffEditorLanguage, PartialLangiumServices> = {
  validation: {
    DocumentValidator: (handoff) => documentValidator(editorServices(handoff)),
  },
  lsp: {
    DefinitionProvider: (services) => new DefaultDefinitionProvider(services),
    FoldingRangeProvider: (services) => new DefaultFoldingRangeProvider(services),
  },
};

/**
 * Handoff's services behind an editor: the same language, and what only an editor asks for.
 * `features` are those that stand on more than the language, such as lenses over what was run.
 */
export function createHandoffEditorServices(
  context: DefaultSharedModuleContext,
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
    features as Module<HandoffEditorLanguage, HandoffEditorLanguage>,
  );
  shared.ServiceRegistry.register(handoff);
  return editorServices(handoff);
}

function editorServices(handoff: HandoffEditorLanguage): HandoffEditorServices {
  const { shared } = handoff;
  return { shared, handoff, calendarFiles: shared.workspace.CalendarFiles };
}
