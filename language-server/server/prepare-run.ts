import type { LangiumDocument } from 'langium';
import { URI, UriUtils } from 'langium';
import { chooseSimulation } from '../policy/choose-simulation.ts';
import type { ChosenSimulation } from '../policy/choose-simulation.ts';
import { logUnits } from '../policy/log-units.ts';
import { agentWords } from '../policy/explain/runs.ts';
import type { Policy, Simulation } from '../policy/model.ts';
import { listWords } from '../policy/words.ts';
import type { Problem, RunFacts, StartRun, Target } from '../protocol.ts';
import type { ToBackground } from '../background/protocol.ts';
import { policyHash, simulationHash } from '../run/hashes.ts';
import { firstError } from './first-error.ts';
import type { Workspace } from './workspace.ts';

/** A run that can be started, fixed as its document was when it was asked for. */
export interface PreparedRun {
  facts: RunFacts;
  message: Extract<ToBackground, { kind: 'simulate' }>;
  /** Addresses of the files with data, and with recorded proposals, that the run reads. */
  inputs: string[];
  simulationHash: string;
  /** The simulation is declared nowhere: people's choices in the log. */
  isDefault: boolean;
}

/** Compiles what is asked for as the editor has it, or says what keeps it from being run. */
export function prepareRun(
  { target, mayRunCommands, showSubjects }: StartRun,
  workspace: Workspace,
): PreparedRun | { problem: Problem } {
  const { uri } = target;
  if (URI.parse(uri).scheme !== 'file') return { problem: notSaved(uri) };
  const document = workspace.document(uri);
  if (!document) return { problem: notOpen(uri) };
  const error = firstError(document, workspace);
  if (error) return { problem: error };
  const chosen = chosenFor(target, document, workspace);
  if (chosen.kind !== 'chosen') return { problem: notChosen(chosen, uri) };
  const { policy, simulation, isDefault } = chosen;
  const folder = workspace.folderOf(document);
  const goal = policy.data.columns.find(({ name }) => name === policy.goal?.column);
  return {
    facts: {
      target,
      folder,
      file: simulation.at.file,
      line: simulation.at.line,
      handoff: policy.handoff,
      simulation: simulation.name,
      agent: agentWords(simulation.agent, policy),
      seed: simulation.seed,
      policyHash: policyHash(policy),
      dataFile: policy.data.path,
      ...(policy.goal ? { goal: policy.goal } : {}),
      goalIsShare: goal === undefined || goal.type.kind === 'yesNo' || goal.type.kind === 'share',
      units: logUnits(policy),
    },
    message: {
      kind: 'simulate',
      policy,
      simulation,
      workspace: URI.parse(folder).fsPath,
      mayRunCommands,
      showSubjects,
    },
    simulationHash: simulationHash(simulation),
    inputs: inputsOf(policy, simulation, folder),
    isDefault,
  };
}

function inputsOf({ data }: Policy, { agent, at }: Simulation, folder: string): string[] {
  const beside = (file: URI, path: string): string =>
    UriUtils.resolvePath(UriUtils.dirname(file), path).toString();
  return [
    beside(URI.file(data.declaredIn), data.path),
    ...(agent.kind === 'recorded'
      ? [beside(UriUtils.resolvePath(URI.parse(folder), at.file), agent.path)]
      : []),
  ];
}

/** Whether the file says something else by now than what was run; undefined: it cannot be told. */
export function isOutdated(run: PreparedRun, workspace: Workspace): boolean | undefined {
  const { facts, message, isDefault } = run;
  const document = workspace.document(facts.target.uri);
  if (!document) return workspace.isGone(facts.target.uri) || undefined;
  const { policies, simulations } = workspace.checked(document);
  const chosen = chooseSimulation({
    policies,
    simulations: isDefault ? [] : simulations,
    handoff: facts.handoff,
    simulation: isDefault ? undefined : facts.simulation,
  });
  return (
    chosen.kind !== 'chosen' ||
    // The same words in another folder name other files, of which a hash of the words knows nothing.
    chosen.policy.data.declaredIn !== message.policy.data.declaredIn ||
    chosen.simulation.at.file !== message.simulation.at.file ||
    policyHash(chosen.policy) !== facts.policyHash ||
    simulationHash(chosen.simulation) !== run.simulationHash
  );
}

/** As the command line chooses, but that a handoff of several simulations runs its first. */
function chosenFor(
  { handoff, simulation }: Target,
  document: LangiumDocument,
  workspace: Workspace,
): ChosenSimulation {
  const { policies, simulations } = workspace.checked(document);
  const first =
    handoff === undefined ? undefined : simulations.find((one) => one.handoff === handoff)?.name;
  return chooseSimulation({ policies, simulations, handoff, simulation: simulation ?? first });
}

function notSaved(uri: string): Problem {
  const message = `Data is looked for beside the file: save ${nameOf(uri)} to the disk first`;
  return { code: 'not-saved', message, uri };
}

/** A document that nobody has read: outside of the workspace, or gone. */
export function notOpen(uri: string): Problem {
  return { code: 'not-open', message: `${nameOf(uri)} is not open: open it first`, uri };
}

function notChosen(chosen: Exclude<ChosenSimulation, { kind: 'chosen' }>, uri: string): Problem {
  const file = nameOf(uri);
  switch (chosen.kind) {
    case 'unknown': {
      const { what, name, known } = chosen;
      const there = known.length === 0 ? 'there is none' : `there is ${listWords(known, 'and')}`;
      return {
        code: `unknown-${what}`,
        message: `${file} declares no ${what} ${name}; ${there}`,
        uri,
      };
    }
    case 'several': {
      const names = listWords(chosen.names, 'or');
      const message = `${file} declares several ${chosen.what}s: choose ${names}`;
      return { code: 'ambiguous', message, uri };
    }
    case 'none':
      return { code: 'no-handoff', message: `${file} declares no handoff to simulate`, uri };
  }
}

function nameOf(uri: string): string {
  return UriUtils.basename(URI.parse(uri));
}
