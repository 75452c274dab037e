import type { Disposable, ExtensionContext } from 'vscode';
import { commands, FileType, Uri, window, workspace } from 'vscode';
import { complain } from '../complain.ts';

const folderName = 'handoff-example';
const policy = 'send-time.handoff';

/** A small policy with its data, in a folder that the person chooses; nothing is overwritten. */
export function registerExampleCommand({ extensionUri }: ExtensionContext): Disposable {
  return commands.registerCommand('handoff.createExample', async () => {
    const parents = await window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      title: 'Where to Create the Example',
      openLabel: 'Create Example Here',
    });
    if (!parents?.[0]) return;
    const folder = Uri.joinPath(parents[0], folderName);
    const source = Uri.joinPath(extensionUri, 'extension/media/walkthrough/example');
    try {
      if (!(await isFolder(folder))) await workspace.fs.copy(source, folder, { overwrite: false });
      const document = await workspace.openTextDocument(Uri.joinPath(folder, policy));
      await window.showTextDocument(document);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      complain(`the example could not be created in ${folder.fsPath}: ${why}`);
    }
  });
}

/** Whoever asks again has the example already, perhaps with changes. */
async function isFolder(uri: Uri): Promise<boolean> {
  try {
    return (await workspace.fs.stat(uri)).type === FileType.Directory;
  } catch {
    return false;
  }
}
