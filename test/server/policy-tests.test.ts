import { afterEach, describe, expect, it } from 'vitest';
import type { TestResults, Tests } from '../../language-server/protocol.ts';
import { methods } from '../../language-server/protocol.ts';
import { dataLines, handoff } from '../support/handoff-texts.ts';
import type { StandInServer } from '../support/stand-in-server.ts';
import { startStandIn } from '../support/stand-in-server.ts';

const test = (title: string, expected: string): string =>
  `test "${title}" of h\n given n is 5\n when the agent chooses hour 09:00\n expect ${expected}\n`;
const rules = 'boundaries\n no_five: never when n is 5\n';
const policy = handoff(rules + test('passing', 'block by no_five') + test('failing', 'act'));
const line = dataLines + 8;

let server: StandInServer;

async function serve(text = policy): Promise<string> {
  server = await startStandIn({});
  await server.open('main.handoff', text);
  return server.uri('main.handoff');
}

afterEach(() => {
  server.process.kill();
});

const run = (at?: number): Promise<TestResults> =>
  server.request(methods.runTests, {
    uri: server.uri('main.handoff'),
    ...(at === undefined ? {} : { line: at }),
  });
const lenses = async (): Promise<string[]> =>
  (await server.lenses()).map(({ title }) => title).filter((title) => title.startsWith('Run test'));

const passed = {
  title: 'passing',
  handoff: 'h',
  line,
  passed: true,
  expected: '',
  got: 'block and nothing is carried out',
  rules: [`no_five  main.handoff:${String(dataLines + 7)}  fired (saw n 5)`],
};
const failed = { ...passed, title: 'failing', line: line + 4, passed: false, expected: 'act' };

describe('the tests of a file', () => {
  it('are listed in its order', async () => {
    const uri = await serve();
    expect(await server.request<Tests>(methods.tests, { uri })).toEqual({
      tests: [
        { title: 'passing', handoff: 'h', line },
        { title: 'failing', handoff: 'h', line: line + 4 },
      ],
    });
  });

  it.each([
    ['all', undefined, [passed, failed]],
    ['one', line + 4, [failed]],
  ])('run, %s of them, with the words of the command line', async (_, at, results) => {
    await serve();
    expect(await run(at)).toEqual({ results });
  });

  it.each([
    ['an error', `${policy}nonsense`, undefined, 'unfinished-rule', line + 8],
    ['a line where none starts', policy, 1, 'unknown-test', 1],
  ])('do not run for %s', async (_, text, at, code, where) => {
    const uri = await serve(text);
    expect(await run(at)).toEqual({
      problem: { code, message: expect.stringMatching(/^.+$/), uri, line: where },
    });
  });

  it('run in a file that was never saved', async () => {
    await serve();
    await server.open('untitled:Untitled-1', policy);
    const { results } = await server.request<{ results: unknown[] }>(methods.runTests, {
      uri: 'untitled:Untitled-1',
    });
    expect(results).toHaveLength(2);
  });
});

describe('the lens over a test', () => {
  it('runs it, by its line', async () => {
    const uri = await serve();
    expect((await server.lenses()).slice(1)).toEqual([
      { line, title: 'Run test', arguments: [{ uri, line }] },
      { line: line + 4, title: 'Run test', arguments: [{ uri, line: line + 4 }] },
    ]);
  });

  it('says what came out, and asks the editor to look', async () => {
    await serve();
    await run();
    await server.until(() => server.notified('workspace/codeLens/refresh').length > 0);
    expect(await lenses()).toEqual(['Run test · passed', 'Run test · failed: block, not act']);
  });

  it.each([
    ['the policy', policy.replace('n is 5\n', 'n is 6\n'), ['passed', 'failed']],
    ['a test', policy.replace('expect act', 'expect hold'), [undefined, 'failed']],
  ])('says that a result is of the text before %s changed', async (_, changed, before) => {
    await serve();
    await run();
    const now = ['passed', 'failed: block, not act'];
    const shown = now.map((words, index) => {
      const word = before[index];
      return `Run test · ${word === undefined ? words : `${word} before the last edit`}`;
    });
    await server.change('main.handoff', changed);
    expect(await lenses()).toEqual(shown);
    await server.change('main.handoff', `\n${policy}`);
    expect(await lenses()).toEqual(now.map((word) => `Run test · ${word}`));
  });

  it('says nothing of a test that was away while others were run', async () => {
    await serve();
    await run();
    await server.change('main.handoff', policy.replace('"failing"', '"renamed"'));
    await run();
    await server.change('main.handoff', policy);
    expect(await lenses()).toEqual(['Run test · passed', 'Run test']);
  });

  const other = ' other: never when n is 6\n';
  const escalating =
    'escalate to legal\n risky: when n is 5\n answer within 1 hour, otherwise hold\n';
  const moving =
    'boundaries\n early: never when hour is between 08:00 and 10:00\n  otherwise use the nearest allowed\n';
  it.each([
    ['act', 'block, not act', rules],
    ['block by other', 'other did not fire', rules + other],
    ['escalate to o', 'escalate to legal, not to o', escalating],
    ['act with hour 12:00', 'hour 10:00, not 12:00', moving],
  ])('says why `expect %s` failed', async (expected, words, blocks) => {
    await serve(handoff(blocks + test('t', expected)));
    await run();
    expect(await lenses()).toEqual([`Run test · failed: ${words}`]);
  });
});
