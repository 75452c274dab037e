import type { DocumentValidator } from 'langium';
import { UriUtils } from 'langium';
import { DAY } from '../../policy/clock.ts';
import { checkFile } from '../diagnose.ts';
import type { HandoffEditorServices } from '../editor-services.ts';
import { atLevels, checkLevels } from './check-levels.ts';
import { published } from './published.ts';
import { workspaceFolderOf } from './workspace-folder.ts';

/**
 * What the editor shows of a document is what the command line prints of it, word for word.
 * Without a clock, policies are not reviewed: only what is wrong with the words is shown.
 */
export function documentValidator(
  services: HandoffEditorServices,
  now: (() => number) | undefined,
): DocumentValidator {
  const { ConfigurationProvider } = services.shared.workspace;
  return {
    validateDocument: async (document) => {
      const folder = workspaceFolderOf(document.uri, services.shared);
      const setting: unknown =
        now && (await ConfigurationProvider.getConfiguration('handoff', 'checks'));
      const checked = checkFile(document, services, {
        relativePath: ({ uri }) => UriUtils.relative(folder, uri),
        ...(now && { review: { today: Math.floor(now() / DAY) } }),
      });
      services.handoff.meaning.CompiledFiles.keep(document, checked);
      return atLevels(checked.diagnostics, checkLevels(setting)).map(published);
    },
  };
}
