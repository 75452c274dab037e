import { fork } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../language-server/analysis/finding.ts';
import type { Solver } from '../../language-server/analysis/solver/solve.ts';
import { createReasoner } from '../../language-server/background/reason.ts';
import type { Policy } from '../../language-server/policy/model.ts';
import { backgroundProgram, startBackground } from '../support/background.ts';
import { check } from '../support/handoff.ts';
import { handoff } from '../support/handoff-texts.ts';

const withoutSolver = new URL('../support/without-solver.mjs', import.meta.url).href;

async function policyOf(...rules: string[]): Promise<Policy> {
  const { policies } = await check(handoff(`boundaries\n${rules.join('\n')}\n`));
  return policies[0]!;
}

const impossible = 'a: never when n is above 5 and n is below 5';
const codesOf = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code);

describe('the process that reasons about rules', () => {
  it('answers one policy after the other', async () => {
    const { send, hear } = startBackground();
    send({ kind: 'reason', question: 1, policy: await policyOf(impossible) });
    send({ kind: 'reason', question: 2, policy: await policyOf('a: never when n is above 5') });
    expect(await hear('reasoned')).toEqual({
      kind: 'reasoned',
      question: 1,
      answer: {
        findings: [
          {
            code: 'never-fires',
            message: '`a` can never fire: no decision meets it',
            at: { file: 'main.handoff', line: 28 },
          },
        ],
      },
    });
    expect(await hear('reasoned')).toMatchObject({ question: 2, answer: { findings: [] } });
  });

  it('leaves a question that nobody waits for, and answers the next', async () => {
    const { send, hear } = startBackground();
    send({ kind: 'reason', question: 1, policy: await policyOf(impossible) });
    send({ kind: 'stop', question: 1 });
    send({ kind: 'reason', question: 2, policy: await policyOf(impossible) });
    expect(await hear('stopped')).toEqual({ kind: 'stopped', question: 1 });
    expect(await hear('reasoned')).toMatchObject({ question: 2 });
  });

  it('says that there is no solver where none is installed', async () => {
    const child = fork(backgroundProgram, [], {
      serialization: 'advanced',
      execArgv: ['--import', withoutSolver],
    });
    child.send({ kind: 'reason', question: 1, policy: await policyOf(impossible) });
    const [heard] = (await once(child, 'message')) as unknown[];
    child.disconnect();
    expect(heard).toEqual({
      kind: 'reasoned',
      question: 1,
      answer: {
        problem: {
          code: 'no-solver',
          message: 'Rules are not reasoned about: the npm package z3-solver is not installed',
        },
      },
    });
  });
});

/** A solver that a test answers for; every question counts. */
function fake(solve: Solver['solve']) {
  const asked: string[] = [];
  const z3 = {
    interrupt: () => undefined,
    end: () => undefined,
    solve: (script: string, limit: number) => {
      asked.push(script);
      return solve(script, limit);
    },
  };
  return { asked, z3, start: () => Promise.resolve(z3) };
}

const never = () => Promise.resolve({ verdict: 'unsat' as const });

describe('reasoning in the background', () => {
  it('asks only about what has changed', async () => {
    const { asked, start } = fake(never);
    const { reason } = createReasoner({ start, now: () => 0 });
    const others = ['b: never when visits is above 5 visits and visits is below 5 visits'];
    await reason(await policyOf(impossible, ...others));
    expect(asked).toHaveLength(2);
    await reason(await policyOf(impossible, ...others));
    expect(asked).toHaveLength(2);
    await reason(await policyOf(impossible.replace('above 5', 'above 6'), ...others));
    expect(asked).toHaveLength(3);
  });

  it('gives up what is left once the questions have taken too long together, and says so', async () => {
    let time = 0;
    const { asked, start } = fake(() => {
      time += 15_000;
      return never();
    });
    const { reason } = createReasoner({ start, now: () => time });
    const rules = ['a', 'b', 'c'].map(
      (name, i) => `${name}: never when n is above ${i + 5} and n is below 5`,
    );
    const answer = await reason(await policyOf(...rules));
    expect(asked).toHaveLength(2);
    expect(answer).toMatchObject({
      findings: [
        { code: 'never-fires' },
        { code: 'never-fires' },
        { code: 'undecided', message: '`c`: could not decide in time whether it can fire' },
      ],
    });
  });

  it('stops in the middle of a question, remembers no answer to it, and begins again', async () => {
    let answer: (given: { verdict: 'unknown' }) => void = () => undefined;
    let isSlow = true;
    const { asked, z3, start } = fake(() =>
      isSlow ? new Promise((resolve) => (answer = resolve)) : never(),
    );
    z3.interrupt = () => {
      answer({ verdict: 'unknown' });
      return undefined;
    };
    const { reason, stop } = createReasoner({ start, now: () => 0 });
    const policy = await policyOf(impossible);
    const first = reason(policy);
    while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    stop();
    expect(await first).toBe('stopped');
    isSlow = false;
    const second = await reason(policy);
    expect(typeof second === 'object' && 'findings' in second && codesOf(second.findings)).toEqual([
      'never-fires',
    ]);
  });

  it('says why it failed', async () => {
    const start = () => Promise.reject(new Error('out of memory'));
    const { reason } = createReasoner({ start, now: () => 0 });
    expect(await reason(await policyOf(impossible))).toEqual({
      problem: { code: 'solver-failed', message: 'out of memory' },
    });
  });
});
