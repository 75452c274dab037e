import assert from 'node:assert/strict';
import { commands, window } from 'vscode';
import {
  consoleMessages,
  resize,
  screenshot,
  webviewClick,
  webviewFill,
  webviewPress,
  webviewText,
  webviewWaitFor,
  webviewWaitForNone,
} from '../driver.ts';
import { lensOverRule, newsletter, verdictCount } from '../newsletter.ts';
import type { Suite } from '../support.ts';
import { needsPage, open, until } from '../support.ts';

const tab = (title: string): string => `[role=tab]:has-text("${title}")`;

export const panel: Suite = {
  'says what it is for before anything was run': needsPage(async () => {
    await open(newsletter);
    await commands.executeCommand('handoff.showSimulation');
    await webviewWaitFor('h1', 'Simulate a handoff');
    await webviewWaitFor('button', 'autumn_replay');
    await pictures('panel-empty');
  }),

  'simulates, and says what was run and what came of it': needsPage(async () => {
    await open(newsletter);
    await simulate('autumn_replay');
    await webviewWaitFor('h1', 'autumn_replay of newsletter_send_time');
    await webviewWaitFor(tab('Decisions'), '60,000');
    const words = await webviewText('main');
    for (const expected of [
      /newsletter\/newsletter\.handoff/,
      /engagement\.csv/,
      /120,000/,
      /seed\s+7/,
      /escalate\s+[\d,]+\s+\d+\.\d%/,
      /quiet_hours/,
      /lifetime_value\s+251/,
    ]) {
      assert.match(words, expected);
    }
    await pictures('panel-summary');
  }),

  'leads from a rule to its line': needsPage(async () => {
    await webviewClick('.rules button:has-text("quiet_hours")');
    await until('the cursor on the line of quiet_hours', () => {
      const editor = window.activeTextEditor;
      const line = editor?.document.lineAt(editor.selection.active.line).text ?? '';
      return line.includes('quiet_hours:') || undefined;
    });
  }),

  'leads from a rule of the guardrails to their file': needsPage(async () => {
    await webviewClick('.rules button:has-text("consent_first")');
    await until('company.handoff in front', () => {
      const { path } = window.activeTextEditor?.document.uri ?? { path: '' };
      return path.endsWith('/company.handoff') || undefined;
    });
  }),

  'lists the decisions that a filter leaves': needsPage(async () => {
    const blocked = await verdictCount('block');
    await webviewClick(tab('Decisions'));
    await webviewWaitFor('[role=option]');
    await showsAll();
    await webviewClick('.toggle:has-text("block")');
    await webviewWaitFor('.shown', `${blocked} of 60,000 decisions`);
    await pictures('panel-decisions');
    const verdicts = await webviewText('[role=option] .verdict');
    assert.deepEqual(new Set(verdicts.split('\n')), new Set(['block']));
    await webviewClick('.shown button');
    await showsAll();
  }),

  'finds the decisions about one subject': needsPage(async () => {
    await webviewWaitFor('[role=option] .subject');
    const all = await webviewText('[role=option] .subject');
    const [subject] = all.split('\n');
    assert.ok(subject);
    await webviewFill('input[aria-label^=Subject]', subject);
    await webviewWaitFor('.shown', ' of 60,000 decisions');
    await webviewWaitFor(`[role=option][aria-posinset="1"] .subject:text-is("${subject}")`);
    await pictures('panel-subject');
    const found = await webviewText('[role=option] .subject');
    assert.deepEqual(new Set(found.split('\n')), new Set([subject]));
    await webviewFill('input[aria-label^=Subject]', '');
    await showsAll();
  }),

  'shows the reasoning behind a decision, by keyboard alone': needsPage(async () => {
    await webviewWaitFor('[role=option] .subject');
    await webviewPress('[role=listbox]', 'ArrowDown');
    await webviewPress('[role=listbox]', 'Enter');
    await webviewWaitFor('.detail h3', 'Proposal');
    const words = await webviewText('.detail');
    for (const expected of [/send_hour/, /Rules/, /confidence/, /Outcome/]) {
      assert.match(words, expected);
    }
    await pictures('panel-reasoning');
    await webviewPress('.detail', 'Escape');
    await webviewWaitForNone('.detail');
  }),

  'opens beside the editor as well': needsPage(async () => {
    await resize(1600, 1000);
    await open(newsletter);
    await commands.executeCommand('handoff.openToSide');
    await commands.executeCommand('workbench.action.closeSidebar');
    await webviewWaitFor(tab('Decisions'), '60,000');
    await pictures('side-summary');
    await webviewClick(tab('Decisions'));
    await webviewWaitFor('[role=option]');
    await webviewPress('[role=listbox]', 'Enter');
    await webviewWaitFor('.detail h3', 'Proposal');
    await pictures('side-reasoning');
  }),

  'shows the decisions of a rule that its line in the editor asks for': needsPage(async () => {
    await open(newsletter);
    const lens = await lensOverRule('rest_dormant');
    await commands.executeCommand(lens.command, ...lens.arguments);
    await webviewWaitFor('.shown', `${lens.either} of 60,000 decisions`);
    await pictures('side-rule');
  }),

  'broke no policy of the page while doing so': needsPage(async () => {
    const said = await consoleMessages();
    assert.deepEqual(
      said.filter(({ text }) => /content security policy|handoff.*error/i.test(text)),
      [],
    );
    await commands.executeCommand('workbench.action.closeAllEditors');
    await resize(1280, 800);
  }),
};

/** Starts a simulation of the file in front by its name. */
async function simulate(simulation: string): Promise<void> {
  const uri = window.activeTextEditor?.document.uri.toString();
  await commands.executeCommand('handoff.simulate', { uri, simulation });
}

/** The whole log, and not a part of it: those words begin otherwise. */
async function showsAll(): Promise<void> {
  await webviewWaitFor('.shown:not(:has-text(" of "))', '60,000 decisions');
}

async function pictures(name: string): Promise<void> {
  for (const theme of ['dark', 'light', 'contrast'] as const) await screenshot(name, theme);
}
