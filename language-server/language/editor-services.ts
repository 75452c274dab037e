import type { LangiumServices, LangiumSharedServices } from 'langium/lsp';
import type { CalendarFiles } from './calendar-files.ts';
import type { CompiledFiles } from './features/compiled.ts';
import type { KnownProfiles } from './features/profiles.ts';

/** What is shared by all documents of an editor, with the calendars that they name. */
export interface HandoffSharedServices extends LangiumSharedServices {
  workspace: LangiumSharedServices['workspace'] & {
    CalendarFiles: CalendarFiles;
    DataProfiles: KnownProfiles;
  };
}

export interface HandoffEditorLanguage extends LangiumServices {
  shared: HandoffSharedServices;
  meaning: { CompiledFiles: CompiledFiles };
}

export interface HandoffEditorServices {
  shared: HandoffSharedServices;
  handoff: HandoffEditorLanguage;
  calendarFiles: CalendarFiles;
}
