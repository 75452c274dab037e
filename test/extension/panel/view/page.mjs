// The panel's view in a browser, without VS Code: `node esbuild.mjs && node <this file>`, then open
// the address with `?theme=dark|light|contrast&state=finished|running|…&decisions=60000`.
// With `--shots <folder>` and CHROMIUM=<its program> it writes a picture of each state instead, and
// fails on any word in the console, the CSP's included.
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { takePictures } from './pictures.mjs';
import { themes } from './themes.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../../..', import.meta.url));
const nonce = 'only-for-the-development-page';

const { outputFiles } = await build({
  entryPoints: [join(here, 'fake-host.ts')],
  bundle: true,
  write: false,
  format: 'iife',
});

/** The page as the extension's host writes it, with a fake host before the view. */
function page(theme) {
  const csp =
    `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'self'; ` +
    `base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${csp}">
<link rel="stylesheet" href="/theme.css?theme=${theme}"><link rel="stylesheet" href="/view.css">
</head><body><div id="root"></div>
<script nonce="${nonce}" src="/fake-host.js"></script>
<script nonce="${nonce}" src="/view.js"></script></body></html>`;
}

function themeCss(theme) {
  const variables = Object.entries(themes[theme]).map(
    ([name, value]) => `--vscode-${name}:${value}`,
  );
  return `:root{${variables.join(';')}}body{background:var(--vscode-sideBar-background)}`;
}

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  const named = searchParams.get('theme');
  const theme = named in themes ? named : 'dark';
  const send = (type, body) => response.setHeader('content-type', type).end(body);
  if (pathname === '/') return send('text/html', page(theme));
  if (pathname === '/theme.css') return send('text/css', themeCss(theme));
  if (pathname === '/fake-host.js') return send('text/javascript', outputFiles[0].contents);
  if (pathname === '/view.css')
    return send('text/css', await readFile(join(root, 'dist/view.css')));
  if (pathname === '/view.js') {
    return send('text/javascript', await readFile(join(root, 'dist/view.js')));
  }
  response.writeHead(404).end();
});

const shots = process.argv.indexOf('--shots');
server.listen(shots < 0 ? 4173 : 0, '127.0.0.1', async () => {
  const address = `http://127.0.0.1:${server.address().port}/`;
  if (shots < 0) return console.log(address);
  const folder = process.argv[shots + 1];
  await mkdir(folder, { recursive: true });
  const complaints = await takePictures(address, { folder, chromium: process.env.CHROMIUM });
  for (const complaint of complaints) console.error(complaint);
  process.exitCode = complaints.length === 0 ? 0 : 1;
  server.close();
});
