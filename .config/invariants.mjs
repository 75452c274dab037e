import { direction } from './direction.mjs';

const CLOCK = 'A clock is an argument: the same policy, data and seed give the same bytes.';
const RANDOM = 'A random source is an argument, drawn from a seed.';
const LOCALE = 'Text and numbers must come out the same on every machine: no default locale.';
const LOCAL_TIME = "This reads the machine's own time zone; read the subject's clock instead.";

const localGetters = (
  'getFullYear getMonth getDate getDay getHours getMinutes setFullYear setMonth setDate ' +
  'setHours setMinutes getTimezoneOffset toDateString toTimeString'
).split(' ');
const localeMethods = (
  'toLocaleString toLocaleDateString toLocaleTimeString toLocaleUpperCase toLocaleLowerCase ' +
  'localeCompare'
).split(' ');

/** What gives another result on another machine, at another time, or in another run. */
const deterministicProperties = [
  { object: 'Date', property: 'now', message: CLOCK },
  { object: 'Date', property: 'parse', message: LOCAL_TIME },
  { object: 'performance', property: 'now', message: CLOCK },
  { object: 'Temporal', property: 'Now', message: CLOCK },
  { object: 'Math', property: 'random', message: RANDOM },
  { object: 'crypto', property: 'randomUUID', message: RANDOM },
  { object: 'crypto', property: 'getRandomValues', message: RANDOM },
  ...localGetters.map((property) => ({ property, message: LOCAL_TIME })),
  ...localeMethods.map((property) => ({ property, message: LOCALE })),
];

const deterministicSyntax = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: CLOCK },
  { selector: 'CallExpression[callee.name="Date"]', message: CLOCK },
  { selector: 'NewExpression[callee.name="Date"][arguments.length>1]', message: LOCAL_TIME },
  // `Intl.NumberFormat()`, `(undefined, …)` and `([], …)` all mean the locale of the machine.
  ...[
    '[arguments.length=0]',
    '[arguments.0.type="Identifier"][arguments.0.name="undefined"]',
    '[arguments.0.type="ArrayExpression"][arguments.0.elements.length=0]',
  ].map((locale) => ({
    selector: `:matches(NewExpression, CallExpression)[callee.object.name="Intl"]${locale}`,
    message: LOCALE,
  })),
];

const pureGlobals = [
  ['process', 'The process belongs to cli/: pass in what you need of it.'],
  ['fetch', 'Handoff never talks to a network.'],
  ['setTimeout', 'A timer is a clock: evaluation and simulation run to their end.'],
  ['setInterval', 'A timer is a clock: evaluation and simulation run to their end.'],
  ['require', 'Modules are imported, so that the rules on imports see them.'],
  ['window', 'There is no screen here.'],
  ['document', 'There is no screen here.'],
].map(([name, message]) => ({ name, message }));

const noDefaultExport = {
  selector: ':matches(ExportDefaultDeclaration, ExportSpecifier[exported.name="default"])',
  message: 'No default exports: a thing has one name, wherever it is imported.',
};
const noBarrel = {
  selector: 'ExportAllDeclaration',
  message: 'No barrels: import from the file that says it.',
};
const noConnection = {
  selector:
    ':matches(CallExpression[callee.name="createConnection"], CallExpression[callee.property.name="createConnection"], ImportSpecifier[imported.name="createConnection"])',
  message: 'Only language-server/main.ts opens a connection: everything else runs without one.',
};
const noEnum = {
  selector: ':matches(TSEnumDeclaration, TSModuleDeclaration[kind!="global"], TSParameterProperty)',
  message: 'Types are erased and nothing else: Node runs these files as they are.',
};
const noNamedZod = {
  selector:
    'ImportDeclaration[source.value="zod"] > :matches(ImportSpecifier[imported.name="z"], ImportDefaultSpecifier)',
  message: "Write `import * as z from 'zod'`: the name `z` bundles five times as much.",
};

const TEXT = 'What files say is not to be trusted: it goes into the page as text, never as HTML.';
const asHtml = 'innerHTML outerHTML insertAdjacentHTML dangerouslySetInnerHTML srcdoc'.split(' ');
/** What a strict CSP would forbid at run time, or what would let data speak as code. */
const noHtml = [
  ...asHtml.flatMap((name) => [
    { selector: `MemberExpression[property.name="${name}"]`, message: TEXT },
    { selector: `JSXAttribute[name.name="${name}"]`, message: TEXT },
    { selector: `Property[key.name="${name}"]`, message: TEXT },
  ]),
  {
    selector: 'CallExpression[callee.object.name="document"][callee.property.name=/^write(ln)?$/]',
    message: TEXT,
  },
  {
    selector: 'JSXAttribute[name.name="style"][value.type="Literal"]',
    message: 'A style as text breaks the CSP where HTML is made of it: give an object, or a class.',
  },
];

const everywhere = [noDefaultExport, noBarrel, noConnection, noEnum, noNamedZod];
const syntax = (...restrictions) => ({ 'no-restricted-syntax': ['error', ...restrictions] });

/**
 * The invariants of the house as lint rules, each with its reason. One block of
 * `no-restricted-*` replaces another, so every block below is complete in itself.
 */
export const invariants = [
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mts'],
    plugins: { handoff: { rules: { direction } } },
    rules: {
      'handoff/direction': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        // `typeof import('…')` names the type of a module that is loaded only on demand.
        { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      ...syntax(...everywhere),
    },
  },
  {
    files: ['language-server/{policy,simulation,data,language}/**/*.ts'],
    rules: {
      'no-restricted-properties': ['error', ...deterministicProperties],
      ...syntax(...everywhere, ...deterministicSyntax),
    },
  },
  {
    files: ['language-server/{policy,simulation}/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', ...pureGlobals] },
  },
  {
    files: [
      '{extension/panel/view,language-server/charts,language-server/cli/report}/**/*.{ts,tsx}',
    ],
    rules: syntax(...everywhere, ...noHtml),
  },
  {
    files: ['language-server/main.ts'],
    rules: syntax(...everywhere.filter((one) => one !== noConnection)),
  },
  {
    // Vitest and ESLint read the default export of their configuration.
    files: ['.config/**'],
    rules: syntax(...everywhere.filter((one) => one !== noDefaultExport)),
  },
];
