import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CodeLens } from 'vscode-languageserver';
import type { RunState, StartedRun, Target } from '../../language-server/protocol.ts';
import { methods } from '../../language-server/protocol.ts';
import { folderWith } from './cli.ts';
import type { Server } from './language-server.ts';
import { bundle, startServer } from './language-server.ts';

const standIn = fileURLToPath(new URL('../server/stand-in.mjs', import.meta.url));

/** The server's bundle with a stand-in for the background program beside it. */
export interface StandInServer extends Server {
  start: (target: Omit<Target, 'uri'>, path?: string) => Promise<StartedRun>;
  /** Starts a simulation, and gives its first snapshot that fulfils `when`. */
  run: (simulation: string, when: RunState['state']) => Promise<RunState>;
  states: () => RunState[];
  lenses: (path?: string) => Promise<{ line: number; title: string; arguments: unknown[] }[]>;
}

/**
 * Starts it in a folder with these files; `workspace` names a folder below, null none. `checks` and
 * `solver` are the settings; unless a test is about them, no review speaks in between.
 */
export async function startStandIn(
  files: Record<string, string>,
  workspace: string | null = '.',
  checks?: Record<string, string>,
  solver?: string,
): Promise<StandInServer> {
  const programs = folderWith({});
  cpSync(bundle, join(programs, 'main.js'));
  cpSync(standIn, join(programs, 'background.js'));
  const folder = folderWith(files);
  const server = await startServer(folder, {
    workspace: workspace === null ? undefined : join(folder, workspace),
    program: join(programs, 'main.js'),
    ...(checks ? { checks } : {}),
    ...(solver === undefined ? {} : { solver }),
  });
  const states = (): RunState[] => server.notified<RunState>(methods.runState);
  const start: StandInServer['start'] = (target, path = 'main.handoff') =>
    server.request<StartedRun>(methods.startRun, {
      target: { uri: server.uri(path), ...target },
      mayRunCommands: false,
      showSubjects: false,
    });
  return {
    ...server,
    start,
    states,
    run: async (simulation, when) => {
      const started = await start({ simulation });
      if ('problem' in started) throw new Error(started.problem.message);
      const fits = (state: RunState): boolean =>
        state.run === started.run &&
        state.state === when &&
        (state.state !== 'running' || state.rowsTotal !== undefined);
      await server.until(() => states().some(fits));
      return states().find(fits)!;
    },
    lenses: async (path = 'main.handoff') => {
      const lenses = await server.request<CodeLens[]>('textDocument/codeLens', {
        textDocument: { uri: server.uri(path) },
      });
      return lenses.map(({ range, command }) => ({
        line: range.start.line + 1,
        title: command?.title ?? '',
        arguments: (command?.arguments ?? []) as unknown[],
      }));
    },
  };
}

/** The process that a run is done by, which the stand-in reports as its number of rows. */
export function processOf(state: RunState): number {
  if (state.state === 'finished') return state.summary.result.rows;
  if (state.state === 'failed') throw new Error('a failed run has no process');
  return state.rowsTotal ?? 0;
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
