import { describe, expect, it } from 'vitest';
import { check } from '../support/handoff.ts';

const data = 'data d from "d.csv" n: number, chosen\n';
const handoff = (name: string, under: string): string =>
  `handoff ${name} under ${under} owner o uses d the agent chooses n\n`;

async function checked(guardrails: string, ...handoffs: string[]) {
  const text = `guardrails g ${guardrails}\nguardrails other\n${data}${handoffs.join('')}`;
  const { policies, diagnostics } = await check(text);
  return {
    priorities: policies.map(({ priority }) => priority),
    problems: diagnostics
      .filter(({ severity }) => severity !== 'information' && severity !== 'hint')
      .map(({ code, message }) => `${code}: ${message}`)
      .filter((message) => !message.startsWith('no-')),
  };
}

const a = handoff('a', 'g');
const late = handoff('late', 'g');

describe('who goes first', () => {
  it('is what the guardrails of a handoff say', async () => {
    const { priorities, problems } = await checked('priority late, a', a, late);
    expect(problems).toEqual([]);
    expect(priorities).toEqual([
      ['late', 'a'],
      ['late', 'a'],
    ]);
  });

  it('is left open where they do not say', async () => {
    expect(await checked('', a)).toEqual({ priorities: [undefined], problems: [] });
  });

  it('may be said of handoffs that import the guardrails, which do not see them', async () => {
    expect((await checked('priority late, a')).problems).toEqual([]);
  });

  it('may stand before or behind the rules, and be the name of one', async () => {
    const rule = 'priority: never when n is 5';
    for (const text of [`${rule} priority late`, `priority late ${rule}`]) {
      expect(await checked(text, late)).toEqual({ priorities: [['late']], problems: [] });
    }
  });

  it.each([
    ['priority a, a', 'repeated-part: `a` stands twice in the priority'],
    ['priority a priority a', 'repeated-part: This line stands twice in the guardrails'],
    [
      'priority b',
      'unknown-name: `b` is not `under g`: only handoffs under these guardrails go before one another',
    ],
    [
      'priority lat, a',
      'unknown-priority: `lat` is no handoff that this file sees; did you mean `late`?',
    ],
  ])('is refused or questioned in `%s`', async (text, problem) => {
    const { problems } = await checked(text, a, late, handoff('b', 'other'));
    expect(problems).toEqual([problem]);
  });
});
