import assert from 'node:assert/strict';
import type { Diagnostic, TextDocument } from 'vscode';
import { commands, workspace } from 'vscode';
import { webviewClick, webviewWaitFor, webviewWaitForNone } from '../driver.ts';
import type { Suite } from '../support.ts';
import {
  codeOf,
  diagnosticsOf,
  inWorkspace,
  needsPage,
  open,
  rangeOf,
  replace,
  until,
} from '../support.ts';

/** What other programs, and saving, do to files that a policy rests on. */
export const disk: Suite = {
  'says that the data file has lost a column, and forgets it when it is back': async () => {
    const document = await open('small/sound.handoff');
    const before = await read('small/log.csv');
    await write('small/log.csv', before.replace(/^[^,\n]+/, 'something_else'));
    const [diagnostic] = await until('a diagnostic of the data', () => some(document));
    await write('small/log.csv', before);
    assert.ok(diagnostic);
    assert.equal(codeOf(diagnostic), 'data-mismatch');
    await until('no diagnostic', () => diagnosticsOf(document).length === 0 || undefined);
  },

  'follows what another program makes of an imported file': async () => {
    const document = await open('newsletter/newsletter.handoff');
    const before = await read('company.handoff');
    await write('company.handoff', before.replace('guardrails company', 'guardrails concern'));
    const [diagnostic] = await until('a diagnostic of the import', () => some(document));
    await write('company.handoff', before);
    assert.ok(diagnostic);
    assert.equal(codeOf(diagnostic), 'unknown-reference');
    await until('no diagnostic', () => diagnosticsOf(document).length === 0 || undefined);
  },

  'shows what is wrong with a file that nobody has opened': async () => {
    await write('small/closed.handoff', 'handoff closed under nobody\n');
    const uri = inWorkspace('small/closed.handoff');
    await until('its diagnostics', () => some({ uri } as TextDocument));
    await workspace.fs.delete(uri);
    await until('none any more', () => !some({ uri } as TextDocument) || undefined);
  },

  'runs a simulation again when its policy is saved': needsPage(async () => {
    const document = await open('hostile/hostile.handoff');
    await commands.executeCommand('handoff.simulate', {
      uri: document.uri.toString(),
      simulation: 'attack',
    });
    await webviewWaitFor('.head h1', 'attack of hostile');
    await webviewClick('#tab-summary');
    await webviewWaitFor('.rules', 'brand_terms');
    await replace(document, rangeOf(document, 'brand_terms:'), 'promises:');
    await webviewWaitFor('.head .notice', 'The policy has changed since this run');
    await document.save();
    await webviewWaitFor('.rules', 'promises');
    await webviewWaitForNone('.head .notice.warning');
    await replace(document, rangeOf(document, 'promises:'), 'brand_terms:');
    await document.save();
    await webviewWaitFor('.rules', 'brand_terms');
  }),
};

function some(document: TextDocument): Diagnostic[] | undefined {
  const found = diagnosticsOf(document);
  return found.length > 0 ? found : undefined;
}

async function read(file: string): Promise<string> {
  return Buffer.from(await workspace.fs.readFile(inWorkspace(file))).toString();
}

async function write(file: string, text: string): Promise<void> {
  await workspace.fs.writeFile(inWorkspace(file), Buffer.from(text));
}
