import type { LangiumCoreServices, LangiumSharedCoreServices, Module } from 'langium';
import { createDefaultCoreModule, createDefaultSharedCoreModule, inject } from 'langium';
import type { DefaultSharedCoreModuleContext, PartialLangiumCoreServices } from 'langium';
import { CalendarFiles } from './calendar-files.ts';
import { HandoffGeneratedModule, HandoffGeneratedSharedModule } from './generated/module.ts';
import { HandoffLexer } from './lexer.ts';
import { createHandoffParser } from './parser.ts';
import { HandoffLexerErrorMessages, HandoffParserErrorMessages } from './parser-messages.ts';
import { HandoffLinker, HandoffScopeComputation } from './references.ts';
import { HandoffScopeProvider } from './scope.ts';
import { HandoffTokenBuilder } from './tokens.ts';
import { HandoffValueConverter } from './values.ts';

/** What Handoff replaces of Langium's own services, the same in editor, command line and tests. */
export const handoffModule: Module<LangiumCoreServices, PartialLangiumCoreServices> = {
  parser: {
    TokenBuilder: () => new HandoffTokenBuilder(),
    Lexer: (services) => new HandoffLexer(services),
    LangiumParser: createHandoffParser,
    ValueConverter: () => new HandoffValueConverter(),
    LexerErrorMessageProvider: () => new HandoffLexerErrorMessages(),
    ParserErrorMessageProvider: () => new HandoffParserErrorMessages(),
  },
  references: {
    Linker: (services) => new HandoffLinker(services),
    ScopeComputation: (services) => new HandoffScopeComputation(services),
    ScopeProvider: (services) => new HandoffScopeProvider(services),
  },
  workspace: {
    // What rests on a file is told by imports, and names are found by `names/`: neither asks an
    // index of references.
    ReferenceDescriptionProvider: () => ({ createDescriptions: () => Promise.resolve([]) }),
  },
};

export interface HandoffServices {
  shared: LangiumSharedCoreServices;
  handoff: LangiumCoreServices;
  calendarFiles: CalendarFiles;
}

/** Handoff's services without a screen: nothing here knows LSP. */
export function createHandoffServices(context: DefaultSharedCoreModuleContext): HandoffServices {
  const shared = inject(createDefaultSharedCoreModule(context), HandoffGeneratedSharedModule);
  const handoff = inject(
    createDefaultCoreModule({ shared }),
    HandoffGeneratedModule,
    handoffModule as Module<LangiumCoreServices, LangiumCoreServices>,
  );
  shared.ServiceRegistry.register(handoff);
  const calendarFiles = new CalendarFiles(shared.workspace.FileSystemProvider);
  return { shared, handoff, calendarFiles };
}
