// Runs the suites in a desktop VS Code: the one that VSCODE_EXECUTABLE names, else one that is
// downloaded once, into .vscode-test/. A machine without a screen needs `xvfb-run -a`.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { bundleSuite } from './bundle.mts';
import { shortFolder } from './server.mts';
import { chosenSessions } from './sessions.mts';
import { copyWorkspace } from './workspace.mts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { VSCODE_EXECUTABLE: executable, HANDOFF_HOST_SUITES: asked } = process.env;

const folder = await shortFolder();
try {
  // All from the source, in one window that is trusted; what needs the page says so and is skipped.
  const suites = chosenSessions(asked)
    .filter(({ trusted }) => trusted !== false)
    .flatMap((session) => session.suites);
  if (suites.length === 0) throw new Error('no suite that was asked for runs in a trusted window');
  const workspace = join(folder, 'workspace');
  await copyWorkspace(workspace);
  process.exitCode = await runTests({
    ...(executable ? { vscodeExecutablePath: executable } : {}),
    extensionDevelopmentPath: root,
    extensionTestsPath: await bundleSuite(folder),
    extensionTestsEnv: { HANDOFF_HOST_SUITES: suites.join(',') },
    launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust'],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
