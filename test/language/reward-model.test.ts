import { expect, it } from 'vitest';
import { check } from '../support/handoff.ts';
import { textOf } from '../support/scenario.ts';

const handoff = '  usually pick is 09:00\n  goal more clicked\n';

async function checked(line: string) {
  const simulation = `  agent is the usual choice\n${line}\n`;
  const { simulations, diagnostics } = await check(textOf({ handoff, simulation, rows: [] }));
  return {
    simulation: simulations[0]!,
    errors: diagnostics.flatMap(({ severity, message }) => (severity === 'error' ? message : [])),
  };
}

it.each([
  ['', undefined, undefined],
  ['  reward model is the overall mean', { kind: 'overall' }, undefined],
  ['  reward model by choice alone', { kind: 'choice', by: [], prior: 100 }, undefined],
  [
    '  reward model by choice alone without a prior',
    { kind: 'choice', by: [], prior: 0 },
    undefined,
  ],
  [
    '  reward model by tier, consent with a prior of 1,000 emails',
    { kind: 'choice', by: ['tier', 'consent'], prior: 1000 },
    undefined,
  ],
  ['  weights clipped at 2.5', undefined, 2.5],
])('%s', async (line, rewardModel, clipAt) => {
  const { simulation, errors } = await checked(line);
  expect(errors).toEqual([]);
  expect([simulation.rewardModel, simulation.clipAt]).toEqual([rewardModel, clipAt]);
});

it.each([
  ['  reward model by clicked', '`clicked` is an outcome: the reward model cannot read it'],
  ['  reward model by pick', '`pick` tells what was logged: the reward model cannot read it'],
  ['  reward model by teir', '`teir` is no column of the data; did you mean `tier`?'],
  [
    '  reward model by tier, sent_at',
    '`sent_at` has too many values for a reward model: use columns that are one of a few',
  ],
  [
    '  reward model by tier with a prior of 10 apples',
    'A prior is a number of emails, not of `apples`',
  ],
  ...['0', '0.5'].map((limit) => [
    `  weights clipped at ${limit}`,
    'Weights are clipped at 1 or more, such as `weights clipped at 10`',
  ]),
  ['  reward model by tier, consent, tier', '`tier` stands twice'],
  ['  weights clipped at 1\n  weights clipped at 2', 'This part stands twice in the simulation'],
])('%s is an error that says what to do', async (line, message) => {
  expect((await checked(line)).errors).toEqual([message]);
});
