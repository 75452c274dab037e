import { describe, expect, it } from 'vitest';
import type { ValueType } from '../../language-server/policy/model.ts';
import { candidates } from '../../language-server/policy/choices.ts';
import { logValue } from '../../language-server/simulation/log-values.ts';
import { proposalReader } from '../../language-server/simulation/outside-values.ts';

const types: Record<string, ValueType> = {
  time: { kind: 'time', step: 30 },
  oneOf: { kind: 'oneOf', values: ['Mens E-Mail', '7', 'yes'] },
  yesNo: { kind: 'yesNo' },
  weekday: { kind: 'weekday' },
  month: { kind: 'month' },
  count: { kind: 'count', noun: 'emails', from: 0, to: 5 },
  whole: { kind: 'number', whole: true, from: -2, to: 2 },
  number: { kind: 'number', from: 0, to: 10 },
  money: { kind: 'money', currency: 'EUR' },
  share: { kind: 'share' },
  date: { kind: 'date' },
};

describe('a choice from outside', () => {
  it.each(Object.entries(types).filter(([, type]) => candidates(type)))(
    'is read as the log writes it: %s',
    (_, type) => {
      const read = proposalReader(type);
      for (const value of candidates(type)!) {
        expect(read({ choice: logValue(value, type)! })).toEqual({ choice: value });
      }
    },
  );

  it.each([
    ['time', '7:30', 450],
    ['yesNo', true, 1],
    ['yesNo', false, 0],
    ['oneOf', 7, 1],
    ['count', '3', 3],
    ['number', 2.5, 2.5],
    ['money', 12.34, 12.34],
    ['share', 0.4, 0.4],
    ['date', '2026-02-03', 20_487],
  ] as const)('%s: %s', (type, choice, value) => {
    expect(proposalReader(types[type]!)({ choice })).toEqual({ choice: value });
  });

  it.each([
    ['time', '07:15'],
    ['time', '24:00'],
    ['time', '07:60'],
    ['time', 420],
    ['time', ''],
    ['oneOf', 'mens e-mail'],
    ['oneOf', 0],
    ['yesNo', 'maybe'],
    ['yesNo', 1],
    ['weekday', 'Funday'],
    ['weekday', 1],
    ['month', 13],
    ['count', 6],
    ['count', 2.5],
    ['count', ''],
    ['count', true],
    ['whole', -3],
    ['number', 11],
    ['number', '1e999'],
    ['money', 'much'],
    ['date', '2026-02-30'],
    ['date', '2026-02-03T00:00:00Z'],
  ] as const)('is none: %s %s', (type, choice) => {
    expect(proposalReader(types[type]!)({ choice })).toEqual({
      failure: `\`${String(choice)}\` is none of the choices`,
    });
  });

  it('is named in short where it is long', () => {
    const { failure } = proposalReader(types['yesNo']!)({ choice: 'x'.repeat(1000) });
    expect(failure).toBe(`\`${'x'.repeat(40)}…\` is none of the choices`);
  });
});

describe('probabilities from outside', () => {
  const read = proposalReader(types['count']!);
  it('are one share for each choice', () => {
    expect(read({ probabilities: { 0: 0.25, 5: 0.75 } })).toEqual({
      probabilities: new Map([
        [0, 0.25],
        [5, 0.75],
      ]),
    });
  });

  it.each([
    [{ 0: 0.3334, 1: 0.3333, 2: 0.3333 }, undefined],
    [{ 0: 0.333, 1: 0.333, 2: 0.333 }, undefined],
    [{ 0: 0.33, 1: 0.33, 2: 0.33 }, 'the probabilities add up to 0.99, not to 1'],
    [{ 0: 1, 1: 0.01 }, 'the probabilities add up to 1.01, not to 1'],
    [{}, 'the probabilities add up to 0, not to 1'],
    [{ 6: 1 }, '`6` is none of the choices'],
    [{ 1: 0.5, '1.0': 0.5 }, '`1.0` has a probability already'],
  ])('%j: %s', (probabilities, failure) => {
    expect(read({ probabilities }).failure).toBe(failure);
  });

  it('need a list of choices', () => {
    expect(proposalReader(types['money']!)({ probabilities: { 1: 1 } })).toEqual({
      failure: 'probabilities need a choice with a list of values',
    });
  });
});
