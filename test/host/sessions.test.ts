import { describe, expect, it } from 'vitest';
import type { Session } from './sessions.mts';
import { chosenSessions } from './sessions.mts';

const all: Session[] = [
  { name: 'source', suites: ['panel', 'lenses'] },
  { name: 'packaged', suites: ['panel'], isPacked: true },
  { name: 'restricted', suites: ['trust'], isPacked: true, trusted: false },
];

const rows: [asked: string | undefined, expected: string[]][] = [
  [undefined, ['source: panel, lenses', 'packaged: panel', 'restricted: trust']],
  ['panel', ['source: panel', 'packaged: panel']],
  ['trust,lenses', ['source: lenses', 'restricted: trust']],
];

describe('the sessions of VS Code that run', () => {
  it.each(rows)(
    'are those with the suites asked for, and with these alone: %s',
    (asked, expected) => {
      const chosen = chosenSessions(asked, all);
      expect(chosen.map(({ name, suites }) => `${name}: ${suites.join(', ')}`)).toEqual(expected);
    },
  );

  it('are none where a suite is not known: a typing error does not pass for a test', () => {
    expect(() => chosenSessions('panels', all)).toThrow(
      /no session .* has `panels`; there are panel, lenses, trust/,
    );
  });
});
