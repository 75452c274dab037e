import { describe, expect, it } from 'vitest';
import { judge } from '../../language-server/policy/judge.ts';
import { leafKey } from '../../language-server/policy/leaves.ts';
import type { Leaf, Policy, Value } from '../../language-server/policy/model.ts';
import { check } from '../support/handoff.ts';
import { data } from '../support/handoff-texts.ts';

/** A handoff with one boundary under a guardrail of another file. */
function checkUnder(guardrail: string, own: string): ReturnType<typeof check> {
  const beside = { 'org.handoff': `guardrails g\n theirs: ${guardrail}` };
  const text = `import "org.handoff"\n${data}handoff h under g\n owner o uses d the agent chooses hour\nboundaries\n mine: ${own}`;
  return check(text, { beside });
}

async function errors(guardrail: string, own: string): Promise<string[]> {
  const { diagnostics } = await checkUnder(guardrail, own);
  return diagnostics.map(({ code, message }) => `${code} ${message}`);
}

const laxer = [
  ['at most 7 emails per 7 days', 'at most 10 emails per 7 days'],
  ['at most 7 emails per 7 days', 'at most 8 emails per 7 days when consent'],
  ['at most 7 emails per 7 days when consent', 'at most 8 emails per 7 days when consent'],
  // What all handoffs may send one of them may not exceed.
  ['at most 7 emails per 7 days across all handoffs', 'at most 8 emails per 7 days'],
  ['at most 7 emails per 7 days', 'at most 8 emails per 7 days otherwise hold'],
  ['at most 7 emails per 7 days', 'at most 7 emails per 7 days otherwise escalate to o'],
  ['at least 4 hours between emails', 'at least 3 hours between emails'],
  ['never when consent', 'never when consent otherwise hold'],
  ['never when consent otherwise hold', 'never when consent otherwise escalate to o'],
  [
    'never when hour is below 09:00',
    'never when hour is below 09:00 otherwise use the nearest allowed',
  ],
  ['never when n is above 5', 'never when n is above 6'],
  ['never when n is above 5', 'never when n is between 6 and 9'],
  ['never when n is at least 5', 'never when n is above 5'],
  ['never when level is one of low, mid', 'never when level is low'],
  ['never when part is above 50%', 'never when part is above 50.5%'],
  ['never when hour is between 21:00 and 07:00', 'never when hour is between 22:00 and 06:00'],
  [
    'never when spent is more than 5 EUR from 9 EUR',
    'never when spent is more than 6 EUR from 9 EUR',
  ],
] as const;

const tighter = [
  ['at most 7 emails per 7 days', 'at most 5 emails per 7 days'],
  ['at most 7 emails per 7 days', 'at most 10 emails per 14 days'],
  ['at most 7 emails per 7 days', 'at most 10 emails per 7 days across all handoffs'],
  ['at most 7 emails per 7 days when consent', 'at most 10 emails per 7 days'],
  ['at most 7 emails per 7 days otherwise escalate to p', 'at most 10 emails per 7 days'],
  [
    'at most 7 emails per 7 days otherwise escalate to p',
    'at most 10 emails per 7 days otherwise escalate to q',
  ],
  ['at least 4 hours between emails', 'at least 5 hours between emails'],
  ['never when consent', 'never when consent'],
  ['never when consent otherwise hold', 'never when consent'],
  ['never when consent otherwise escalate to p', 'never when consent otherwise escalate to q'],
  [
    'never when hour is below 09:00 otherwise use the nearest allowed',
    'never when hour is below 08:00',
  ],
  ['never when n is above 5', 'never when n is above 4'],
  ['never when n is above 5', 'never when n is above 6 and consent'],
  ['never when n is above 5', 'never when n is below 6'],
  ['never when n is above 5', 'never when visits is above 6'],
  ['never when visits is at least 6', 'never when visits is above 5'],
  ['never when n is above 5', 'never when n is above 6 and n is below 5'],
  ['never when consent is unknown', 'never when consent is no'],
  ['never when line mentions one of "a", "b"', 'never when line mentions "a"'],
] as const;

describe('a rule of a handoff', () => {
  it.each(laxer)('is an error where the guardrail says more: %s / %s', async (theirs, own) => {
    expect(await errors(theirs, own)).toEqual([
      'loosens-guardrails `mine` is laxer than the guardrail `theirs` (org.handoff:2): a handoff can add rules, not loosen one',
    ]);
  });

  it.each(tighter)('is none where it adds to the guardrail: %s / %s', async (theirs, own) => {
    expect(await errors(theirs, own)).toEqual([]);
  });

  it('makes whoever imports it broken, too', async () => {
    const beside = {
      'org.handoff': `guardrails g\n theirs: ${laxer[0][0]}\n${data}handoff h under g\n owner o uses d the agent chooses hour\nboundaries\n mine: ${laxer[0][1]}`,
    };
    const { diagnostics } = await check('import "org.handoff"', { beside });
    expect(diagnostics.map(({ code }) => code)).toEqual(['broken-import']);
  });

  it('names both lines', async () => {
    const text = `guardrails g\n theirs: ${laxer[0][0]}\n${data}handoff h under g\n owner o uses d the agent chooses hour\nboundaries\n mine: ${laxer[0][1]}`;
    const { diagnostics } = await check(text);
    expect(
      diagnostics.map(({ range, related }) => [range.start.line, related[0]?.range.start.line]),
    ).toEqual([[text.split('\n').length - 1, 1]]);
  });
});

/** A decision that could be: what all handoffs sent is no less than what one did, and as recent. */
function decision(row: number): (leaf: Leaf, choice: Value) => Value | undefined {
  const at = (key: string, count: number): number =>
    [...`${key}${String(row)}`].reduce(
      (sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973,
      7,
    ) % count;
  const sent = at('sent', 12);
  const hours = at('hours', 8);
  return (leaf) => {
    // Of one history all is known, or nothing.
    const key = leaf.kind === 'sent' || leaf.kind === 'sinceLast' ? leaf.kind : leafKey(leaf);
    if (at(`${key} known`, 6) === 0) return undefined;
    switch (leaf.kind) {
      case 'sent':
        return leaf.across ? sent + at('more', 3) : sent;
      case 'sinceLast':
        return 3_600_000 * (leaf.across ? Math.min(hours, at('nearer', 8)) : hours);
      case 'word':
        return 1;
      default:
        return leafKey(leaf) === 'column:part' ? at('part', 101) / 100 : at(leafKey(leaf), 10);
    }
  };
}

const verdictsOf = (policy: Policy): string =>
  Array.from({ length: 240 }, (_, row) => {
    const { verdict, choice } = judge(policy, (row % 24) * 60, 'act', decision(row));
    return `${verdict} ${String(choice)}`;
  }).join();

describe('a rule that is refused', () => {
  const start = (rule: string): string => rule.split(' ').slice(0, 2).join(' ');
  const rules = [...new Set([...laxer, ...tighter].flat())];
  const pairs = rules.flatMap((theirs) =>
    rules.filter((own) => start(own) === start(theirs)).map((own) => [theirs, own] as const),
  );

  it('would change no verdict, whatever is decided', async () => {
    let refused = 0;
    for (const [theirs, own] of pairs) {
      const { policies, diagnostics } = await checkUnder(theirs, own);
      if (diagnostics.length === 0) continue;
      refused++;
      const policy = policies[0]!;
      const without = { ...policy, rules: policy.rules.filter(({ name }) => name !== 'mine') };
      expect(verdictsOf(policy), `${own} under ${theirs}`).toBe(verdictsOf(without));
    }
    expect(refused).toBeGreaterThan(50);
  }, 60_000);
});
