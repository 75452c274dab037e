import { beforeEach, describe, expect, it } from 'vitest';
import type { ExtensionContext } from 'vscode';
import { registerExampleCommand } from '../../../extension/commands/example.ts';
import { FileType, forget, seen, Uri, window, workspace } from '../fake-vscode.ts';

const create = async (): Promise<void> => {
  await seen.registered['handoff.createExample']?.();
};

beforeEach(() => {
  forget();
  window.showOpenDialog = () => Promise.resolve([Uri.file('/home/me')]);
  workspace.fs.stat = () => Promise.reject(new Error('there is none'));
  workspace.fs.copy = (source, target) => {
    seen.files[`${target.path}/send-time.handoff`] = `copied from ${source.path}`;
    return Promise.resolve();
  };
  registerExampleCommand({ extensionUri: Uri.file('/ext') } as unknown as ExtensionContext);
});

describe('Create Example Policy', () => {
  const example = '/home/me/handoff-example/send-time.handoff';

  it('copies the example into a folder of its own, and opens its policy', async () => {
    await create();
    expect(seen.files).toEqual({
      [example]: 'copied from /ext/extension/media/walkthrough/example',
    });
    expect(seen.shown).toEqual([{ path: example, line: 1 }]);
  });

  it('opens the one that is there, and overwrites nothing', async () => {
    seen.files[example] = 'changed';
    workspace.fs.stat = () => Promise.resolve({ type: FileType.Directory });
    await create();
    expect(seen.files).toEqual({ [example]: 'changed' });
    expect(seen.shown).toHaveLength(1);
  });

  it('does nothing when no folder is chosen', async () => {
    window.showOpenDialog = () => Promise.resolve(undefined);
    await create();
    expect([seen.files, seen.shown, seen.complaints]).toEqual([{}, [], []]);
  });

  it('says why it did not work', async () => {
    workspace.fs.copy = () => Promise.reject(new Error('the disk is full'));
    await create();
    expect(seen.complaints).toEqual([
      expect.stringMatching(/could not be created in .*handoff-example: the disk is full\.$/),
    ]);
  });
});
