// `npm run coverage`: how often intervals hold a truth that is known, and whether what is planted is
// found; `npm run coverage intervals` runs one part, and `-- --write` puts the tables into the
// reference. It takes some minutes.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { plantedWorld } from '../support/planted.ts';
import { intervalsTable } from './intervals.ts';
import { surprisesTable, valuesTable } from './newsletter.ts';
import { withPart } from './tables.ts';

const reference = new URL('../../grammar/REFERENCE.md', import.meta.url);
const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

const parts = {
  intervals: () => ({ intervals: intervalsTable(500) }),
  newsletter: async () => {
    const worlds = [];
    for (const seed of seeds) worlds.push({ seed, ...(await plantedWorld(seed)) });
    return { values: valuesTable(worlds), surprises: surprisesTable(worlds) };
  },
};

const { values, positionals } = parseArgs({
  options: { write: { type: 'boolean', default: false } },
  allowPositionals: true,
});
for (const [name, part] of Object.entries(parts)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  for (const [title, table] of Object.entries(await part())) {
    console.log(`${title}\n\n${table}\n`);
    if (values.write) {
      writeFileSync(reference, withPart(readFileSync(reference, 'utf8'), title, table));
    }
  }
}
