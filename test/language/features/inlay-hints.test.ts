import type { LangiumDocument } from 'langium';
import { describe, expect, it } from 'vitest';
import type { InlayHint } from 'vscode-languageserver';
import { dataSourceOf } from '../../../language-server/language/compile/data.ts';
import { checkFile } from '../../../language-server/language/diagnose.ts';
import { inlayHints } from '../../../language-server/language/features/inlay-hints.ts';
import { KnownProfiles } from '../../../language-server/language/features/profiles.ts';
import type { File } from '../../../language-server/language/generated/ast.ts';
import { check, examples, services } from '../../support/handoff.ts';
import type { Files } from '../../support/handoff.ts';
import { handoff } from '../../support/handoff-texts.ts';
import { halves } from '../../support/markers.ts';

const fileName = ({ uri }: LangiumDocument): string => uri.path.replace('/team/', '');
const compiled = {
  of: (document: LangiumDocument) => checkFile(document, services, { relativePath: fileName }),
  fileName,
};
const all = { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } };

/** The text with each hint where it is shown, `«so»`. */
function withHints(text: string, hints: readonly InlayHint[]): string {
  const lines = text.split('\n');
  for (const { position, label } of [...hints].reverse()) {
    const line = lines[position.line] ?? '';
    const [before, after] = [line.slice(0, position.character), line.slice(position.character)];
    lines[position.line] = `${before}«${label as string}»${after}`;
  }
  return lines.join('\n');
}

/** As `missing` says, columns of the data have cells that are missing. */
async function hinted(text: string, missing: Record<string, number> = {}, files: Files = {}) {
  const { document, file } = await check(text, files);
  const profiles = new KnownProfiles();
  const block = file.declarations.find(({ $type }) => $type === 'DataBlock') as
    Extract<File['declarations'][number], { $type: 'DataBlock' }> | undefined;
  if (block) {
    const source = dataSourceOf(block, document.uri.fsPath, () => undefined);
    const columns = source.columns.map(({ name }) => ({
      ...{ column: name, rows: 50_000, missing: missing[name] ?? 0, bad: 0 },
    }));
    profiles.learn(source, { stamp: '1', columns });
  }
  return { hints: inlayHints(document, all, { compiled, profiles }), document, profiles };
}

/** What stands in the blocks of a handoff, with its hints. */
async function blocks(text: string, missing?: Record<string, number>): Promise<string> {
  const whole = handoff(text);
  const { hints } = await hinted(whole, missing);
  return withHints(whole, hints).slice(whole.indexOf(text));
}

describe('a hint says', () => {
  it.each([
    ['that a window rolls', 'boundaries\n a: at most 3 emails per 7 days« rolling»'],
    [
      'which days a week has',
      "boundaries\n a: at most 3 emails per calendar week« Monday to Sunday, the subject's clock»",
    ],
    [
      'when a day begins',
      "boundaries\n a: at most 3 emails per calendar day« midnight to midnight, the subject's clock» when n is 5",
    ],
    [
      'when a month begins',
      "boundaries\n a: at most 3 emails per calendar month« from the 1st, the subject's clock»",
    ],
    [
      'what happens without an answer',
      'escalate to p\n when n is 5\n answer within 4 hours«, otherwise hold»',
    ],
    [
      'nothing where it is said',
      'escalate to p\n when n is 5\n answer within 4 hours, otherwise block',
    ],
    ['when a learning period ends', 'learning\n period of 4 weeks from 2025-09-01« to 2025-09-28»'],
    [
      'on which day a rule applies last',
      'feedback\n on override because a avoid n is 5 until 2026-09-01« last day 2026-08-31»',
    ],
    [
      'on which day a replay ends',
      'simulation s of h\n from 2025-09-01 to 2025-12-01« last day 2025-11-30»\n agent is the usual choice',
    ],
  ])('%s', async (_, expected) => {
    const text = expected.replaceAll(/« ?[^»]*»/g, '');
    expect(await blocks(text)).toBe(expected.replaceAll('« ', '«'));
  });

  it('what a guard rests on', async () => {
    const guard = (rest: string): Promise<string> => blocks(`guard clicked stays above 1%${rest}`);
    expect(await guard('')).toContain('1%«over 28 days from 200 outcomes»');
    expect(await guard(' over 7 days')).toContain('7 days«from 200 outcomes»');
    expect(await guard(' over 7 days from 9 emails')).not.toContain('«');
  });
});

describe('what an unknown does', () => {
  it('is said where the data file misses a column that the rule reads', async () => {
    const text =
      'boundaries\n a: never when spent is above 5 EUR and n is 5\n b: never when visits is 5 visits';
    expect(await blocks(text, { spent: 412 })).toBe(
      text.replace('n is 5\n', 'n is 5«unknown escalates to o»\n'),
    );
    const { hints } = await hinted(handoff(text), { spent: 412 });
    expect(hints[0]?.tooltip).toBe('spent is unknown in 412 of 50,000 rows of d.csv');
  });

  it('is said of triggers, and of what a segment reads', async () => {
    const text = 'escalate to p\n when rich\nsegment rich: spent is above 5 EUR';
    expect(await blocks(text, { spent: 1 })).toContain('when rich«unknown escalates to p»');
  });

  it.each([
    ['the rule asks whether it is known', 'a: never when spent is known and spent is above 5 EUR'],
    ['the file has it in every row', 'a: never when n is 5'],
    ['the rule reads no column', 'a: never when weekday is Friday'],
  ])('is not said where %s', async (_, rule) => {
    expect(await blocks(`boundaries\n ${rule}`, { spent: 412 })).not.toContain('«');
  });

  it('is not said before the file is known', async () => {
    const { document } = await check(handoff('boundaries\n a: never when n is 5'));
    const profiles = new KnownProfiles();
    expect(inlayHints(document, all, { compiled, profiles })).toEqual([]);
  });

  it('names the roles of all handoffs that a guardrail binds', async () => {
    const one = handoff().replace('handoff h', 'handoff h under g');
    const other = one
      .slice(one.indexOf('handoff h'))
      .replace('handoff h', 'handoff i')
      .replace('owner o', 'owner q');
    const text = `${one}${other}guardrails g\n a: never when consent is no`;
    const { hints } = await hinted(text, { consent: 3 });
    expect(hints.map(({ label }) => label)).toEqual(['unknown escalates to o or q']);
  });
});

it('only the lines that are seen have hints', async () => {
  const text = handoff(
    'boundaries\n a: at most 3 emails per 7 days\n b: at most 4 emails per 9 days\n',
  );
  const { document, profiles } = await hinted(text);
  const line = text.split('\n').findIndex((each) => each.includes('b:'));
  const range = { start: { line, character: 0 }, end: { line, character: 5 } };
  const hints = inlayHints(document, range, { compiled, profiles });
  expect(hints.map(({ position }) => position.line)).toEqual([line]);
});

it.each(examples)('$path, also cut anywhere', async ({ text, files }) => {
  for (const half of [text, ...halves(text, 20)]) {
    const { hints } = await hinted(half, { consent: 1, lifetime_value: 2 }, files);
    for (const { label } of hints) expect((label as string).length).toBeLessThan(60);
  }
});
