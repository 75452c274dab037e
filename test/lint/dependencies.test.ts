import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { missingEntries } from '../../.config/complete-lock.mjs';

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

const manifest = JSON.parse(read('package.json')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};
const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
const table = read('CONTRIBUTING.md').split('## Dependencies')[1] ?? '';
const reasons = [...table.matchAll(/^\| `(\S+)` +\| +(\S.*?) +\|$/gm)].map(
  ([, name, reason]): [name: string, reason: string] => [name!, reason!],
);

it.each(versions)('%s is pinned to an exact version: %s', (_name, version) => {
  expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.-]+)?$/);
});

it('gives a reason for every dependency, and for nothing else', () => {
  expect(reasons.map(([name]) => name).sort()).toEqual(versions.map(([name]) => name).sort());
});

it.each(reasons)('%s has a reason that says something: %s', (_name, reason) => {
  expect(reason.split(' ').length).toBeGreaterThan(2);
});

it('locks the packages of every platform, so that `npm ci` takes the lock on each', () => {
  const lock = JSON.parse(read('package-lock.json')) as Parameters<typeof missingEntries>[0];
  expect(Object.keys(missingEntries(lock))).toEqual([]);
});

it('finds a package that a lock lacks, with what its name says of its platform', () => {
  const packages = {
    'node_modules/tool': { optionalDependencies: { 'tool-linux-arm64-musl': '1.2.3' } },
  };
  expect(missingEntries({ packages })).toEqual({
    'node_modules/tool-linux-arm64-musl': {
      version: '1.2.3',
      cpu: ['arm64'],
      libc: ['musl'],
      optional: true,
      os: ['linux'],
    },
  });
});

it('names no registry in the lock', () => {
  expect(read('package-lock.json')).not.toMatch(/"resolved": "https?:/);
});
