import { beforeEach, describe, expect, it } from 'vitest';
import type { CancellationToken, CodeLens, TextDocument } from 'vscode';
import { filterLenses } from '../../extension/code-lenses.ts';
import { lensCommands } from '../../language-server/protocol.ts';
import { forget, seen } from './fake-vscode.ts';

const all = Object.values(lensCommands);
const lenses = all.map((command) => ({
  command: { command, title: command },
})) as unknown as CodeLens[];

/** The commands of the lenses that are shown. */
async function shown(given: CodeLens[] | undefined = lenses): Promise<unknown> {
  const document = {} as TextDocument;
  const found = await filterLenses(document, {} as CancellationToken, () => given);
  return found?.map(({ command }) => command?.command);
}

beforeEach(forget);

describe('code lenses', () => {
  it.each<[string, Record<string, boolean>, string[]]>([
    ['are all shown unless the user says otherwise', {}, all],
    ['are shown for rules alone', { 'codeLens.enabled': false }, [lensCommands.showDecisions]],
    [
      'are shown for all but rules',
      { 'codeLens.rules': false },
      [lensCommands.simulate, lensCommands.runTest],
    ],
    ['can all be turned off', { 'codeLens.enabled': false, 'codeLens.rules': false }, []],
  ])('%s', async (_, settings, expected) => {
    seen.settings = settings;
    expect(await shown()).toEqual(expected);
  });

  it('may be missing while the server is away', async () => {
    expect(
      await filterLenses({} as TextDocument, {} as CancellationToken, () => null),
    ).toBeUndefined();
  });
});
