import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const licence = /^(licen[cs]e|copying|notice)/i;

/**
 * What the licences of the packages in a bundle ask to be handed on with it: their texts, with
 * where their source is. `inputs` are the files that esbuild says it was made from.
 */
export async function thirdPartyNotices(inputs, root = '.') {
  const folders = new Set(inputs.flatMap((file) => folderOf(file) ?? []));
  const parts = await Promise.all([...folders].map((folder) => noticeOf(folder, root)));
  const head = 'The programs in this folder contain the packages below, under these licences.\n';
  return [head, ...parts.sort()].join(`\n${'-'.repeat(80)}\n\n`);
}

/** The folder of the package that a file belongs to; undefined for our own. */
function folderOf(file) {
  return /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

async function noticeOf(folder, root) {
  const place = path.join(root, folder);
  const { name, version, license, repository } = JSON.parse(
    await readFile(path.join(place, 'package.json'), 'utf8'),
  );
  const files = (await readdir(place)).filter((file) => licence.test(file)).sort();
  if (files.length === 0) {
    throw new Error(`${folder} has no licence text, which it would have to be shipped with`);
  }
  const texts = await Promise.all(files.map((file) => readFile(path.join(place, file), 'utf8')));
  const source = sourceOf(repository);
  return [`${name} ${version} (${license})`, ...(source ? [source] : []), '', ...texts.map(clean)]
    .join('\n')
    .concat('\n');
}

/** The web address in what a package says of its repository, which packages write in many ways. */
function sourceOf(repository) {
  const url = typeof repository === 'string' ? repository : repository?.url;
  const [, onGithub] = /^(?:.*github(?:\.com)?[:/])?([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(url) ?? [];
  return onGithub ? `https://github.com/${onGithub}` : url;
}

function clean(text) {
  return text.replaceAll('\r\n', '\n').trim();
}
