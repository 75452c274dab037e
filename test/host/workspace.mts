import { cp } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const examples = fileURLToPath(new URL('../../examples', import.meta.url));
const own = fileURLToPath(new URL('workspace', import.meta.url));

/** What makes the examples' data is no example. */
const left = new Set(['generate.mjs', 'generator']);

/** Copies the examples, with their data, and what test/host/workspace/ has, for tests to edit. */
export async function copyWorkspace(to: string): Promise<void> {
  await cp(examples, to, { recursive: true, filter: (path) => !left.has(basename(path)) });
  await cp(own, to, { recursive: true });
}
