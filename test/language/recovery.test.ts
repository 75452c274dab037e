import { describe, expect, it } from 'vitest';
import { check, examples, shown } from '../support/handoff.ts';
import { breakages, measureRecovery, rulesIn } from '../support/recovery.ts';

const measured = examples.map(({ path, text }) => ({ path, results: measureRecovery(text) }));

function survival(results: readonly { expected: number; lost: string[] }[]): number {
  const expected = results.reduce((sum, each) => sum + each.expected, 0);
  const lost = results.reduce((sum, each) => sum + each.lost.length, 0);
  return 1 - lost / expected;
}

describe('with one line broken, the rules of all other lines are still read', () => {
  it.each(measured)('in $path', ({ path, results }) => {
    console.log(`${path}: ${(100 * survival(results)).toFixed(2)}% of the other rules survive`);
    expect(survival(results)).toBeGreaterThanOrEqual(0.95);
  });

  it.each(Object.keys(breakages))('when %s', (breakage) => {
    const results = measured.flatMap((each) => each.results);
    const share = survival(results.filter((each) => each.breakage === breakage));
    console.log(`${breakage}: ${(100 * share).toFixed(2)}%`);
    expect(share).toBeGreaterThanOrEqual(0.95);
  });

  it('a broken rule costs no other rule, unless the line starts a block', () => {
    const starters = new Set(
      `data handoff guardrails calendar simulation test boundaries escalate surprises learning
       autonomy feedback reviewer`.split(/\s+/),
    );
    const rules = measured.flatMap(({ results }) =>
      results.filter(({ line }) => !starters.has(line.split(' ')[1] ?? '')),
    );
    const share = survival(rules);
    console.log(`rules alone: ${(100 * share).toFixed(2)}%`);
    expect(share).toBeGreaterThanOrEqual(0.995);
  });
});

const data = `data d from "d.csv"
  hour: time of day, chosen
  ok: yes/no
handoff h
  owner o
  uses d
  the agent chooses hour
`;

describe('after an error', () => {
  it('a word that also starts a declaration does not end the handoff from within a line', () => {
    const text = `${data}boundaries
      a: never when ( calendar x
      b: never when ok
      escalate to o
      c: when ok
    `;
    expect(rulesIn(text).map(({ key }) => key.split(' ').slice(0, 2).join(' '))).toContain(
      'HandoffBlock Trigger',
    );
  });

  it('thousands of slips in one block are each reported, without recursion', async () => {
    const lines = Array.from({ length: 3000 }, (_, index) => `r${index}: never when ok banana`);
    const { diagnostics } = await check(`${data}boundaries\n${lines.join('\n')}`);
    expect(diagnostics).toHaveLength(3000);
  });

  it('the next file is read as if nothing had happened', async () => {
    await check(`${data}boundaries\n${'( '.repeat(500)}`);
    expect(shown(await check(data))).toEqual([]);
  });
});
