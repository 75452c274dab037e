import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openRun } from '../../language-server/run/open-run.ts';
import type { OpenRun } from '../../language-server/run/open-run.ts';
import type { RunBasis } from '../../language-server/run/prepare-run.ts';
import { runSimulation } from '../../language-server/run/run-simulation.ts';
import type { RunOptions, SimulationRun } from '../../language-server/run/run-simulation.ts';
import { check } from './handoff.ts';

export interface TextRun extends Partial<Omit<RunOptions, 'policy' | 'simulation'>> {
  /** A whole file: data, handoff and simulations. */
  text: string;
  workspace: string;
  /** The name of the simulation; the first one where absent. */
  simulate?: string;
}

/** Runs a simulation of a policy file that stands in a folder, beside its data. */
export async function runText(options: TextRun): Promise<SimulationRun> {
  return runSimulation(await basisOf(options));
}

/** The same, with its decisions to be looked through; it is closed with the test. */
export async function openText(options: TextRun): Promise<OpenRun> {
  const opened = await openRun(await basisOf(options));
  onTestFinished(() => opened.close());
  return opened;
}

/** What a run of a text that stands in a folder is about. */
export async function basisOf({ text, simulate, ...options }: TextRun): Promise<RunBasis> {
  const { policies, simulations, diagnostics } = await check(text);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  const simulation = simulations.find(({ name }) => simulate === undefined || name === simulate)!;
  const policy = policies.find(({ handoff }) => handoff === simulation.handoff)!;
  // The file stands in memory only; its data does not.
  const declaredIn = join(options.workspace, 'main.handoff');
  return {
    policy: { ...policy, data: { ...policy.data, declaredIn } },
    simulation,
    resamples: 10,
    ...options,
  };
}

/** The lines of a CSV file; a cell that is left out is empty. */
export function csv(header: string, rows: readonly (readonly (string | number)[])[]): string {
  return [header, ...rows.map((cells) => cells.join(',')), ''].join('\n');
}
