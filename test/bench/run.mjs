// `npm run bench`: everything that is measured, one table after the other. `npm run bench rules`
// runs one part.
import { benchEditor } from './editor.ts';
import { benchMemory } from './memory.ts';
import { benchReplay } from './replay.ts';
import { benchReport } from './report.ts';
import { benchRules } from './rules.ts';
import { benchSolver } from './solver.ts';

const parts = {
  rules: benchRules,
  replay: benchReplay,
  report: benchReport,
  memory: benchMemory,
  solver: benchSolver,
  editor: benchEditor,
};
const asked = process.argv.slice(2);

console.log(`Node ${process.version}, ${process.platform} ${process.arch}`);
for (const [name, part] of Object.entries(parts)) {
  if (asked.length === 0 || asked.includes(name)) console.log(`\n${await part()}`);
}
