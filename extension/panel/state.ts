import type { Problem, RunState, Target, Targets } from '../../language-server/protocol.ts';
import type { PanelState } from './protocol.ts';

/** What a run is started with, and how a button calls it. */
export interface Runnable {
  target: Target;
  label: string;
}

/** All that the panel knows. The view gets `panelState` of it, never this. */
export interface PanelModel {
  server: 'starting' | 'ready' | 'failed';
  /** The policy in the active editor. */
  active: { uri: string; file: string; targets: Targets['targets'] } | undefined;
  /** What was asked for last, and `run again` starts. */
  last: Runnable | undefined;
  shown:
    | { kind: 'nothing' }
    | { kind: 'stopped'; problem: Problem }
    /** `isLost`: its server is gone, and its decisions with it. */
    | { kind: 'run'; run: RunState; isLost: boolean; refused?: Problem };
  /** A new server counts its runs from the start; those of the panel go on from here. */
  base: number;
  /** The files that the last run was made from, as long as the same policy is run. */
  /** `folder` is an address, each file a path from there. */
  sources: { folder: string; files: string[] } | undefined;
  /** Runs of the server below this were replaced: what is still said of them comes too late. */
  oldest: number;
}

export type PanelEvent =
  | { type: 'server'; state: PanelModel['server'] }
  | { type: 'active'; active: PanelModel['active'] }
  | { type: 'asked'; runnable: Runnable }
  | { type: 'refused'; problem: Problem; keepsResults: boolean }
  | { type: 'run'; run: RunState }
  | { type: 'closed' };

export const initialModel: PanelModel = {
  server: 'starting',
  active: undefined,
  last: undefined,
  shown: { kind: 'nothing' },
  base: 0,
  sources: undefined,
  oldest: 0,
};

export const serverLost = 'server-lost';

/** What happened, added to what is known. */
export function nextModel(model: PanelModel, event: PanelEvent): PanelModel {
  switch (event.type) {
    case 'server':
      return model.server === 'ready' && event.state !== 'ready'
        ? { ...withoutServer(model), server: event.state }
        : { ...model, server: event.state };
    case 'active':
      return { ...model, active: event.active };
    case 'asked':
      return {
        ...model,
        last: event.runnable,
        sources: model.last?.target.uri === event.runnable.target.uri ? model.sources : undefined,
      };
    case 'refused':
      if (event.keepsResults && hasResults(model)) {
        return { ...model, shown: { ...model.shown, refused: event.problem } };
      }
      return { ...withoutRun(model), shown: { kind: 'stopped', problem: event.problem } };
    case 'run': {
      if (event.run.run < model.oldest) return model;
      const run = { ...event.run, run: event.run.run + model.base };
      return {
        ...model,
        oldest: event.run.run,
        sources: sourcesOf(run, model.sources),
        // What is said anew of a run that was not run again does not undo that.
        shown: { kind: 'run', run, isLost: false, ...refusedOf(model, run) },
      };
    }
    case 'closed':
      return { ...withoutRun(model), shown: { kind: 'nothing' } };
  }
}

function refusedOf({ shown }: PanelModel, { run }: RunState): { refused?: Problem } {
  const isSame = shown.kind === 'run' && shown.run.run === run;
  return isSame && shown.refused ? { refused: shown.refused } : {};
}

export function hasResults(
  model: PanelModel,
): model is PanelModel & { shown: Extract<PanelModel['shown'], { kind: 'run' }> } {
  return model.shown.kind === 'run' && model.shown.run.state === 'finished';
}

/** The runs that the server has had until now are over for the panel. */
function withoutRun(model: PanelModel): PanelModel {
  const { shown, base, oldest } = model;
  const isCurrent = shown.kind === 'run' && !shown.isLost;
  return isCurrent ? { ...model, oldest: Math.max(oldest, shown.run.run - base + 1) } : model;
}

function withoutServer(model: PanelModel): PanelModel {
  const { shown, base, oldest } = model;
  const next = { ...model, base: base + oldest + 1, oldest: 0 };
  if (shown.kind !== 'run') return next;
  return shown.run.state === 'running'
    ? { ...next, shown: { kind: 'stopped', problem: { code: serverLost, message: '' } } }
    : { ...next, shown: { ...shown, isLost: true } };
}

/** What the view shows of it. */
export function panelState({ server, active, last, shown }: PanelModel): PanelState {
  switch (shown.kind) {
    case 'nothing':
      return {
        kind: 'empty',
        server,
        ...(active && { file: active.file }),
        targets: active?.targets ?? [],
      };
    case 'stopped': {
      const { problem } = shown;
      return {
        kind: 'stopped',
        server,
        problem: problem.code === serverLost ? lostProblem(server) : problem,
        ...(last && { label: last.label }),
      };
    }
    case 'run': {
      const isGone = shown.isLost && shown.run.state === 'finished';
      const { run, refused } = shown;
      return {
        kind: 'run',
        run,
        ...(isGone && { gone: reasoningGone }),
        ...(refused && { refused }),
      };
    }
  }
}

/** What is wrong, as the view shows it. */
export function problemShown(state: PanelState): Problem | undefined {
  if (state.kind === 'stopped') return state.problem;
  if (state.kind !== 'run') return undefined;
  return state.run.state === 'failed' ? state.run.problem : state.refused;
}

/** What to do depends on whether the server comes back by itself. */
export function lostProblem(server: PanelModel['server']): Problem {
  const next = {
    starting: '; it restarts by itself. Run the simulation again when it is back.',
    ready: ' and is back: run the simulation again.',
    failed: ' and stays down: restart it, then run the simulation again.',
  }[server];
  return {
    code: serverLost,
    message: `The language server ended while this simulation ran${next}`,
  };
}

export const reasoningGone: Problem = {
  code: 'reasoning-gone',
  message:
    'The reasoning behind these results ended with the language server that found them: ' +
    'run the simulation again.',
};

/** The number by which the server knows the run that the panel shows; absent when it has none. */
export function serverRun({ shown, base }: PanelModel, run: number): number | undefined {
  return shown.kind === 'run' && !shown.isLost && shown.run.run === run ? run - base : undefined;
}

export function isRunning({ shown }: PanelModel): boolean {
  return shown.kind === 'run' && shown.run.state === 'running';
}

/** Only a finished run names the files that its rules come from: until then the last ones count. */
function sourcesOf(run: RunState, before: PanelModel['sources']): PanelModel['sources'] {
  const { folder, file } = run.facts;
  if (run.state !== 'finished') return before ?? { folder, files: [file] };
  const { rules, learned } = run.summary.result;
  return { folder, files: [...new Set([file, ...[...rules, ...learned].map((one) => one.file)])] };
}
