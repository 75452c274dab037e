import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { logJsonSchema } from '../../language-server/simulation/log.ts';
import { outsideProposalSchema } from '../../language-server/simulation/outside-values.ts';
import { runCli } from '../support/cli.ts';

const root = new URL('../../', import.meta.url);
const readme = readFileSync(new URL('README.md', root), 'utf8');
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  scripts: Record<string, string>;
};

/** The fenced blocks of the README in one language. */
function blocks(language: string): string[] {
  const found = readme.matchAll(new RegExp('^```' + language + '\\n(.*?)^```', 'gms'));
  return [...found].map(([, text]) => text ?? '');
}

const lines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

describe('the README', () => {
  it('shows lines of the newsletter example as they stand there', () => {
    const example = readFileSync(new URL('examples/newsletter/newsletter.handoff', root), 'utf8');
    expect(blocks('handoff')).toHaveLength(1);
    const missing = lines(blocks('handoff')[0] ?? '').filter((line) => !example.includes(line));
    expect(missing).toEqual([]);
  });

  it('shows what the demo prints', async () => {
    const file = manifest.scripts['demo']?.split(' ').at(-1) ?? '';
    const { code, out } = await runCli(new URL('.', root).pathname, 'simulate', file);
    expect(code).toBe(0);
    expect(blocks('text')).toHaveLength(1);
    const printed = new Set(lines(out));
    expect(lines(blocks('text')[0] ?? '').filter((line) => !printed.has(line))).toEqual([]);
    for (const part of ['Verdicts', 'Rules that fired', 'Value: ', 'First decisions']) {
      expect(out).toContain(part);
    }
    expect(lines(out).filter((line) => [...line].length > 80)).toEqual([]);
  }, 60_000);

  it('names scripts that package.json has', () => {
    const named = [...readme.matchAll(/npm run (\w+)/g)].map(([, name]) => name ?? '');
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => manifest.scripts[name] === undefined)).toEqual([]);
    expect(manifest.scripts['test']).toBeDefined();
  });

  it('lists exactly the commands that the program has', async () => {
    const { out } = await runCli(new URL('.', root).pathname, '--help');
    const [, commands = ''] = out.split('Commands:');
    const [list = ''] = commands.split('\n\n');
    const known = [...list.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name ?? '');
    const told = [...readme.matchAll(/^\| `handoff (\w+)/gm)].map(([, name]) => name ?? '');
    expect(told.sort()).toEqual(known.filter((name) => name !== 'help').sort());
  });

  it('shows proposals that the program takes', () => {
    const examples = [...readme.matchAll(/`(\{"(?:row|id)".*?\})`/g)]
      .map(([, text]) => text ?? '')
      .filter((text) => !text.includes('…'));
    expect(examples).toHaveLength(2);
    for (const text of examples)
      expect(() => outsideProposalSchema.parse(JSON.parse(text))).not.toThrow();
  });

  it('links to files that exist', () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, path]) => path ?? '');
    expect(
      links.filter((path) => !path.startsWith('http') && !existsSync(new URL(path, root))),
    ).toEqual([]);
  });

  it('prints the JSON Schema of the log by the command it names', async () => {
    const { out } = await runCli(new URL('.', root).pathname, 'schema');
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(logJsonSchema())));
  });
});
