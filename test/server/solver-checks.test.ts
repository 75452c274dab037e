import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver';
import { reviewCodes } from '../../language-server/analysis/codes.ts';
import { folderWith } from '../support/cli.ts';
import { dataHeader, handoff } from '../support/handoff-texts.ts';
import type { Server, ServerOptions } from '../support/language-server.ts';
import { startServer } from '../support/language-server.ts';
import { startStandIn } from '../support/stand-in-server.ts';

const found = ['never-fires', 'never-decides', 'undecided'];
/** What is not found by reasoning says nothing in between. */
const checks = Object.fromEntries(
  Object.keys(reviewCodes)
    .filter((code) => !found.includes(code))
    .map((code) => [code, 'off']),
);
const policy = (...rules: string[]): string =>
  handoff(`boundaries\n${rules.map((rule) => `  ${rule}\n`).join('')}`);
const impossible = 'a: never when n is above 5 and n is below 5';
const fine = 'b: never when visits is above 5 visits';
const firstRule = policy().split('\n').length - 1;

let server: Server | undefined;

afterEach(() => {
  server?.process.kill();
  server = undefined;
});

async function serve(
  files: Record<string, string> = {},
  options: Partial<ServerOptions> = {},
): Promise<Server> {
  const folder = folderWith({ 'd.csv': dataHeader, ...files });
  server = await startServer(folder, { workspace: folder, checks, ...options });
  return server;
}

/** With a stand-in for the process, which counts what it is asked. */
async function serveStandIn(files: Record<string, string> = {}, solver?: string): Promise<Server> {
  server = await startStandIn(files, '.', checks, solver);
  return server;
}

const places = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.map(({ code, range }) => `${String(code)} ${range.start.line - firstRule + 1}`);
const some = (codes: string[]): boolean => codes.length > 0;
const none = (codes: string[]): boolean => codes.length === 0;
const messageOf = ({ message }: Diagnostic): string =>
  typeof message === 'string' ? message : message.value;
const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
/** Longer than the server waits until nobody types. */
const idle = 1200;

async function says(running: Server, file = 'main.handoff', code = 'never-fires'): Promise<string> {
  const shown = await running.shown(file, (codes) => codes.includes(code));
  return messageOf(shown.find((each) => each.code === code)!);
}

/** The stand-in writes down that it was asked what it does not answer. */
async function asked(running: Server): Promise<void> {
  while (!existsSync(`${fileURLToPath(running.uri('main.handoff'))}.asked`)) await pause(20);
}

describe('reasoning in the editor', () => {
  it('shows what it finds at the rule, beside what is found at once', async () => {
    const { open, shown } = await serve();
    await open('main.handoff', policy(fine, impossible));
    const [first, ...others] = await shown('main.handoff', some);
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      code: 'never-fires',
      source: 'handoff',
      severity: 2,
      message: '`a` can never fire: no decision meets it',
      range: { start: { line: firstRule + 1, character: 2 } },
    });
  });

  it('gives it the level that is set', async () => {
    const { open, shown } = await serve({}, { checks: { ...checks, 'never-fires': 'error' } });
    await open('main.handoff', policy(impossible));
    expect(await shown('main.handoff', some)).toMatchObject([{ severity: 1 }]);
  });

  it('follows the rule while somebody types, and goes with it', async () => {
    const { open, change, shown, published, until, uri } = await serve();
    await open('main.handoff', policy(impossible, fine));
    expect(places(await shown('main.handoff', some))).toEqual(['never-fires 1']);
    const now = () => places(published().get(uri('main.handoff'))!);
    let wasGone = false;
    await change('main.handoff', policy(fine, impossible));
    await until(() => {
      wasGone ||= now().length === 0;
      return now()[0] === 'never-fires 2';
    });
    expect(wasGone).toBe(false);
    await change('main.handoff', policy(fine));
    await shown('main.handoff', none);
  });

  it('takes back what is true no more', async () => {
    const { open, change, shown } = await serve();
    await open('main.handoff', policy(impossible));
    await shown('main.handoff', some);
    await change('main.handoff', policy('a: never when n is above 5'));
    await shown('main.handoff', none);
  });

  it('speaks of a second rule where that stands', async () => {
    const { open, shown, uri } = await serve();
    await open('main.handoff', policy('a: never when n is above 5', 'b: never when n is above 7'));
    const [first] = await shown('main.handoff', some);
    expect(first?.code).toBe('never-decides');
    expect(first?.relatedInformation).toMatchObject([
      { message: '`a`', location: { uri: uri('main.handoff') } },
    ]);
  });
});

describe('the process that reasons', () => {
  it('is asked once about what means the same', async () => {
    const running = await serveStandIn();
    await running.open('main.handoff', policy(impossible));
    expect(await says(running)).toMatch(/^a: 1 rules, question 1 of/);
    await running.change('main.handoff', `# a comment\n${policy(impossible)}`);
    await pause(idle);
    await running.change('main.handoff', policy(impossible, fine));
    await running.until(() =>
      running
        .published()
        .get(running.uri('main.handoff'))!
        .some((each) => messageOf(each).includes('2 rules')),
    );
    expect(await says(running)).toMatch(/^a: 2 rules, question 2 of/);
    // What is undone is known.
    await running.change('main.handoff', policy(impossible));
    await pause(idle);
    expect(await says(running)).toMatch(/^a: 1 rules, question 1 of/);
  });

  it('is not asked about a file with an error, whose rules keep what was found of them', async () => {
    const running = await serveStandIn();
    await running.open('main.handoff', policy(impossible));
    await says(running);
    await running.change('main.handoff', policy(impossible, 'b: never when n is abov 5'));
    await running.shown('main.handoff', (codes) => codes.length > 1);
    await pause(idle);
    expect(await says(running)).toMatch(/^a: 1 rules, question 1 of/);
  });

  it('forgets a handoff once its file has none of that name', async () => {
    const running = await serveStandIn();
    await running.open('main.handoff', policy(impossible));
    await says(running);
    const shown = (): string[] =>
      running.published().get(running.uri('main.handoff'))!.map(messageOf);
    await running.change('main.handoff', policy(impossible).replace('handoff h', 'handoff k'));
    await running.until(() => shown().some((each) => each.includes('question 2')));
    const before = running.notified('textDocument/publishDiagnostics').length;
    await running.change('main.handoff', policy(impossible, fine));
    await running.until(() => shown().some((each) => each.includes('question 3')));
    const since = running.notified('textDocument/publishDiagnostics').slice(before);
    expect(JSON.stringify(since)).not.toContain('question 1');
  });

  it('leaves what was edited, and goes on with what it is now', async () => {
    const running = await serveStandIn();
    await running.open('main.handoff', policy(impossible.replace('a:', 'waits:')));
    await asked(running);
    await running.change('main.handoff', policy(impossible));
    expect(await says(running)).toMatch(/^a: 1 rules/);
  });

  it('is ended where it does not leave what was edited', async () => {
    const running = await serveStandIn();
    await running.open('main.handoff', policy(impossible.replace('a:', 'hangs:')));
    await asked(running);
    await running.change('main.handoff', policy(impossible));
    expect(await says(running)).toMatch(/^a: 1 rules, question 1 of/);
  });

  it('shows a policy that ends it as undecided, never as fine, and goes on with others', async () => {
    const running = await serveStandIn();
    await running.open('main.handoff', policy(impossible.replace('a:', 'dies:')));
    await running.open('other.handoff', policy(impossible));
    expect(await says(running, 'main.handoff', 'undecided')).toBe(
      '`h`: could not decide whether its rules can fire: ' +
        'the process that reasons about rules ended with code 3',
    );
    expect(await says(running, 'other.handoff')).toMatch(/^a: /);
  });

  it('says once in the log that there is no solver, and nothing in the file', async () => {
    const running = await serveStandIn();
    await running.open('main.handoff', policy(impossible.replace('a:', 'no_solver:')));
    const told = () =>
      running
        .notified<{ message: string }>('window/logMessage')
        .filter(({ message }) => message.includes('there is no solver'));
    await running.until(() => told().length > 0);
    await running.change('main.handoff', policy(impossible.replace('a:', 'no_solver:'), fine));
    await pause(idle);
    expect(told()).toHaveLength(1);
    expect(await running.shown('main.handoff', none)).toEqual([]);
  });
});

describe('the setting handoff.solver', () => {
  const set = (running: Server, solver: string): Promise<void> =>
    running.notify('workspace/didChangeConfiguration', {
      settings: { handoff: { checks, solver } },
    });

  it('is about open files unless it says otherwise', async () => {
    const running = await serveStandIn({ 'closed.handoff': policy(impossible) });
    await running.open('main.handoff', policy(impossible));
    await says(running);
    await pause(idle);
    expect(await running.shown('closed.handoff', none)).toEqual([]);
    await set(running, 'workspace');
    await says(running, 'closed.handoff');
  });

  it('takes away what was found where it is switched off, and brings it back', async () => {
    const running = await serveStandIn({ 'closed.handoff': policy(impossible) }, 'workspace');
    await running.open('main.handoff', policy(impossible, fine));
    for (const file of ['closed', 'main']) await says(running, `${file}.handoff`);
    await set(running, 'off');
    for (const file of ['closed', 'main']) await running.shown(`${file}.handoff`, none);
    await set(running, 'openFiles');
    await says(running);
    expect(await running.shown('closed.handoff', none)).toEqual([]);
  });

  it('keeps what was found of a file that is closed from standing there', async () => {
    const running = await serveStandIn({ 'main.handoff': policy(impossible) });
    await running.open('main.handoff', policy(impossible));
    await says(running);
    await running.close('main.handoff');
    await running.shown('main.handoff', none);
    await running.open('main.handoff', policy(impossible));
    expect(await says(running)).toMatch(/question 1 of/);
  });

  it('starts nothing where all that it could find is switched off', async () => {
    const all = Object.fromEntries(Object.keys(reviewCodes).map((code) => [code, 'off']));
    server = await startStandIn({}, '.', all);
    await server.open('main.handoff', policy(impossible.replace('a:', 'no_solver:')));
    await server.shown('main.handoff', none);
    await pause(idle);
    const told = server.notified<{ message: string }>('window/logMessage');
    expect(told.filter(({ message }) => message.includes('there is no solver'))).toEqual([]);
  });
});
