import { beforeEach, describe, expect, it } from 'vitest';
import type { ServerStatus } from '../../extension/server/language-server.ts';
import { showStatus } from '../../extension/status.ts';
import { fakeServer } from './fake-server.ts';
import { forget, LanguageStatusSeverity, seen } from './fake-vscode.ts';

const { Information, Warning, Error } = LanguageStatusSeverity;

beforeEach(forget);

describe('the status of the language server', () => {
  it.each<[ServerStatus, number, boolean, RegExp]>([
    [{ state: 'starting' }, Information, true, /not checked yet/],
    [{ state: 'starting', wait: 4000 }, Warning, true, /starts again in 4 s/],
    [{ state: 'ready' }, Information, false, /checked as you type/],
    [{ state: 'failed' }, Error, false, /kept ending/],
  ])('%j', (status, severity, busy, detail) => {
    const server = fakeServer();
    showStatus(server);
    server.become(status);
    expect(seen.statusItems['handoff.server']).toMatchObject({
      severity,
      busy,
      detail: expect.stringMatching(detail),
      command: { command: 'handoff.restartServer' },
    });
    // A longer one pushes the button out of the window.
    const { text, detail: words } = seen.statusItems['handoff.server']!;
    expect(`${text!}${words!}`.length).toBeLessThan(60);
    expect(seen.statusItems['handoff.log']?.command?.command).toBe('handoff.showLog');
  });

  it('is a message only when nothing more happens by itself', () => {
    const server = fakeServer();
    showStatus(server);
    for (const wait of [1000, 2000, 4000, 8000]) server.become({ state: 'starting', wait });
    expect(seen.complaints).toEqual([]);
    server.become({ state: 'failed' });
    expect(seen.complaints).toHaveLength(1);
  });
});
