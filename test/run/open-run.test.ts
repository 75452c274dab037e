import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openRun } from '../../language-server/run/open-run.ts';
import type { OpenRun } from '../../language-server/run/open-run.ts';
import { runSimulation } from '../../language-server/run/run-simulation.ts';
import { logEntrySchema } from '../../language-server/simulation/log.ts';
import type { LogEntry } from '../../language-server/simulation/log.ts';
import { loadExample } from '../bench/example.ts';
import { workspaceWith } from '../data/workspace.ts';
import { csv, openText, runText } from '../support/run.ts';
import { timingHeader, timingPolicy, timingRows } from '../support/timing.ts';

const names = ['__proto__', 'constructor', 'ann', 'anna', 'toString', ''];
const rows = timingRows(240, (row) => names[row % names.length]!);

function policy(agent: string): string {
  return timingPolicy({ agent: agent.startsWith('chooses') ? agent : `is ${agent}` });
}

/** A program that writes down that it was started, and draws its choices: it answers otherwise twice. */
const program = `
  require('node:fs').appendFileSync('started', 'x');
  require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
    const { id, row } = JSON.parse(line);
    const hour = Math.floor(Math.random() * 24);
    const choice = String(hour).padStart(2, '0') + ':00';
    const answer = row % 7 ? { choice, confidence: row % 2 } : { probabilities: { [choice]: 1 } };
    console.log(JSON.stringify({ id, ...answer, reasons: ['n'.repeat(row % 50 ? 10 : 5000)] }));
  });`;

const proposals = rows
  .map((_, i) =>
    JSON.stringify({
      row: i + 1,
      ...(i % 4
        ? { choice: `${10 + (i % 9)}:00` }
        : { probabilities: { '03:00': 0.5, '10:00': 0.5 } }),
      confidence: (i % 10) / 10,
      alternatives: [{ choice: '07:00', confidence: 0.3 }],
    }),
  )
  .join('\n');

const agents: [name: string, agent: string][] = [
  ['Thompson sampling', 'thompson sampling by tier'],
  ['the usual choice', 'the usual choice'],
  ['the logged choice', 'the logged choice'],
  ['cases', 'chooses 03:00 when tier is gold, otherwise 12:00'],
  ['recorded proposals', 'recorded in "proposals.jsonl"'],
];

function folder(): string {
  return workspaceWith({
    'log.csv': csv(timingHeader, rows),
    'proposals.jsonl': proposals,
    'program.cjs': program,
  });
}

async function reasonings({ decisions, reasoning }: OpenRun, step = 1): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  for (let decision = decisions({}, 0, 0).total - 1; decision >= 0; decision -= step) {
    entries.unshift(await reasoning(decision, {}));
  }
  return entries;
}

function logOf(file: string): LogEntry[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as LogEntry);
}

describe('a run that stays open', () => {
  it.each(agents)('finds what a run finds, and reasons as its log does: %s', async (_, agent) => {
    const workspace = folder();
    const log = join(workspace, 'out.jsonl');
    const text = policy(agent);
    const run = await runText({ text, workspace, log });
    const opened = await openText({ text, workspace });
    expect(opened.run).toEqual(run);
    const logged = logOf(log);
    expect(logged.length).toBeGreaterThan(150);
    expect(await reasonings(opened)).toEqual(logged);
    const { rows: listed, total } = opened.decisions({}, 0, 1000);
    expect(total).toBe(logged.length);
    for (const [number, row] of listed.entries()) {
      const { proposal, verdict, choice, subject, row: fileRow } = logged[number]!;
      expect(row).toMatchObject({ decision: number, row: fileRow, verdict });
      expect([row.proposed, row.choice, row.subject]).toEqual([
        proposal?.choice ?? null,
        choice,
        subject,
      ]);
    }
  });

  it('asks a program once, whatever is asked of the run afterwards', async () => {
    const workspace = folder();
    const opened = await openText({
      text: policy(`command "${process.execPath} program.cjs"`),
      workspace,
    });
    appendFileSync(join(workspace, 'started'), '.');
    const entries = await reasonings(opened);
    expect(readFileSync(join(workspace, 'started'), 'utf8')).toBe('x.');
    const { rows: listed } = opened.decisions({}, 0, 1000);
    expect(entries.map(({ row, verdict, choice }) => ({ row, verdict, choice }))).toEqual(
      listed.map(({ row, verdict, choice }) => ({ row, verdict, choice })),
    );
    const long = entries.find(({ row }) => row === 150)?.proposal?.reasons[0];
    expect(long).toMatch(/^n{1900,}… \(5,000 characters\)$/);
    expect(long?.length).toBe(2000);
  });

  it('reasons about the newsletter of the examples as its log does', async () => {
    const { policy: newsletter, simulation } = await loadExample('newsletter');
    const log = join(folder(), 'out.jsonl');
    const basis = { policy: newsletter, simulation, workspace: resolve('.'), limit: 3000 };
    await runSimulation({ ...basis, log, resamples: 1 });
    const opened = await openRun({ ...basis, resamples: 1 });
    onTestFinished(() => opened.close());
    const logged = logOf(log);
    for (const decision of [0, 1, 1499, 2999]) {
      expect(await opened.reasoning(decision, {})).toEqual(logged[decision]);
    }
  });

  it('leaves out a moment after the year 9999, which no log can hold', async () => {
    const never = ['ann', '9999-12-31T23:59:59Z', 'America/New_York', '20:00', 'gold', 1, 1];
    const workspace = workspaceWith({ 'log.csv': csv(timingHeader, [rows[1]!, never]) });
    const text = policy('chooses 20:00 when tier is gold, otherwise 09:00').replace(
      / +from 2025.*/,
      '',
    );
    const opened = await openText({ text, workspace });
    const entries = await reasonings(opened);
    expect(entries.map(({ moment }) => moment)).toEqual([
      expect.stringMatching(/^2025/),
      undefined,
    ]);
    expect(entries.map((entry) => logEntrySchema.safeParse(entry).success)).toEqual([true, true]);
  });

  it('answers two who ask at once', async () => {
    const opened = await openText({ text: policy('the usual choice'), workspace: folder() });
    const [one, other, same] = await Promise.all([
      opened.reasoning(150, {}),
      opened.reasoning(0, { verdicts: ['act'] }),
      opened.reasoning(150, {}),
    ]);
    expect([one.row, other.row, same.row]).toEqual(
      [150, 0, 150].map((decision) => opened.decisions({}, decision, 1).rows[0]?.row),
    );
  });

  it('refuses a decision that there is not, in one line', async () => {
    const opened = await openText({
      ...{ text: policy('the usual choice'), workspace: folder(), limit: 2 },
    });
    for (const decision of [2, -1, NaN]) {
      await expect(opened.reasoning(decision, {})).rejects.toMatchObject({ code: 'no-decision' });
    }
  });

  it('opens nothing, and starts no program, in a folder that is not trusted', async () => {
    const workspace = workspaceWith({ 'program.cjs': program });
    const text = policy(`command "${process.execPath} program.cjs"`);
    await expect(openText({ text, workspace, mayRunCommands: false })).rejects.toMatchObject({
      code: 'untrusted-workspace',
      message: expect.stringMatching(/^main\.handoff:\d+: .*trust the folder to run it$/) as string,
      at: { file: 'main.handoff', line: expect.any(Number) as number },
    });
    expect(existsSync(join(workspace, 'started'))).toBe(false);
  });
});

describe('the list of decisions', () => {
  const usual = policy('the usual choice');

  it('is given in parts', async () => {
    const { decisions } = await openText({ text: usual, workspace: folder() });
    const whole = decisions({}, 0, 1000);
    expect(decisions({}, 5, 2)).toEqual({ total: whole.total, rows: whole.rows.slice(5, 7) });
    expect(decisions({}, whole.total - 1, 10).rows.length).toBe(1);
    expect(decisions({}, whole.total + 1, 10)).toEqual({ total: whole.total, rows: [] });
  });

  it('passes what a filter asks for, and all that it asks for', async () => {
    const { decisions, run } = await openText({ text: usual, workspace: folder() });
    const all = decisions({}, 0, 1000).rows;
    const { verdicts, rules } = run.result;
    expect(decisions({ verdicts: ['act'] }, 0, 1000).rows).toEqual(
      all.filter(({ verdict }) => verdict === 'act'),
    );
    expect(decisions({ verdicts: ['act', 'block'] }, 0, 0).total).toBe(
      verdicts.act + verdicts.block,
    );
    expect(decisions({ verdicts: [] }, 0, 1).total).toBe(0);
    for (const [rule, { fired, unknown }] of rules.entries()) {
      expect(decisions({ rule }, 0, 0).total).toBe(fired + unknown);
      const blocked = all.filter(
        (row) => row.verdict === 'block' && [...row.fired, ...row.unknown].includes(rule),
      );
      expect(decisions({ rule, verdicts: ['block'] }, 0, 1000).rows).toEqual(blocked);
    }
    expect(rules.some(({ fired }) => fired > 0)).toBe(true);
    expect(rules.some(({ unknown }) => unknown > 0)).toBe(true);
    expect(decisions({ rule: 99 }, 0, 1).total).toBe(0);
  });

  it('finds a subject by its name, or by the beginning of its pseudonym', async () => {
    const { decisions } = await openText({ text: usual, workspace: folder() });
    const all = decisions({}, 0, 1000).rows;
    for (const name of names.filter((each) => each !== '')) {
      const found = decisions({ subject: name }, 0, 1000).rows;
      const pseudonym = found[0]!.subject!;
      expect(pseudonym).toMatch(/^[0-9a-f]{16}$/);
      expect(found).toEqual(all.filter(({ subject }) => subject === pseudonym));
      for (const typed of [pseudonym.slice(0, 3), pseudonym.slice(0, 8), pseudonym]) {
        expect(decisions({ subject: typed }, 0, 1000).rows).toEqual(
          all.filter(({ subject }) => subject?.startsWith(typed)),
        );
      }
    }
    expect(decisions({ subject: 'an' }, 0, 1).total).toBe(0);
    expect(decisions({ subject: '' }, 0, 1).total).toBe(all.length);
    expect(all.filter(({ subject }) => subject === undefined).length).toBeGreaterThan(0);
  });

  it('shows and finds subjects as the data names them where they may be shown', async () => {
    const { decisions } = await openText({ text: usual, workspace: folder(), showSubjects: true });
    const shown = (subject: string) =>
      new Set(decisions({ subject }, 0, 1000).rows.map((row) => row.subject));
    expect(shown('ann')).toEqual(new Set(['ann', 'anna']));
    expect(shown('__proto__')).toEqual(new Set(['__proto__']));
  });

  it('shortens what is long, and splits no character', async () => {
    const reader = `${'a'.repeat(173)}${'😀'.repeat(1000)}`;
    const workspace = workspaceWith({
      'log.csv': csv(timingHeader, [[reader, ...rows[100]!.slice(1)]]),
    });
    const { decisions, reasoning } = await openText({
      ...{ text: usual, workspace, showSubjects: true },
    });
    const { subject } = decisions({}, 0, 1).rows[0]!;
    expect(subject).toMatch(/^a+😀*… \(1,173 characters\)$/u);
    expect(subject!.length).toBeGreaterThan(190);
    expect(subject!.length).toBeLessThanOrEqual(200);
    expect(subject).not.toMatch(/\p{Cs}/u);
    const entry = await reasoning(0, {});
    expect(entry.subject?.length).toBeGreaterThan(1990);
    expect(entry.subject?.length).toBeLessThanOrEqual(2000);
    expect(entry.subject).not.toMatch(/\p{Cs}/u);
  });

  it('keeps more rules apart than a word has bits', async () => {
    const many = Array.from(
      { length: 70 },
      (_, i) => `    rule_${i}: never when hour is 09:00 and consent is ${i % 2 ? 'yes' : 'no'}`,
    );
    const text = usual.replace('    consented: never', `${many.join('\n')}\n    consented: never`);
    const { decisions, run } = await openText({ text, workspace: folder() });
    const all = decisions({}, 0, 1000).rows;
    for (const [rule, { fired, unknown }] of run.result.rules.entries()) {
      expect(all.filter((row) => row.fired.includes(rule)).length).toBe(fired);
      expect(all.filter((row) => row.unknown.includes(rule)).length).toBe(unknown);
    }
    expect(run.result.rules.filter(({ fired }) => fired > 0).length).toBeGreaterThan(30);
  });
});
