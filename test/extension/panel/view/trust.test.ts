// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { finished, finishedState } from './fixtures.ts';
import { openPage } from './page.ts';

const withResult = (changes: object) => {
  const { summary } = finished();
  return finishedState({ summary: { ...summary, result: { ...summary.result, ...changes } } });
};

describe('whether a run can be trusted, in the panel', () => {
  it.each([
    ['of the confidence', 'Calibration'],
    ['Against reviewers, confidence is off by 1.7% on average', 'the figure of a calibration'],
    ['refused: the decisions are of 7 patterns', 'why one is refused'],
    ['of which the reviewer would override 120', 'what thresholds are of'],
    ['with the fewest misses inside 40 a day', 'a recommendation'],
    ['205 patterns compared with the usual choice', 'what surprises were compared with'],
    ['only 103 emails; 1 of 205 patterns compared', 'why a pattern is unsound'],
    ['46.0 escalations a day on average', 'escalations a day'],
    ['from the least to the most of 2 whole weeks', 'verdicts by week'],
    ['The agent began with suggest', 'the stages'],
    ['1 of 1 rules changed a decision', 'what boundaries cost'],
  ])('says %s (%s)', async (words) => {
    const page = await openPage(finishedState());
    expect(page.text()).toContain(words);
  });

  it('says in words what every chart shows', async () => {
    const page = await openPage(finishedState());
    const charts = page.all('svg.chart');
    expect(charts.length).toBeGreaterThan(8);
    for (const chart of charts) {
      expect(chart.getAttribute('role')).toBe('img');
      expect(chart.querySelector('title')?.textContent).not.toBe('');
      expect(chart.querySelector('desc')?.textContent).not.toBe('');
    }
  });

  it('leads the keyboard to every table that may be wider than the panel', async () => {
    const page = await openPage(finishedState());
    const tables = page.all('.scroll-x');
    expect(tables.length).toBeGreaterThan(5);
    for (const table of tables) {
      expect(table.tabIndex).toBe(0);
      expect(table.getAttribute('aria-label')).not.toBe('');
    }
  });

  it('names every table, and every row and column of it', async () => {
    const page = await openPage(finishedState());
    const tables = page.all('.summary table');
    expect(tables.length).toBeGreaterThan(12);
    const name = (table: HTMLElement): string | null | undefined =>
      table.getAttribute('aria-label') ?? table.querySelector('caption')?.textContent;
    expect(tables.filter((table) => !name(table))).toEqual([]);
    expect(tables.filter((table) => !table.querySelector('thead'))).toEqual([]);
    expect(page.all('.summary thead th:not([scope=col])')).toEqual([]);
    expect(page.all('.summary tbody tr').filter((row) => !row.querySelector('th'))).toEqual([]);
  });

  it('says apart what came too late, and what was looked at afterwards', async () => {
    const people = { ...finished().summary.result.people, late: 85 };
    const reviewedAfterwards = { approved: 30, overridden: 10 };
    const page = await openPage(withResult({ people: { ...people, reviewedAfterwards } }));
    expect(page.text()).toContain('the answer came too late850.4%');
    expect(page.text()).toContain('afterwards: would have been overridden1025.0%');
  });

  it('says where the ladder begins, though nothing moved it', async () => {
    const ladder = 'starts at suggest, counting only decisions under this definition';
    const page = await openPage(withResult({ autonomy: [], ladder }));
    expect(page.text()).toContain(`The ladder ${ladder}.`);
    expect(page.text()).toContain('never changed');
    expect(page.text()).not.toContain('The agent began with');
  });

  it('has no style in an attribute, which the CSP would block', async () => {
    const page = await openPage(finishedState());
    expect(page.all('.summary [style]')).toEqual([]);
  });

  it('has no section where there is nothing to say', async () => {
    const page = await openPage(
      withResult({ calibration: [], thresholds: [], surprises: undefined, daily: undefined }),
    );
    const titles = page.all('h2').map(({ textContent }) => textContent);
    for (const title of ['Calibration', 'Thresholds', 'Surprises']) {
      expect(titles).not.toContain(title);
    }
    expect(page.text()).not.toContain('escalations a day');
  });

  it('shows what files say as text', async () => {
    const evil = '<img src=x onerror=alert(1)>';
    const { thresholds } = finished().summary.result;
    const page = await openPage(
      withResult({ thresholds: [{ ...thresholds[0], rule: evil, words: evil }] }),
    );
    expect(page.text()).toContain(evil);
    expect(page.all('img')).toEqual([]);
  });
});
