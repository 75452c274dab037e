import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { levelFrom } from '../language/editor/check-levels.ts';
import { DAY } from '../policy/clock.ts';
import { overrideJsonSchema } from '../simulation/learning/override-line.ts';
import { logJsonSchema } from '../simulation/log.ts';
import type { CheckOptions } from './check.ts';
import { check } from './check.ts';
import type { ExplainOptions } from './explain.ts';
import { explain } from './explain.ts';
import { explainCode } from './explain-code.ts';
import type { ExitCode } from './failure.ts';
import { exitCodes, Failure } from './failure.ts';
import type { FormatOptions } from './format.ts';
import { formatFiles } from './format.ts';
import type { LearnOptions } from './learn.ts';
import { learn } from './learn.ts';
import { lsp } from './lsp.ts';
import type { ReplayOptions } from './replay.ts';
import { replay } from './replay.ts';
import type { SimulateOptions } from './simulate.ts';
import { simulate } from './simulate.ts';
import type { Terminal } from './terminal.ts';
import { printable } from './terminal.ts';
import type { TestOptions } from './test.ts';
import { test } from './test.ts';

export interface RunContext {
  terminal: Terminal;
  version: string;
  /** Errors that are ours, not the user's, print their stack. */
  isDebugging: boolean;
}

/** Runs one command line. Whatever happens becomes an exit code and at most one line of error. */
export async function run(args: readonly string[], context: RunContext): Promise<ExitCode> {
  const { terminal } = context;
  let code: ExitCode = exitCodes.fine;
  const program = createProgram(context, (exit) => (code = exit));
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed the help, the version or the error by then.
      return error.exitCode === 0 ? exitCodes.fine : exitCodes.couldNotRun;
    }
    const isOurs = !(error instanceof Failure);
    const problem = isOurs ? 'internal-error' : error.code;
    const message = error instanceof Error ? error.message : String(error);
    terminal.err(`${errorLabel(problem, terminal)} ${printable(message)}\n`);
    if (isOurs && context.isDebugging && error instanceof Error) {
      terminal.err(`${error.stack ?? ''}\n`);
    }
    return exitCodes.couldNotRun;
  }
}

function createProgram(
  { terminal, version }: RunContext,
  exitWith: (code: ExitCode) => void,
): Command {
  const program = new Command('handoff')
    .description('Policy-as-code for delegating marketing decisions to AI agents.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', exitCodeHelp)
    .exitOverride()
    .configureHelp({ helpWidth: 80 })
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      outputError: (text, write) => write(`${usageError(text, terminal)}\n`),
    });

  program
    .command('check')
    .description('Check policies: every problem with its place, and what to write instead.')
    .argument('[paths...]', 'files, or folders searched for *.handoff', ['.'])
    .option(
      '--data',
      'also hold the data files against what the policies declare; off unless asked for, since ' +
        'data is often not where a CI runs',
      false,
    )
    .option(
      '--deep',
      'also reason over all decisions there could be: rules that never fire, boundaries that ' +
        'leave no choice',
      false,
    )
    .option(
      '--level <code=level>',
      'the severity of what a review finds, by its code: error, warning, information, hint or ' +
        'off; may be repeated',
      levelOption,
    )
    .option('--on <date>', 'the day that dates are held against (default: today)', isoDate)
    .addOption(format())
    .addOption(workspace())
    .addHelpText(
      'after',
      example(
        'handoff check examples --data',
        'handoff check --level no-until=off --level no-because=error',
        'handoff check --format json a.handoff',
      ),
    )
    .action(async (paths: string[], options: CheckOptions) =>
      exitWith(await check(paths, options, terminal)),
    );

  program
    .command('test')
    .description('Run the tests that policies declare.')
    .argument('[paths...]', 'files, or folders searched for *.handoff', ['.'])
    .addOption(format())
    .addOption(workspace())
    .addHelpText('after', example('handoff test examples/newsletter'))
    .action(async (paths: string[], options: TestOptions) =>
      exitWith(await test(paths, options, terminal)),
    );

  program
    .command('format')
    .description('Give policies the one layout; words, comments and texts stay as they are.')
    .argument('[paths...]', 'files, or folders searched for *.handoff', ['.'])
    .option('--check', 'change nothing, and fail where something is not formatted', false)
    .addOption(workspace())
    .addHelpText('after', example('handoff format examples', 'handoff format --check'))
    .action(async (paths: string[], options: FormatOptions) =>
      exitWith(await formatFiles(paths, options, terminal)),
    );

  program
    .command('explain')
    .description('Say what a policy means in plain sentences, as Markdown for a reviewer.')
    .argument('[file]', 'a .handoff file')
    .option('--code <code>', 'instead: what a finding of `handoff check` means, by its code')
    .addOption(workspace())
    .addHelpText(
      'after',
      example(
        'handoff explain newsletter.handoff > newsletter.md',
        'handoff explain --code never-fires',
      ),
    )
    .action(async (file: string | undefined, options: ExplainOptions & { code?: string }) =>
      exitWith(
        options.code === undefined
          ? await explain(file, options, terminal)
          : explainCode(options.code, terminal),
      ),
    );

  program
    .command('simulate')
    .description("Replay logged data through a policy, with every figure's denominator.")
    .argument('<file>', 'a .handoff file')
    .option('--simulation <name>', 'which simulation, where the file declares several')
    .option('--handoff <name>', 'which handoff, where the file declares several')
    .addOption(
      new Option('--together', 'all handoffs of the file, in one timeline').conflicts([
        ...['simulation', 'handoff'],
      ]),
    )
    .option('--log <file>', 'write the reasoning log, one decision a line (JSON Lines)')
    .option('--report <file>', 'write all figures and charts as one page (HTML)')
    .option('--limit <rows>', 'only the first rows', wholeNumber)
    .option('--resamples <count>', 'bootstrap resamples behind the intervals', resampleCount)
    .option('--show-subjects', 'subjects by their identifier, not by a pseudonym', false)
    .addOption(format())
    .addOption(workspace())
    .addHelpText('after', example('handoff simulate newsletter.handoff --log decisions.jsonl'))
    .action(async (file: string, options: SimulateOptions) =>
      exitWith(await simulate(file, options, terminal)),
    );

  program
    .command('replay')
    .description('Judge the decisions of a reasoning log once more, and say which differ.')
    .argument('<log>', 'a reasoning log, as `handoff simulate --log` writes it')
    .argument(
      '[file]',
      'a .handoff file (default: the one that decided, looked for in this folder)',
    )
    .addOption(format())
    .addOption(workspace())
    .addHelpText(
      'after',
      example('handoff replay decisions.jsonl', 'handoff replay decisions.jsonl new.handoff'),
    )
    .action(async (log: string, file: string | undefined, options: ReplayOptions) =>
      exitWith(await replay(log, file, { ...options, terminal })),
    );

  program
    .command('learn')
    .description('Find the feedback rules that explain overrides, to paste; nothing is applied.')
    .argument('<file>', 'a .handoff file')
    .requiredOption(
      '--overrides <log>',
      'an override log, or a reasoning log as `handoff simulate --log` writes it (JSON Lines)',
    )
    .option('--handoff <name>', 'which handoff, where the file declares several')
    .addOption(format())
    .addOption(workspace())
    .addHelpText('after', example('handoff learn newsletter.handoff --overrides overrides.jsonl'))
    .action(async (file: string, options: LearnOptions) =>
      exitWith(await learn(file, options, terminal)),
    );

  program
    .command('schema')
    .description('Print the JSON Schema of one line of a log.')
    .addOption(
      new Option('--of <log>', 'the log: `reasoning` as a simulation writes it, or `overrides`')
        .choices(['reasoning', 'overrides'])
        .default('reasoning'),
    )
    .addHelpText(
      'after',
      example('handoff schema > log.schema.json', 'handoff schema --of overrides'),
    )
    .action(({ of }: { of: 'reasoning' | 'overrides' }) => {
      const schema = of === 'overrides' ? overrideJsonSchema() : logJsonSchema();
      terminal.out(`${JSON.stringify(schema, undefined, 2)}\n`);
    });

  program
    .command('lsp')
    .description('Serve an editor: the language server, on standard input and output.')
    .addOption(new Option('--stdio', 'what many editors add; it is so anyway'))
    // Clients of VS Code's library add it; the server ends with that process.
    .addOption(new Option('--clientProcessId <id>').hideHelp())
    .addHelpText('after', example('handoff lsp'))
    .action(async () => exitWith(await lsp(terminal)));

  return program;
}

const exitCodeHelp = `
Exit codes: 0 all is fine, 1 something needs mending, 2 it could not run.

Example:
  handoff check . && handoff test .
`;

function example(...lines: string[]): string {
  const title = lines.length === 1 ? 'Example' : 'Examples';
  return `\n${title}:\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function format(): Option {
  return new Option('--format <format>', 'how to print it')
    .choices(['text', 'json'])
    .default('text');
}

function workspace(): Option {
  return new Option(
    '--workspace <folder>',
    'the folder that places are relative to and that nothing is read outside of (default: the ' +
      'Git checkout of the file, else the current folder, or that of the file where it lies ' +
      'elsewhere)',
  );
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('Expected a whole number from 1.');
}

/** Levels by code, those given before and one more. */
function levelOption(text: string, before: Record<string, string> = {}): Record<string, string> {
  const given = levelFrom(text);
  if ('problem' in given) throw new InvalidArgumentError(given.problem);
  return { ...before, [given.code]: given.level };
}

/** Days since 1970-01-01. */
function isoDate(text: string): number {
  const date = new Date(`${text}T00:00:00Z`);
  if (!Number.isNaN(date.valueOf()) && date.toISOString().startsWith(text)) {
    return date.valueOf() / DAY;
  }
  throw new InvalidArgumentError('Expected a date such as 2026-01-31.');
}

/** Of fewer an interval could leave out its own estimate. */
const fewestResamples = 20;

function resampleCount(text: string): number {
  const value = wholeNumber(text);
  if (value >= fewestResamples) return value;
  throw new InvalidArgumentError(`Expected at least ${String(fewestResamples)}.`);
}

/** Commander's message and its hint on one line. */
function usageError(text: string, terminal: Terminal): string {
  const message = text
    .replace(/^error: /, '')
    .trim()
    .replace(/\s*\n\s*/g, ' ');
  return `${errorLabel('usage', terminal)} ${printable(message)}`;
}

function errorLabel(code: string, { paintError }: Terminal): string {
  return paintError('red', `error[${code}]`);
}
