import type { HandoffSharedServices } from '../language/editor-services.ts';

/** Builds every document again when the setting `handoff.checks` has changed, and only then. */
export function checkAgainOnSettings({ workspace }: HandoffSharedServices): void {
  const { ConfigurationProvider, DocumentBuilder, LangiumDocuments, WorkspaceLock } = workspace;
  let known = '{}';
  ConfigurationProvider.onConfigurationSectionUpdate(({ section, configuration }) => {
    if (section !== 'handoff') return;
    const checks = JSON.stringify((configuration as { checks?: unknown } | null)?.checks ?? {});
    if (checks === known) return;
    known = checks;
    void WorkspaceLock.write((token) =>
      DocumentBuilder.update(LangiumDocuments.all.map(({ uri }) => uri).toArray(), [], token),
    );
  });
}
