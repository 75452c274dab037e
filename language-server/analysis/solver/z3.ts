import { init } from 'z3-solver';
import type { Solver } from './solve.ts';

/** Z3 in WebAssembly. It runs in threads of its own, which `end` ends. */
export async function startZ3(): Promise<Solver & { end: () => void }> {
  const { Z3, ...api } = await init();
  const em = api.em as { PThread: { terminateAllThreads: () => void } };
  const config = Z3.mk_config();
  const context = Z3.mk_context(config);
  Z3.del_config(config);
  const timeout = Z3.mk_string_symbol(context, 'timeout');
  return {
    solve: async (script, limit) => {
      const solver = Z3.mk_solver(context);
      Z3.solver_inc_ref(context, solver);
      try {
        const params = Z3.mk_params(context);
        Z3.params_inc_ref(context, params);
        Z3.params_set_uint(context, params, timeout, limit);
        Z3.solver_set_params(context, solver, params);
        Z3.params_dec_ref(context, params);
        // Read at once: a text that is handed to another thread is gone before it is read.
        Z3.solver_from_string(context, solver, script);
        // Z3_lbool: -1 false, 0 unknown, 1 true.
        const answer: number = await Z3.solver_check(context, solver);
        if (answer === 0) return { verdict: 'unknown' };
        if (answer < 0) return { verdict: 'unsat' };
        const model = Z3.solver_get_model(context, solver);
        return { verdict: 'sat', model: Z3.model_to_string(context, model) };
      } finally {
        Z3.solver_dec_ref(context, solver);
      }
    },
    end: () => {
      em.PThread.terminateAllThreads();
    },
  };
}
