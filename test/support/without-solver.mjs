// Loaded before a program: the solver is not there, as where nobody has installed it.
import { registerHooks } from 'node:module';

registerHooks({
  resolve: (specifier, context, next) => {
    if (!specifier.startsWith('z3-solver')) return next(specifier, context);
    const missing = new Error(`Cannot find module '${specifier}'`);
    throw Object.assign(missing, { code: 'MODULE_NOT_FOUND' });
  },
});
