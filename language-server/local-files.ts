import type { FileSystemNode, URI } from 'langium';
import { NodeFileSystemProvider } from 'langium/node';
import { kindOf, realFile } from './data/real-file.ts';
import { largestCalendar } from './language/calendar-files.ts';
import { isPolicyFile } from './language/imports.ts';
import { largestFile } from './language/load.ts';
import { ReadFailure } from './language/read-failure.ts';

/**
 * The disk: regular files alone, none too large to be a policy or a calendar, no byte order mark.
 * With a root, an absolute folder, nothing outside it is read, also by way of a symbolic link: a
 * policy from somebody else must not read a person's disk.
 */
export class LocalFiles extends NodeFileSystemProvider {
  readonly #root: string | undefined;

  constructor(root?: string) {
    super();
    this.#root = root;
  }

  override async readFile(uri: URI): Promise<string> {
    // Of an address such as `untitled:a.handoff`, Node would read the path alone.
    if (uri.scheme !== 'file') throw new ReadFailure('not-readable', 'is not on the disk');
    await this.#refuseOutside(uri);
    const { isFile, bytes } = await kindOf(uri.fsPath);
    if (!isFile) throw new ReadFailure('not-readable', 'is not a regular file');
    const [kind, most] = isPolicyFile(uri)
      ? ['policy', largestFile]
      : ['calendar', largestCalendar];
    if (bytes > most) {
      const message = `is ${megabytes(bytes)} MB large; a ${kind} has at most ${megabytes(most)} MB`;
      throw new ReadFailure('too-large', message);
    }
    const text = await super.readFile(uri);
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  }

  override exists(uri: URI): Promise<boolean> {
    return uri.scheme === 'file' ? super.exists(uri) : Promise.resolve(false);
  }

  override readDirectory(uri: URI): Promise<FileSystemNode[]> {
    return uri.scheme === 'file' ? super.readDirectory(uri) : Promise.resolve([]);
  }

  async #refuseOutside(uri: URI): Promise<void> {
    if (this.#root === undefined || (await realFile(uri.fsPath, this.#root)).isInside) return;
    throw new ReadFailure(
      'not-readable',
      'leaves the workspace folder; name a larger one with --workspace',
    );
  }
}

/** With one digit, never rounded down to a limit that was passed. */
function megabytes(bytes: number): string {
  return String(Math.ceil(bytes / 100_000) / 10);
}
