import { describe, expect, it } from 'vitest';
import { signatureHelpAt } from '../../../language-server/language/features/signature-help.ts';
import { check, examples, services } from '../../support/handoff.ts';
import { handoff } from '../../support/handoff-texts.ts';
import { marked, positionAt } from '../../support/markers.ts';

const readers = {
  grammar: services.handoff.Grammar,
  lexer: services.handoff.parser.Lexer,
  parser: services.handoff.parser.LangiumParser,
};

/** The forms shown at the cursor, each with its active part in square quotes. */
async function forms(source: string): Promise<string[]> {
  const { text, positions } = marked(source);
  const { document } = await check(text);
  const [position] = positions;
  const help = position && signatureHelpAt(document, position, readers);
  return (help?.signatures ?? []).map(({ label: form, parameters = [], activeParameter }) => {
    const label = parameters[activeParameter ?? -1]?.label;
    const [from, to] = typeof label === 'object' ? label : [0, 0];
    return `${form.slice(0, from)}⟦${form.slice(from, to)}⟧${form.slice(to)}`;
  });
}

const cap = (text: string): string =>
  handoff(`boundaries\n  rule: ${text}\n  next: never when vip`);
const inBlock = (block: string, text: string): string => handoff(`${block}\n  ${text}`);

describe('signature help', () => {
  it.each([
    ['never <|>', 'never ⟦when ‹condition›⟧'],
    ['never when <|>', 'never ⟦when ‹condition›⟧'],
    ['never when level is <|>', 'never ⟦when ‹condition›⟧'],
    ['never when count of emails in the last <|>', 'never ⟦when ‹condition›⟧'],
    ['at most <|>', 'at most ⟦‹N›⟧ ‹things› per ‹window› [across all handoffs] [when ‹condition›]'],
    [
      'at most 5 <|>',
      'at most ‹N› ⟦‹things›⟧ per ‹window› [across all handoffs] [when ‹condition›]',
    ],
    [
      'at most 5 em<|>ails',
      'at most ‹N› ⟦‹things›⟧ per ‹window› [across all handoffs] [when ‹condition›]',
    ],
    [
      'at most 5 emails <|>',
      'at most ‹N› ‹things› ⟦per ‹window›⟧ [across all handoffs] [when ‹condition›]',
    ],
    [
      'at most 5 emails per <|>',
      'at most ‹N› ‹things› ⟦per ‹window›⟧ [across all handoffs] [when ‹condition›]',
    ],
    [
      'at most 5 emails per 7 <|>',
      'at most ‹N› ‹things› ⟦per ‹window›⟧ [across all handoffs] [when ‹condition›]',
    ],
    [
      'at most 5 emails per 7 days <|>',
      'at most ‹N› ‹things› per ‹window› ⟦[across all handoffs]⟧ [when ‹condition›]',
    ],
    [
      'at most 5 emails per 7 days w<|>',
      'at most ‹N› ‹things› per ‹window› [across all handoffs] ⟦[when ‹condition›]⟧',
    ],
    [
      'at most 5 emails per 7 days when level is <|>',
      'at most ‹N› ‹things› per ‹window› [across all handoffs] ⟦[when ‹condition›]⟧',
    ],
    [
      'at least 4 <|>',
      'at least ⟦‹duration›⟧ between ‹things› [across all handoffs] [when ‹condition›]',
    ],
    [
      'at least 4 hours between <|>',
      'at least ‹duration› ⟦between ‹things›⟧ [across all handoffs] [when ‹condition›]',
    ],
    [
      'never when vip otherwise <|>',
      'otherwise ⟦use the nearest allowed | escalate to ‹role› | hold | block⟧',
    ],
  ])('of a boundary: %s', async (text, expected) => {
    expect(await forms(cap(text))).toEqual([expected]);
  });

  it.each([
    ['escalate to team', 'a: when <|>', '‹name›: ⟦when ‹condition›⟧ [because "‹reason›"]'],
    [
      'escalate to team',
      'answer within <|>',
      'answer within ⟦‹duration›⟧ [, otherwise hold | block]',
    ],
    [
      'escalate to team',
      'at most 40 <|>',
      'at most ‹N› ⟦per day⟧ [, highest | lowest ‹column› first]',
    ],
    [
      'escalate to team',
      'at most 40 per day, highest <|>',
      'at most ‹N› per day ⟦[, highest | lowest ‹column› first]⟧',
    ],
    [
      'autonomy',
      'becomes <|>',
      'becomes ⟦act with review | act⟧ [after ‹N› decisions] [when ‹agreement›]',
    ],
    [
      'autonomy',
      'becomes act after <|>',
      'becomes act with review | act ⟦[after ‹N› decisions]⟧ [when ‹agreement›]',
    ],
    [
      'autonomy',
      'returns to suggest when <|>',
      'returns to suggest | act with review ⟦when a guard is broken | ‹agreement›⟧',
    ],
    [
      'feedback',
      'on override because <|>',
      '[‹name›:] on override | approval ⟦because ‹reason›⟧ [, after ‹N› overrides | approvals [in ‹duration›]] avoid | prefer ‹condition› [when ‹condition›] [until ‹date›]',
    ],
    ['learning', 'reviewed every week by <|>', 'reviewed every ‹duration› ⟦by ‹role›⟧'],
  ])('in %s: %s', async (block, text, expected) => {
    expect(await forms(inBlock(block, text))).toEqual([expected]);
  });

  it('shows every form of boundary behind a name and its colon, and both behind `at`', async () => {
    const lead = async (text: string): Promise<string[]> =>
      (await forms(cap(text))).map((form) => form.replaceAll(/[⟦⟧]/g, '').slice(0, 8));
    expect(await lead('<|>')).toEqual(['never wh', 'at most ', 'at least']);
    expect(await lead('at <|>')).toEqual(['at most ', 'at least']);
    expect(await lead('at l<|>')).toEqual(['at least', 'at most ']);
  });

  it.each([
    ['behind a whole rule, on the next line', cap('at most 5 emails per 7 days\n  <|>')],
    ['in a comment', cap('at most 5 # em<|>')],
    ['outside of rules', handoff('<|>')],
    ['behind a slip', cap('at most emails per <|>')],
  ])('says nothing %s', async (_, source) => {
    expect(await forms(source)).toEqual([]);
  });

  it.each(examples)('never throws where $path is cut', async ({ text, files }) => {
    const { tokens } = services.handoff.parser.Lexer.tokenize(text);
    for (const { startOffset } of tokens.filter((_, index) => index % 5 === 0)) {
      const { document } = await check(text.slice(0, startOffset), files);
      signatureHelpAt(document, positionAt(text, startOffset), readers);
    }
  });
});
