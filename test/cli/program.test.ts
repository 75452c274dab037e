import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { run } from '../../language-server/cli/program.ts';
import { noPaint } from '../../language-server/cli/terminal.ts';
import { folderWith, runCli, smallPolicy } from '../support/cli.ts';

const folder = folderWith({ 'a.handoff': smallPolicy() });

describe('handoff', () => {
  it('prints its version', async () => {
    expect(await runCli(folder, '--version')).toEqual({ code: 0, out: '1.2.3\n', err: '' });
  });

  it.each([[], ['check'], ['test'], ['format'], ['explain'], ['simulate'], ['schema']])(
    'has help with an example for: %s',
    async (...command) => {
      const { code, out } = await runCli(folder, ...command, '--help');
      expect(code).toBe(0);
      expect(out).toMatch(new RegExp(`Examples?:\n  handoff ${command[0] ?? 'check'}`));
      for (const line of out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
    },
  );

  it('prints its help as an error where no command is named', async () => {
    const { code, out, err } = await runCli(folder);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('Usage: handoff');
  });

  it('prints the JSON Schema of the reasoning log', async () => {
    const { code, out } = await runCli(folder, 'schema');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      properties: { verdict: { enum: ['act', 'suggest', 'escalate', 'hold', 'block'] } },
    });
  });

  it('prints the schema of a line of an override log, by which the one of the reference is right', async () => {
    const { code, out } = await runCli(folder, 'schema', '--of', 'overrides');
    expect(code).toBe(0);
    const schema = z.fromJSONSchema(JSON.parse(out) as z.core.JSONSchema.JSONSchema);
    const reference = readFileSync(new URL('../../grammar/REFERENCE.md', import.meta.url), 'utf8');
    const line = /^\{ "format": "handoff-overrides\/1".*\}$/m.exec(reference)![0];
    const parsed = JSON.parse(line) as object;
    expect(schema.safeParse({ ...parsed, seen: 'on Monday' }).success).toBe(true);
    expect(schema.safeParse({ ...parsed, answer: 'perhaps' }).success).toBe(false);
  });

  it('prints the page of a check', async () => {
    const { code, out } = await runCli(folder, 'explain', '--code', 'never-fires');
    expect(code).toBe(0);
    expect(out).toMatch(/^# never-fires\n\nA rule whose condition no decision can meet\./);
    expect(out).toContain('```handoff\nboundaries\n');
  });

  it.each([
    [
      ['explain', '--code', 'never-fire'],
      'error[unknown-code] no check has the code `never-fire`; did you mean `never-fires`?\n',
    ],
    [
      ['explain', '--code', 'constructor'],
      'error[unknown-code] no check has the code `constructor`\n',
    ],
    [['chek'], "error[usage] unknown command 'chek' (Did you mean check?)\n"],
    [['explain'], "error[usage] missing required argument 'file'\n"],
    [['schema', '--x'], "error[usage] unknown option '--x'\n"],
    [['explain', 'a.handoff', 'b'], /^error\[usage\] too many arguments for 'explain'.*\n$/],
  ])('says on one line what is wrong with %j', async (args, line) => {
    const { code, out, err } = await runCli(folder, ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(typeof line === 'string' ? new RegExp(`^${escaped(line)}$`) : line);
  });
});

describe('a fault of its own', () => {
  const failing = async (isDebugging: boolean) => {
    let err = '';
    const terminal = {
      out: () => {
        throw new Error('the terminal\nis gone');
      },
      err: (text: string) => (err += text),
      paint: noPaint,
      paintError: noPaint,
      cwd: folder,
      isInteractive: false,
      now: () => 0,
    };
    const code = await run(['check'], { terminal, version: '1.2.3', isDebugging });
    return { code, err };
  };

  it('is one line without a stack', async () => {
    expect(await failing(false)).toEqual({
      code: 2,
      err: 'error[internal-error] the terminal is gone\n',
    });
  });

  it('has a stack for whoever debugs', async () => {
    const { err } = await failing(true);
    expect(err).toMatch(/^error\[internal-error\] the terminal is gone\nError: the terminal\n/);
    expect(err).toContain('    at ');
  });
});

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
