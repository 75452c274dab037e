import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path/posix';

const FS = /^(node:)?(fs|fs\/promises)$/;
const DUCKDB = /^@duckdb\//;
const LANGUAGE_TOOLS = /^(langium|vscode-languageserver|vscode-languageclient|vscode-jsonrpc)/;
const EDITOR = /^(vscode$|vscode-languageclient|@types\/vscode)/;
const SCREEN = /^(commander|cli-progress)$/;
const NODE = { test: (source) => isBuiltin(source) };

const pure = 'it must run on plain data alone: in the editor, in the CLI and in a test alike';
const files =
  'only data/, run/, background/ and cli/ touch files, so that everything else can be tested ' +
  'without a disk';

/**
 * The map of the house: what the files of a folder may import. The longest `folder` that a
 * file's path starts with decides. `local` lists folders and files of this repository; what it
 * leaves out is forbidden. `packages` lists what is forbidden, since most packages do no harm.
 * A folder that is not here (test/, .config/, examples/) is free.
 */
const house = [
  {
    folder: 'language-server/',
    local: ['language-server/'],
    packages: [FS, DUCKDB, SCREEN, EDITOR],
    because: files,
  },
  {
    folder: 'language-server/policy/',
    local: ['language-server/policy/'],
    packages: [LANGUAGE_TOOLS, EDITOR, NODE, DUCKDB, SCREEN],
    because: `policy/ says what a policy means and stands on nothing else; ${pure}`,
  },
  {
    folder: 'language-server/analysis/',
    local: ['language-server/policy/', 'language-server/analysis/'],
    packages: [LANGUAGE_TOOLS, EDITOR, NODE, DUCKDB, SCREEN],
    because: `analysis/ reads the policy model and nothing else; ${pure}`,
  },
  {
    folder: 'language-server/simulation/',
    local: ['language-server/policy/', 'language-server/simulation/'],
    packages: [LANGUAGE_TOOLS, EDITOR, NODE, DUCKDB, SCREEN],
    because: `simulation/ stands on policy/ alone; ${pure}`,
  },
  {
    folder: 'language-server/data/',
    local: [
      'language-server/policy/model.ts',
      'language-server/policy/choices.ts',
      'language-server/policy/clock.ts',
      'language-server/policy/format.ts',
      'language-server/near-words.ts',
      'language-server/data/',
    ],
    packages: [LANGUAGE_TOOLS, EDITOR, SCREEN],
    because: 'data/ turns files into columns and knows of a policy only how it declares its data',
  },
  {
    folder: 'language-server/language/',
    local: [
      'grammar/snippets.json',
      'language-server/policy/',
      'language-server/analysis/',
      'language-server/near-words.ts',
      'language-server/language/',
    ],
    packages: [/^langium\/node$/, EDITOR, NODE, DUCKDB, SCREEN],
    because:
      'language/ reads the workspace through the file system that Langium is given, ' +
      'and knows nothing of data or simulation',
  },
  {
    folder: 'language-server/run/',
    local: [
      'language-server/policy/',
      'language-server/simulation/',
      'language-server/data/',
      'language-server/run/',
    ],
    packages: [LANGUAGE_TOOLS, EDITOR, SCREEN],
    because: 'run/ is where policy, data and simulation meet, for the editor and the CLI alike',
  },
  {
    folder: 'language-server/background/',
    local: [
      'language-server/policy/',
      'language-server/analysis/',
      'language-server/simulation/',
      'language-server/data/',
      'language-server/run/',
      'language-server/protocol.ts',
      'language-server/background/',
    ],
    packages: [LANGUAGE_TOOLS, EDITOR, SCREEN],
    because: 'the background process gets compiled policies, so that it starts in no time',
  },
  {
    folder: 'language-server/background/protocol.ts',
    local: [
      'language-server/policy/',
      'language-server/analysis/codes.ts',
      'language-server/analysis/finding.ts',
      'language-server/protocol.ts',
    ],
    packages: [LANGUAGE_TOOLS, EDITOR, NODE, DUCKDB, SCREEN],
    because: 'the server bundles it too, and must not load a database with it',
  },
  {
    folder: 'language-server/server/',
    local: [
      'language-server/policy/',
      'language-server/analysis/codes.ts',
      'language-server/analysis/finding.ts',
      'language-server/language/',
      'language-server/near-words.ts',
      'language-server/protocol.ts',
      'language-server/background/protocol.ts',
      'language-server/run/hashes.ts',
      'language-server/server/',
    ],
    packages: [FS, DUCKDB, SCREEN, EDITOR],
    because: 'the server answers while data is read and replayed by the background process alone',
  },
  {
    folder: 'language-server/cli/',
    local: ['grammar/checks.json', 'language-server/'],
    packages: [EDITOR],
    because: 'the command line runs without an editor',
  },
  {
    folder: 'language-server/charts/',
    local: [
      'language-server/policy/format.ts',
      'language-server/protocol.ts',
      'language-server/charts/',
    ],
    packages: [LANGUAGE_TOOLS, EDITOR, NODE, DUCKDB, SCREEN],
    because: 'charts/ turns what was found into SVG, in the panel and in a report alike',
  },
  {
    folder: 'language-server/protocol.ts',
    local: ['language-server/policy/', 'language-server/simulation/'],
    packages: [LANGUAGE_TOOLS, EDITOR, NODE, DUCKDB, SCREEN],
    because: 'both sides bundle the protocol, so it carries schemas and nothing that runs',
  },
  {
    folder: 'extension/',
    local: ['extension/', 'language-server/protocol.ts'],
    except: 'extension/panel/view/',
    packages: [/^langium/, /^vscode-languageserver(\/|$)/, DUCKDB, SCREEN],
    because: 'the extension knows the server by language-server/protocol.ts alone',
  },
  {
    folder: 'extension/panel/view/',
    local: ['extension/panel/view/', 'extension/panel/protocol.ts', 'language-server/charts/'],
    packages: [LANGUAGE_TOOLS, EDITOR, NODE, DUCKDB, SCREEN],
    because:
      'the view runs in a browser under a strict CSP, knows its host by ' +
      'extension/panel/protocol.ts alone, and draws with language-server/charts/',
  },
];

const AST = 'language-server/language/generated/';
const COMPILER = /^language-server\/language\/compile(\.ts$|\/)/;
/** The parts that only the compiler makes. The types of values and columns are for everyone. */
const MODEL_PARTS = new Set(
  (
    'Rule Condition Quantity Leaf Escalation Guard Autonomy Feedback Surprises Learning ' +
    'Policy Simulation PolicyTest AgentModel ReviewerAnswer'
  ).split(' '),
);

/** Reports every import, also a dynamic or a re-exporting one, that goes against the house. */
export const direction = {
  meta: { type: 'problem', schema: [], messages: { forbidden: '{{message}}' } },
  create(context) {
    const file = relative(
      context.cwd.replaceAll('\\', '/'),
      context.filename.replaceAll('\\', '/'),
    );
    const row = house
      .filter((candidate) => file.startsWith(candidate.folder))
      .sort((a, b) => b.folder.length - a.folder.length)[0];
    const report = (node, message) =>
      context.report({ node, messageId: 'forbidden', data: { message } });
    let ast;
    let parts;

    const check = (node, source) => {
      if (typeof source?.value !== 'string' || row === undefined) return;
      const name = source.value;
      if (!name.startsWith('.')) {
        if (row.packages.some((pattern) => pattern.test(name))) {
          report(node, `${row.folder} may not import '${name}': ${row.because}.`);
        }
        return;
      }
      const target = join(dirname(file), name);
      const allowed =
        row.local.some((prefix) => target.startsWith(prefix)) &&
        !(row.except && target.startsWith(row.except));
      if (!allowed) report(node, `${row.folder} may not import ${target}: ${row.because}.`);
      if (target.startsWith(AST)) {
        ast = node;
        if (!file.startsWith('language-server/language/')) {
          report(node, 'Nobody but language/ sees the AST: everyone else reads the policy model.');
        }
      }
      if (target === 'language-server/policy/model.ts') {
        parts ??= node.specifiers?.find((one) => MODEL_PARTS.has(one.imported?.name));
      }
    };

    return {
      ImportDeclaration: (node) => check(node, node.source),
      ExportNamedDeclaration: (node) => check(node, node.source),
      ExportAllDeclaration: (node) => check(node, node.source),
      ImportExpression: (node) => check(node, node.source),
      TSImportType: (node) => check(node, node.source ?? node.argument?.literal),
      'Program:exit': () => {
        if (ast && parts && !COMPILER.test(file)) {
          report(
            parts,
            'Only language/compile.ts and language/compile/ turn the AST into the policy model: ' +
              'a file reads either the one or the other.',
          );
        }
      },
    };
  },
};
