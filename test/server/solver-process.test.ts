import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FromBackground, ToBackground } from '../../language-server/background/protocol.ts';
import type { BackgroundListener } from '../../language-server/server/background-process.ts';
import { startSolverProcess } from '../../language-server/server/solver-process.ts';
import { policyWith } from '../support/policies.ts';

interface Started {
  listener: BackgroundListener;
  sent: ToBackground[];
  isEnded: boolean;
}

const policy = policyWith();

function fake() {
  const processes: Started[] = [];
  const solver = startSolverProcess((listener) => {
    const started: Started = { listener, sent: [], isEnded: false };
    processes.push(started);
    return {
      send: (message) => started.sent.push(message),
      end: () => (started.isEnded = true),
      gone: Promise.resolve(),
    };
  });
  return { processes, solver };
}

const answered = (question: number): FromBackground => {
  return { kind: 'reasoned', question, answer: { findings: [] } };
};
const kinds = ({ sent }: Started): string[] =>
  sent.map((message) => `${message.kind} ${'question' in message ? message.question : ''}`);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('asks one process, which ends when it was not needed for a minute', async () => {
  const { processes, solver } = fake();
  for (const question of [1, 2]) {
    const answer = solver.reason(policy);
    await vi.advanceTimersByTimeAsync(59_000);
    processes[0]!.listener.onMessage(answered(question));
    expect(await answer).toEqual({ findings: [] });
  }
  expect(kinds(processes[0]!)).toEqual(['reason 1', 'reason 2']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(processes.map(({ isEnded }) => isEnded)).toEqual([true]);
});

it('keeps a process that leaves what was cancelled', async () => {
  const { processes, solver } = fake();
  const first = solver.reason(policy);
  await vi.advanceTimersByTimeAsync(0);
  solver.cancel();
  expect(await first).toBeUndefined();
  const second = solver.reason(policy);
  processes[0]!.listener.onMessage({ kind: 'stopped', question: 1 });
  await vi.advanceTimersByTimeAsync(100);
  expect(processes.map(kinds)).toEqual([['reason 1', 'stop 1', 'reason 2']]);
  processes[0]!.listener.onMessage(answered(2));
  expect(await second).toEqual({ findings: [] });
});

it('ends a process that does not, and asks another', async () => {
  const { processes, solver } = fake();
  const first = solver.reason(policy);
  await vi.advanceTimersByTimeAsync(0);
  solver.cancel();
  expect(await first).toBeUndefined();
  const second = solver.reason(policy);
  await vi.advanceTimersByTimeAsync(100);
  expect(processes.map(({ isEnded }) => isEnded)).toEqual([true, false]);
  processes[1]!.listener.onMessage(answered(2));
  expect(await second).toEqual({ findings: [] });
});

it('rejects where the process ends, and asks another from then on', async () => {
  const { processes, solver } = fake();
  const first = solver.reason(policy);
  await vi.advanceTimersByTimeAsync(0);
  processes[0]!.listener.onEnd('ended with code 3');
  await expect(first).rejects.toThrow('the process that reasons about rules ended with code 3');
  void solver.reason(policy);
  await vi.advanceTimersByTimeAsync(0);
  expect(processes).toHaveLength(2);
});

it('ends a process that gives no answer, says so, and asks another from then on', async () => {
  const { processes, solver } = fake();
  const first = expect(solver.reason(policy)).rejects.toThrow(
    'the process that reasons about rules gave no answer in 60 seconds',
  );
  await vi.advanceTimersByTimeAsync(60_000);
  await first;
  const second = solver.reason(policy);
  await vi.advanceTimersByTimeAsync(0);
  expect(processes.map(({ isEnded }) => isEnded)).toEqual([true, false]);
  processes[1]!.listener.onMessage(answered(2));
  expect(await second).toEqual({ findings: [] });
});

it('does not go on with a process that could not reason', async () => {
  const { processes, solver } = fake();
  const first = solver.reason(policy);
  await vi.advanceTimersByTimeAsync(0);
  const problem = { code: 'solver-failed', message: 'out of memory' };
  processes[0]!.listener.onMessage({ kind: 'reasoned', question: 1, answer: { problem } });
  expect(await first).toEqual({ problem });
  expect(processes.map(({ isEnded }) => isEnded)).toEqual([true]);
});
