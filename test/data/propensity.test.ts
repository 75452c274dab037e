import { describe, expect, it } from 'vitest';
import type { Column, Randomised, ValueType } from '../../language-server/policy/model.ts';
import { column, readCsv } from './workspace.ts';

const colours: ValueType = { kind: 'oneOf', values: ['red', 'green', 'blue'] };
const chosen = (type: ValueType, randomised?: Randomised): Column => ({
  ...column('choice', type, 'chosen'),
  ...(randomised ? { randomised } : {}),
});

const propensities = async (text: string, columns: Column[], by?: string[]) =>
  (await readCsv(text, columns, by ? { source: { propensityEstimatedBy: by } } : {}))[
    '#propensity'
  ];

describe('the propensity of the logged choice', () => {
  it('is absent where nothing is said of it', async () => {
    expect(await propensities('choice\nred\n', [chosen(colours)])).toBeUndefined();
  });

  it('is what the file says, unknown where the file does not', async () => {
    const share = column('p', { kind: 'share' }, 'propensity');
    expect(
      await propensities('choice,p\nred,25%\nred,\nred,7\n', [chosen(colours), share]),
    ).toEqual([0.25, undefined, undefined]);
  });

  it('is delivered also where its column is not asked for', async () => {
    const all = await readCsv(
      'choice,p\nred,0.5\n',
      [chosen(colours), column('p', { kind: 'share' }, 'propensity')],
      { columns: [] },
    );
    expect(all).toEqual({ '#row': [1], '#propensity': [0.5] });
  });

  it.each<[ValueType, string, number]>([
    [colours, 'red', 1 / 3],
    [{ kind: 'yesNo' }, 'yes', 1 / 2],
    [{ kind: 'time', step: 60 }, '9', 1 / 24],
    [{ kind: 'weekday' }, 'Monday', 1 / 7],
    [{ kind: 'month' }, 'June', 1 / 12],
    [{ kind: 'number', whole: true, from: 1, to: 5 }, '2', 1 / 5],
    [{ kind: 'count', noun: 'emails', from: 0, to: 3 }, '2', 1 / 4],
  ])('is one over the candidates when chosen evenly: %o', async (type, value, expected) => {
    const column = chosen(type, { kind: 'evenly' });
    expect(await propensities(`choice,x\n${value},1\n,2\n`, [column])).toEqual([
      expected,
      undefined,
    ]);
  });

  it('is absent when chosen evenly from a type without an end', async () => {
    const column = chosen({ kind: 'number' }, { kind: 'evenly' });
    expect(await propensities('choice\n2\n', [column])).toBeUndefined();
  });

  it.each<[ValueType, number[], string[], (number | undefined)[]]>([
    [colours, [0.5, 0.3, 0.2], ['blue', 'red', 'green', 'pink'], [0.2, 0.5, 0.3, undefined]],
    [{ kind: 'yesNo' }, [0.9, 0.1], ['no', 'yes'], [0.9, 0.1]],
    [{ kind: 'time', step: 720 }, [0.4, 0.6], ['12:00', '0'], [0.6, 0.4]],
    [{ kind: 'number', whole: true, from: 3, to: 4 }, [0.4, 0.6], ['4', '3'], [0.6, 0.4]],
  ])('is the share of its value, in ascending order: %o', async (type, shares, cells, expected) => {
    const column = chosen(type, { kind: 'shares', shares });
    expect(await propensities(`choice,x\n${cells.join(',\n')},\n`, [column])).toEqual(expected);
  });

  it('is estimated as the share of the choice within its cell', async () => {
    const text = [
      'choice,segment,who',
      'red,active,a',
      'red,active,b',
      'green,active,c',
      ',active,d',
      'blue,,e',
      'red,nonsense,f',
      'green,lapsing,g',
    ].join('\n');
    const segment = column('segment', { kind: 'oneOf', values: ['active', 'lapsing'] });
    expect(await propensities(text, [chosen(colours), segment], ['segment'])).toEqual([
      2 / 3,
      2 / 3,
      1 / 3,
      undefined,
      1 / 2,
      1 / 2,
      1,
    ]);
  });

  it('is estimated over cells of several columns, text among them, in the order of the moment', async () => {
    const text = [
      'choice,city,mobile,moment',
      'red,Rome,1,2026-01-04T00:00:00Z',
      'green,Rome,1,2026-01-03T00:00:00Z',
      'red,Rome,0,2026-01-02T00:00:00Z',
      'red,Oslo,1,2026-01-01T00:00:00Z',
    ].join('\n');
    const columns = [
      chosen(colours),
      column('city', { kind: 'text' }),
      column('mobile', { kind: 'yesNo' }),
      column('moment', { kind: 'timestamp' }, 'moment'),
    ];
    expect(await propensities(text, columns, ['city', 'mobile'])).toEqual([1, 1, 1 / 2, 1 / 2]);
  });

  it('is estimated over the whole file where no cell is named', async () => {
    expect(await propensities('choice\nred\nred\nblue\ngreen\n', [chosen(colours)], [])).toEqual([
      0.5, 0.5, 0.25, 0.25,
    ]);
  });
});
