import { expect, it } from 'vitest';
import { unknownColumns } from '../../language-server/policy/unknown-columns.ts';
import { check } from '../support/handoff.ts';
import { never } from '../support/handoff-texts.ts';

it.each([
  ['one that it compares', 'n is 5', ['n']],
  [
    'both sides of a comparison',
    'spent is above 2 * spent and seen is above sent',
    ['spent', 'seen', 'sent'],
  ],
  ['within not and parentheses', 'not (n is 5 or level is low)', ['n', 'level']],
  ['none that it asks about', 'n is known and n is above 5', []],
  [
    'none that it asks about in another part',
    'level is low or (n is unknown or n is 5)',
    ['level'],
  ],
  ['neither the choice nor what is measured', 'hour is 09:00 and novelty is above 1%', []],
])('a condition becomes unknown by %s', async (_, condition, expected) => {
  const { policies } = await check(never(condition));
  const [rule] = policies[0]?.rules ?? [];
  expect(rule && unknownColumns(rule.fires)).toEqual(expected);
});
