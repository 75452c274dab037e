import assert from 'node:assert/strict';
import type { Diagnostic, Uri } from 'vscode';
import { extensions, languages, Range, Uri as Uris, window, workspace } from 'vscode';

/** What only a real VS Code can tell; each has the workspace folder `test/host/workspace` open. */
const tests: Record<string, () => Promise<void>> = {
  'activates when a policy is opened, and not before': async () => {
    const extension = extensions.getExtension('handoff.handoff');
    assert.ok(extension, 'the extension is not installed');
    assert.equal(extension.isActive, false);
    await show('sound.handoff');
    await until(() => extension.isActive || undefined);
  },

  'shows what is wrong with a policy, where, and where else to look': async () => {
    const uri = await show('broken.handoff');
    const [diagnostic, ...others] = await until(() => diagnosticsOf(uri));
    assert.deepEqual(others, []);
    assert.equal(diagnostic?.code, 'loosens-guardrails');
    assert.equal(diagnostic.source, 'handoff');
    assert.ok(diagnostic.range.isEqual(new Range(17, 4, 17, 18)), JSON.stringify(diagnostic.range));
    assert.deepEqual(
      diagnostic.relatedInformation?.map(({ location }) => location.uri.path.split('/').at(-1)),
      ['company.handoff'],
    );
    assert.equal(diagnosticsOf(await show('sound.handoff')), undefined);
  },
};

/** Runs inside VS Code, which takes a rejection for a failed run. */
export async function run(): Promise<void> {
  const failed: string[] = [];
  for (const [title, test] of Object.entries(tests)) {
    try {
      await test();
      console.log(`ok   ${title}`);
    } catch (error) {
      failed.push(title);
      console.error(`FAIL ${title}`, error);
    }
  }
  console.log(`${Object.keys(tests).length - failed.length} passed, ${failed.length} failed`);
  if (failed.length > 0) throw new Error(`Failed inside VS Code: ${failed.join('; ')}`);
}

async function show(file: string): Promise<Uri> {
  const [folder] = workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no workspace folder is open');
  const uri = Uris.joinPath(folder.uri, file);
  await window.showTextDocument(uri);
  return uri;
}

function diagnosticsOf(uri: Uri): Diagnostic[] | undefined {
  const found = languages.getDiagnostics(uri);
  return found.length > 0 ? found : undefined;
}

/** What `look` finds in the end; a minute in vain is a failure. */
async function until<T>(look: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 600; tries++) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('waited for a minute in vain');
}
