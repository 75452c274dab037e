import type { Diagnostic, ExtensionContext } from 'vscode';
import { commands, Disposable, Uri, workspace } from 'vscode';
import type { HandleDiagnosticsSignature } from 'vscode-languageclient/node';

const scheme = 'handoff-finding';

/** Makes the code of every diagnostic a link to what the reference says of it. */
export function linkCodes(
  uri: Uri,
  diagnostics: Diagnostic[],
  next: HandleDiagnosticsSignature,
): void {
  for (const diagnostic of diagnostics) {
    const { code } = diagnostic;
    if (typeof code !== 'string') continue;
    const query = encodeURIComponent(JSON.stringify([code]));
    diagnostic.code = { value: code, target: Uri.parse(`command:handoff.explainCode?${query}`) };
  }
  next(uri, diagnostics);
}

/** Opens the page of a code, out of the reference that the extension brings. */
export function registerExplainCode({ extensionUri }: ExtensionContext): Disposable {
  const reference = Uri.joinPath(extensionUri, 'grammar/REFERENCE.md');
  return Disposable.from(
    workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: async ({ path }) => {
        const text = new TextDecoder().decode(await workspace.fs.readFile(reference));
        return pageOf(path.replace(/\.md$/, ''), text);
      },
    }),
    commands.registerCommand('handoff.explainCode', (code: unknown) =>
      commands.executeCommand(
        'markdown.showPreview',
        Uri.from({ scheme, path: `${String(code)}.md` }),
      ),
    ),
  );
}

/** Its page; of a mistake, which has none, its row in the table of all codes. */
function pageOf(code: string, reference: string): string {
  const title = `# ${code}\n\n`;
  const [, page] = reference.split(`\n### ${code}\n`);
  if (page !== undefined) return title + (page.split(/\n##+ /)[0] ?? '').trim();
  const row = reference.split('\n').find((line) => line.startsWith(`| \`${code}\``));
  const [, , level, meaning] = (row ?? '').split('|').map((cell) => cell.trim());
  return meaning === undefined ? title : `${title}${meaning} Its level is \`${String(level)}\`.`;
}
