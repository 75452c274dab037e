import { languages, Position, Range, workspace, WorkspaceEdit } from 'vscode';
import type { TextDocument } from 'vscode';
import type { Suite } from '../support.ts';
import { diagnosticsOf, figure, open, someDiagnosticsOf, until } from '../support.ts';

/** Printed, never asserted: what a slow machine takes is no fault. The first suite of a session. */
export const speed: Suite = {
  'shows the first diagnostics of a cold start': async () => {
    const start = performance.now();
    await someDiagnosticsOf(await open('small/broken.handoff'));
    await figure('cold start to first diagnostics', milliseconds(performance.now() - start));
  },

  'shows the diagnostics of 50 edits, one after the other': async () => {
    const document = await open('newsletter/newsletter.handoff');
    const line = lineOf(document, 'quiet_hours:');
    const place = new Position(line, document.lineAt(line).text.indexOf('never'));
    const taken: number[] = [];
    for (let edits = 0; edits < 50; edits++) {
      const isBroken = edits % 2 === 0;
      const changed = diagnosticsChange(document, isBroken);
      const start = performance.now();
      // A misspelt word and its correction: the longest way through parser, checks and back.
      await replace(
        document,
        new Range(place, place.translate(0, 5)),
        isBroken ? 'nevre' : 'never',
      );
      await changed;
      taken.push(performance.now() - start);
    }
    taken.sort((left, right) => left - right);
    const share = (part: number): string =>
      milliseconds(taken[Math.ceil(part * taken.length) - 1]!);
    await figure(
      'edit to diagnostics, newsletter, 50 edits',
      `median ${share(0.5)}, p95 ${share(0.95)}`,
    );
    await until(
      'the example without a fault',
      () => diagnosticsOf(document).length === 0 || undefined,
    );
  },
};

/** Settles as soon as a document has diagnostics, or none. */
function diagnosticsChange(document: TextDocument, wanted: boolean): Promise<void> {
  return new Promise((resolve) => {
    const listening = languages.onDidChangeDiagnostics(() => {
      if (diagnosticsOf(document).length > 0 !== wanted) return;
      listening.dispose();
      resolve();
    });
  });
}

async function replace({ uri }: TextDocument, range: Range, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(uri, range, text);
  await workspace.applyEdit(edit);
}

function lineOf(document: TextDocument, words: string): number {
  return document.getText().slice(0, document.getText().indexOf(words)).split('\n').length - 1;
}

function milliseconds(time: number): string {
  return `${Math.round(time)} ms`;
}
