import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Window } from 'happy-dom';
import { describe, expect, it } from 'vitest';
import { logEntrySchema } from '../../language-server/simulation/log.ts';
import { folderWith, runCli } from '../support/cli.ts';

const company = `guardrails company
  priority receipts
  shared_cap: at most 1 email per calendar day across all handoffs
`;
const source = (name: string, subject = 'identifier, the subject', moment = ', the moment') =>
  `data log_${name} from "${name}.csv"
  each row is an email
  reader     : ${subject}
  sent_at    : timestamp${moment}
  zone       : time zone, the clock
  pick       : one of short, long, chosen
`;
const handoff = (name: string, under = ' under company') => `handoff ${name}${under}
  owner team
  uses log_${name}
  the agent chooses pick
  usually pick is short
`;
const file = (name: string) => `import "company.handoff"\n${source(name)}\n${handoff(name)}`;
const simulation = (name: string, own = `of_${name}`) => `simulation ${own} of ${name}
  agent is the usual choice
`;
const together = `import "offers.handoff"
import "receipts.handoff"
${simulation('offers')}${simulation('receipts')}`;

const head = 'reader,sent_at,zone,pick\n';
const files = {
  'company.handoff': company,
  'offers.handoff': file('offers'),
  'receipts.handoff': file('receipts'),
  'together.handoff': together,
  // The codes of the two files differ: zoe is the first reader of one and the third of the other.
  'offers.csv': `${head}zoe,2026-01-05T09:00:00Z,UTC,short\nann,2026-01-06T09:00:00Z,UTC,long\n`,
  'receipts.csv': `${head}amy,2026-01-05T08:00:00Z,UTC,short\nbob,2026-01-05T08:00:00Z,UTC,short\nzoe,2026-01-05T15:00:00Z,UTC,short\n`,
};

describe('handoff simulate --together', () => {
  const folder = folderWith(files);
  const simulate = (...args: string[]) => runCli(folder, 'simulate', 'together.handoff', ...args);

  it('shows each handoff, and then who lost to whom, with what that is out of', async () => {
    const { code, out, err } = await simulate('--together');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('of_offers of offers');
    expect(out).toContain('of_receipts of receipts');
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      '; lost to receipts, which sends at 2026-01-05 15:00 UTC',
    );
    expect(out.slice(out.indexOf('Conflicts'))).toBe(`Conflicts
  within a day (UTC) taken in this order: receipts, then all others
            decisions  subjects  lost  share  nothing done
  offers            2         2     1  50.0%             1
  receipts          3         3     0   0.0%             0
  offers lost to receipts, of 1 decision about 1 shared subject:
    shared_cap  1
  receipts lost to offers, of 1 decision about 1 shared subject: never
`);
  });

  it('gives the same as JSON, and one log of all decisions in their order', async () => {
    const log = join(folder, 'log.jsonl');
    const { out } = await simulate('--together', '--format', 'json', '--log', log);
    const { handoffs, conflicts } = JSON.parse(out) as {
      handoffs: { handoff: string; decisions: number; log: string }[];
      conflicts: { handoffs: { lost: number }[] };
    };
    expect(handoffs.map((each) => [each.handoff, each.decisions, each.log])).toEqual([
      ['offers', 2, log],
      ['receipts', 3, log],
    ]);
    expect(conflicts.handoffs.map(({ lost }) => lost)).toEqual([1, 0]);
    const lines = readFileSync(log, 'utf8').trim().split('\n');
    const entries = lines.map((line) => logEntrySchema.parse(JSON.parse(line)));
    expect(entries.map(({ id }) => id)).toEqual([
      'receipts/1',
      'receipts/2',
      'receipts/3',
      'offers/1',
      'offers/2',
    ]);
    const [, , won, lost] = entries;
    expect(lost?.subject).toBe(won?.subject);
    expect(lost?.lostTo).toEqual([
      { handoff: 'receipts', rule: 'shared_cap', at: '2026-01-05T15:00:00.000Z' },
    ]);
    expect(entries.filter(({ lostTo }) => lostTo).length).toBe(1);
  });

  it('writes one page with the conflicts and a part for each handoff', async () => {
    const { code, err } = await simulate('--together', '--report', 'page.html');
    expect([code, err]).toEqual([0, '']);
    const html = readFileSync(join(folder, 'page.html'), 'utf8');
    const { DOMParser } = new Window();
    const page = new DOMParser().parseFromString(html, 'text/html');
    const texts = (selector: string) =>
      [...page.querySelectorAll(selector)].map(({ textContent }) => textContent);
    expect(texts('h1')).toEqual(['offers and receipts together']);
    const titles = texts('main h2');
    expect(titles.slice(0, 3)).toEqual(['Conflicts', 'of_offers of offers', 'offers: Verdicts']);
    expect(titles).toContain('receipts: Value');
    expect(texts('[aria-labelledby=conflicts] li')).toEqual([
      'offers lost 1 of its 2 decisions (50.0%): to receipts by shared_cap. In 1 of these nothing was done.',
      'receipts lost 0 of its 3 decisions (0.0%) to another handoff.',
    ]);
    expect(texts('nav ul[aria-label] li').slice(0, 3)).toEqual([
      'of_offers of offers',
      'Verdicts',
      'Value',
    ]);
    expect(texts('[aria-labelledby=conflicts] tr').map((row) => row.trim())).toContain(
      'offersreceiptsshared_capcompany.handoff:31100.0%',
    );
    const ids = [...page.querySelectorAll('[id]')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const links = [...page.querySelectorAll('nav a')].map((each) => each.getAttribute('href'));
    expect(links).toEqual(titles.map((_, at) => `#${ids[at]!}`));
    expect(html).not.toMatch(/<script|https?:/);
    await simulate('--together', '--report', 'again.html');
    expect(readFileSync(join(folder, 'again.html'), 'utf8')).toBe(html);
  });

  it('does not put log and page into one file', async () => {
    const { code, err } = await simulate('--together', '--report', 'x', '--log', './x');
    expect([code, err]).toEqual([
      2,
      'error[not-writable] The log and the report cannot be the same file\n',
    ]);
  });

  it('leaves each handoff by itself without the option, and says so', async () => {
    const { out } = await simulate('--handoff', 'offers', '--format', 'json');
    const { carriedOut, notices } = JSON.parse(out) as { carriedOut: number; notices: string[] };
    expect(carriedOut).toBe(2);
    expect(notices).toContain(
      'Caps across all handoffs count only what this handoff sends in this run.',
    );
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'one handoff alone',
      { 'together.handoff': `import "offers.handoff"\n${simulation('offers')}` },
      'error[not-together] together.handoff has one handoff; --together takes a file that declares several, or imports them and has a simulation of each',
    ],
    [
      'handoffs under other guardrails',
      { 'offers.handoff': `${source('offers')}\n${handoff('offers', '')}` },
      'error[not-together] The handoffs of together.handoff are not under the same guardrails: offers is under none, receipts is under company',
    ],
    [
      'two simulations of one handoff',
      { 'together.handoff': `${together}${simulation('offers', 'other')}` },
      'error[ambiguous] together.handoff declares several simulations of offers: of_offers, other; --together takes a file with one of each',
    ],
    [
      'data without a moment',
      {
        'company.handoff': 'guardrails company\n  never when pick is long\n',
        'offers.handoff': `import "company.handoff"\n${source('offers', undefined, '')}\n${handoff('offers')}`,
      },
      'error[not-together] offers.handoff:9: the data of `offers` has no moment, so it cannot be replayed together with others; mark its column `the moment` in `log_offers`',
    ],
    [
      'data without a subject',
      {
        'company.handoff': 'guardrails company\n  never when pick is long\n',
        'offers.handoff': `import "company.handoff"\n${source('offers', 'identifier')}\n${handoff('offers')}`,
      },
      'error[not-together] offers.handoff:9: the data of `offers` has no subject, so it cannot be replayed together with others; mark its column `the subject` in `log_offers`',
    ],
    [
      'a subject that is no identifier',
      {
        'offers.handoff': `import "company.handoff"\n${source('offers', 'number, the subject')}\n${handoff('offers')}`,
      },
      'error[not-together] offers.handoff:9: `reader`, the subject of `offers`, is no identifier, so its subjects cannot be told to be those of other handoffs; declare it as `identifier`',
    ],
  ])('does not join %s', async (_, changed, message) => {
    const { code, out, err } = await runCli(
      folderWith({ ...files, ...changed }),
      ...['simulate', 'together.handoff', '--together'],
    );
    expect([code, out, err]).toEqual([2, '', `${message}\n`]);
  });

  it('takes no option that is about one handoff', async () => {
    const { code, err } = await simulate('--together', '--handoff', 'offers');
    expect([code, err]).toEqual([
      2,
      "error[usage] option '--together' cannot be used with option '--handoff <name>'\n",
    ]);
  });
});
