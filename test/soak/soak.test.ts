import { expect, it } from 'vitest';
import { growth, soak } from './soak.ts';

// The hour is `npm run soak`. The first seconds of a server fill its caches: what it may grow by
// here finds what is kept of every edit, and the hour finds the rest.
it('shows after random edits what a fresh server shows, and keeps its memory', async () => {
  const seed = Date.now() % 1_000_000;
  const { counts, memory, faults } = await soak({ seconds: 14, every: 4, seed });
  expect(faults, `npm run soak -- --minutes 1 --seed ${String(seed)}`).toEqual([]);
  expect(counts.edits).toBeGreaterThan(20);
  expect(counts.requests).toBeGreaterThan(20);
  expect(memory.length).toBeGreaterThan(0);
  expect(growth(memory, 'heap')).toBeLessThan(25);
});
