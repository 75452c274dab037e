import * as z from 'zod';
import type {
  Decisions,
  DecisionsRequest,
  Problem,
  Reasoning,
  ReasoningRequest,
} from '../../language-server/protocol.ts';
import {
  decisionsSchema,
  methods,
  reasoningSchema,
  runStateSchema,
  startedRunSchema,
} from '../../language-server/protocol.ts';
import type { LanguageServer } from '../server/language-server.ts';
import type { Ends } from '../signal.ts';
import { createSignal } from '../signal.ts';
import type { PanelEvent, PanelModel, Runnable } from './state.ts';
import {
  hasResults,
  initialModel,
  isRunning,
  lostProblem,
  nextModel,
  reasoningGone,
  serverRun,
} from './state.ts';

/** The runs of this window: what the panel shows, and what its buttons and the commands do. */
export interface Simulations {
  readonly model: PanelModel;
  onChange: (listener: (model: PanelModel) => void) => Ends;
  /** Takes the place of the run before, and waits for a server that is starting. */
  start: (runnable: Runnable) => Promise<void>;
  runAgain: () => Promise<void>;
  /** As `runAgain`, but that a refusal leaves in view what was found before. */
  runOnSave: () => Promise<void>;
  cancel: () => Promise<void>;
  setActive: (active: PanelModel['active']) => void;
  decisions: (request: DecisionsRequest) => Promise<Decisions>;
  reasoning: (request: ReasoningRequest) => Promise<Reasoning>;
  /** Something shows the run. Soon after the last such thing has ended, the run is forgotten. */
  shownBy: () => Ends;
}

/** What a run may do, asked for at each one: neither trust nor a setting needs a reload. */
type RunRights = () => { mayRunCommands: boolean; showSubjects: boolean };

/** In milliseconds: a view that is moved ends where it was before it begins where it goes. */
const untilForgotten = 2000;

export function createSimulations(
  server: LanguageServer,
  rights: RunRights,
  log: { error(message: string): void },
): Simulations {
  const changed = createSignal<PanelModel>();
  let model: PanelModel = { ...initialModel, server: server.status.state };
  let starts = 0;
  let surfaces = 0;
  let closes = 0;
  let closing: NodeJS.Timeout | undefined;

  const happened = (event: PanelEvent): void => {
    model = nextModel(model, event);
    changed.fire(model);
  };

  server.onStatus(({ state }) => {
    if (state !== model.server) happened({ type: 'server', state });
  });
  server.onNotification(methods.runState, runStateSchema, (run) => happened({ type: 'run', run }));

  /** A request that must not throw: what goes wrong is for the person to read. */
  const ask = async <T>(
    method: string,
    params: object,
    schema: z.ZodType<T>,
  ): Promise<T | { problem: Problem }> => {
    const { base } = model;
    try {
      return await server.request(method, params, schema);
    } catch (error) {
      // The base moves when a server ends: its answers are then not late, but lost.
      if (model.base !== base || server.status.state !== 'ready') {
        return { problem: lostProblem(server.status.state) };
      }
      log.error(`${method} failed: ${error instanceof Error ? error.message : String(error)}`);
      return { problem: unexpected };
    }
  };

  /** Tells the server about the run that is shown, if it has it. */
  const tell = async (method: string): Promise<void> => {
    const run = model.shown.kind === 'run' ? serverRun(model, model.shown.run.run) : undefined;
    if (run !== undefined) await ask(method, { run }, z.unknown());
  };

  /** Ends a run that began when nothing was there any more to show it. */
  const close = async (run: number): Promise<void> => {
    const isShown = model.shown.kind === 'run' && serverRun(model, model.shown.run.run) === run;
    if (isShown) happened({ type: 'closed' });
    await ask(methods.closeRun, { run }, z.unknown());
  };

  const start = async (
    runnable: Runnable,
    { keepsResults = false }: { keepsResults?: boolean } = {},
  ): Promise<void> => {
    const own = ++starts;
    const before = closes;
    happened({ type: 'asked', runnable });
    const isReady = await server.whenReady();
    if (own !== starts) return;
    const answer = isReady
      ? await ask(methods.startRun, { target: runnable.target, ...rights() }, startedRunSchema)
      : { problem: serverDown };
    if (closes !== before && 'run' in answer) await close(answer.run);
    // A later start has taken the place of this one, and shows what comes of it.
    if (own !== starts || !('problem' in answer)) return;
    if (!keepsResults || !hasResults(model)) await tell(methods.closeRun);
    happened({ type: 'refused', problem: answer.problem, keepsResults });
  };

  const forget = (): void => {
    starts += 1;
    closes += 1;
    void tell(methods.closeRun);
    happened({ type: 'closed' });
  };

  return {
    get model() {
      return model;
    },
    onChange: changed.on,
    start: (runnable) => start(runnable),
    runAgain: async () => {
      if (model.last) await start(model.last);
    },
    runOnSave: async () => {
      if (model.last) await start(model.last, { keepsResults: true });
    },
    cancel: async () => {
      if (isRunning(model)) await tell(methods.cancelRun);
    },
    setActive: (active) => happened({ type: 'active', active }),
    decisions: async (request) => {
      const run = serverRun(model, request.run);
      if (run === undefined) return { problem: reasoningGone };
      return ask(methods.decisions, { ...request, run }, decisionsSchema);
    },
    reasoning: async (request) => {
      const run = serverRun(model, request.run);
      if (run === undefined) return { problem: reasoningGone };
      return ask(methods.reasoning, { ...request, run }, reasoningSchema);
    },
    shownBy: () => {
      surfaces += 1;
      clearTimeout(closing);
      return {
        dispose: () => {
          surfaces -= 1;
          if (surfaces === 0) closing = setTimeout(forget, untilForgotten);
        },
      };
    },
  };
}

const serverDown: Problem = {
  code: 'server-failed',
  message: 'The language server is not running: restart it, then run the simulation again.',
};

const unexpected: Problem = {
  code: 'unexpected-answer',
  message:
    'The language server could not answer; the Handoff log says why. Run the simulation again.',
};
