import { describe, expect, it } from 'vitest';
import { formattedText } from '../../language-server/language/features/format/format.ts';
import { problemsOf, repositoryFile } from '../support/handoff.ts';
import { parsed } from '../support/relayout.ts';

interface Snippet {
  prefix: string;
  description: string;
  body: string[];
}

const snippets = Object.entries(
  JSON.parse(repositoryFile('grammar/snippets.json')) as Record<string, Snippet>,
);
const syntax = /^\d+:\d+ (syntax-error|unfinished-rule|unclosed-text|symbol-comparison) /;

/** Where a snippet belongs, by the word before the colon of its title; a file of its own without. */
const homes: Record<string, string> = {
  Guardrails: 'guardrails g\n',
  Handoff: 'handoff h\n',
  Boundary: 'handoff h\nboundaries\n',
  Trigger: 'handoff h\nescalate to team\n',
  Autonomy: 'handoff h\nautonomy\n',
  Feedback: 'handoff h\nfeedback\n',
};

/** The text as it stands when every placeholder is left as it is. */
function filled({ body }: Snippet): string {
  const text = body.join('\n');
  const defaults = new Map<string, string>();
  for (const [, number, words, options] of text.matchAll(/\$\{(\d+)(?::([^}]*)|\|([^}]*)\|)\}/g)) {
    defaults.set(number!, words ?? options!.split(',')[0]!);
  }
  return text
    .replace(/\$\{(\d+)(?::[^}]*|\|[^}]*\|)\}/g, (_, number: string) => defaults.get(number)!)
    .replace(/\$(\d+)/g, (_, number: string) => (number === '0' ? '' : defaults.get(number)!));
}

/** Every text that picking from lists can make, one list at a time. */
function variants(snippet: Snippet): string[] {
  const text = snippet.body.join('\n');
  return [...text.matchAll(/\$\{\d+\|([^}]*)\|\}/g)].flatMap(([list, options]) =>
    options!.split(',').map((option) => filled({ ...snippet, body: [text.replace(list, option)] })),
  );
}

function named(title: string): string {
  const [, snippet] = snippets.find(([each]) => each === title)!;
  return filled(snippet);
}

describe('snippets', () => {
  it.each(snippets)('%s is a form of the language, whatever is picked', async (title, snippet) => {
    const [kind] = title.split(':');
    const home = title.includes(':') ? homes[kind!] : '';
    expect(home).toBeDefined();
    for (const text of [filled(snippet), ...variants(snippet)]) {
      expect(text).not.toContain('$');
      const problems = await problemsOf(`${home}${text}\n`);
      expect(problems.filter((problem) => syntax.test(problem))).toEqual([]);
    }
  });

  it.each(snippets)('%s stands in the one layout', (title, snippet) => {
    const home = (title.includes(':') && homes[title.split(':')[0] ?? '']) || '';
    const lines = home.split('\n').filter((line) => line !== '');
    const indent = '  '.repeat(lines.length);
    const around = lines.map((line, depth) => `${'  '.repeat(depth)}${line}\n`).join('');
    const text = `${around}${filled(snippet).replace(/^(?=.)/gm, indent)}\n`;
    expect(formattedText(parsed(text))).toBe(text);
  });

  it('make a policy without a fault as they stand', async () => {
    const titles = ['Calendar', 'Data', 'Segment', 'Guardrails', 'Handoff', 'Simulation', 'Test'];
    const text = titles.map(named).join('\n\n');
    expect(await problemsOf(text)).toEqual([]);
  });

  it('say what they are for', () => {
    expect(snippets.filter(([, { description }]) => !description)).toEqual([]);
  });
});
