import type { Document, Element } from 'happy-dom';
import { Window } from 'happy-dom';
import { describe, expect, it } from 'vitest';
import { renderReport } from '../../../language-server/cli/report.ts';
import { reportStyle } from '../../../language-server/cli/report/style.ts';
import type { SimulationRun } from '../../../language-server/cli/simulation-run.ts';
import { expectGolden } from '../../support/golden.ts';
import { policyWith } from '../../support/policies.ts';
import { run } from './sample.ts';

const policy = policyWith({});
const html = renderReport(run, policy);
const { DOMParser } = new Window();
const parsed = (text: string): Document => new DOMParser().parseFromString(text, 'text/html');
const page = parsed(html);
const all = (selector: string): Element[] => [...page.querySelectorAll(selector)];
const texts = (selector: string): string[] => all(selector).map((one) => one.textContent);

/** The elements that are open when the text ends, or where one is closed that is not open. */
function unbalanced(text: string): string[] {
  const open: string[] = [];
  const childless = new Set(['meta', 'br', 'wbr']);
  for (const [, slash, name = ''] of text.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/gi)) {
    if (childless.has(name)) continue;
    if (slash === '') open.push(name);
    else if (open.pop() !== name) return [...open, name];
  }
  return open;
}

describe('a report', () => {
  it('reads as it was read before', () => {
    expectGolden(
      html
        .replace(reportStyle, '')
        .replaceAll(/<(?=(section|h2|h3|figure|table|tr|svg|g|p|li)\b)/g, '\n<'),
      new URL('../golden/report.html', import.meta.url),
    );
  });

  it('is the same to the byte each time', () => {
    expect(renderReport(structuredClone(run), policy)).toBe(html);
  });

  it('is well-formed', () => {
    expect(unbalanced(html)).toEqual([]);
    expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
  });

  it('has a section for all that the terminal shows', () => {
    expect(texts('main h2')).toEqual([
      'Verdicts',
      'Value',
      'What each boundary costs',
      'Rules that fired',
      'Could not be judged',
      'People',
      'Autonomy',
      'Exploration',
      'Learned',
      'Calibration of the confidence',
      'Thresholds',
      'Surprises',
      'Notices',
      'Rows',
      'First decisions',
      'To repeat this run',
    ]);
  });

  it.each([
    'sha256 1a2b3c4d5e6f',
    'sha256 9f8e7d6c5b4a',
    'Thompson sampling by device',
    '60,002 rows read, 14,882 of them before the period, 45,120 decisions from 2025-09-01 to 2025-09-17 (UTC).',
    'consent in 345',
    'Ignored, for the policy does not declare them: campaign_id.',
    'the guard x is broken',
    '14 overrides prevented',
    'policy: IPS, SNIPS refused: the effective sample size is 87, under 100',
    '† rests on weights clipped at 10',
    'The agent began with suggest: act from 2025-09-03 11:02 UTC',
    'more than the 40 that lifecycle_team can take on 11 of 17 days',
    'refused: the decisions are of 7 patterns that the log can tell of',
    'The sample cannot tell it from the present one.',
    '1 of 205 patterns compared, q = 0.41',
    '4 more patterns are not listed.',
    'a person overrode it because of holiday',
  ])('says %s', (words) => {
    expect(page.body.textContent).toContain(words);
  });

  it.each([
    ['script', /<script/i],
    ['request', /\b(src|srcset|action|poster)=|url\(|@import/i],
    ['address', /https?:|\/\/[a-z]/i],
    ['style in an element', /\sstyle=/i],
    ['listener', /\son[a-z]+=/i],
  ])('has no %s', (_what, pattern) => {
    expect(html.replace(/http-equiv/g, '')).not.toMatch(pattern);
  });

  it('lets the browser load nothing but its own style sheet', () => {
    const csp = page.querySelector('meta[http-equiv]')?.getAttribute('content');
    expect(csp).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]{43}='; base-uri 'none'/);
  });

  it('leads a screen reader by landmarks and headings that skip no level', () => {
    for (const landmark of ['header', 'nav', 'main', 'footer']) {
      expect(all(`body > ${landmark}`)).toHaveLength(1);
    }
    const levels = all('h1, h2, h3').map(({ tagName }) => Number(tagName[1]));
    expect(levels[0]).toBe(1);
    for (const [at, level] of levels.entries()) {
      if (at > 0) expect(level - levels[at - 1]!).toBeLessThanOrEqual(1);
    }
    const ids = all('[id]').map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(all('nav a').map((one) => one.getAttribute('href'))).toEqual(ids.map((id) => `#${id}`));
  });

  it('says of every chart what it shows, and of every table what its cells are of', () => {
    expect(all('svg').length).toBeGreaterThan(8);
    for (const chart of all('svg')) {
      expect(chart.getAttribute('role')).toBe('img');
      expect(chart.querySelector('title')?.textContent).not.toBe('');
      expect(chart.querySelector('desc')?.textContent).not.toBe('');
    }
    expect(all('table').length).toBeGreaterThan(12);
    expect(all('table').filter((table) => !table.querySelector('caption'))).toEqual([]);
    expect(all('thead th:not([scope=col]), tbody th:not([scope=row])')).toEqual([]);
    expect(all('tbody tr').filter((row) => !row.querySelector('th'))).toEqual([]);
  });

  it('crosses out, in words too, what would mislead', () => {
    expect(texts('s').every((text) => text.startsWith('5.00%'))).toBe(true);
    expect(texts('td .refused').every((text) => text.endsWith('refused'))).toBe(true);
    expect(texts('td .refused').length).toBeGreaterThan(2);
  });

  it('draws no coordinate that is no number', () => {
    expect(html).not.toMatch(/NaN|Infinity|undefined|\[object/);
  });

  it.each([
    'The ladder starts at suggest, counting only decisions under this definition',
    'irreversible, so it never steps up.',
    'It never changed in this run.',
  ])('says of a ladder that nothing moved: %s', (words) => {
    const still = { ...run, result: { ...run.result, autonomy: [] } };
    const at = { file: 'x.handoff', line: 1 };
    const autonomy = { startsAt: 'suggest' as const, steps: [], returns: [], at };
    const html = renderReport(still, { ...policy, autonomy, reversible: 'irreversible' });
    expect(parsed(html).body.textContent).toContain(words);
  });

  it('says what it cannot estimate without a goal', () => {
    const { goal: _goal, boundaryCosts: _costs, ...result } = run.result;
    const text = parsed(renderReport({ ...run, result }, policy)).body.textContent;
    expect(text).toContain('No goal is declared, so nothing can be estimated.');
    expect(text).not.toContain('What each boundary costs');
  });
});

const evil = `<script>alert(1)</script>"'><b onclick=x>&\u202E`;
/** What these hold is one of a few words, or is read before it is shown. */
const known = new Set(
  'kind against direction from to stage verdict answer marks moment'.split(' '),
);

/** A run whose every name and every text begins with some words. */
function prefixed(value: unknown, words: string, key = ''): unknown {
  if (typeof value === 'string') return known.has(key) ? value : `${words}${value}`;
  if (Array.isArray(value)) return value.map((one) => prefixed(one, words, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, prefixed(one, words, name)]),
  );
}

describe('a hostile run', () => {
  const reportOf = (words: string): string =>
    renderReport(prefixed(run, words) as SimulationRun, policy);
  const hostile = reportOf(evil);
  // As long, and broken at the same places, since long texts take several lines.
  const honest = reportOf(evil.replace(/[^ _/]/g, 'a'));
  const shape = (text: string): string[] =>
    [...parsed(text).querySelectorAll('*')].map(
      (one) => `${one.tagName} ${one.getAttributeNames().join(' ')}`,
    );

  it('makes no element and no attribute that an honest one does not', () => {
    expect(shape(hostile)).toEqual(shape(honest));
    expect(unbalanced(hostile)).toEqual([]);
  });

  it('is shown as what it says, but for marks that would turn it round', () => {
    expect(parsed(hostile).querySelector('h1')?.textContent).toContain('<script>alert(1)</script>');
    expect(hostile).not.toContain('\u202E');
  });
});
