import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workspaceWith } from '../data/workspace.ts';
import { csv, runText } from '../support/run.ts';

const rows = 6;
const data = csv(
  'reader,sent_at,zone,hour,tier,clicked',
  Array.from({ length: rows }, (_, i) => [
    'r',
    `2026-01-0${i + 1}T09:00:00Z`,
    'UTC',
    '09:00',
    'gold',
    1,
  ]),
);

function policy(command: string): string {
  return `data log from "log.csv"
  each row is an email
  reader  : identifier, the subject
  sent_at : timestamp, the moment
  zone    : time zone, the clock
  hour    : time of day by the hour, chosen
  tier    : one of gold, plain
  clicked : yes/no, an outcome

handoff timing
  owner team
  uses log
  the agent chooses hour
  usually hour is 09:00
  goal more clicked

simulation outside of timing
  agent is command "${command}"
`;
}

/** A program that writes down its process number and does something with each request. */
function program(onRequest: string, more = ''): string {
  return `
    import { createInterface } from 'node:readline';
    import { writeFileSync } from 'node:fs';
    writeFileSync('pid', String(process.pid));
    const say = (value) => process.stdout.write(JSON.stringify(value) + '\\n');
    // The choice tells which row it is for: 07:00 for row 1, 08:00 for row 2.
    const choiceFor = (row) => String(row + 6).padStart(2, '0') + ':00';
    const lines = createInterface({ input: process.stdin });
    lines.on('line', (line) => {
      const ask = JSON.parse(line);
      ${onRequest}
    });
    ${more}`;
}

interface Told {
  choices: (string | undefined)[];
  reasons: (string | undefined)[];
  verdicts: string[];
  failures: { reason: string; count: number }[];
}

async function tell(
  script: string,
  options: {
    timeout?: number;
    command?: string;
    limit?: number;
    onLastWords?: (line: string) => void;
    after?: (folder: string) => void;
  } = {},
): Promise<Told> {
  const folder = workspaceWith({ 'log.csv': data, 'agent.mjs': script });
  const { result, firstEntries } = await runText({
    text: policy(options.command ?? `${process.execPath} agent.mjs`),
    workspace: folder,
    firstEntries: rows,
    ...(options.timeout === undefined ? {} : { answerTimeout: options.timeout }),
    ...(options.limit === undefined ? {} : { limit: options.limit }),
    onLastWords: options.onLastWords,
  });
  options.after?.(folder);
  await expectGone(folder);
  return {
    choices: firstEntries.map(({ proposal }) => proposal?.choice as string | undefined),
    reasons: firstEntries.map(({ failure }) => failure),
    verdicts: firstEntries.map(({ verdict }) => verdict),
    failures: result.failures,
  };
}

/** The program that ran in this folder is no more, or soon will be: signals take their time. */
async function expectGone(folder: string): Promise<void> {
  const file = join(folder, 'pid');
  if (existsSync(file)) await expect.poll(() => isRunning(readFileSync(file, 'utf8'))).toBe(false);
}

/** A process that has ended may stay as an entry (Z) until its parent looks at it. */
function isRunning(pid: string): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}

const all = ['07:00', '08:00', '09:00', '10:00', '11:00', '12:00'];
const none = Array.from({ length: rows }, () => undefined);
const escalated = Array.from({ length: rows }, () => 'escalate');

describe('a command as the agent', () => {
  it.each([
    ['answers with ids', 'say({ id: ask.id, choice: choiceFor(ask.row) });', ''],
    [
      'answers with ids, the last request first',
      `held.push(ask); if (held.length === ${rows})
         for (const { id, row } of held.reverse()) say({ id, choice: choiceFor(row) });`,
      'const held = [];',
    ],
    ['answers without ids, in order', 'say({ choice: choiceFor(ask.row) });', ''],
    [
      'writes to its error output as well',
      `process.stderr.write('thinking…\\n'.repeat(1000)); say({ id: ask.id, choice: choiceFor(ask.row) });`,
      '',
    ],
    [
      'writes an answer in pieces',
      `const text = JSON.stringify({ id: ask.id, choice: choiceFor(ask.row), reasons: ['für alle'] });
       const bytes = Buffer.from(text + '\\n');
       for (const byte of bytes) process.stdout.write(Buffer.of(byte));`,
      '',
    ],
    [
      'ends its lines as Windows does, with blank lines between',
      `process.stdout.write(JSON.stringify({ choice: choiceFor(ask.row) }) + '\\r\\n\\r\\n');`,
      '',
    ],
    [
      'says more than it is asked for',
      'say({ id: ask.id, choice: choiceFor(ask.row), model: "x-1", usage: { tokens: 7 } });',
      '',
    ],
    [
      'has line separators of Unicode in its reasons',
      'process.stdout.write(`{"id":${ask.id},"choice":"${choiceFor(ask.row)}","reasons":["a\\u2028b"]}\\n`);',
      '',
    ],
    [
      'answers what was never asked, and answers twice',
      'say({ id: 999, choice: "23:00" }); for (const _ of [1, 2]) say({ id: ask.id, choice: choiceFor(ask.row) });',
      '',
    ],
  ])('is heard where it %s', async (_, onRequest, more) => {
    expect(await tell(program(onRequest, more))).toEqual({
      choices: all,
      reasons: none,
      verdicts: Array.from({ length: rows }, () => 'act'),
      failures: [],
    });
  });

  it('is asked with what is known before the decision, and nothing else', async () => {
    let asked: unknown;
    const script = program(
      `if (ask.row === 1) writeFileSync('asked', line); say({ id: ask.id, choice: '09:00' });`,
    );
    await tell(script, {
      after: (folder) => (asked = JSON.parse(readFileSync(join(folder, 'asked'), 'utf8'))),
    });
    expect(asked).toEqual({
      id: 1,
      handoff: 'timing',
      row: 1,
      chooses: 'hour',
      choices: Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`),
      usual: '09:00',
      context: { reader: 'r', sent_at: '2026-01-01T09:00:00.000Z', zone: 'UTC', tier: 'gold' },
    });
  });

  it('is asked no more than is decided', async () => {
    let count = 0;
    const script = program(
      `count++; writeFileSync('count', String(count)); say({ id: ask.id, choice: choiceFor(ask.row) });`,
      'let count = 0;',
    );
    const { choices } = await tell(script, {
      limit: 2,
      after: (folder) => (count = Number(readFileSync(join(folder, 'count'), 'utf8'))),
    });
    expect(choices).toEqual(['07:00', '08:00']);
    expect(count).toBe(2);
  });

  it('may take its time for each of many requests: the others wait without running out', async () => {
    // One after the other, 40 ms each: the last one waits for 240 ms in all.
    const script = program(
      `queue.push(ask); if (queue.length === 1) next();`,
      `const queue = [];
       const next = () => setTimeout(() => {
         const { id, row } = queue[0];
         say({ id, choice: choiceFor(row) });
         queue.shift();
         if (queue.length > 0) next();
       }, 40);
       say({ id: 0 });`,
    );
    // The first answer has to wait for the program to start.
    const { choices, failures } = await tell(script, { timeout: 2000 });
    expect([choices, failures]).toEqual([all, []]);
  });
});

describe('a command that fails leaves the decision to a person', () => {
  it.each([
    ['never answers', '', '', 'the agent did not answer within 300 ms'],
    [
      'crashes at the first request',
      `throw new Error('out of memory');`,
      '',
      'the agent ended with exit code 1',
    ],
    ['exits at once', '', 'process.exit(3);', 'the agent ended with exit code 3'],
    [
      'is ended by a signal',
      '',
      `process.kill(process.pid, 'SIGKILL');`,
      /^the agent (was ended by SIGKILL|ended with exit code 137)$/,
    ],
    [
      'writes what is not JSON',
      `process.stdout.write('I would say nine\\n');`,
      '',
      'the agent wrote a line that is no answer: it is not a JSON object',
    ],
    [
      'writes JSON that is no object',
      'say([1, 2]);',
      '',
      'the agent wrote a line that is no answer: it is not a JSON object',
    ],
    [
      'answers null',
      'say(null);',
      '',
      'the agent wrote a line that is no answer: it is not a JSON object',
    ],
    [
      'answers with an id that is none',
      `say({ id: 'x', choice: '09:00' });`,
      '',
      'the agent wrote a line that is no answer: `id` is not a number',
    ],
    [
      'chooses nothing',
      'say({ id: ask.id, reasons: [] });',
      '',
      "the agent's answer is no proposal: a proposal needs `choice` or `probabilities`",
    ],
    [
      'chooses what is no choice',
      `say({ id: ask.id, choice: '09:30' });`,
      '',
      "the agent's answer is no proposal: `choice` is none of the choices",
    ],
    [
      'chooses a time that is none',
      `say({ id: ask.id, choice: '08:60' });`,
      '',
      "the agent's answer is no proposal: `choice` is none of the choices",
    ],
    [
      'gives probabilities that do not add up',
      `say({ id: ask.id, probabilities: { '08:00': 0.5, '09:00': 0.3 } });`,
      '',
      "the agent's answer is no proposal: `probabilities` are no distribution over the choices",
    ],
    [
      'gives one choice two probabilities',
      `say({ id: ask.id, probabilities: { '08:00': 0.5, '8:00': 0.5 } });`,
      '',
      "the agent's answer is no proposal: `probabilities` are no distribution over the choices",
    ],
    [
      'is surer than sure',
      `say({ id: ask.id, choice: '09:00', confidence: 1.2 });`,
      '',
      /^the agent's answer is no proposal: `confidence`: /,
    ],
    [
      'writes a line without end',
      `process.stdout.write('x'.repeat(1_500_000));`,
      '',
      'the agent wrote a line of more than 1,000,000 characters',
    ],
    [
      'floods its error output with one line',
      `process.stderr.write('x'.repeat(1_500_000));`,
      '',
      'the agent wrote a line of more than 1,000,000 characters',
    ],
  ])('where it %s', async (title, onRequest, more, reason) => {
    const timeout = title === 'never answers' ? { timeout: 300 } : {};
    const { choices, reasons, verdicts, failures } = await tell(program(onRequest, more), timeout);
    expect(choices).toEqual(none);
    expect(verdicts).toEqual(escalated);
    for (const each of reasons) {
      if (typeof reason === 'string') expect(each).toBe(reason);
      else expect(each).toMatch(reason);
    }
    expect(failures).toEqual([{ reason: reasons[0], count: rows }]);
  });

  it('where there is no such command', async () => {
    const { choices, failures } = await tell('', { command: 'no-such-command-anywhere' });
    expect(choices).toEqual(none);
    expect(failures).toEqual([
      {
        reason: 'the agent ended with exit code 127',
        count: rows,
      },
    ]);
  });

  it('in the middle of the run: what was answered stands, the rest is a person’s', async () => {
    const script = program(`
      if (ask.row === 4) process.exit(1);
      say({ id: ask.id, choice: choiceFor(ask.row) });`);
    const { choices, verdicts, failures } = await tell(script);
    expect(choices).toEqual([...all.slice(0, 3), undefined, undefined, undefined]);
    expect(verdicts).toEqual(['act', 'act', 'act', 'escalate', 'escalate', 'escalate']);
    expect(failures).toEqual([{ reason: 'the agent ended with exit code 1', count: 3 }]);
  });

  it('for one row alone, where its other answers carry ids', async () => {
    const script = program(`
      if (ask.row === 3) say({ id: ask.id, choice: 'noon' });
      else say({ id: ask.id, choice: choiceFor(ask.row) });`);
    const { choices, failures } = await tell(script);
    expect(choices).toEqual([...all.slice(0, 2), undefined, ...all.slice(3)]);
    expect(failures).toEqual([
      { reason: "the agent's answer is no proposal: `choice` is none of the choices", count: 1 },
    ]);
  });

  it('and no answer without id is taken for another one after a line of noise', async () => {
    const script = program(
      'say({ choice: choiceFor(ask.row) });',
      `process.stdout.write('Ready!\\n');`,
    );
    const { choices, reasons } = await tell(script);
    expect(choices).toEqual(none);
    expect(reasons[0]).toBe('the agent wrote a line that is no answer: it is not a JSON object');
    expect(new Set(reasons.slice(1))).toEqual(
      new Set(['the agent answered without `id` after an answer that was late or none']),
    );
  });

  it('and no late answer without id is taken for that of the next request', async () => {
    // Row 1 is answered after its time is up; in order, that answer would be taken for row 2.
    const script = program(
      `if (ask.row === 1) setTimeout(() => { for (const row of seen) say({ choice: choiceFor(row) }); }, 900);
       seen.push(ask.row);`,
      'const seen = [];',
    );
    const { choices, verdicts } = await tell(script, { timeout: 400 });
    expect(choices).toEqual(none);
    expect(verdicts).toEqual(escalated);
  });
});

describe('what a command writes stays out of the log', () => {
  it.each([
    ['of its error output', `process.stderr.write('SECRET\\n'); process.exit(3);`],
    ['that is no answer', `process.stdout.write('SECRET\\n');`],
    ['that is a choice', `say({ id: ask.id, choice: 'SECRET' });`],
    ['that is a key', `say({ id: ask.id, probabilities: { SECRET: 'x' } });`],
    ['that is a name', `say({ id: ask.id, probabilities: { SECRET: 1 } });`],
    ['that is a number of requests', `say({ id: 'SECRET', choice: '09:00' });`],
  ])('text %s', async (_, onRequest) => {
    const told = await tell(program(onRequest));
    expect(told.verdicts).toEqual(escalated);
    expect(JSON.stringify(told)).not.toContain('SECRET');
  });

  it('and its last line of error output is told once, where it failed', async () => {
    const said: string[] = [];
    const onLastWords = (line: string): void => void said.push(line);
    await tell(program(`process.stderr.write('first\\nlast\\u001b[2J\\n'); process.exit(3);`), {
      onLastWords,
    });
    expect(said).toEqual(['last [2J']);
    await tell(
      program(
        `process.stderr.write('thinking\\n'); say({ id: ask.id, choice: choiceFor(ask.row) });`,
      ),
      { onLastWords },
    );
    expect(said).toHaveLength(1);
  });

  it('and it does not learn the key of the pseudonyms', async () => {
    process.env['HANDOFF_PSEUDONYM_KEY'] = 'k';
    try {
      const { choices } = await tell(
        program(
          `say({ id: ask.id, choice: 'HANDOFF_PSEUDONYM_KEY' in process.env ? '01:00' : '02:00' });`,
        ),
      );
      expect(new Set(choices)).toEqual(new Set(['02:00']));
    } finally {
      delete process.env['HANDOFF_PSEUDONYM_KEY'];
    }
  });
});

describe('the end of a command', () => {
  it('is awaited where it ends itself at the end of its input', async () => {
    let wrote = '';
    const script = program(
      'say({ id: ask.id, choice: choiceFor(ask.row) });',
      `lines.on('close', () => setTimeout(() => { writeFileSync('bye', 'bye'); process.exit(); }, 50));`,
    );
    await tell(script, { after: (folder) => (wrote = readFileSync(join(folder, 'bye'), 'utf8')) });
    expect(wrote).toBe('bye');
  });

  it('comes where it ignores the end of its input', async () => {
    const script = program(
      'say({ id: ask.id, choice: choiceFor(ask.row) });',
      `process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1000);`,
    );
    expect((await tell(script)).choices).toEqual(all);
  });

  it('comes for what it started, too', async () => {
    const script = program(
      'say({ id: ask.id, choice: choiceFor(ask.row) });',
      `const { spawn } = await import('node:child_process');
       spawn(process.execPath, ['-e', "require('fs').writeFileSync('pid', String(process.pid)); setInterval(() => 0, 1000)"], { stdio: 'inherit' });
       while (!(await import('node:fs')).existsSync('pid')) await new Promise((r) => setTimeout(r, 10));
       lines.on('close', () => process.exit());`,
    );
    expect((await tell(script)).choices).toEqual(all);
  });

  it('comes soon where nothing is ever answered', async () => {
    const folder = workspaceWith({
      'log.csv': csv(
        'reader,sent_at,zone,hour,tier,clicked',
        Array.from({ length: 500 }, () => ['r', '2026-01-01T09:00:00Z', 'UTC', '09:00', 'gold', 1]),
      ),
      'agent.mjs': program(''),
    });
    const { result } = await runText({
      text: policy(`${process.execPath} agent.mjs`),
      workspace: folder,
      answerTimeout: 200,
    });
    expect(result.failures).toEqual([
      { reason: 'the agent left 32 requests in a row without an answer', count: 468 },
      { reason: 'the agent did not answer within 200 ms', count: 32 },
    ]);
    await expectGone(folder);
  });

  it('never begins where the workspace is not trusted', async () => {
    const folder = workspaceWith({ 'log.csv': data, 'agent.mjs': program('') });
    const run = runText({
      text: policy(`${process.execPath} agent.mjs`),
      workspace: folder,
      mayRunCommands: false,
    });
    await expect(run).rejects.toMatchObject({
      code: 'untrusted-workspace',
      message: expect.stringMatching(/^main\.handoff:\d+: the agent is a command/),
    });
    expect(existsSync(join(folder, 'pid'))).toBe(false);
  });
});
