import assert from 'node:assert/strict';
import type { CodeLens } from 'vscode';
import { commands, workspace } from 'vscode';
import { webviewText } from './driver.ts';
import { inWorkspace, rangeOf, until } from './support.ts';

export const newsletter = 'newsletter/newsletter.handoff';

/** How many decisions the summary in view says a verdict was given to: no test repeats an example's figures. */
export async function verdictCount(verdict: string): Promise<string> {
  const [count = ''] = (await webviewText(`.row-button:has-text("${verdict}") .number`)).split(
    '\n',
  );
  assert.match(count, /^[1-9][\d,]*$/);
  return count;
}

interface RuleLens {
  command: string;
  arguments: unknown[];
  fired: string;
  /** Decisions in which the rule fired or could not be judged. */
  either: string;
}

/** The lens over a rule of the newsletter's policy, once it has the counts of a run. */
export async function lensOverRule(rule: string): Promise<RuleLens> {
  const uri = inWorkspace(newsletter);
  const { start } = rangeOf(await workspace.openTextDocument(uri), `${rule}:`);
  return until(`the lens over ${rule}`, async () => {
    const lenses = await commands.executeCommand<CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
      100,
    );
    const found = lenses.find(
      ({ range, command }) =>
        range.start.line === start.line && command?.title.endsWith(' · show decisions'),
    )?.command;
    if (!found) return undefined;
    const [, fired = '', unknown = '0'] =
      /^([\d,]+) fired(?:, ([\d,]+) unknown)? · show decisions$/.exec(found.title) ?? [];
    return {
      command: found.command,
      arguments: found.arguments ?? [],
      fired,
      either: (numberOf(fired) + numberOf(unknown)).toLocaleString('en'),
    };
  });
}

function numberOf(count: string): number {
  return Number(count.replaceAll(',', ''));
}
