import { expect, it } from 'vitest';
import { createLogReplayer } from '../../language-server/simulation/log-replay.ts';
import { daily, nine, play } from '../support/scenario.ts';

const nobody = () => 'nobody to judge it';

it('says where the definition of a handoff changed within a log', async () => {
  const { entries } = await play({
    handoff: nine,
    simulation: '  agent is the usual choice',
    rows: daily([1, 2, 3]),
  });
  const replayer = createLogReplayer(nobody);
  for (const [index, entry] of entries.entries()) {
    replayer.add({ ...entry, policyHash: index < 2 ? 'before' : 'after' });
  }
  expect(replayer.finish().definitions).toEqual([
    { handoff: 'timing', policyHash: 'before', from: 'timing/1', decisions: 2 },
    { handoff: 'timing', policyHash: 'after', from: 'timing/3', decisions: 1 },
  ]);
});

it('counts a definition once however the log is mixed, and what it says again', async () => {
  const { entries } = await play({
    handoff: nine,
    simulation: '  agent is the usual choice',
    rows: daily([1, 2, 3]),
  });
  const replayer = createLogReplayer(nobody);
  for (const policyHash of ['b', 'a', 'b', 'a', 'b']) {
    for (const entry of entries.slice(0, 2)) replayer.add({ ...entry, policyHash });
  }
  const { definitions, repeated, notReplayable } = replayer.finish();
  expect(definitions).toEqual([
    { handoff: 'timing', policyHash: 'b', from: 'timing/1', decisions: 6 },
    { handoff: 'timing', policyHash: 'a', from: 'timing/1', decisions: 4 },
  ]);
  expect(repeated).toBe(6);
  expect(notReplayable).toEqual([{ why: 'nobody to judge it', count: 10, first: 'timing/1' }]);
});
