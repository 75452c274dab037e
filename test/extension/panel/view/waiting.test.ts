// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { logEntry } from './fixtures.ts';
import { lastAsked, list, openLog, rows, small } from './open-log.ts';
import type { Page } from './page.ts';
import { openPage } from './page.ts';

describe('a row that is on its way', () => {
  async function enterOnLast(): Promise<Page> {
    const page = await openLog();
    await page.press('End', list(page));
    await page.press('Enter', list(page));
    expect(page.all('.detail')).toEqual([]);
    return page;
  }

  it('opens by Enter as soon as it is there', async () => {
    const page = await enterOnLast();
    await page.wait(100);
    await page.answerDecisions(rows);
    expect(lastAsked(page, 'reasoning')).toMatchObject({ decision: 249 });
  });

  it('stays shut for who has moved on meanwhile', async () => {
    const page = await enterOnLast();
    await page.press('ArrowUp', list(page));
    await page.press('ArrowDown', list(page));
    await page.wait(100);
    await page.answerDecisions(rows);
    expect(lastAsked(page, 'reasoning')).toBeUndefined();
  });

  it('stays shut for who filters otherwise meanwhile', async () => {
    const page = await enterOnLast();
    await page.click(page.named('block'));
    await page.answerDecisions(rows);
    expect(lastAsked(page, 'reasoning')).toBeUndefined();
  });
});

describe('a run whose server is gone', () => {
  const problem = { code: 'reasoning-gone', message: 'The reasoning is gone: run it again.' };
  const gone = { ...small(), gone: problem };

  it('keeps the decisions that it has, and asks for no others', async () => {
    const page = await openLog();
    await page.say({ type: 'state', state: gone });
    expect(page.find('.cell.subject').textContent).toBe('00000000');
    const asked = page.sent.length;
    await page.press('End', list(page));
    await page.wait(100);
    expect(page.sent.length).toBe(asked);
    expect(page.find('fieldset').hasAttribute('disabled')).toBe(true);
  });

  it('says so instead of the reasoning, and does not ask for it', async () => {
    const page = await openLog();
    await page.say({ type: 'state', state: gone });
    await page.press('Enter', list(page));
    expect(lastAsked(page, 'reasoning')).toBeUndefined();
    expect(page.find('.detail-body').textContent).toBe(problem.message);
  });

  it('goes on showing the reasoning that is open', async () => {
    const page = await openLog();
    await page.press('Enter', list(page));
    const { question } = lastAsked(page, 'reasoning')!;
    await page.say({ type: 'reasoning', question, answer: { entry: logEntry(0) } });
    await page.say({ type: 'state', state: gone });
    expect(page.find('.detail-body').textContent).toContain('moved from 06:00 by quiet_hours');
    await page.click(page.named('Next decision'));
    await page.wait(200);
    expect(page.find('.detail-body').textContent).toBe(problem.message);
  });

  it('says what it says, and not that one may try again, where an answer came too late', async () => {
    const page = await openLog();
    await page.press('Enter', list(page));
    const { question } = lastAsked(page, 'reasoning')!;
    await page.say({ type: 'reasoning', question, answer: { problem } });
    await page.say({ type: 'state', state: gone });
    expect(page.find('.detail-body').textContent).toBe(problem.message);
  });

  it('has no list where none was read', async () => {
    const page = await openPage(gone);
    await page.click(page.find('#tab-decisions'));
    expect(lastAsked(page, 'decisions')).toBeUndefined();
    expect(page.text()).toContain('were not read before the server ended');
  });
});
