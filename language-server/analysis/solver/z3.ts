import type { Solver } from './solve.ts';

export interface Z3 extends Solver {
  /** Ends the question that is being answered, which is then `unknown`. */
  interrupt: () => void;
  /** Ends the threads that it runs in, and with them a process that does nothing else. */
  end: () => void;
}

/**
 * Z3 in WebAssembly, in threads of its own, which takes one question at a time; undefined where
 * the package is not installed.
 */
export async function startZ3(): Promise<Z3 | undefined> {
  const modules = await load();
  if (!modules) return undefined;
  const { Z3, ...api } = await modules.init(modules.built);
  const em = api.em as { PThread: { terminateAllThreads: () => void } };
  let asked: ReturnType<typeof Z3.mk_context> | undefined;
  return {
    solve: async (script, limit) => {
      const config = Z3.mk_config();
      // One a question: with what it was asked before, Z3 would show other examples of the same.
      const context = Z3.mk_context(config);
      Z3.del_config(config);
      asked = context;
      try {
        const solver = Z3.mk_solver(context);
        Z3.solver_inc_ref(context, solver);
        const params = Z3.mk_params(context);
        Z3.params_inc_ref(context, params);
        Z3.params_set_uint(context, params, Z3.mk_string_symbol(context, 'timeout'), limit);
        Z3.solver_set_params(context, solver, params);
        // Read at once: a text that is handed to another thread is gone before it is read.
        Z3.solver_from_string(context, solver, script);
        // What it could not read asserts nothing, and anything would be possible.
        const failure: number = Z3.get_error_code(context);
        if (failure !== 0) return { verdict: 'unknown' };
        // Z3_lbool: -1 false, 0 unknown, 1 true.
        const answer: number = await Z3.solver_check(context, solver);
        if (answer === 0) return { verdict: 'unknown' };
        if (answer < 0) return { verdict: 'unsat' };
        const model = Z3.solver_get_model(context, solver);
        return { verdict: 'sat', model: Z3.model_to_string(context, model) };
      } finally {
        asked = undefined;
        Z3.del_context(context);
      }
    },
    interrupt: () => {
      if (asked !== undefined) Z3.interrupt(asked);
    },
    end: () => {
      em.PThread.terminateAllThreads();
    },
  };
}

/** Its two files alone: the API above them takes half as long again to load. */
async function load() {
  try {
    const { init } = await import('z3-solver/build/low-level/index.js');
    // @ts-expect-error -- There are no types of the WebAssembly, which `init` takes as it is.
    const { default: built } = (await import('z3-solver/build/z3-built.js')) as {
      default: unknown;
    };
    return { init, built };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
}
