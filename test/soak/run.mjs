// `npm run soak`: an hour of random edits. `npm run soak -- --minutes 5 --seed 7` for less, or for
// the same edits again; `--program dist/main.js` names another build of the server.
import { parseArgs } from 'node:util';
import { growth, soak } from './soak.ts';

/** Percent that memory may grow by, from the first third of the checkpoints to the last. */
const most = { heap: 10, data: 5, resident: 25 };

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string' },
    program: { type: 'string' },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const seconds = Number(values.minutes) * 60;
console.log(`seed ${seed}, ${values.minutes} minutes`);
const { memory, faults } = await soak({
  seconds,
  every: Math.min(30, seconds / 9),
  seed,
  program: values.program,
  say: console.log,
});
for (const part of Object.keys(most)) {
  const percent = growth(memory, part);
  console.log(`${part} grew by ${percent.toFixed(1)}%, at most ${most[part]}%`);
  // Of a soak that ended early there may be nothing to compare.
  if (!(percent <= most[part])) faults.push(`${part} is not flat`);
}
for (const fault of faults) console.error(`FAULT ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;
