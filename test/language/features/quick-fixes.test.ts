import { describe, expect, it } from 'vitest';
import { reviewCodes } from '../../../language-server/analysis/codes.ts';
import type { ProblemCode } from '../../../language-server/language/problems.ts';
import { problemCodes } from '../../../language-server/language/problems.ts';
import { actionsIn, done, inTheFile } from '../../support/code-actions.ts';
import { load, shown } from '../../support/handoff.ts';
import { never, reviewDay } from '../../support/handoff-texts.ts';
import { deepDiagnostics } from '../../support/solver.ts';
import type { FixCase } from '../../support/quick-fixes/case.ts';
import { sound } from '../../support/quick-fixes/case.ts';
import { names } from '../../support/quick-fixes/names.ts';
import { parts } from '../../support/quick-fixes/parts.ts';
import { review } from '../../support/quick-fixes/review.ts';
import { syntax } from '../../support/quick-fixes/syntax.ts';
import { values } from '../../support/quick-fixes/values.ts';

const codeOf = (problem: string): string => problem.split(' ')[1] ?? '';
const cases: FixCase[] = [...syntax, ...names, ...values, ...parts, ...review];

/** Codes without a fix, each with the reason. */
const unfixable: Partial<Record<ProblemCode, string>> = {
  'broken-import': 'the fault is in the other file, whose own diagnostic has the fix',
  'reserved-name': 'the file has a column of this name, which a person has to rename there first',
  'no-peeking': 'only its author knows what the rule may look at instead',
  'not-a-condition': 'only its author knows what the quantity is to be compared with',
  'missing-data': 'the file is to be brought by a person',
  'unreadable-data': 'the file is to be mended, and not the policy',
  'never-answered': 'how soon and how often a role can answer only that role knows',
  'out-of-range': 'only its author knows which threshold was meant',
  'never-fires': 'its condition is a slip, and without the rule what is unknown would not be asked',
  'always-fires': 'without it the agent would act alone, which no fix decides',
  'usual-breaks': 'whether the usual choice or the boundary is wrong only its author knows',
  'no-choice-left': 'which of the boundaries gives way only their authors know',
  undecided: 'nothing is known to be wrong',
  'missing-field': 'the rule asks a person then, as it should: the data is to be mended',
  'missing-zone': 'the data is to be mended, and not the policy',
  'outside-data': 'other data may well meet the rule: only its author knows',
  'over-budget': 'how many a role can answer only that role knows',
  'clock-gap': 'which hour was meant instead only its author knows',
  'unfitting-cells': 'whether the cells or the type are wrong only a person can tell',
};

describe('a quick fix mends its diagnostic, and breaks nothing', () => {
  it.each(cases)(
    '$code: $title',
    async ({ code, text, title, becomes, beside = {}, isPreferred, remains }) => {
      const options = code in reviewCodes ? { review: { today: reviewDay } } : {};
      const wrong = async (all: Record<string, string>): Promise<string[]> =>
        (await load(all, ['main.handoff'], options)).checked.flatMap(shown).map(codeOf);
      expect(await wrong({ ...beside, 'main.handoff': text })).toContain(code);
      const actions = await actionsIn(text, { beside, ...options });
      const action = actions.find((each) => each.title === title);
      expect(actions.map((each) => each.title)).toContain(title);
      expect(action?.diagnostics?.[0]?.code).toBe(code);
      expect(action?.isPreferred).toBe(isPreferred);
      const files = done(action ?? {}, { ...beside, 'main.handoff': text });
      expect(files['main.handoff']?.replace(/[ \n]*$/, '')).toBe(
        text.replace(...becomes).replace(/[ \n]*$/, ''),
      );
      expect(await wrong(files)).toEqual(remains ? [code] : []);
    },
  );

  it.each([
    ['never-decides', 'n is above 7'],
    ['same-rule', 'not (n is at most 5)'],
  ])('%s: the rule goes', async (code, condition) => {
    const rule = `  b: never when ${condition} because "so"\n`;
    const text = sound(`boundaries\n  a: never when n is above 5 because "so"\n${rule}`);
    const found = await deepDiagnostics(text);
    expect(found.map((each) => each.code)).toEqual([code]);
    const [action, ...others] = await actionsIn(text, { found, only: ['quickfix'] });
    expect([action?.title, others]).toEqual(['Remove `b`', []]);
    const after = done(action ?? {}, { 'main.handoff': text })['main.handoff'];
    expect(after).toBe(text.replace(rule, ''));
    expect(await deepDiagnostics(after ?? '')).toEqual([]);
  });

  it('leaves a rule that a test expects to hear of, and one of two on a line', async () => {
    const caps =
      'a: at most 3 emails per 7 days because "so"\n b: at most 4 emails per 7 days because "so"\n';
    const expecting = 'test "t" of h when the agent chooses hour 09:00 expect block by b\n';
    const oneLine = caps.replace('\n b', ' b');
    for (const text of [`boundaries\n ${caps}${expecting}`, `boundaries\n ${oneLine}`]) {
      const asked = { review: { today: reviewDay }, only: ['quickfix'] };
      expect(await actionsIn(sound(text), asked)).toEqual([]);
    }
  });

  it('does nothing about a guardrail of another file, whose line the handoff stands for', async () => {
    const beside = {
      'org.handoff':
        'guardrails g\n a: at most 3 emails per 7 days because "so"\n b: at most 4 emails per 7 days because "so"\n',
    };
    const text = `import "org.handoff"\n${sound('boundaries c: never when n is 5 because "so"').replace('handoff h', 'handoff h under g').replaceAll('\n  ', ' ')}`;
    const asked = { beside, review: { today: reviewDay }, only: ['quickfix'] };
    expect(await actionsIn(text, asked)).toEqual([]);
  });

  it('data-mismatch: the column is called what the file calls it, wherever it is named', async () => {
    const text = never('level is low');
    const found = inTheFile(text, 'level:', ['levels']);
    const action = (await actionsIn(text, { found })).find(
      ({ title }) => title === 'Call the column `levels`',
    );
    expect(done(action ?? {}, { 'main.handoff': text })['main.handoff']).toBe(
      text.replace('level:', 'levels:').replace('when level', 'when levels'),
    );
  });

  it('every code has a fix that is tested, or a reason why none is right', () => {
    const fixed = new Set<string>(['data-mismatch', ...cases.map(({ code }) => code)]);
    for (const code of ['never-decides', 'same-rule']) fixed.add(code);
    const codes = Object.keys(problemCodes);
    expect(codes.filter((code) => fixed.has(code) === code in unfixable)).toEqual([]);
  });
});
