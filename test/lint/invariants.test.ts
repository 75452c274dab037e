import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const invariants = new Set([
  'handoff/direction',
  'no-restricted-properties',
  'no-restricted-globals',
  'no-restricted-syntax',
  '@typescript-eslint/consistent-type-imports',
]);

/** The project's own configuration, without the rules that need the file to exist on disk. */
const eslint = new ESLint({
  cwd: fileURLToPath(new URL('../..', import.meta.url)),
  overrideConfigFile: '.config/eslint.config.mjs',
  overrideConfig: {
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    languageOptions: { parserOptions: { projectService: false } },
  },
  ruleFilter: ({ ruleId }) => invariants.has(ruleId),
});

async function lint(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: file, warnIgnored: true });
  return result?.messages.map(({ message }) => message) ?? ['not linted'];
}

const policy = 'language-server/policy/evaluate.ts';
const simulation = 'language-server/simulation/replay.ts';
const agent = 'language-server/simulation/agents/thompson.ts';
const data = 'language-server/data/open.ts';
const language = 'language-server/language/scopes.ts';
const compile = 'language-server/language/compile.ts';
const background = 'language-server/background/serve.ts';
const question = 'language-server/background/protocol.ts';
const server = 'language-server/server/runs.ts';
const cli = 'language-server/cli/main.ts';
const main = 'language-server/main.ts';
const charts = 'language-server/charts/chart.tsx';
const protocol = 'language-server/protocol.ts';
const extension = 'extension/extension.ts';
const host = 'extension/panel/host.ts';
const view = 'extension/panel/view/chart.ts';
const viewPart = 'extension/panel/view/chart.tsx';

const from = (source: string) => `import { x } from '${source}';\nx();\n`;

/** The words of the reason that must be in the one message; undefined: allowed. */
type Case = [file: string, code: string, reason?: string];

const imports: Case[] = [
  [policy, from('langium'), 'policy/ says what a policy means'],
  [policy, from('vscode-languageserver'), 'policy/ says'],
  [policy, from('vscode'), 'policy/ says'],
  [policy, from('node:fs'), 'policy/ says'],
  [policy, from('path'), 'policy/ says'],
  [policy, from('../language/scopes.ts'), 'policy/ says'],
  [policy, from('../simulation/replay.ts'), 'policy/ says'],
  [policy, from('../data/open.ts'), 'policy/ says'],
  [policy, from('../cli/main.ts'), 'policy/ says'],
  [policy, "export { x } from '../data/open.ts';", 'policy/ says'],
  [policy, "export const load = () => import('node:fs');", 'policy/ says'],
  [policy, "export type X = import('langium').AstNode;", 'policy/ says'],
  [policy, from('./model.ts')],
  [policy, from('temporal-polyfill')],
  [simulation, from('langium'), 'simulation/ stands on policy/ alone'],
  [simulation, from('node:child_process'), 'simulation/ stands'],
  [simulation, from('../data/open.ts'), 'simulation/ stands'],
  [agent, from('../../cli/main.ts'), 'simulation/ stands'],
  [agent, from('../../policy/model.ts')],
  [simulation, from('./agents/thompson.ts')],
  [data, from('../policy/evaluate.ts'), 'data/ turns files into columns'],
  [data, from('../simulation/replay.ts'), 'data/ turns'],
  [data, from('../policy/model.ts')],
  [data, from('node:fs')],
  [data, from('@duckdb/node-api')],
  [language, from('node:fs'), 'through the file system that Langium is given'],
  [language, from('langium/node'), 'through the file system that Langium is given'],
  [language, from('../simulation/replay.ts'), 'knows nothing of data or simulation'],
  [language, from('../data/open.ts'), 'knows nothing of data or simulation'],
  [language, from('../policy/evaluate.ts')],
  [language, from('langium')],
  [main, from('node:fs'), 'only data/, run/, background/ and cli/ touch files'],
  [main, from('langium/node')],
  [background, from('../language/compile.ts'), 'gets compiled policies'],
  [background, from('../server/runs.ts'), 'gets compiled policies'],
  [background, from('langium'), 'gets compiled policies'],
  [background, from('node:fs')],
  [background, from('../run/open-run.ts')],
  [question, from('../run/open-run.ts'), 'must not load a database with it'],
  [question, from('../protocol.ts')],
  [server, from('node:fs'), 'by the background process alone'],
  [server, from('../run/open-run.ts'), 'by the background process alone'],
  [server, from('../data/open.ts'), 'by the background process alone'],
  [server, from('../background/serve.ts'), 'by the background process alone'],
  [server, from('../run/hashes.ts')],
  [server, from('../background/protocol.ts')],
  [server, from('../language/diagnose.ts')],
  [cli, from('node:fs')],
  [cli, from('../simulation/replay.ts')],
  [cli, from('vscode'), 'without an editor'],
  [cli, from('../../extension/extension.ts'), 'without an editor'],
  [charts, from('../simulation/replay.ts'), 'turns what was found into SVG'],
  [charts, from('../policy/model.ts'), 'turns what was found into SVG'],
  [charts, from('node:fs'), 'turns what was found into SVG'],
  [charts, from('vscode'), 'turns what was found into SVG'],
  [charts, from('../policy/format.ts')],
  [charts, from('../protocol.ts')],
  [protocol, from('langium'), 'both sides bundle the protocol'],
  [protocol, from('./language/scopes.ts'), 'both sides bundle the protocol'],
  [protocol, from('./policy/model.ts')],
  [extension, from('../language-server/policy/model.ts'), 'language-server/protocol.ts alone'],
  [extension, from('langium'), 'language-server/protocol.ts alone'],
  [extension, from('./panel/view/chart.ts'), 'language-server/protocol.ts alone'],
  [extension, from('../language-server/protocol.ts')],
  [extension, from('vscode')],
  [host, from('./protocol.ts')],
  [view, from('vscode'), 'extension/panel/protocol.ts alone'],
  [view, from('node:fs'), 'extension/panel/protocol.ts alone'],
  [view, from('../host.ts'), 'extension/panel/protocol.ts alone'],
  [view, from('../../../language-server/protocol.ts'), 'extension/panel/protocol.ts alone'],
  [view, from('../protocol.ts')],
  [view, from('../../../language-server/charts/chart.tsx')],
  [view, from('./axis.ts')],
];

const readsAst = (part: string) =>
  `import { isRule } from './generated/ast.ts';\n` +
  `import type { ${part} } from '../policy/model.ts';\nexport const f = (x: ${part}) => isRule(x);\n`;

const ast: Case[] = [
  [language, readsAst('Rule'), 'turn the AST into the policy model'],
  [compile, readsAst('Rule')],
  ['language-server/language/compile/rules.ts', readsAst('Rule').replaceAll("'.", "'../.")],
  [language, readsAst('ValueType')],
  [language, readsAst('Rule').replace(/^.*\n/, 'const isRule = Boolean;\n')],
  [cli, from('../language/generated/ast.ts'), 'Nobody but language/ sees the AST'],
];

const deterministicCode: [code: string, reason?: string][] = [
  ['Date.now();', 'A clock is an argument'],
  ['new Date();', 'A clock is an argument'],
  ['performance.now();', 'A clock is an argument'],
  ['const { now } = Date; now();', 'A clock is an argument'],
  ['Math.random();', 'A random source is an argument'],
  ['new Date(2026, 0, 1);', "the machine's own time zone"],
  ['new Date(x).getHours();', "the machine's own time zone"],
  ['new Intl.NumberFormat();', 'no default locale'],
  ["new Intl.NumberFormat(undefined, { style: 'percent' });", 'no default locale'],
  ['Intl.Collator([]);', 'no default locale'],
  ['x.toLocaleString();', 'no default locale'],
  ["x.localeCompare('b');", 'no default locale'],
  ['new Date(0).toISOString();'],
  ["new Intl.NumberFormat('en');"],
  ['Math.max(1, 2);'],
];
const deterministic = deterministicCode.flatMap(([code, ...reason]) =>
  [policy, simulation, data, language].map((file): Case => [file, `${code}\n`, ...reason]),
);

const globals: Case[] = [
  [policy, 'process.exit(1);', 'The process belongs to cli/'],
  [simulation, 'setTimeout(() => {}, 1);', 'A timer is a clock'],
  [simulation, "void fetch('x');", 'never talks to a network'],
  [cli, 'process.exitCode = 1;'],
  [cli, 'Date.now();'],
];

const style: Case[] = [
  [view, "document.body.innerHTML = 'x';", 'goes into the page as text'],
  [view, "element.insertAdjacentHTML('beforeend', 'x');", 'goes into the page as text'],
  [view, "document.write('x');", 'goes into the page as text'],
  [view, 'const { outerHTML } = element; say(outerHTML);', 'goes into the page as text'],
  [viewPart, 'say(<p dangerouslySetInnerHTML={x} />);', 'goes into the page as text'],
  [viewPart, 'say(<p style="color: red" />);', 'breaks the CSP'],
  [viewPart, "say(<p style={{ width: '1px' }}>text</p>);"],
  [viewPart, from('../../../language-server/protocol.ts'), 'extension/panel/protocol.ts alone'],
  [policy, 'export default 1;', 'No default exports'],
  [policy, 'const x = 1;\nexport { x as default };', 'No default exports'],
  ['test/policy/x.test.ts', 'export default 1;', 'No default exports'],
  ['.config/some.config.mts', 'export default 1;'],
  [policy, "export * from './model.ts';", 'No barrels'],
  [policy, 'export enum Verdict { act }', 'Types are erased'],
  [policy, 'export class A { constructor(private x: number) {} }', 'Types are erased'],
  [
    policy,
    "import { Rule } from './model.ts';\nexport const f = (x: Rule) => x;",
    'only used as types',
  ],
  [policy, "import type { Rule } from './model.ts';\nexport const f = (x: Rule) => x;"],
  [cli, "import { z } from 'zod';\nz();", 'bundles five times as much'],
  [cli, "import * as z from 'zod';\nz();"],
  [cli, 'createConnection();', 'Only language-server/main.ts opens a connection'],
  [language, 'server.createConnection();', 'Only language-server/main.ts opens a connection'],
  [extension, 'createConnection();', 'Only language-server/main.ts opens a connection'],
  [main, 'createConnection();'],
  [
    'language-server/cli/serve.ts',
    "import { createConnection as open } from 'vscode-languageserver/node';\nopen();",
    'Only language-server/main.ts opens a connection',
  ],
];

describe.each([
  ['the direction of imports', imports],
  ['the abstract syntax tree', ast],
  ['determinism', deterministic],
  ['globals', globals],
  ['style', style],
])('%s', (_title, cases) => {
  const broken = cases.flatMap(([file, code, reason]) => (reason ? [{ file, code, reason }] : []));
  const kept = cases.flatMap(([file, code, reason]) => (reason ? [] : [{ file, code }]));

  it.each(broken)('is guarded in $file: $code', async ({ file, code, reason }) => {
    expect(await lint(file, code)).toEqual([expect.stringContaining(reason)]);
  });

  it.each(kept)('allows in $file: $code', async ({ file, code }) => {
    expect(await lint(file, code)).toEqual([]);
  });
});

describe('what is not ours to lint', () => {
  it.each(['language-server/language/generated/ast.ts', 'dist/cli.js'])(
    'ignores %s',
    async (file) => {
      expect(await lint(file, 'export default 1;')).toEqual([
        expect.stringContaining('File ignored'),
      ]);
    },
  );
});
