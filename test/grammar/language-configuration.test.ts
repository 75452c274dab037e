import { describe, expect, it } from 'vitest';
import { repositoryFile } from '../support/handoff.ts';

const configuration = JSON.parse(repositoryFile('grammar/language-configuration.json')) as {
  wordPattern: string;
  indentationRules: Record<'increaseIndentPattern' | 'decreaseIndentPattern', string>;
  onEnterRules: { beforeText: string; action: { indent: string } }[];
};

describe('the language configuration', () => {
  it.each([
    ['handoff newsletter under company', true],
    ['data log from "log.csv"', true],
    ['  boundaries', true],
    ['  escalate to lifecycle_team # who is asked', true],
    ['    reviewer', true],
    ['  data: text', false],
    ['  test : yes/no', false],
    ['  owner team', false],
    ['# handoff', false],
    ['    otherwise escalate to brand_team', false],
    ['    learning_rate: never when n is 5', false],
  ])('indents what follows `%s`: %s', (line, indents) => {
    const { increaseIndentPattern, decreaseIndentPattern } = configuration.indentationRules;
    expect(new RegExp(increaseIndentPattern).test(line)).toBe(indents);
    expect(new RegExp(decreaseIndentPattern).test(line)).toBe(false);
  });

  it('goes back to the rules of the block behind `otherwise`', () => {
    const rule = configuration.onEnterRules.find(({ action }) => action.indent === 'outdent');
    const before = new RegExp(rule!.beforeText);
    expect(before.test('      otherwise use the nearest allowed')).toBe(true);
    expect(before.test('    answer within 4 hours, otherwise hold')).toBe(false);
  });

  it('takes a name in backticks, a number and a date for one word each', () => {
    const words = 'never when `send hour` is above 2,000 on 2026-01-05 at 07:00'.match(
      new RegExp(configuration.wordPattern, 'g'),
    );
    expect(words?.slice(2)).toEqual([
      ...['`send hour`', 'is', 'above', '2,000', 'on', '2026-01-05', 'at', '07:00'],
    ]);
  });
});
