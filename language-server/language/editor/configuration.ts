import type { ConfigurationInitializedParams } from 'langium';
import { DefaultConfigurationProvider } from 'langium';
import type { InitializeParams } from 'vscode-languageserver';
import { HandoffLanguageMetaData } from '../generated/module.ts';

const section = HandoffLanguageMetaData.languageId;

/**
 * The settings of an editor, whichever way it brings them: it is asked for them, says them when
 * they change, or gives them as `initializationOptions`, as `{ "handoff": { "checks": … } }`.
 */
export class HandoffConfiguration extends DefaultConfigurationProvider {
  #canRegister = false;

  override initialize(params: InitializeParams): void {
    super.initialize(params);
    const { workspace } = params.capabilities;
    this.#canRegister = workspace?.didChangeConfiguration?.dynamicRegistration ?? false;
    const options: unknown = params.initializationOptions;
    if (typeof options !== 'object' || options === null) return;
    this.updateSectionConfiguration(section, (options as Record<string, unknown>)[section]);
  }

  /** Nothing is checked before the settings are known: an editor that fails to say them has none. */
  override initialized(params: ConfigurationInitializedParams): Promise<void> {
    const { register, fetchConfiguration, ...rest } = params;
    return super.initialized({
      ...rest,
      // Langium does not look at how it ends, and a refusal that nobody looks at ends the process.
      ...(register && this.#canRegister ? { register } : {}),
      ...(fetchConfiguration && {
        fetchConfiguration: (sections) =>
          fetchConfiguration(sections).catch(() => sections.map(() => null)),
      }),
    });
  }

  /** An editor that is asked and has nothing to say does not take back what it gave. */
  protected override updateSectionConfiguration(name: string, configuration: unknown): void {
    if (configuration === null || configuration === undefined) return;
    super.updateSectionConfiguration(name, configuration);
  }
}
