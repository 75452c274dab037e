import { describe, expect, it } from 'vitest';
import { outcomeOf } from './outcome.mts';
import type { Report } from './protocol.ts';

const planned: Report = { event: 'planned', titles: ['one', 'two'] };
const passed = (title: string): Report => ({ event: 'ended', title, ms: 5 });
const failed: Report = { event: 'ended', title: 'one', ms: 5, error: 'the reason' };
const end = 'VS Code ended the tests with exit code 0';

const rows: [string, Report[], string[]][] = [
  ['all tests passed', [planned, passed('one'), passed('two')], ['one: ok', 'two: ok']],
  ['a test failed', [planned, failed, passed('two')], ['one: the reason', 'two: ok']],
  [
    'a test was skipped',
    [planned, { event: 'skipped', title: 'one', reason: 'no page' }, passed('two')],
    ['one: skipped, no page', 'two: ok'],
  ],
  [
    'the extension host is killed during a test',
    [planned, { event: 'started', title: 'one' }],
    [`one: it did not end: ${end}`, `two: it never ran: ${end}`],
  ],
  ['the tests never start', [], [`VS Code runs the tests: ${end}`]],
  ['there are no tests', [{ event: 'planned', titles: [] }], ['there are tests: none was found']],
];

describe('what comes of a session in VS Code', () => {
  it.each(rows)('when %s', (_when, reports, expected) => {
    const said = outcomeOf(reports, end).results.map(({ title, ok, error, skipped }) => {
      if (ok) return skipped ? `${title}: skipped, ${skipped}` : `${title}: ok`;
      return `${title}: ${error ?? 'no reason'}`;
    });
    expect(said).toEqual(expected);
  });

  it('holds what was measured', () => {
    const measured: Report = { event: 'measured', name: 'heap', value: '3 MB' };
    expect(outcomeOf([planned, measured], end).figures).toEqual([{ name: 'heap', value: '3 MB' }]);
  });
});
