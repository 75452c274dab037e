import assert from 'node:assert/strict';
import type { CodeLens, TextDocument } from 'vscode';
import { commands } from 'vscode';
import { screenshot, waitFor } from '../driver.ts';
import type { Suite } from '../support.ts';
import { needsPage, open, rangeOf, replace, until } from '../support.ts';

const newsletter = 'newsletter/newsletter.handoff';

export const lenses: Suite = {
  'offers to simulate every handoff and simulation, and to run every test': async () => {
    const document = await open(newsletter);
    const found = await lensesOf(document, (all) => all.length === 7);
    assert.deepEqual(
      found.map(({ title, text }) => `${title}: ${text}`),
      [
        'Simulate (autumn_replay): handoff newsletter_send_time under company',
        'Simulate: simulation autumn_replay of newsletter_send_time',
        ...titles(document).map((title) => `Run test: test ${title}`),
      ],
    );
  },

  'runs a test from its lens, and shows there how it ended': async () => {
    const document = await open(newsletter);
    const all = await lensesOf(document, (found) => found.some(isAbout('a holiday')));
    const about = all.find(isAbout('a holiday'));
    assert.ok(about);
    await commands.executeCommand(about.command, ...about.arguments);
    await lensesOf(
      document,
      (all) => all.find(isAbout('a holiday'))?.title === 'Run test · passed',
    );
  },

  'says of a test that its result is older than the text, and then how it fails': async () => {
    const document = await open(newsletter);
    const expected = 'expect escalate to brand_team';
    await replace(document, rangeOf(document, expected), 'expect act to brand_team');
    const edited = (all: Lens[]): string | undefined => all.find(isAbout('a holiday'))?.title;
    await lensesOf(document, (all) => edited(all) === 'Run test · passed before the last edit');
    await commands.executeCommand('handoff.runAllTests');
    const all = await lensesOf(document, (now) => /failed/.test(edited(now) ?? ''));
    assert.equal(edited(all), 'Run test · failed: escalate, not act');
    assert.equal(all.filter(({ title }) => title === 'Run test · passed').length, 4);
  },

  'shows the lenses in the editor': needsPage(async () => {
    await open(newsletter);
    await waitFor('.codelens-decoration', 'Simulate (autumn_replay)');
    await screenshot('lenses');
    await commands.executeCommand('workbench.action.files.revert');
  }),
};

interface Lens {
  title: string;
  command: string;
  arguments: unknown[];
  /** The line that it stands over. */
  text: string;
}

function isAbout(title: string): (lens: Lens) => boolean {
  return ({ text }) => text.includes(title);
}

/** The lenses of a document, once they are as they should be. */
async function lensesOf(
  document: TextDocument,
  isRight: (all: Lens[]) => boolean,
): Promise<Lens[]> {
  return until(`lenses of ${document.uri.path}`, async () => {
    const found = await commands.executeCommand<CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      100,
    );
    const all = found.map(({ command, range }) => ({
      title: command?.title ?? '',
      command: command?.command ?? '',
      arguments: (command?.arguments ?? []) as unknown[],
      text: document.lineAt(range.start.line).text.trim(),
    }));
    return isRight(all) ? all : undefined;
  });
}

/** The titles of a file's tests with what follows them, as the file has them. */
function titles(document: TextDocument): string[] {
  return [...document.getText().matchAll(/^test (.*)$/gm)].map(([, title]) => title!);
}
