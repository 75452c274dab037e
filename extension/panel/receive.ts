import type { LogOutputChannel } from 'vscode';
import { commands } from 'vscode';
import type { ToHost } from './protocol.ts';
import { reveal, revealProblem } from './reveal.ts';
import type { Simulations } from './simulations.ts';
import { panelState, problemShown } from './state.ts';
import type { Surface } from './surface.ts';

/** Does what the view asks for. */
export async function receive(
  message: Exclude<ToHost, { type: 'ready' }>,
  from: Surface,
  simulations: Simulations,
  log: LogOutputChannel,
): Promise<void> {
  switch (message.type) {
    case 'simulate': {
      const runnable = simulations.model.active?.targets[message.target];
      if (!runnable) return log.warn(`The view asked for target ${message.target}: there is none`);
      const { label, line: _line, ...target } = runnable;
      return simulations.start({ target, label });
    }
    case 'runAgain':
      return simulations.runAgain();
    case 'cancel':
      return simulations.cancel();
    case 'decisions': {
      const { type, question, ...request } = message;
      return from.post({ type, question, answer: await simulations.decisions(request) });
    }
    case 'reasoning': {
      const { type, question, ...request } = message;
      from.post({ type, question, answer: await simulations.reasoning(request) });
      // Completes a step of the walkthrough.
      await commands.executeCommand('setContext', 'handoff.hasReadReasoning', true);
      return;
    }
    case 'reveal':
      return reveal(simulations.model, message);
    case 'revealProblem': {
      const problem = problemShown(panelState(simulations.model));
      return problem && revealProblem(problem);
    }
    case 'restartServer':
      await commands.executeCommand('handoff.restartServer');
      return;
    case 'showLog':
      await commands.executeCommand('handoff.showLog');
      return;
    case 'error':
      return log.error(`The simulation view: ${message.message}`);
  }
}
