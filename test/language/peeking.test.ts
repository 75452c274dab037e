import { describe, expect, it } from 'vitest';
import { problemsOf } from '../support/handoff.ts';
import { data, handoff } from '../support/handoff-texts.ts';

const simulation = (lines: string): string => `${handoff()}simulation s of h\n${lines}`;
const agent = 'agent is the usual choice\n';

describe('what is known only after the decision', () => {
  it.each([
    ['a boundary', handoff('boundaries\n never when clicked'), 'a boundary'],
    [
      'the scope of a cap',
      handoff('boundaries\n at most 5 emails per 2 days when clicked'),
      'a boundary',
    ],
    [
      'a guardrail',
      `guardrails g never when clicked\n${handoff().replace('handoff h', 'handoff h under g')}`,
      'a boundary',
    ],
    ['a trigger', handoff('escalate to o\n when clicked'), 'a trigger'],
    [
      'the order of a budget',
      handoff('escalate to o\n at most 5 per day, highest clicked first'),
      'the order of escalations',
    ],
    ['a segment', `${handoff()}segment s: clicked`, 'the segment `s`'],
    [
      'a feedback rule',
      handoff('feedback on override because x\n avoid clicked'),
      'a feedback rule',
    ],
    [
      'the scope of a feedback rule',
      handoff('feedback on override because x\n avoid n is 5 when clicked'),
      'a feedback rule',
    ],
    ['a reviewer', simulation(`${agent}reviewer overrides when clicked`), 'the reviewer'],
    [
      'an agent that chooses',
      simulation('agent chooses 09:00 when clicked, otherwise 10:00'),
      'the agent',
    ],
    ['an agent that learns', simulation('agent is thompson sampling by clicked'), 'the agent'],
    [
      'a propensity estimate',
      `${data.replace('likely: probability, the propensity', 'likely: text')}propensity estimated by clicked`,
      'a propensity estimate',
    ],
    [
      'the autonomy ladder',
      handoff('autonomy becomes act after 5 decisions when clicked'),
      'the autonomy ladder',
    ],
    [
      'a test',
      `${handoff()}test "t" of h given clicked is yes when the agent chooses hour 09:00 expect act`,
      'a decision',
    ],
  ])('cannot be read by %s', async (_, text, place) => {
    const problems = await problemsOf(text);
    const peeking = problems.filter((problem) => problem.includes(' no-peeking '));
    expect(peeking).toHaveLength(1);
    expect(peeking[0]).toContain('`clicked` is an outcome');
    expect(peeking[0]).toContain(place);
  });

  it.each([
    ['a segment', `${handoff()}segment s: likely is above 5%`],
    ['a boundary', handoff('boundaries\n never when likely is above 5%')],
    ['features', simulation('agent is thompson sampling by likely, level')],
    ['features, as the choice that was logged', simulation('agent is thompson sampling by hour')],
    [
      'an agent that chooses',
      simulation('agent chooses 09:00 when hour is 10:00, otherwise 10:00'),
    ],
    [
      'a test',
      `${handoff()}test "t" of h given likely is 5% when the agent chooses hour 09:00 expect act`,
    ],
  ])('what was logged tells nothing about the decision at hand: %s', async (_, text) => {
    const problems = await problemsOf(text);
    expect(problems.filter((problem) => / no-peeking .*logged/.test(problem))).toHaveLength(1);
  });

  it('the choice itself is what boundaries and reviewers judge', async () => {
    const text = `${handoff('boundaries\n never when hour is 03:00\n')}simulation s of h
      ${agent} reviewer overrides when hour is 10:00`;
    expect(await problemsOf(text)).toEqual([]);
  });
});
