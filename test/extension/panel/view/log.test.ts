// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { facts, finished, finishedState, logEntry, rules } from './fixtures.ts';
import { lastAsked, list, openLog, rows, small } from './open-log.ts';
import type { Page } from './page.ts';
import { openPage } from './page.ts';

const active = (page: Page) => {
  const id = page.find('[role=listbox]').getAttribute('aria-activedescendant') ?? '';
  return document.getElementById(id)?.getAttribute('aria-posinset');
};

describe('the list', () => {
  it('asks for one page of a run and draws only the rows in sight', async () => {
    const page = await openLog();
    expect(lastAsked(page, 'decisions')).toMatchObject({ run: 1, filter: {}, from: 0, most: 100 });
    const drawn = page.all('[role=option]');
    expect(drawn.length).toBeLessThan(30);
    expect(drawn[0]?.getAttribute('aria-setsize')).toBe('250');
    expect(drawn[0]?.textContent).toBe('act06:00 → 07:002025-09-01 06:00 UTC00000000quiet_hours');
    expect(drawn[7]?.textContent).toContain('valuable unknown');
  });

  const moves: [keys: string[], position: string][] = [
    [['ArrowDown'], '2'],
    [['ArrowDown', 'ArrowDown', 'ArrowUp'], '2'],
    [['ArrowUp'], '1'],
    [['PageDown'], '10'],
    [['PageDown', 'PageDown', 'PageUp'], '10'],
    [['End'], '250'],
    [['End', 'ArrowDown'], '250'],
    [['End', 'Home'], '1'],
  ];
  it.each(moves)('moves by the keys %j to decision %s', async (keys, position) => {
    const page = await openLog();
    for (const key of keys) await page.press(key, list(page));
    expect(active(page)).toBe(position);
  });

  it('asks for the page that a key leads to, and shows a placeholder until it is there', async () => {
    const page = await openLog();
    await page.press('End', list(page));
    await page.wait(100);
    expect(lastAsked(page, 'decisions')).toMatchObject({ from: 200 });
    expect(page.all('[aria-busy=true]').length).toBeGreaterThan(0);
    await page.answerDecisions(rows);
    expect(page.all('[aria-busy=true]')).toEqual([]);
  });

  it('says why decisions could not be had, and tries again', async () => {
    const page = await openPage(small());
    await page.click(page.find('#tab-decisions'));
    const { question } = lastAsked(page, 'decisions')!;
    const problem = { code: 'run-gone', message: 'The run is gone; run it again.' };
    await page.say({ type: 'decisions', question, answer: { problem } });
    expect(page.text()).toContain('The run is gone; run it again.');
    const asked = page.sent.length;
    await page.click(page.named('Try again'));
    await page.answerDecisions(rows);
    expect(page.sent.length).toBeGreaterThan(asked);
    expect(page.text()).not.toContain('The run is gone');
  });
});

describe('filters', () => {
  it('asks by verdict, and says how many pass', async () => {
    const page = await openLog();
    await page.click(page.named('block'));
    expect(lastAsked(page, 'decisions')?.filter).toEqual({ verdicts: ['block'] });
    expect(page.text()).toContain('Looking…');
    await page.answerDecisions(rows.filter(({ verdict }) => verdict === 'block'));
    expect(page.text()).toContain('42 of 250 decisions');
    expect(page.named('block').getAttribute('aria-pressed')).toBe('true');
  });

  it('asks by subject once nobody types any more', async () => {
    const page = await openLog();
    const asked = page.sent.length;
    await page.type(page.find('.filters input'), '9e');
    await page.type(page.find('.filters input'), '9e37');
    expect(page.sent.length).toBe(asked);
    await page.wait(300);
    expect(page.sent.slice(asked).map((one) => one.type === 'decisions' && one.filter)).toEqual([
      { subject: '9e37' },
    ]);
  });

  it('asks by the rule whose decisions the summary shows, and takes the focus to the list', async () => {
    const page = await openPage(small());
    await page.click(page.named('Show decisions of unsure'));
    expect(lastAsked(page, 'decisions')?.filter).toEqual({ rule: 4 });
    expect(page.find('.log-list')).toBe(document.activeElement);
  });

  it('takes the filter that the editor wishes', async () => {
    const page = await openPage(small());
    await page.say({ type: 'showDecisions', run: 1, filter: { rule: 2 } });
    expect(lastAsked(page, 'decisions')?.filter).toEqual({ rule: 2 });
    expect(page.find('#tab-decisions').getAttribute('aria-selected')).toBe('true');
  });

  it('ignores a wish that means another run', async () => {
    const page = await openPage(small());
    await page.say({ type: 'showDecisions', run: 2, filter: { rule: 2 } });
    expect(lastAsked(page, 'decisions')).toBeUndefined();
  });

  it('says that nothing passes, and shows all again', async () => {
    const page = await openLog();
    await page.click(page.named('hold'));
    await page.answerDecisions([]);
    expect(page.text()).toContain('No decision passes these filters.');
    await page.click(page.named('Show all'));
    expect(lastAsked(page, 'decisions')?.filter).toEqual({});
  });

  it.each([
    ['/', {}],
    ['f', { ctrlKey: true }],
  ])('leads to the subject by %s', async (key, init) => {
    const page = await openLog();
    await page.press(key, list(page), init);
    expect(document.activeElement).toBe(page.find('.filters input'));
  });

  it('drops an answer to the filter before', async () => {
    const page = await openLog();
    await page.click(page.named('block'));
    const { question } = lastAsked(page, 'decisions')!;
    await page.click(page.named('act'));
    await page.say({ type: 'decisions', question, answer: { total: 7, rows: rows.slice(0, 7) } });
    expect(page.text()).toContain('Looking…');
    expect(page.text()).not.toContain('7 of 250');
  });

  it('drops an answer about another run', async () => {
    const page = await openLog();
    await page.click(page.named('block'));
    const { question } = lastAsked(page, 'decisions')!;
    await page.say({ type: 'state', state: small({ run: 2 }) });
    await page.say({ type: 'decisions', question, answer: { total: 7, rows: rows.slice(0, 7) } });
    expect(page.text()).not.toContain('7 of 250');
    expect(lastAsked(page, 'decisions')).toMatchObject({ run: 2, filter: { verdicts: ['block'] } });
  });
});

describe('the reasoning', () => {
  async function openFirst(changes: Parameters<typeof logEntry>[1] = {}): Promise<Page> {
    const page = await openLog();
    await page.press('Enter', list(page));
    const { question } = lastAsked(page, 'reasoning')!;
    await page.say({ type: 'reasoning', question, answer: { entry: logEntry(0, changes) } });
    return page;
  }

  it.each([
    'moved from 06:00 by quiet_hours',
    'evidence202 emails',
    'device is desktop and engagement is dormant',
    'Rules on 06:00, as proposed',
    'Rules on 07:00',
    '2 emails beyond the threshold',
    'confidence68.1%',
    '1.9 points beyond the threshold',
    '22:0033.7%1.77%89.6%43',
    'for want of lifetime_value',
    '2 rules did not fire',
    'time to the nearest email 4 days 2 hours',
    '3 days 22 hours short of the threshold',
    'two mails in a row look like a mistake',
    'not observed',
  ])('says %s', async (words) => {
    expect((await openFirst()).text()).toContain(words);
  });

  it.each<[Parameters<typeof logEntry>[1], string]>([
    [{ verdict: 'escalate', choice: null }, 'to lifecycle_team, nothing carried out'],
    [{ person: { answer: 'approved', reason: 'holiday' } }, 'approved it, because of holiday'],
    [{ person: { answer: 'none', fallback: 'hold' } }, 'nobody answered, so hold'],
    [{ outcome: { clicked: 'yes' } }, 'clickedyes'],
    [{ learned: ['avoid Friday'] }, 'avoid Friday'],
    [{ ledger: [] }, 'no rule fired'],
  ])('says of %j: %s', async (changes, words) => {
    expect((await openFirst(changes)).text()).toContain(words);
  });

  it('says why there was no proposal', async () => {
    const { proposal: _none, ...entry } = logEntry(0);
    const page = await openLog();
    await page.press('Enter', list(page));
    const { question } = lastAsked(page, 'reasoning')!;
    const answer = { entry: { ...entry, failure: 'the agent took too long' } };
    await page.say({ type: 'reasoning', question, answer });
    expect(page.text()).toContain('nothing: the agent took too long');
  });

  it('leads from the ledger to the line of a rule', async () => {
    const page = await openFirst();
    await page.click(page.find('.ledger .link'));
    expect(page.sent.at(-1)).toMatchObject({ type: 'reveal', line: 42, name: 'rest_dormant' });
  });

  it('says that it is being worked out, once that takes a while', async () => {
    const page = await openLog();
    await page.press('Enter', list(page));
    expect(page.text()).not.toContain('Working out');
    await page.wait(200);
    expect(page.text()).toContain('Working out the reasoning…');
  });

  it('says why it could not be had, and tries again', async () => {
    const page = await openLog();
    await page.press('Enter', list(page));
    const { question } = lastAsked(page, 'reasoning')!;
    const problem = { code: 'data-changed', message: 'The data has changed; run it again.' };
    await page.say({ type: 'reasoning', question, answer: { problem } });
    expect(page.text()).toContain('The data has changed; run it again.');
    await page.click(page.named('Try again'));
    expect(lastAsked(page, 'reasoning')?.question).toBeGreaterThan(question);
  });

  it('goes back to the list by Escape', async () => {
    const page = await openFirst();
    await page.press('Escape');
    expect(page.all('.detail')).toEqual([]);
    await page.wait(50);
    expect(document.activeElement).toBe(list(page));
  });

  it('goes to the next decision, and drops the answer about the one before', async () => {
    const page = await openLog();
    await page.press('Enter', list(page));
    const { question } = lastAsked(page, 'reasoning')!;
    await page.click(page.named('Next decision'));
    await page.wait(200);
    expect(lastAsked(page, 'reasoning')).toMatchObject({ decision: 1, filter: {}, run: 1 });
    await page.say({ type: 'reasoning', question, answer: { entry: logEntry(0) } });
    expect(page.all('.entry-head')).toEqual([]);
  });
});

describe('what is kept', () => {
  it('opens a hidden panel as it was', async () => {
    const before = await openLog();
    await before.press('PageDown', list(before));
    await before.press('Enter', list(before));
    await before.wait(300);
    const stored = before.stored();
    before.close();
    const page = await openPage(small(), stored);
    expect(lastAsked(page, 'reasoning')).toMatchObject({ decision: 9 });
    expect(page.find('#tab-decisions').getAttribute('aria-selected')).toBe('true');
  });

  it('asks for the rows that were in sight, and not for the beginning', async () => {
    const before = await openLog();
    await before.press('End', list(before));
    await before.wait(400);
    const stored = before.stored();
    before.close();
    const page = await openPage(small(), stored);
    await page.wait(200);
    await page.answerDecisions(rows);
    expect(page.all('[aria-busy=true]')).toEqual([]);
    expect(active(page)).toBe('250');
  });

  it('keeps nothing of the data', async () => {
    const page = await openLog();
    await page.press('Enter', list(page));
    expect(JSON.stringify(page.stored())).not.toContain('9e3779b1');
  });

  it('keeps verdicts and subject for a new run, and the rule where it has one of that name', async () => {
    const stored = {
      run: '1/old',
      tab: 'decisions',
      verdicts: ['act'],
      rule: { name: 'unsure', file: rules[4]!.file },
      subject: '9e',
      active: 40,
      top: 30,
      opened: 40,
      folded: [],
      summaryTop: 0,
    };
    const page = await openPage(small({ run: 2 }), stored);
    const asked = { verdicts: ['act'], rule: 4, subject: '9e' };
    expect(lastAsked(page, 'decisions')).toMatchObject({ run: 2, filter: asked, from: 0 });
    expect(lastAsked(page, 'reasoning')).toBeUndefined();
    page.close();
    const gone = { ...stored, rule: { name: 'was_here', file: 'a.handoff' } };
    const other = await openPage(small({ run: 3 }), gone);
    expect(lastAsked(other, 'decisions')?.filter).toEqual({ verdicts: ['act'], subject: '9e' });
  });

  it.each([['nothing'], [{ run: '1/x', tab: 'elsewhere' }], [null]])(
    'opens the summary where %j was stored',
    async (stored) => {
      const page = await openPage(small(), stored);
      expect(page.find('#tab-summary').getAttribute('aria-selected')).toBe('true');
    },
  );
});

describe('what files say is text', () => {
  const hostile = [
    '<img src=x onerror=alert(1)>',
    '</script><script>alert(1)</script>',
    '__proto__',
    '{{constructor}}',
    '"><svg onload=alert(1)>',
  ];
  it.each(hostile)('%s', async (text) => {
    const { summary } = finished();
    const page = await openPage(
      finishedState({
        facts: { ...facts, handoff: text, simulation: text, agent: text, file: text },
        summary: {
          ...summary,
          data: { ...summary.data, undeclared: [text], problems: [text] },
          result: {
            ...summary.result,
            rules: [{ ...rules[0]!, name: text, file: text }],
            undecidable: [{ column: text, rows: 1 }],
            notices: [text],
            people: { ...summary.result.people, reasons: [{ reason: text, count: 1 }] },
          },
        },
      }),
    );
    expect(page.text().split(text).length).toBeGreaterThan(9);
    await page.click(page.find('#tab-decisions'));
    const row = { ...rows[1]!, subject: text, proposed: text, choice: text, fired: [0] };
    await page.answerDecisions([row]);
    expect(page.find('.cell.subject').textContent).toBe(text);
    await page.press('Enter', list(page));
    const { question } = lastAsked(page, 'reasoning')!;
    const entry = logEntry(1, { subject: text, learned: [text], escalatesTo: [text] });
    const [first] = entry.ledger;
    entry.ledger = [{ ...first!, rule: text, values: { name: text }, because: text }];
    await page.say({ type: 'reasoning', question, answer: { entry } });
    expect(page.find('.because').textContent).toBe(text);
    expect(page.all('img, script, [onload], [onerror]')).toEqual([]);
  });
});
