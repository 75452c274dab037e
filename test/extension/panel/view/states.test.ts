// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { PanelState, ToHost } from '../../../../extension/panel/protocol.ts';
import { facts, finished, finishedState } from './fixtures.ts';
import { openPage } from './page.ts';

const problem = {
  code: 'data-missing',
  message: 'engagement.csv is not there; write the data first.',
  uri: 'file:///a/news%20letter.handoff',
  line: 7,
};
const targets = [{ uri: 'file:///a.handoff', line: 3, label: 'autumn of newsletter' }];
const empty: Extract<PanelState, { kind: 'empty' }> = {
  kind: 'empty',
  server: 'ready',
  targets: [],
};
const running = { state: 'running', run: 1, facts, rowsDone: 1200 } as const;
const cancelled = { state: 'cancelled', run: 1, facts, rowsDone: 1200, rowsTotal: 4000 } as const;
const failed: PanelState = { kind: 'run', run: { state: 'failed', run: 1, facts, problem } };
const stopped = { kind: 'stopped', problem, label: 'autumn of newsletter' } as const;

type Row = [what: string, state: PanelState, words: string[]];
const states: Row[] = [
  ['an empty panel without a policy', empty, ['nothing is sent', 'Open a .handoff file']],
  [
    'a policy that declares nothing',
    { ...empty, file: 'a.handoff' },
    ['a.handoff declares nothing'],
  ],
  ['what can be simulated', { ...empty, file: 'a.handoff', targets }, ['autumn of newsletter']],
  ['a server that starts', { ...empty, server: 'starting' }, ['server is starting']],
  ['a server that failed', { ...empty, server: 'failed' }, ['Restart', 'Show log']],
  [
    'a run that opens its data',
    { kind: 'run', run: running },
    ['autumn_replay of newsletter_send_time', 'Opening the data', 'Cancel', 'seed7'],
  ],
  [
    'a run at work',
    { kind: 'run', run: { ...running, rowsTotal: 4000 } },
    ['1,200 of 4,000 rows, 30.0%', 'Thompson sampling by device'],
  ],
  ['a cancelled run', { kind: 'run', run: cancelled }, ['1,200 of 4,000 rows', 'Run again']],
  ['a failed run', failed, ['write the data first', 'data-missing', 'news letter.handoff:7']],
  ['a run whose server is gone', { ...stopped, server: 'failed' }, ['Restart', 'write the data']],
  [
    'a finished run whose server is gone',
    { ...finishedState(), gone: problem },
    ['write the data first', 'Run again', 'Rules that fired'],
  ],
  ['a server that comes back', { ...stopped, server: 'ready' }, ['Run again', 'autumn of']],
];

describe('every state says what it is', () => {
  it.each(states)('%s', async (_what, state, words) => {
    const page = await openPage(state);
    for (const word of words) expect(page.text()).toContain(word);
  });
});

type Click = [name: string, state: PanelState, message: ToHost];
const clicks: Click[] = [
  [
    'autumn of newsletter',
    { ...empty, file: 'a.handoff', targets },
    { type: 'simulate', target: 0 },
  ],
  ['Restart', { ...empty, server: 'failed' }, { type: 'restartServer' }],
  ['Show log', { ...empty, server: 'failed' }, { type: 'showLog' }],
  ['Cancel', { kind: 'run', run: running }, { type: 'cancel' }],
  ['Run again', { kind: 'run', run: cancelled }, { type: 'runAgain' }],
  ['news letter.handoff:7', failed, { type: 'revealProblem' }],
  ['Restart', { ...stopped, server: 'failed' }, { type: 'restartServer' }],
  ['Run again', { ...stopped, server: 'ready' }, { type: 'runAgain' }],
  ['Run again', finishedState(), { type: 'runAgain' }],
  ['Run again', { ...finishedState(), gone: problem }, { type: 'runAgain' }],
];

it.each(clicks)('%s says so to the host', async (name, state, message) => {
  const page = await openPage(state);
  await page.click(page.named(name));
  expect(page.sent.at(-1)).toEqual(message);
});

it('offers nothing to run again where the host names nothing', async () => {
  const page = await openPage({ kind: 'stopped', server: 'ready', problem });
  expect(page.text()).not.toContain('Run again');
});

it('gives the progress of a run to who cannot see it, and none before the data is open', async () => {
  const page = await openPage({ kind: 'run', run: { ...running, rowsTotal: 4000 } });
  const bar = page.find('[role=progressbar]');
  expect(bar.getAttribute('aria-valuenow')).toBe('1200');
  expect(bar.getAttribute('aria-valuemax')).toBe('4000');
  await page.say({ type: 'state', state: { kind: 'run', run: running } });
  expect(page.find('[role=progressbar]').hasAttribute('aria-valuenow')).toBe(false);
});

it('says ready once, and shows the last state that it was given', async () => {
  const page = await openPage({ ...empty, server: 'starting' });
  await page.say({ type: 'state', state: finishedState() });
  expect(page.sent).toEqual([{ type: 'ready' }]);
  expect(page.text()).toContain('Rules that fired');
  expect(page.text()).not.toContain('is starting');
});

it.each([
  ['no message at all', 42],
  ['a message of another version', { type: 'state', state: { kind: 'news' } }],
  ['a count below none', { type: 'decisions', question: -1, answer: { total: 0, rows: [] } }],
])('says in sight and to the host that it cannot read %s', async (_what, message) => {
  const page = await openPage(finishedState());
  await page.say(message);
  expect(page.sent.at(-1)?.type).toBe('error');
  expect(page.find('[role=alert]').textContent).toContain('cannot read');
  expect(page.text()).toContain('Rules that fired');
});

describe('the summary', () => {
  const words = [
    '28,238',
    '47.1%',
    'quiet_hours',
    '34,360',
    'never: weekend',
    'lifetime_value',
    'before the period: learned from, and counted by caps',
    'carried out, 53.3% of the decisions',
    'ignored, for the policy does not declare them: campaign_id',
    'zone: 253 cells are empty',
    'suggest → act: 200 of 200 reviewed decisions were approved',
    '2025-09-01 11:02 UTC',
    'since 2025-10-02 22:48 UTC',
    'c8dfc9cabb21',
    '3f0837e75ff9',
    '1.89%',
    '1.77% to 2.01%',
    'policy: SNIPS refused: the mean weight is 0.54, not near 1',
    'Caps across all handoffs',
    'of 3,200 decisions it avoided 0 first proposals',
  ];
  it.each(words)('says %s', async (word) => {
    const page = await openPage(finishedState());
    expect(page.text()).toContain(word);
  });

  it('says first of what its figures are, and what they leave out', async () => {
    const page = await openPage(finishedState());
    const lines = page.all('.denominators p, .denominators li');
    expect(lines.map(({ textContent }) => textContent)).toEqual([
      '120,000 rows read60,000 before the period60,000 decisions',
      'could not be judged: 251 for want of lifetime_value, 170 for want of consent',
      'without a proposal: 34 (the agent took too long)',
      'cells empty or unfit, so unknown: zone',
    ]);
    expect(page.all('h2').map(({ textContent }) => textContent)).toEqual([
      'In short',
      'Verdicts',
      'Value',
      'What each boundary costs',
      'Rules that fired',
      'Could not be judged',
      'People',
      'Autonomy',
      'Learned',
      'Calibration',
      'Thresholds',
      'Surprises',
      'Notices',
      'Rows',
      'Run',
    ]);
  });

  it('leaves out what nothing was left out for', async () => {
    const { data, result, ...rest } = finished().summary;
    const page = await openPage(
      finishedState({
        summary: {
          ...rest,
          data: { ...data, problems: [] },
          result: { ...result, before: 0, undecidable: [], failures: [] },
        },
      }),
    );
    expect(page.find('.denominators').textContent).toBe('120,000 rows read60,000 decisions');
  });

  it('lets a long name break after an underscore', async () => {
    const page = await openPage(finishedState());
    expect(page.find('h1 .name:last-of-type').innerHTML).toBe('newsletter_<wbr>send_<wbr>time');
  });

  it('strikes through the figure of a refused estimate, and says in words that it is', async () => {
    const page = await openPage(finishedState());
    expect(page.all('s').map(({ textContent }) => textContent)).toEqual([
      '4.85%',
      '4.10% to 5.60%',
    ]);
    expect(page.find('.estimator:nth-of-type(3) svg desc').textContent).toContain('policy refused');
  });

  it('estimates nothing where no goal is declared', async () => {
    const { goal: _goal, ...result } = finished().summary.result;
    const page = await openPage(finishedState({ summary: { ...finished().summary, result } }));
    expect(page.text()).toContain('no goal is declared, so nothing can be estimated');
  });

  it('says that the policy has changed only where it has', async () => {
    const page = await openPage(finishedState());
    expect(page.text()).not.toContain('has changed since');
    await page.say({ type: 'state', state: finishedState({ isOutdated: true }) });
    expect(page.text()).toContain('The policy has changed since this run.');
    await page.say({ type: 'state', state: finishedState({ isDataOutdated: true }) });
    expect(page.text()).toContain('The data has changed since this run.');
  });

  it('keeps the figures where saving could not run it again, and says why and where', async () => {
    const refused = {
      code: 'unknown-name',
      message: 'No name k',
      uri: 'file:///w/a.handoff',
      line: 3,
    };
    const page = await openPage({ ...finishedState(), refused });
    expect(page.text()).toContain('Not run again: No name k');
    expect(page.text()).toContain('Verdicts');
    await page.click(page.named('a.handoff:3'));
    expect(page.sent.at(-1)).toEqual({ type: 'revealProblem' });
  });

  it('leads from a rule to its line', async () => {
    const page = await openPage(finishedState());
    await page.click(page.named('quiet_hours newsletter.handoff:35'));
    expect(page.sent.at(-1)).toEqual({
      type: 'reveal',
      file: 'newsletter/newsletter.handoff',
      line: 35,
      name: 'quiet_hours',
    });
  });
});
