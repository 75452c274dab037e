import { resolve } from 'node:path';
import { URI } from 'langium';
import { NodeFileSystem } from 'langium/node';
import { checkFile } from '../../language-server/language/diagnose.ts';
import { loadFiles } from '../../language-server/language/load.ts';
import { createHandoffServices } from '../../language-server/language/services.ts';
import type { Policy, Simulation } from '../../language-server/policy/model.ts';

/** The policy and the first simulation of an example, or of any other `.handoff` file. */
export async function loadExample(
  name: string,
  file = `examples/${name}/${name}.handoff`,
): Promise<{ policy: Policy; simulation: Simulation }> {
  const services = createHandoffServices(NodeFileSystem);
  const { documents } = await loadFiles([URI.file(resolve(file))], services);
  const [document] = documents;
  if (!document) throw new Error(`${file} cannot be read`);
  const checked = checkFile(document, services, { relativePath: () => file });
  const [policy] = checked.policies;
  const [simulation] = checked.simulations;
  if (!policy || !simulation || checked.diagnostics.length > 0) {
    throw new Error(`${file} has problems: run \`handoff check\``);
  }
  return { policy, simulation };
}
