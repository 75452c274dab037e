// @ts-check
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { isUpToDate, writeExamples, writeNewsletter } from './generator/outputs.mjs';

const usage =
  'node examples/generate.mjs [--rows <at least 1000> --out <folder> [--format csv|parquet]]';

process.exitCode = await main(process.argv.slice(2));

/**
 * Without options: the data of the three examples, unless it is up to date. With options: a
 * newsletter log of that many rows in that folder.
 *
 * @param {string[]} args
 * @returns {Promise<number>} the exit code: 0 done, 1 could not write, 2 wrong options
 */
async function main(args) {
  const options = readOptions(args);
  if (typeof options === 'string') {
    console.error(`examples/generate.mjs: ${options}; usage: ${usage}`);
    return 2;
  }
  const folder = import.meta.dirname;
  if (options === undefined && isUpToDate(folder)) {
    console.log('examples: the data is up to date');
    return 0;
  }
  try {
    const written =
      options === undefined ? await writeExamples(folder) : [await writeNewsletter(options)];
    const files = written.map(({ path, rows }) => `${relative('', path)} (${rows} rows)`);
    console.log(`examples: wrote ${files.join(', ')}`);
    return 0;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`examples/generate.mjs: could not write the data: ${reason}`);
    return 1;
  }
}

/**
 * @param {string[]} args
 * @returns {{ folder: string, rows: number, format: 'csv' | 'parquet' } | string | undefined}
 *   undefined without options, text that says what is wrong with them
 */
function readOptions(args) {
  if (args.length === 0) return undefined;
  try {
    const { rows, out, format } = parseArgs({
      args,
      options: {
        rows: { type: 'string', default: '' },
        out: { type: 'string', default: '' },
        format: { type: 'string', default: 'csv' },
      },
    }).values;
    if (!/^\d{4,10}$/.test(rows) || Number(rows) < 1000) {
      return `--rows must be a whole number from 1000, not "${rows}"`;
    }
    // A folder has to be named: the example's own file is never replaced by one of another size.
    if (out === '') return '--out must name a folder';
    if (format !== 'csv' && format !== 'parquet') {
      return `--format must be csv or parquet, not "${format}"`;
    }
    return { folder: out, rows: Number(rows), format };
  } catch (error) {
    return error instanceof Error ? error.message.replace(/\n.*/s, '') : 'unreadable options';
  }
}
