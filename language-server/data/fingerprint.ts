import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Located } from './locate.ts';
import { DataError } from './types.ts';

export interface Fingerprint {
  sha256: string;
  pseudonymKey: string;
}

/**
 * Hashes the file's bytes and, on the way, checks that text is text: UTF-8 without NUL bytes.
 * The second hash has a prefix, so that it cannot be computed from the published first.
 */
export async function fingerprint(file: Located): Promise<Fingerprint> {
  const bytes = createHash('sha256');
  const key = createHash('sha256').update('handoff pseudonym key\n');
  const check = file.format === 'parquet' ? () => undefined : textCheck();
  for await (const chunk of createReadStream(file.real, { highWaterMark: 1 << 20 })) {
    bytes.update(chunk as Buffer);
    key.update(chunk as Buffer);
    const fault = check(chunk as Buffer);
    if (fault) throw await textError(file, fault);
  }
  const fault = check(undefined);
  if (fault) throw await textError(file, fault);
  return { sha256: bytes.digest('hex'), pseudonymKey: key.digest('hex') };
}

interface TextFault {
  code: string;
  what: string;
  /** In bytes from the start of the file, on the line at fault. */
  offset: number;
}

/** Takes one chunk after the other and `undefined` at the end. */
function textCheck(): (chunk: Buffer | undefined) => TextFault | undefined {
  let offset = 0;
  let tail = Buffer.alloc(0);
  return (chunk = Buffer.alloc(0)) => {
    const whole = tail.length === 0 ? chunk : Buffer.concat([tail, chunk]);
    if (offset === 0 && /^(fffe|feff)/.test(whole.toString('hex', 0, 2)))
      return { code: 'HD110', what: 'is UTF-16', offset };
    const nul = whole.indexOf(0);
    if (nul >= 0) return { code: 'HD111', what: 'holds a NUL byte', offset: offset + nul };
    const end = chunk.length === 0 ? whole.length : endOfCharacters(whole);
    const complete = whole.subarray(0, end);
    if (!isUtf8(complete))
      return { code: 'HD110', what: 'is not UTF-8', offset: offset + startOfFaultyLine(complete) };
    offset += end;
    tail = Buffer.from(whole.subarray(end));
    return undefined;
  };
}

async function textError(file: Located, fault: TextFault): Promise<DataError> {
  let line = 1;
  if (fault.offset > 0)
    for await (const chunk of createReadStream(file.real, { end: fault.offset - 1 })) {
      const bytes = chunk as Buffer;
      for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) line++;
    }
  return new DataError({
    code: fault.code,
    message: `${file.shown} line ${line} ${fault.what}; save the file as UTF-8 text`,
    file: file.shown,
    line,
  });
}

/** Where the last complete UTF-8 character ends: a chunk may cut one in two. */
function endOfCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return size > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

/** A line break is never part of a longer character, so lines can be checked one by one. */
function startOfFaultyLine(bytes: Buffer): number {
  for (let start = 0; ;) {
    const end = bytes.indexOf(10, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return start;
    start = end + 1;
  }
}
