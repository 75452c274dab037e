import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import type { ReviewCode } from '../../language-server/analysis/codes.ts';
import { reviewCodes } from '../../language-server/analysis/codes.ts';
import { problemCodes } from '../../language-server/language/problems.ts';
import { comparisonKinds } from '../../language-server/language/types.ts';
import { reservedWords } from '../../language-server/language/words.ts';
import { findingsOf, pageOf } from '../support/check-page.ts';
import { checkPages } from '../support/check-pages.ts';
import { problemsOf, services } from '../support/handoff.ts';
import { reference, referenceExamples as examples } from '../support/reference.ts';

const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const forms: Record<keyof typeof comparisonKinds, string> = {
  is: '`is`, `is not`, `is known`',
  order: '`is above`, `is below`, `is at least`, `is at most`',
  between: '`is between … and …`',
  oneOf: '`is one of …`',
  far: '`is more than … from …`',
  calendar: '`is in …`',
  words: '`mentions …`, `is longer than …`',
};
const kindWords: Record<string, string> = {
  yesNo: 'yes/no',
  time: 'time of day',
  oneOf: 'one of',
  zone: 'time zone',
};

const codes = Object.keys(reviewCodes) as ReviewCode[];

/** What the code says, in the page's own form, by the name of its section. */
const generated: Record<string, string> = {
  'reserved words': `Reserved: ${[...reservedWords]
    .sort()
    .map((word) => `\`${word}\``)
    .join(', ')}.`,
  types: table(
    ['Comparison', 'Takes'],
    Object.entries(forms).map(([form, words]) => [
      words,
      comparisonKinds[form as keyof typeof comparisonKinds]
        .split(' ')
        .map((kind) => kindWords[kind] ?? kind)
        .join(', '),
    ]),
  ),
  'problem codes': table(
    ['Code', 'Severity', 'What it means'],
    Object.entries(problemCodes).map(([code, [severity, text]]) => [
      code in reviewCodes ? `[\`${code}\`](#${code})` : `\`${code}\``,
      severity,
      text,
    ]),
  ),
};

let pages: Promise<Record<string, string>> | undefined;

function pagesByCode(): Promise<Record<string, string>> {
  pages ??= (async () => {
    const all: Record<string, string> = {};
    for (const code of codes) all[code] = await pageOf(code);
    return all;
  })();
  return pages;
}

describe('the reference', () => {
  it.each(examples)('$title …', async ({ text, files }) => {
    expect(await problemsOf(text, files)).toEqual([]);
  });

  it.each(codes)('shows %s in an example in which nothing else is found', async (code) => {
    const { example } = checkPages[code];
    const found = await findingsOf(code);
    expect(found.map((each) => [each.code, each.severity])).toEqual([[code, reviewCodes[code][0]]]);
    expect(found[0]?.line).toBeGreaterThan(0);
    expect(found[0]?.line).toBeLessThan(example.split('\n').length);
  });

  it('says what the code says (rewritten by vitest with --update)', async () => {
    const pages = await pagesByCode();
    const sections: Record<string, string> = {
      ...generated,
      checks: codes.map((code) => `### ${code}\n\n${pages[code] ?? ''}`).join('\n\n'),
    };
    const current = reference.replace(
      /<!-- (?!end)([a-z ]+) -->\n.*?<!-- end -->/gs,
      (_, section: string) => `<!-- ${section} -->\n\n${sections[section] ?? ''}\n\n<!-- end -->`,
    );
    const formatted = await format(current, { parser: 'markdown', printWidth: 100 });
    await expect(formatted).toMatchFileSnapshot('../../grammar/REFERENCE.md');
  }, 60_000);

  it('has each check as a page for `handoff explain --code` (rewritten likewise)', async () => {
    const pages = await pagesByCode();
    const titled = codes.map((code) => [code, `# ${code}\n\n${pages[code] ?? ''}\n`]);
    const json = JSON.stringify(Object.fromEntries(titled));
    const formatted = await format(json, { parser: 'json', printWidth: 100 });
    await expect(formatted).toMatchFileSnapshot('../../grammar/checks.json');
  }, 60_000);

  it('shows every word of the language in an example or a table', () => {
    const tokens = services.handoff.parser.Lexer.definition as Record<string, { name: string }>;
    const shown = new Set(
      [
        ...reference.replaceAll(/^Reserved: .*$/gm, '').matchAll(/```handoff.*?```|`[^`\n]+`/gs),
      ].flatMap(([code]) => code.match(/[a-z]+/g) ?? []),
    );
    const missing = Object.values(tokens)
      .map(({ name }) => name.replace(/:KW$/, ''))
      .filter((name) => /^[a-z]+$/.test(name) && !shown.has(name));
    expect(missing).toEqual([]);
  });
});
