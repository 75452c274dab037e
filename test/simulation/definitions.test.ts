import { expect, it } from 'vitest';
import { createLogReplayer } from '../../language-server/simulation/log-replay.ts';
import { daily, nine, play } from '../support/scenario.ts';

it('says where the definition of a handoff changed within a log', async () => {
  const { entries } = await play({
    handoff: nine,
    simulation: '  agent is the usual choice',
    rows: daily([1, 2, 3]),
  });
  const replayer = createLogReplayer([]);
  for (const [index, entry] of entries.entries()) {
    replayer.add({ ...entry, policyHash: index < 2 ? 'before' : 'after' });
  }
  expect(replayer.finish().definitions).toEqual([
    { handoff: 'timing', policyHash: 'before', from: 'timing/1', decisions: 2 },
    { handoff: 'timing', policyHash: 'after', from: 'timing/3', decisions: 1 },
  ]);
});
