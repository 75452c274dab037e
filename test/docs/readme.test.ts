import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
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

/** The shares of the decisions by verdict: `act  42,942  71.6%`. */
function verdictsIn(out: string): { act: number; escalate: number } {
  const share = (verdict: string): number =>
    Number(new RegExp(`^  ${verdict} +\\S+ +(\\S+)%`, 'm').exec(out)?.[1]) / 100;
  return { act: share('act'), escalate: share('escalate') };
}

/** The first column of the table under *Reading a simulation*: `Rows`, `Verdicts`, … */
function partsExplained(): string[] {
  const reference = readFileSync(new URL('grammar/REFERENCE.md', root), 'utf8');
  const [, after = ''] = reference.split('\n### Reading a simulation\n');
  const [section = ''] = after.split('\n### ');
  return [...section.matchAll(/^\| ([A-Z].*?) *\|/gm)]
    .map(([, part]) => part ?? '')
    .filter((part) => part !== 'Part');
}

describe('the README', () => {
  it('shows lines of the newsletter example as they stand there', () => {
    const example = readFileSync(new URL('examples/newsletter/newsletter.handoff', root), 'utf8');
    expect(blocks('handoff')).toHaveLength(1);
    const missing = lines(blocks('handoff')[0] ?? '').filter((line) => !example.includes(line));
    expect(missing).toEqual([]);
  });

  describe('on its demo', () => {
    let out = '';
    beforeAll(async () => {
      const file = manifest.scripts['demo']?.split(' ').at(-1) ?? '';
      const run = await runCli(new URL('.', root).pathname, 'simulate', file);
      expect(run.code).toBe(0);
      ({ out } = run);
    }, 120_000);

    it('shows what it prints', () => {
      expect(blocks('text')).toHaveLength(1);
      const printed = new Set(lines(out));
      expect(lines(blocks('text')[0] ?? '').filter((line) => !printed.has(line))).toEqual([]);
      expect(lines(out).filter((line) => [...line].length > 80)).toEqual([]);
    });

    it('says in words what the figures say', () => {
      const { act, escalate } = verdictsIn(out);
      expect([Math.round(act * 10), Math.round(1 / escalate)]).toEqual([7, 8]);
      const doublyRobust = (arm: string): string =>
        new RegExp(`^  ${arm} +\\S+ \\S+ \\S+ +(\\S+)`, 'm').exec(out)?.[1] ?? '';
      expect(readme).toContain(`an estimated ${doublyRobust('policy')} are clicked (DR)`);
      expect(readme).toContain(`people had ${doublyRobust('logged')}`);
      const costs = /^ {2}all rules +\S+ \[(\S+), (\S+)\]/m.exec(out) ?? [];
      expect(costs[1]).toMatch(/^−/);
      expect(costs[2]).not.toMatch(/^−/);
    });

    it('leads to an explanation of every part that it prints, in their order', () => {
      const printed = [...out.matchAll(/\n\n([A-Z].*)$/gm)].map(([, heading]) => heading ?? '');
      expect(printed.length).toBeGreaterThan(12);
      const explained = partsExplained();
      const places = printed.map((heading) =>
        explained.findIndex((part) => heading.startsWith(part)),
      );
      expect(places).not.toContain(-1);
      expect(places).toEqual([...places].sort((left, right) => left - right));
    });
  });

  // On the example of the walkthrough, whose log is small.
  it('goes round a loop whose commands run', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'handoff-loop-'));
    cpSync(new URL('extension/media/walkthrough/example/', root), folder, { recursive: true });
    const [loop = ''] = blocks('sh').filter((text) => text.includes('npx handoff'));
    const commands = loop
      .replaceAll('\\\n', ' ')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.replace(/#.*/, '').trim().split(/ +/).slice(2));
    expect(commands.map(([command]) => command)).toEqual([
      'check',
      'simulate',
      'learn',
      'test',
      'explain',
    ]);
    for (const command of commands) {
      const args = command
        .map((arg) => (arg.endsWith('.handoff') ? 'send-time.handoff' : arg))
        .map((arg) => (arg === 'examples' ? '.' : arg));
      const { code, err } = await runCli(folder, ...args);
      expect([args, code, err]).toEqual([args, 0, '']);
    }
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['log.jsonl', 'report.html']));
    rmSync(folder, { recursive: true });
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

  it('links to files and headings that exist', () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)(?:#([^)]+))?\)/g)]
      .map(([, path = '', heading]) => ({ path, heading }))
      .filter(({ path }) => !path.startsWith('http'));
    const isLost = ({ path, heading }: (typeof links)[number]): boolean => {
      const file = new URL(path, root);
      if (!existsSync(file)) return true;
      if (heading === undefined) return false;
      const titles = [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
        title
          .toLowerCase()
          .replace(/[^\w -]/g, '')
          .replaceAll(' ', '-'),
      );
      return !titles.includes(heading);
    };
    expect(links.filter(isLost)).toEqual([]);
  });

  it('prints the JSON Schema of the log by the command it names', async () => {
    const { out } = await runCli(new URL('.', root).pathname, 'schema');
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(logJsonSchema())));
  });
});
