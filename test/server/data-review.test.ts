import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { dataReviewCodes, reviewCodes } from '../../language-server/analysis/codes.ts';
import { folderWith } from '../support/cli.ts';
import { logOf, logPolicy } from '../support/data-review.ts';
import type { Server } from '../support/language-server.ts';
import { startServer } from '../support/language-server.ts';
import { isAlive, startStandIn } from '../support/stand-in-server.ts';

/** Of all that a review finds, only what it takes the data to find. */
const onlyData = Object.fromEntries(
  Object.keys(reviewCodes)
    .filter((code) => !Object.hasOwn(dataReviewCodes, code))
    .map((code) => [code, 'off']),
);

const policy = (age: number): string =>
  logPolicy({ blocks: `  boundaries\n    grown: never when age is below ${String(age)}` });
const line = policy(18)
  .split('\n')
  .findIndex((each) => each.includes('grown:'));
const log = logOf([{ age: '30' }, { age: '60' }]);
const nothing = (codes: string[]): boolean => codes.length === 0;
const has =
  (code: string) =>
  (codes: string[]): boolean =>
    codes.includes(code);

let server: Server | undefined;

async function serve(files: Record<string, string>, checks = onlyData): Promise<Server> {
  const folder = folderWith(files);
  server = await startServer(folder, { workspace: folder, checks });
  return server;
}

afterEach(() => {
  server?.process.kill();
  server = undefined;
});

/** The processes that the server has started, by what Linux says of it. */
function children({ process: { pid } }: Server): number[] {
  const of = `/proc/${String(pid)}/task/${String(pid)}/children`;
  return existsSync(of) ? (readFileSync(of, 'utf8').match(/\d+/g) ?? []).map(Number) : [];
}

describe('a review of data in the editor', () => {
  it('stands at the rule that it is about, at the level set', async () => {
    const { open, shown } = await serve(
      { 'main.handoff': policy(18), 'log.csv': log },
      { ...onlyData, 'outside-data': 'warning' },
    );
    await open('main.handoff', policy(18));
    expect(await shown('main.handoff', has('outside-data'))).toMatchObject([
      { severity: 2, range: { start: { line, character: 4 } } },
    ]);
  });

  it('stays at its rule while somebody types, until another is made', async () => {
    const { open, change, shown } = await serve({ 'main.handoff': policy(18), 'log.csv': log });
    await open('main.handoff', policy(18));
    await shown('main.handoff', has('outside-data'));
    await change('main.handoff', `# one\n${policy(20)}calendar c\ncalendar c\n`);
    expect(await shown('main.handoff', has('duplicate-name'))).toMatchObject([
      { code: 'outside-data', range: { start: { line: line + 1 } } },
      { code: 'duplicate-name' },
    ]);
    await change('main.handoff', policy(40));
    await shown('main.handoff', nothing);
  });

  it('is forgotten once its file reads no data of that name', async () => {
    const running = await serve({ 'main.handoff': policy(18), 'log.csv': log });
    const { open, change, shown, notified } = running;
    await open('main.handoff', policy(18));
    await shown('main.handoff', has('outside-data'));
    const renamed = policy(18).replace('data log', 'data mails').replace('uses log', 'uses mails');
    await change('main.handoff', `calendar c\ncalendar c\n${renamed}`);
    await shown('main.handoff', has('duplicate-name'));
    await change('main.handoff', renamed);
    await shown('main.handoff', has('outside-data'));
    const before = notified('textDocument/publishDiagnostics').length;
    await change('main.handoff', policy(20));
    await running.until(() => notified('textDocument/publishDiagnostics').length > before);
    expect(notified('textDocument/publishDiagnostics')[before]).toMatchObject({ diagnostics: [] });
  });

  it('is made again when the data changes', async () => {
    const { open, disk, shown } = await serve({ 'main.handoff': policy(40), 'log.csv': log });
    await open('main.handoff', policy(40));
    await disk('log.csv', logOf([{ age: '' }, { age: '60' }]));
    const found = await shown('main.handoff', has('missing-field'));
    expect(found.map(({ code }) => code)).toEqual(['missing-field', 'outside-data']);
    await disk('log.csv', log);
    await shown('main.handoff', nothing);
  });

  it('is made of documents that are open', async () => {
    const { open, shown } = await serve({
      'a.handoff': policy(18),
      'b.handoff': policy(18).replaceAll('timing', 'other'),
      'log.csv': log,
    });
    await open('b.handoff', policy(18).replaceAll('timing', 'other'));
    await shown('b.handoff', has('outside-data'));
    await shown('a.handoff', nothing);
    await open('a.handoff', policy(18));
    await shown('a.handoff', has('outside-data'));
  });
});

describe.skipIf(!existsSync('/proc/self/task'))('the process that reviews data', () => {
  it('is ended by an edit, and another is started when nobody types', async () => {
    const files = { 'main.handoff': policy(18), 'log.csv': log };
    const running = await startStandIn(files, '.', onlyData);
    server = running;
    await running.open('main.handoff', policy(18));
    // One describes the file before another reviews the policy.
    const seen: number[] = [];
    const next = (): Promise<number> =>
      vi.waitUntil(() => children(running).find((pid) => !seen.includes(pid)), {
        timeout: 10_000,
      });
    seen.push(await next());
    seen.push(await next());
    const [, reviewing = 0] = seen;
    // Not by what means the same.
    await running.change('main.handoff', `# a comment\n${policy(18)}`);
    await running.change('main.handoff', policy(19));
    await vi.waitUntil(() => !isAlive(reviewing), { timeout: 10_000 });
    expect(isAlive(await next())).toBe(true);
  });

  it('is not started where all that it could find is off', async () => {
    const running = await startStandIn({ 'main.handoff': policy(18), 'log.csv': log });
    server = running;
    await running.open('main.handoff', policy(18));
    await vi.waitUntil(() => children(running).length === 1, { timeout: 10_000 });
    await wait(1500);
    expect(children(running).length).toBeLessThan(2);
  });
});
