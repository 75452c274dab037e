import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, runCli } from '../support/cli.ts';

const messy = 'segment a :b\nsegment c:  d # e\n';
const neat = 'segment a: b\nsegment c: d  # e\n';
const broken = 'segment a :\nhandoff h owner  o\n';
const mended = 'segment a :\nhandoff h\n  owner o\n';

const read = (folder: string, file: string): string => readFileSync(join(folder, file), 'utf8');

describe('handoff format', () => {
  it('writes what is not formatted, and says which', async () => {
    const folder = folderWith({ 'a.handoff': messy, 'b/c.handoff': neat });
    expect(await runCli(folder, 'format')).toEqual({
      code: 0,
      out: 'a.handoff formatted\n1 of 2 files formatted\n',
      err: '',
    });
    expect(read(folder, 'a.handoff')).toBe(neat);
    expect(await runCli(folder, 'format', '--check')).toEqual({
      code: 0,
      out: 'nothing to format in 2 files\n',
      err: '',
    });
  });

  it('with --check changes nothing and fails', async () => {
    const folder = folderWith({ 'a.handoff': messy });
    expect(await runCli(folder, 'format', '--check', 'a.handoff')).toEqual({
      code: 1,
      out: 'a.handoff is not formatted\n1 of 1 file not formatted\n',
      err: '',
    });
    expect(read(folder, 'a.handoff')).toBe(messy);
  });

  it('leaves a declaration with syntax errors as it is, says so, and formats the others', async () => {
    const folder = folderWith({ 'a.handoff': broken });
    const { code, out, err } = await runCli(folder, 'format');
    expect([code, out]).toEqual([1, 'a.handoff formatted\n1 of 1 file formatted\n']);
    expect(err).toMatch(/^a\.handoff:1:9: error\[syntax-error\] Expected .* keeps its layout\n$/);
    expect(read(folder, 'a.handoff')).toBe(mended);
  });

  it('keeps a byte order mark and Windows line breaks', async () => {
    const windows = (text: string): string => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
    const folder = folderWith({ 'a.handoff': windows(messy) });
    expect((await runCli(folder, 'format')).code).toBe(0);
    expect(read(folder, 'a.handoff')).toBe(windows(neat));
  });

  it('does not follow imports', async () => {
    const folder = folderWith({ 'a.handoff': 'import "b.handoff"\n', 'b.handoff': messy });
    expect((await runCli(folder, 'format', 'a.handoff')).out).toBe('nothing to format in 1 file\n');
    expect(read(folder, 'b.handoff')).toBe(messy);
  });
});

describe('handoff format that cannot run changes no file', () => {
  it('where a file is not UTF-8', async () => {
    const latin = new Uint8Array([...Buffer.from('# Gr'), 0xfc, ...Buffer.from('n\n')]);
    const folder = folderWith({ 'a.handoff': messy, 'z.handoff': latin });
    expect(await runCli(folder, 'format')).toEqual({
      code: 2,
      out: '',
      err: 'error[not-readable] z.handoff is not UTF-8; save it as UTF-8 first\n',
    });
    expect(read(folder, 'a.handoff')).toBe(messy);
  });

  it('where a link leads out of the workspace', async () => {
    const outside = folderWith({ 'secret.handoff': messy });
    const folder = folderWith({ 'a.handoff': messy });
    symlinkSync(join(outside, 'secret.handoff'), join(folder, 'link.handoff'));
    const { code, err } = await runCli(folder, 'format');
    expect(code).toBe(2);
    expect(err).toMatch(/^error\[not-readable\] link\.handoff leaves the workspace folder.*\n$/);
    expect(read(outside, 'secret.handoff')).toBe(messy);
    expect(read(folder, 'a.handoff')).toBe(messy);
  });

  it('where there is none', async () => {
    const folder = folderWith({ 'a.txt': '' });
    expect((await runCli(folder, 'format')).err).toBe('error[no-files] No .handoff file in .\n');
    expect((await runCli(folder, 'format', 'b.handoff')).code).toBe(2);
  });
});
