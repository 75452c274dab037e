import { describe, expect, it } from 'vitest';
import { candidates, nearestFirst } from '../../language-server/policy/choices.ts';
import type { ValueType } from '../../language-server/policy/model.ts';

const hourly: ValueType = { kind: 'time', step: 60 };

describe('candidates', () => {
  const cases: [string, ValueType, number[] | undefined][] = [
    ['yes/no', { kind: 'yesNo' }, [0, 1]],
    ['one of', { kind: 'oneOf', values: ['a', 'b', 'c'] }, [0, 1, 2]],
    ['a time by six hours', { kind: 'time', step: 360 }, [0, 360, 720, 1080]],
    ['a time by a step that does not divide the day', { kind: 'time', step: 700 }, [0, 700, 1400]],
    ['a time without a positive step', { kind: 'time', step: 0 }, undefined],
    ['weekdays', { kind: 'weekday' }, [1, 2, 3, 4, 5, 6, 7]],
    ['a bounded whole number', { kind: 'number', whole: true, from: -1, to: 1 }, [-1, 0, 1]],
    ['bounds between whole numbers', { kind: 'number', whole: true, from: 0.5, to: 2.5 }, [1, 2]],
    ['bounds the wrong way round', { kind: 'number', whole: true, from: 2, to: 1 }, []],
    ['a number that need not be whole', { kind: 'number', from: 0, to: 1 }, undefined],
    ['a count with one bound', { kind: 'count', noun: 'emails', from: 0 }, undefined],
    ['a bounded count', { kind: 'count', noun: 'emails', from: 0, to: 2 }, [0, 1, 2]],
    [
      'more values than minutes in a day',
      { kind: 'count', noun: 'emails', from: 0, to: 1440 },
      undefined,
    ],
    ['money', { kind: 'money', currency: 'EUR' }, undefined],
    ['text', { kind: 'text' }, undefined],
  ];
  it.each(cases)('of %s', (_, type, expected) => {
    expect(candidates(type)).toEqual(expected);
  });

  it('of a time by the minute are all of the day', () => {
    expect(candidates({ kind: 'time', step: 1 })).toHaveLength(1440);
  });
});

describe('nearestFirst', () => {
  const cases: [string, ValueType, number, number[], number[]][] = [
    ['a tie goes forward on the clock', hourly, 120, [60, 180, 120], [120, 180, 60]],
    ['the clock is a circle', hourly, 60, [1380, 240], [1380, 240]],
    ['a tie over midnight goes forward', hourly, 1380, [1260, 60], [60, 1260]],
    ['a tie goes forward, however they are listed', hourly, 1380, [60, 1260], [60, 1260]],
    ['half a day away is one value, last', hourly, 0, [720, 1380, 60], [60, 1380, 720]],
    ['a time that is no candidate', hourly, 130, [60, 120, 180], [120, 180, 60]],
    ['weekdays are a circle', { kind: 'weekday' }, 1, [3, 7, 2], [2, 7, 3]],
    ['months are a circle', { kind: 'month' }, 12, [10, 2, 11], [11, 2, 10]],
    ['numbers are a line, ties go up', { kind: 'number' }, 3, [0, 1, 2, 4, 5], [4, 2, 5, 1, 0]],
    ['one of has no distance', { kind: 'oneOf', values: ['a', 'b'] }, 0, [0, 1], []],
    ['yes/no has no distance', { kind: 'yesNo' }, 0, [0, 1], []],
  ];
  it.each(cases)('%s', (_, type, choice, list, expected) => {
    expect(nearestFirst(type, choice, list)).toEqual(expected);
  });
});
