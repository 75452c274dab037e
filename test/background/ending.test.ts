import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ToBackground } from '../../language-server/background/protocol.ts';
import { loadExample } from '../bench/example.ts';
import { workspaceWith } from '../data/workspace.ts';
import { backgroundProgram, startBackground } from '../support/background.ts';
import { watchedProgram } from '../support/program.ts';
import { basisOf, csv } from '../support/run.ts';
import { text } from './policy.ts';

const data = csv('reader,sent_at,zone,hour,clicked', [
  ['r', '2026-01-01T09:00:00Z', 'UTC', '09:00', 1],
]);

/** A run whose agent is a program that never answers, and the program. */
async function waitingRun(): Promise<{
  message: Extract<ToBackground, { kind: 'simulate' }>;
  program: Awaited<ReturnType<typeof watchedProgram>>;
}> {
  const program = await watchedProgram();
  const workspace = workspaceWith({ 'log.csv': data, 'agent.cjs': program.code });
  const agent = `command "${process.execPath} agent.cjs"`;
  const { policy, simulation } = await basisOf({ text: text({ agent }), workspace });
  const may = { mayRunCommands: true, showSubjects: false };
  return { program, message: { kind: 'simulate', policy, simulation, workspace, ...may } };
}

function temporaryFolders(pid: number | undefined): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`handoff-${String(pid)}-`));
}

describe('the background process ends with its server, and its agent with it', () => {
  it.each(['SIGTERM', 'disconnect'] as const)('by %s', async (how) => {
    const { message, program } = await waitingRun();
    const { child, send, ended, errors } = startBackground();
    send(message);
    await program.started;
    expect(temporaryFolders(child.pid).length).toBe(1);
    if (how === 'SIGTERM') child.kill('SIGTERM');
    else child.disconnect();
    await program.gone;
    expect([(await ended).signal, errors()]).toEqual(['SIGTERM', '']);
    expect(temporaryFolders(child.pid)).toEqual([]);
  });

  it('where the server is killed', async () => {
    const { message, program } = await waitingRun();
    const file = join(message.workspace, 'message.json');
    writeFileSync(file, JSON.stringify(message));
    const server = spawn(process.execPath, [
      ...[
        '-e',
        `const { fork } = require('node:child_process');
        const child = fork(process.argv[1], [], { serialization: 'advanced' });
        child.send(JSON.parse(require('node:fs').readFileSync(process.argv[2], 'utf8')));`,
      ],
      ...[backgroundProgram, file],
    ]);
    // The background process writes where its server does: the pipe is open as long as either is.
    const closed = once(server, 'close');
    server.stdout.resume();
    server.stderr.resume();
    await program.started;
    server.kill('SIGKILL');
    await program.gone;
    await closed;
  });

  it('in the middle of a replay', async () => {
    const { policy, simulation } = await loadExample('newsletter');
    const { child, send, hear, ended } = startBackground();
    const may = { mayRunCommands: false, showSubjects: false };
    send({ kind: 'simulate', policy, simulation, workspace: resolve('.'), ...may });
    await hear('progress');
    child.disconnect();
    await ended;
    expect(temporaryFolders(child.pid)).toEqual([]);
  });

  it('while it reads data', async () => {
    const { policy } = await loadExample('newsletter');
    const { child, send, ended } = startBackground();
    send({ kind: 'describe', question: 1, source: policy.data, workspace: resolve('.') });
    await once(child, 'spawn').catch(() => undefined);
    child.disconnect();
    await ended;
    expect(temporaryFolders(child.pid)).toEqual([]);
  });
});

describe('the background process by itself', () => {
  it('says in one line what it is for', async () => {
    const child = spawn(process.execPath, [backgroundProgram]);
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (part: string) => (errors += part));
    const [code] = (await once(child, 'close')) as [number];
    expect([code, errors]).toEqual([
      2,
      'This program is started by the language server of Handoff.\n',
    ]);
  });

  it('is not disturbed by a message that is none', async () => {
    const workspace = workspaceWith({ 'log.csv': data });
    const { policy, simulation } = await basisOf({ text: text({}), workspace });
    const { child, send, hear, errors } = startBackground();
    child.send({ kind: 'nonsense' });
    child.send('nonsense');
    const may = { mayRunCommands: false, showSubjects: false };
    send({ kind: 'simulate', policy, simulation, workspace, ...may });
    await hear('finished');
    expect(errors().trim().split('\n').length).toBe(2);
  });
});
