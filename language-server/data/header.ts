import { open } from 'node:fs/promises';
import type { DataSource } from '../policy/model.ts';
import type { Located } from './locate.ts';
import { DataError } from './types.ts';

/** A header longer than this is not a header. */
const most = 4 << 20;

export interface Header {
  names: string[];
  delimiter: ',' | '\t';
  /** Comment lines before the header. */
  comments: number;
}

/** Reads the header of a CSV or TSV file; lines that start with `# ` before it are skipped. */
export async function readHeader(source: DataSource, file: Located): Promise<Header> {
  const delimiter = file.format === 'tsv' ? '\t' : ',';
  const text = await start(file);
  let at = 0;
  let comments = 0;
  while (/^#(?:[ \r\n]|$)/.test(text.slice(at, at + 2))) {
    at = endOfLine(text, at);
    comments++;
  }
  const cells = at < text.length ? parseLine(text, at, delimiter) : undefined;
  if (cells === undefined || (cells.length === 1 && cells[0]!.trim() === ''))
    throw new DataError({
      code: 'HD105',
      message: `${file.shown} has no header; its first line must name the columns`,
      file: file.shown,
    });
  if (cells.length === 1) refuseOtherDelimiter(source, file, cells[0]!, delimiter);
  return { names: cells, delimiter, comments };
}

async function start(file: Located): Promise<string> {
  const handle = await open(file.real);
  try {
    const bytes = Buffer.alloc(Math.min(most, file.bytes));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    return bytes.toString('utf8', 0, bytesRead).replace(/^\uFEFF/, '');
  } finally {
    await handle.close();
  }
}

function endOfLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1;
}

function parseLine(text: string, from: number, delimiter: string): string[] {
  const cells: string[] = [];
  let at = from;
  for (;;) {
    let cell = '';
    if (text[at] === '"') {
      for (at++; at < text.length; at++) {
        if (text[at] !== '"') cell += text[at]!;
        else if (text[at + 1] === '"') cell += text[at++]!;
        else break;
      }
      at++;
    }
    while (at < text.length && text[at] !== delimiter && !'\r\n'.includes(text[at]!))
      cell += text[at++]!;
    cells.push(cell);
    if (text[at] !== delimiter) return cells;
    at++;
  }
}

function refuseOtherDelimiter(
  source: DataSource,
  file: Located,
  cell: string,
  delimiter: string,
): void {
  const names = new Map([
    [',', 'commas'],
    [';', 'semicolons'],
    ['\t', 'tabs'],
    ['|', 'vertical bars'],
  ]);
  for (const [other, called] of names) {
    if (other === delimiter || !cell.includes(other)) continue;
    const found = new Set(parseLine(cell, 0, other).map((name) => name.trim()));
    if (source.columns.some(({ name }) => found.has(name.trim())))
      throw new DataError({
        code: 'HD108',
        message: `${file.shown} separates its cells by ${called}; save it with ${names.get(delimiter)}${other === '\t' ? ' or as .tsv' : ''}`,
        file: file.shown,
      });
  }
}
