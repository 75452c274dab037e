// `node .config/complete-lock.mjs` after `npm install`: adds the packages of other platforms that
// the registry at hand does not have. npm leaves those out of the lock file, and `npm ci` then
// refuses the lock; with an entry it skips them where the platform is another one.
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

const systems = ['darwin', 'linux', 'win32', 'freebsd', 'android', 'openharmony', 'aix'];
const processors = 'arm64 x64 arm ia32 ppc64 riscv64 s390x wasm32'.split(' ');

/** The optional packages that a lock file does not hold, as entries for it. */
export function missingEntries({ packages }) {
  const missing = {};
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isInstalled(packages, path, name)) continue;
      const words = name.split(/[-/]/);
      const found = (list) => list.filter((one) => words.includes(one)).slice(0, 1);
      const [os, cpu] = [found(systems), found(processors)];
      const libc = words.some((word) => word.startsWith('musl'))
        ? ['musl']
        : words.some((word) => word.startsWith('gnu'))
          ? ['glibc']
          : [];
      missing[`node_modules/${name}`] = {
        version,
        ...(cpu.length > 0 && { cpu }),
        ...(entry.dev && { dev: true }),
        ...(libc.length > 0 && { libc }),
        ...(entry.license && { license: entry.license }),
        optional: true,
        ...(os.length > 0 && { os }),
      };
    }
  }
  return missing;
}

/** As Node looks for it: beside the package that asks, then further out. */
function isInstalled(packages, path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(at.lastIndexOf('/node_modules/'), 0))) {
    if (packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`]) return true;
    if (at === '') return false;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const file = new URL('../package-lock.json', import.meta.url);
  const lock = JSON.parse(await readFile(file, 'utf8'));
  const added = missingEntries(lock);
  const { '': root, ...others } = { ...lock.packages, ...added };
  const sorted = Object.entries(others).sort(([left], [right]) => (left < right ? -1 : 1));
  lock.packages = { '': root, ...Object.fromEntries(sorted) };
  await writeFile(file, `${JSON.stringify(lock, undefined, 2)}\n`);
  console.log(`package-lock.json: ${Object.keys(added).length} packages of other platforms added`);
}
