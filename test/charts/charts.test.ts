import type { ComponentChildren } from 'preact';
import { h } from 'preact';
import { describe, expect, it } from 'vitest';
import { AutonomyFigure } from '../../language-server/charts/autonomy.tsx';
import { CostFigure, costSummary } from '../../language-server/charts/costs.tsx';
import { AnswerTable } from '../../language-server/charts/counts.tsx';
import { IntervalChart } from '../../language-server/charts/intervals.tsx';
import { EscalationsPerDay, VerdictsOverTime } from '../../language-server/charts/over-time.tsx';
import { CalibrationFigure } from '../../language-server/charts/reliability.tsx';
import { Surprises } from '../../language-server/charts/surprises.tsx';
import { ThresholdBenches } from '../../language-server/charts/threshold-benches.tsx';
import { thresholdCounts, ThresholdFigure } from '../../language-server/charts/thresholds.tsx';
import { renderHtml } from '../../language-server/cli/report/html.ts';
import { benches, calibrations, daily, report } from '../support/trust-samples.ts';

const width = 400;
const drawn = (node: ComponentChildren): string => renderHtml(node);
/** The texts between tags, without those that are empty. */
const texts = (html: string): string[] =>
  html
    .split(/<[^>]*>/)
    .map((text) => text.replaceAll('&#39;', "'").trim())
    .filter((text) => text !== '');
const tags = (html: string, tag: string): string[] =>
  html.match(new RegExp(`<${tag}\\b[^>]*>`, 'g')) ?? [];
const attribute = (tag: string | undefined, name: string): number =>
  Number(new RegExp(` ${name}="([^"]*)"`).exec(tag ?? '')?.[1]);

describe('intervals', () => {
  const figure = { estimate: 0.02, standardError: 0.005, low: 0.01, high: 0.03 };
  const chart = (rows: Parameters<typeof IntervalChart>[0]['groups'][number]['rows'], more = {}) =>
    drawn(
      h(IntervalChart, {
        ...{ title: 'Value', groups: [{ rows }], axisTitle: 'rate of clicked' },
        ...{ isShare: true, width, ...more },
      }),
    );

  it('have the point in the middle of its interval, on the axis that the ticks show', () => {
    const html = chart([{ name: 'agent', estimate: figure }]);
    const whisker = /<g class="whisker"[\s\S]*?<\/g>/.exec(html)?.[0] ?? '';
    const [line] = tags(whisker, 'line');
    const [circle] = tags(whisker, 'circle');
    const middle = (attribute(line, 'x1') + attribute(line, 'x2')) / 2;
    expect(attribute(circle, 'cx')).toBeCloseTo(middle, 1);
    expect(texts(html)).toContain('agent 2.00%, from 1.00% to 3.00%');
  });

  it('are hollow and dashed where the figure is refused, and a word where there is none', () => {
    const html = chart([
      { name: 'agent', estimate: figure },
      { name: 'policy', estimate: { refused: 'why', crossedOut: figure } },
      { name: 'other', estimate: { refused: 'why' } },
    ]);
    expect(html.match(/whisker refused/g)).toHaveLength(1);
    expect(html).toContain('stroke-dasharray="3 2"');
    expect(texts(html).filter((text) => text === 'refused')).toHaveLength(1);
  });

  it('are not drawn where everything is refused', () => {
    expect(chart([{ name: 'agent', estimate: { refused: 'why' } }])).toBe('');
  });

  it('of two charts share an axis where they are to be compared', () => {
    const ticks = (html: string) =>
      texts(html).filter((text) => text.endsWith('%') && text.length < 6);
    const far = { ...figure, high: 0.09 };
    const alone = chart([{ name: 'agent', estimate: figure }]);
    const beside = chart([{ name: 'agent', estimate: figure }], { sameAxisAs: [far] });
    expect(ticks(beside)).toEqual(ticks(chart([{ name: 'agent', estimate: far }])));
    expect(ticks(beside)).not.toEqual(ticks(alone));
  });

  it('of differences always show zero, and are of percentage points and no shares', () => {
    const all = texts(chart([{ name: 'rule', estimate: figure }], { isDifference: true }));
    expect(all).toEqual(expect.arrayContaining(['0', '3', 'rule +2.00, from +1.00 to +3.00']));
    expect(all.join()).not.toContain('%');
  });

  it('under a long title show its last word too', () => {
    const title = '07:00 where device is mobile and engagement is lapsing';
    const rows = [{ name: 'whole log', estimate: figure }];
    const html = drawn(
      h(IntervalChart, {
        ...{ title: 'Patterns', groups: [{ title, rows }], axisTitle: 'points' },
        ...{ isShare: true, width: 300 },
      }),
    );
    expect(texts(html)).toEqual(
      expect.arrayContaining(['07:00 where device is mobile and engagement is', 'lapsing']),
    );
  });

  it('say what their values are', () => {
    expect(texts(chart([{ name: 'agent', estimate: figure }]))).toContain('rate of clicked');
  });

  it.each([
    [0.001, 'cheap has an interval off zero'],
    [0.00001, 'none has an interval off zero'],
  ])('of a cost of at least %d: %s', (low, words) => {
    const dr = { ...figure, low };
    const rule = { name: 'cheap', file: 'x', line: 1, changed: 4, ips: figure, dr };
    const idle = { ...rule, name: 'idle', changed: 0 };
    const costs = { note: '', all: { ips: figure, dr }, rules: [rule, idle] };
    expect(costSummary(costs, true)).toContain(`1 of 2 rules changed a decision; ${words}.`);
  });

  it.each([
    [true, ['DR per decision, points', '+2.00', '+1.00 to +3.00', 'percentage points']],
    [false, ['DR per decision', '+0.02', '+0.01 to +0.03', 'difference of the means']],
  ])('of costs name their unit, of shares: %s', (isShare, words) => {
    const rule = { name: 'cheap', file: 'x', line: 1, changed: 4, ips: figure, dr: figure };
    const costs = { note: '', all: { ips: figure, dr: figure }, rules: [rule] };
    expect(texts(drawn(h(CostFigure, { costs, isShare, width })))).toEqual(
      expect.arrayContaining(words),
    );
  });
});

describe('costs', () => {
  const figure = { estimate: 0.02, standardError: 0.005, low: 0.01, high: 0.03 };

  it('that are refused say why, once', () => {
    const refused = { refused: 'the data has no propensity' };
    const rule = { name: 'cheap', file: 'x', line: 1, changed: 4, ips: refused, dr: refused };
    const costs = { note: '', all: { ips: refused, dr: figure }, rules: [rule] };
    const all = texts(drawn(h(CostFigure, { costs, isShare: true, width })));
    expect(all.filter((text) => text === 'refused: ')).toHaveLength(0);
    expect(all.filter((text) => text.includes('no propensity'))).toHaveLength(1);
  });
});

describe('answers of people', () => {
  const people = { asked: 200, approved: 120, overridden: 20, unanswered: 60, reasons: [] };
  const answers = (more = {}): string =>
    texts(drawn(h(AnswerTable, { people: { ...people, ...more } }))).join('|');

  it('are of those who were asked', () => {
    expect(answers()).toContain('approved|120|60.0%|overridden|20|10.0%|unanswered|60|30.0%');
    expect(answers()).not.toMatch(/too late|afterwards/);
  });

  it('that came too late are counted beside those that never came', () => {
    expect(answers({ late: 15 })).toContain('unanswered: the answer came too late|15|7.5%');
  });

  it('of those who looked afterwards are of what these looked at', () => {
    expect(answers({ reviewedAfterwards: { approved: 30, overridden: 10 } })).toContain(
      'looked at afterwards|40|afterwards: approved|30|75.0%|afterwards: would have been overridden|10|25.0%',
    );
  });

  it('are there where people only looked afterwards', () => {
    const nobody = { asked: 0, approved: 0, overridden: 0, unanswered: 0 };
    expect(answers(nobody)).toBe('Nobody was asked.');
    expect(answers({ ...nobody, reviewedAfterwards: { approved: 3, overridden: 0 } })).toContain(
      'looked at afterwards|3',
    );
  });
});

describe('calibration', () => {
  const [calibrated, refused] = calibrations;

  it('has a point a bin, the isotonic line, and the diagonal', () => {
    const html = drawn(h(CalibrationFigure, { calibration: calibrated!, width }));
    const chart = html.slice(html.indexOf('<svg'), html.indexOf('</svg>'));
    // One more of each is in the legend.
    expect(tags(chart, 'circle')).toHaveLength(2 + 1);
    const [line] = tags(chart, 'polyline');
    expect(line?.match(/[\d.]+,[\d.]+/g)).toHaveLength(2 * 3);
    expect(html).toContain('too high in 1 of 2 bins, too low in 1');
    expect(texts(html)).toEqual(
      expect.arrayContaining(['52,812', 'mean 99.7%', '98.3%', '0.0312']),
    );
  });

  it('tells steps apart that one decimal would call the same', () => {
    const recalibrated = [
      { from: 0.9999, to: 0.9999, rate: 0.98, n: 10, successes: 9 },
      { from: 0.99993, to: 1, rate: 0.99, n: 10, successes: 9 },
    ];
    const html = drawn(
      h(CalibrationFigure, { calibration: { ...calibrated!, recalibrated } as never, width }),
    );
    expect(texts(html)).toEqual(expect.arrayContaining(['99.990%', '99.993% to 100.000%']));
  });

  it('says why it is refused, and draws nothing then', () => {
    const html = drawn(h(CalibrationFigure, { calibration: refused!, width }));
    expect(html).toContain('refused: the decisions are of 7 patterns');
    expect(html).not.toContain('<svg');
  });
});

describe('thresholds', () => {
  const [bench, , unbudgeted, refused] = benches;
  const figure = (one = bench!) => drawn(h(ThresholdFigure, { bench: one, width }));

  it('say what they are of', () => {
    expect(thresholdCounts(benches)).toMatch(/^40,000 decisions on 91 days, .* override 120;/);
    expect(thresholdCounts([])).toBe('');
  });

  it('mark the present one, the recommended one and the budget', () => {
    expect(texts(figure())).toEqual(
      expect.arrayContaining(['now', 'recommended', 'budget of the reviewers']),
    );
    expect(texts(figure(unbudgeted))).not.toContain('recommended');
    expect(texts(figure(unbudgeted))).not.toContain('budget of the reviewers');
  });

  it('stand in a table under the words that all share', () => {
    const all = texts(figure());
    expect(all).toContain("the agent's confidence is below …");
    expect(all).toEqual(expect.arrayContaining(['60%', '(now)', '(recommended)', 'unknown']));
  });

  it('that come to the same share a row, but for the present one', () => {
    const [first, present] = bench!.points;
    const same = [0.61, 0.62, 0.63].map((threshold) => ({
      ...first!,
      ...{ threshold, words: `the agent's confidence is below ${String(threshold * 100)}%` },
    }));
    const html = figure({
      ...bench!,
      recommended: { best: 3, alike: [3] },
      points: [...same, { ...first!, ...present!, ...{ caught: 80, missed: 40, perDay: 12 } }],
    });
    expect(texts(html)).toContain('61% to 63%');
    expect(html.match(/<th scope="row">/g)).toHaveLength(2);
  });

  it('on which no override depends share a sentence and a table in place of charts', () => {
    const idle = {
      ...bench!,
      points: bench!.points.map((point) => ({ ...point, caught: 110, missed: 10 })),
    };
    const html = drawn(h(ThresholdBenches, { benches: [idle, { ...idle, rule: 'novel' }], width }));
    expect(html).not.toContain('<svg');
    expect(html).toContain(
      '0 of the 120 overrides among 40,000 decisions depend on the number: at every threshold tried people see 110 of the 120 overrides, by other rules.',
    );
    expect(texts(html)).toEqual(
      expect.arrayContaining(['unsure', 'novel', '21.3', '12.0 to 70.0']),
    );
    expect(html).toContain('31 decisions without the value escalate at any');
  });

  it('on which overrides depend keep their charts beside those on which none does', () => {
    const idle = {
      ...bench!,
      rule: 'novel',
      points: bench!.points.map((one) => ({ ...one, missed: 0 })),
    };
    const html = drawn(h(ThresholdBenches, { benches: [bench!, idle], width }));
    expect(html.match(/<svg/g)).toHaveLength(1);
    expect(html).toContain('is below 80%, with the fewest misses inside 40 a day');
    expect(html).toContain('people see all 80 overrides');
  });

  it('are drawn from their days alone, and refused with the reason', () => {
    const points = bench!.points.map(({ perDay: _, ...point }) => point);
    expect(figure({ ...bench!, points })).not.toContain('<svg');
    expect(figure(refused)).toContain('refused: the reviewer would override 4 decisions');
  });
});

describe('surprises', () => {
  const surprises = (one = report) =>
    drawn(h(Surprises, { report: one, decisions: 60_000, width }));

  it('tell the sound from the unsound, each with its reasons', () => {
    const all = texts(surprises());
    expect(all).toEqual(expect.arrayContaining(['Sound patterns: 1', 'Unsound patterns: 6']));
    expect(all).toContain('unsound: only 103 emails; 1 of 205 patterns compared, q = 0.41');
    expect(all).toContain('+5.17');
  });

  it('beyond the first few are in a table to open', () => {
    const [pattern] = report.patterns;
    const patterns = Array.from({ length: 10 }, () => pattern!);
    expect(texts(surprises({ ...report, patterns }))).toContain('2 more, of fewer decisions');
  });

  it('are refused with the reason', () => {
    expect(surprises({ ...report, patterns: [], refused: 'no goal' })).toContain(
      'refused: no goal',
    );
  });
});

describe('over time', () => {
  const queues = [
    { role: 'lifecycle_team', cases: 782 },
    { role: 'brand_team', cases: 0 },
  ];

  it('a bar is a week from Monday, and the words are of whole weeks', () => {
    const html = drawn(h(VerdictsOverTime, { daily, width }));
    expect(texts(html)).toEqual(expect.arrayContaining(['2025-09-01', '2025-09-08', '2025-09-15']));
    expect(html).toMatch(/from the least to the most of 2 whole weeks: act 79\.8% to 83\.3%/);
    const act = tags(html, 'rect').filter((tag) => tag.includes('var(--act)'));
    // One of them is in the legend.
    expect(act).toHaveLength(3 + 1);
  });

  it('a day has its escalations, against the budget', () => {
    const html = drawn(h(EscalationsPerDay, { daily, queues, width }));
    expect(html).toContain('46.0 escalations a day on average, at most 62, on 2025-09-17');
    expect(html).toContain('more than the 40 that lifecycle_team can take on 11 of 17 days');
    expect(tags(html, 'rect')).toHaveLength(17 + 1);
  });

  it('no budget is no line', () => {
    const unbudgeted = { days: daily.days, budgets: [] };
    const html = drawn(h(EscalationsPerDay, { daily: unbudgeted, queues, width }));
    expect(html).toContain('the reviewers have no budget');
    expect(texts(html).filter((text) => text.startsWith('budget'))).toEqual([]);
  });

  it('one budget is not held against what goes to several roles', () => {
    const both = [...queues, { role: 'brand_team', cases: 1 }];
    const html = drawn(h(EscalationsPerDay, { daily, queues: both, width }));
    expect(html).toContain('at most 62, on 2025-09-17.');
    expect(texts(html).filter((text) => text.startsWith('budget'))).toEqual([]);
  });

  it('too many days are refused', () => {
    const refused = { days: [], budgets: [], refused: 'the decisions lie on more than 3660 days' };
    expect(drawn(h(VerdictsOverTime, { daily: refused, width }))).toContain(
      'not drawn by day: the decisions lie on more than 3660 days',
    );
  });
});

describe('autonomy', () => {
  const change = (from: 'suggest' | 'act', to: 'suggest' | 'act', more: object) => ({
    ...{ from, to, because: 'so', decision: 10, reviewed: 1, approved: 1 },
    ...more,
  });
  const figure = (changes: Parameters<typeof AutonomyFigure>[0]['changes'], days = daily) =>
    drawn(h(AutonomyFigure, { changes, daily: days, decisions: 100, width }));

  it('steps up and down at its moments', () => {
    const html = figure([
      change('suggest', 'act', { moment: Date.UTC(2025, 8, 5) }),
      change('act', 'suggest', { moment: Date.UTC(2025, 8, 10) }),
    ]);
    expect(html).toMatch(/ d="M[\d.]+ [\d.]+H[\d.]+V[\d.]+H[\d.]+V[\d.]+H[\d.]+"/);
    expect(html).toContain('The agent began with suggest: act from 2025-09-05 00:00 UTC');
  });

  it('counts decisions where there are no moments', () => {
    expect(texts(figure([change('suggest', 'act', {})]))).toContain('decision');
  });

  it('that never moved is no chart', () => {
    expect(figure([])).toBe('');
  });
});
