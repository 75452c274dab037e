import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completions } from '../../support/completion.ts';
import { beside, inBlock, labels, offered } from '../../support/completion-places.ts';
import { examples, services } from '../../support/handoff.ts';
import { handoff } from '../../support/handoff-texts.ts';

describe('completion of half a file', () => {
  /** Each example cut before every third word that stands behind white space. */
  const cuts = examples.flatMap(({ text, files }) =>
    services.handoff.parser.Lexer.tokenize(text)
      .tokens.filter((_, index) => index % 3 === 0)
      .filter(({ startOffset }) => !/\S/.test(text[startOffset - 1] ?? ' '))
      .map((token) => ({ token, before: text.slice(0, token.startOffset), files })),
  );
  const literals = new Set(['NUMBER', 'DATE', 'TIME', 'STRING', 'NAME_COLON']);

  it('offers the word that follows, save for names that are new there', async () => {
    const { Lexer } = services.handoff.parser;
    let hits = 0;
    for (const { token, before, files } of cuts) {
      const { candidates } = await offered(`${before}<|>`, files);
      const { name } = token.tokenType;
      const isOffered = candidates.some(({ label, insert = label }) => {
        const [first] = Lexer.tokenize(insert).tokens;
        return literals.has(name) ? first?.tokenType.name === name : first?.image === token.image;
      });
      if (isOffered) hits++;
    }
    const share = hits / cuts.length;
    console.info(`Offered the word that follows at ${String(hits)} of ${String(cuts.length)} cuts`);
    expect(cuts.length).toBeGreaterThan(350);
    expect(share).toBeGreaterThanOrEqual(0.95);
  }, 60_000);

  it('leaves out what has no name yet', async () => {
    const text = `segment\n  no\n${handoff('escalate to team\n  a: when <|>')}`;
    expect(await labels(text)).toContain('n');
  });

  it('never throws inside of a word, nor where one is missing', async () => {
    for (const { text, files } of examples) {
      for (const { startOffset, image } of services.handoff.parser.Lexer.tokenize(
        text,
      ).tokens.filter((_, index) => index % 7 === 0)) {
        const holed = text.slice(0, startOffset) + text.slice(startOffset + image.length);
        await completions(holed, startOffset, files);
        await completions(text, startOffset + Math.ceil(image.length / 2), files);
      }
    }
  }, 60_000);

  it('never throws behind a soup of words', async () => {
    const definition = services.handoff.parser.Lexer.definition as Record<string, { name: string }>;
    const keywords = Object.values(definition)
      .map(({ name }) => name.replace(/:KW$/, ''))
      .filter((name) => !/^[A-Z_]{2,}$/.test(name));
    const odd = [
      '\n',
      '\r\n  ',
      '(',
      '"',
      '`',
      '`a b`:',
      '5',
      '21:00',
      '2026-01-01',
      '5 EUR',
      '- -',
    ];
    const names = ['constructor', '__proto__', 'toString:', '# a note'];
    const word = fc.constantFrom(...keywords, ...odd, ...names);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...examples),
        fc.nat(),
        fc.array(word, { maxLength: 25 }),
        async ({ text, files }, place, soup) => {
          const at = place % (text.length + 1);
          const before = text.slice(0, at) + soup.join(' ');
          await completions(before + text.slice(at), before.length, files);
        },
      ),
      { numRuns: 300, seed: 7 },
    );
  }, 60_000);

  it('keeps to its place behind slips in the lines before', async () => {
    const slips = inBlock(
      'boundaries',
      'a: nevr when\n    b: never when level is is\n    c: never when <|>',
    );
    expect((await labels(slips)).slice(0, 2)).toEqual(['hour', 'n']);
    const header = beside + handoff('  goal goal goal\n  <|>');
    expect(await labels(header)).toContain('stakes low');
  });
});
