import { describe, expect, it } from 'vitest';
import { distinctTargets } from '../../extension/distinct-targets.ts';

const uri = 'file:///a.handoff';
const h = { uri, handoff: 'h', label: 'h (s)', line: 1 };
const s = { uri, handoff: 'h', simulation: 's', label: 's', line: 2 };
const t = { uri, handoff: 'h', simulation: 't', label: 't', line: 3 };
const k = { uri, handoff: 'k', label: 'k (as logged)', line: 4 };

describe('what a person may choose from', () => {
  it.each([
    ['is nothing where there is nothing', [], []],
    ['is a handoff that has no simulation', [h], [h]],
    ['is a simulation, not its handoff once more', [h, s], [s]],
    ['is each simulation, and each handoff without one', [h, s, t, k], [s, t, k]],
  ])('%s', (_, targets, expected) => {
    expect(distinctTargets(targets)).toEqual(expected);
  });
});
