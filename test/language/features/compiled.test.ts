import { afterEach, expect, it } from 'vitest';
import type { Hover } from 'vscode-languageserver';
import { folderWith } from '../../support/cli.ts';
import { dataHeader, handoff } from '../../support/handoff-texts.ts';
import type { Server } from '../../support/language-server.ts';
import { startServer } from '../../support/language-server.ts';

const rules = (number: number): string =>
  `guardrails g\n freeze: never when n is ${String(number)}`;
const policy = `import "org.handoff"\n${handoff('boundaries\n mine: never when n is 5')}`.replace(
  'handoff h',
  'handoff h under g',
);

let server: Server | undefined;

afterEach(() => {
  server?.process.kill();
  server = undefined;
});

/** What a rule means, by the words that the hover has for its condition. */
async function meaning(running: Server, path: string, text: string, rule: string) {
  const line = text.split('\n').findIndex((each) => each.includes(rule));
  const hover = await running.request<Hover | null>('textDocument/hover', {
    textDocument: { uri: running.uri(path) },
    position: { line, character: 2 },
  });
  return /never when (`n` is \d+)/.exec((hover?.contents as { value: string }).value)?.[1];
}

it('what a rule means is compiled anew with its file and with what that imports', async () => {
  const folder = folderWith({
    'd.csv': dataHeader,
    'org.handoff': rules(5),
    'main.handoff': policy,
  });
  const running = await startServer(folder);
  server = running;
  await running.open('main.handoff', policy);
  await running.open('org.handoff', rules(5));
  const own = (): Promise<unknown> => meaning(running, 'main.handoff', policy, 'mine:');
  const theirs = (): Promise<unknown> => meaning(running, 'org.handoff', rules(5), 'freeze:');
  expect([await own(), await theirs()]).toEqual(['`n` is 5', '`n` is 5']);
  await running.change('org.handoff', rules(6));
  expect([await theirs(), await own()]).toEqual(['`n` is 6', '`n` is 5']);
  await running.change(
    'main.handoff',
    policy.replace('mine: never when n is 5', 'mine: never when n is 7'),
  );
  expect([await own(), await theirs()]).toEqual(['`n` is 7', '`n` is 6']);
});
