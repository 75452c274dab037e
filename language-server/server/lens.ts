import type { CodeLens } from 'vscode-languageserver';
import type { Runs } from './runs.ts';
import type { PolicyTests } from './tests.ts';
import type { Workspace } from './workspace.ts';

/** What lenses are made from. */
export interface LensContext {
  workspace: Workspace;
  runs: Runs;
  tests: PolicyTests;
}

/** A lens over a line, from 1. */
export function lensAt(line: number, title: string, command: string, argument: object): CodeLens {
  const start = { line: line - 1, character: 0 };
  return { range: { start, end: start }, command: { title, command, arguments: [argument] } };
}
