import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DataReview } from '../../language-server/background/review-data.ts';
import { handoffsByData } from '../../language-server/server/data-handoffs.ts';
import { workspaceWith } from '../data/workspace.ts';
import { startBackground } from '../support/background.ts';
import { logOf, logPolicy, reviewLog } from '../support/data-review.ts';
import { check } from '../support/handoff.ts';

const old = 'escalate to team\n old: when age is above 50';
const log = logOf([{ age: '' }, { age: '60' }]);

async function reviewOf(text: string, workspace: string): Promise<DataReview> {
  const { policies, simulations } = await check(text);
  const [first] = handoffsByData({ file: 'main.handoff', policies, simulations });
  const { source, handoffs } = first!;
  return { source: { ...source, declaredIn: `${workspace}/main.handoff` }, workspace, handoffs };
}

describe('a review of data in the background', () => {
  it('answers with what it found of each handoff that uses the data', async () => {
    const workspace = workspaceWith({ 'log.csv': log });
    const second =
      'handoff other owner team uses log the agent chooses hour usually hour is 09:00 escalate to team young: when age is below 50';
    const asked = await reviewOf(logPolicy({ blocks: old, after: second }), workspace);
    const { send, hear } = startBackground();
    const handoffs = asked.handoffs.map(({ policy }) => ({
      policy: { ...policy, data: asked.source },
    }));
    send({ ...asked, kind: 'reviewData', handoffs });
    const { findings } = await hear('dataReviewed');
    expect(findings?.map((each) => each.map(({ code }) => code))).toEqual([
      ['missing-field', 'outside-data'],
      ['missing-field', 'outside-data'],
    ]);
  });

  it('is not worked out again for a file that is as it was', async () => {
    const workspace = workspaceWith({ 'log.csv': log });
    const asked = await reviewOf(logPolicy({ blocks: old }), workspace);
    const question = { ...asked, kind: 'reviewData' as const, handoffs: [] };
    const { send, hear } = startBackground();
    send(question);
    const { stamp } = await hear('dataReviewed');
    send({ ...question, unless: stamp });
    expect(await hear('dataReviewed')).toEqual({ kind: 'dataReviewed', stamp });
    writeFileSync(join(workspace, 'new.csv'), log);
    renameSync(join(workspace, 'new.csv'), join(workspace, 'log.csv'));
    send({ ...question, unless: stamp });
    expect((await hear('dataReviewed')).stamp).not.toBe(stamp);
  });

  it.each([
    ['is not there', 'other.csv', log],
    ['has no column that is declared', 'log.csv', 'reader,sent_at\na,2026-01-01T00:00:00Z\n'],
    ['breaks off', 'log.csv', `${log}r9,2026`],
  ])('finds nothing of a file that %s', async (_, file, text) => {
    const workspace = workspaceWith({ [file]: text });
    const asked = await reviewOf(logPolicy({ blocks: old }), workspace);
    const { send, hear } = startBackground();
    send({ ...asked, kind: 'reviewData', handoffs: [...asked.handoffs] });
    expect((await hear('dataReviewed')).findings).toEqual([[]]);
  });
});

describe('the replay that a review rests on', () => {
  const decisions = async (agent: string): Promise<string> => {
    const after = `simulation january of timing agent is ${agent}`;
    const found = await reviewLog(logPolicy({ blocks: old, after }), log);
    return found.find(({ code }) => code === 'missing-field')?.message ?? '';
  };

  it('is that of the first simulation', async () => {
    expect(await decisions('the usual choice')).toContain('1 of 2 decisions of `january`,');
  });

  it('is one of what people chose where the file of the proposals is not there', async () => {
    const said = await decisions('recorded in "none.jsonl"');
    expect(said).toContain('1 of 2 decisions of a replay of the logged choices,');
  });

  it('starts no program', async () => {
    const sign = join(workspaceWith({}), 'started');
    const said = await decisions(`command "touch ${sign}"`);
    expect(said).toContain('1 of 2 decisions of a replay of the logged choices,');
    expect(existsSync(sign)).toBe(false);
  });
});
