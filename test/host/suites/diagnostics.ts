import assert from 'node:assert/strict';
import { extensions, Range } from 'vscode';
import { screenshot, waitFor } from '../driver.ts';
import type { Suite } from '../support.ts';
import { codeOf, diagnosticsOf, needsPage, open, someDiagnosticsOf, until } from '../support.ts';

export const diagnostics: Suite = {
  'activates when a policy is opened, and not before': async () => {
    const extension = extensions.getExtension('handoff.handoff');
    assert.ok(extension, 'the extension is not installed');
    assert.equal(extension.isActive, false);
    await open('small/sound.handoff');
    await until('activation', () => extension.isActive || undefined);
  },

  'shows what is wrong with a policy, where, and where else to look': async () => {
    const [diagnostic, ...others] = await someDiagnosticsOf(await open('small/broken.handoff'));
    assert.deepEqual(others, []);
    assert.ok(diagnostic);
    assert.equal(codeOf(diagnostic), 'loosens-guardrails');
    assert.equal(diagnostic.source, 'handoff');
    assert.ok(diagnostic.range.isEqual(new Range(21, 4, 21, 18)), JSON.stringify(diagnostic.range));
    assert.deepEqual(
      diagnostic.relatedInformation?.map(({ location }) => location.uri.path.split('/').at(-1)),
      ['company.handoff'],
    );
    assert.deepEqual(diagnosticsOf(await open('small/sound.handoff')), []);
  },

  'underlines it in the editor': needsPage(async () => {
    await open('small/broken.handoff');
    await waitFor('.squiggly-error, .squiggly-warning');
    await screenshot('diagnostics');
  }),
};
