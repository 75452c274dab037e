import { fileURLToPath } from 'node:url';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { invariants } from './invariants.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Every rule that is changed from `strictTypeChecked` says why. */
const taste = {
  // Numbers and yes/no read well in a message; objects, which do not, stay forbidden.
  '@typescript-eslint/restrict-template-expressions': [
    'error',
    { allowNumber: true, allowBoolean: true },
  ],
  // `return report(x)` that ends a branch says what it does.
  '@typescript-eslint/no-confusing-void-expression': 'off',
  '@typescript-eslint/no-unnecessary-condition': [
    'error',
    { allowConstantLoopConditions: 'only-allowed-literals' },
  ],
  // Index access is checked by the compiler; inside a loop over a typed array `!` is the truth.
  '@typescript-eslint/no-non-null-assertion': 'off',
  // `[...text]` counts code points, which is what Handoff means by characters.
  '@typescript-eslint/no-misused-spread': 'off',
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
  ],
  // A new kind of condition or rule must break every switch that does not know it.
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true },
  ],
  eqeqeq: 'error',
  'no-console': 'error',
};

export default defineConfig(
  {
    ignores: [
      '**/node_modules/**',
      'dist/**',
      'coverage/**',
      'examples/**/data/**',
      'language-server/language/generated/**',
      '.vscode-test/**',
      '.vscode-host/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    rules: taste,
  },
  {
    // After error recovery any property of the AST may be missing, whatever its type says: the
    // checks that look unnecessary are not, and `!` would throw on what a user typed.
    files: ['language-server/language/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
    },
  },
  {
    files: ['{language-server,extension}/**/*.{ts,tsx}'],
    rules: { 'max-lines': ['error', { max: 400 }] },
  },
  {
    // What these print is what they are for.
    files: ['language-server/cli/**/*.ts', '.config/**', 'test/**'],
    rules: { 'no-console': 'off' },
  },
  {
    // A test that reads what is not there fails, which is all that these rules guard against.
    files: ['test/**'],
    rules: Object.fromEntries(
      ['argument', 'assignment', 'call', 'member-access', 'return'].map((use) => [
        `@typescript-eslint/no-unsafe-${use}`,
        'off',
      ]),
    ),
  },
  ...invariants,
);
