import { languages, Range } from 'vscode';
import type { TextDocument } from 'vscode';
import type { Suite } from '../support.ts';
import {
  diagnosticsOf,
  figure,
  open,
  rangeOf,
  replace,
  someDiagnosticsOf,
  until,
} from '../support.ts';

/** Printed, never asserted: what a slow machine takes is no fault. The first suite of a session. */
export const speed: Suite = {
  'shows the first diagnostics of a cold start': async () => {
    const start = performance.now();
    await someDiagnosticsOf(await open('small/broken.handoff'));
    await figure('cold start to first diagnostics', milliseconds(performance.now() - start));
  },

  'shows the diagnostics of 50 edits, one after the other': async () => {
    const document = await open('newsletter/newsletter.handoff');
    const { end } = rangeOf(document, 'quiet_hours: never');
    const word = new Range(end.translate(0, -'never'.length), end);
    const taken: number[] = [];
    for (let edits = 0; edits < 50; edits++) {
      const isBroken = edits % 2 === 0;
      const changed = diagnosticsChange(document, isBroken);
      const start = performance.now();
      // A misspelt word and its correction: the longest way through parser, checks and back.
      await replace(document, word, isBroken ? 'nevre' : 'never');
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

function milliseconds(time: number): string {
  return `${Math.round(time)} ms`;
}
