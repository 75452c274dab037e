import { data, handoff, never } from '../handoff-texts.ts';
import type { FixCase } from './case.ts';
import { block, chosenSize, irreversible, preferred, simulation, test, whole } from './case.ts';

/** Parts of a declaration that lack, or stand twice. */
export const parts: FixCase[] = [
  whole(
    'missing-role',
    never('date is 2026-01-01').replace(
      'zone: time zone, the clock\n',
      'zone: time zone # where\n',
    ),
    'Mark `zone` as `the clock`',
    ['time zone #', 'time zone, the clock #'],
    preferred,
  ),
  whole(
    'missing-role',
    handoff('boundaries\n at most 5 emails per 2 days').replace(
      'sent: timestamp, the moment',
      'sent: timestamp',
    ),
    'Mark `seen` as `the moment`',
    ['seen: timestamp', 'seen: timestamp, the moment'],
  ),
  whole(
    'missing-role',
    `import "d.handoff"\n${handoff('goal more consent').slice(data.length)}`,
    'Mark `consent` as `an outcome`',
    ['', ''],
    { beside: { 'd.handoff': data } },
  ),
  whole(
    'missing-role',
    handoff().replace('by the hour, chosen', 'by the hour'),
    'Mark `hour` as `chosen`',
    ['by the hour', 'by the hour, chosen'],
    preferred,
  ),
  whole(
    'missing-part',
    handoff('escalate to p\n when n is 5\nescalate to q').replace('  owner o\n', ''),
    'Add `owner p`',
    ['handoff h\n', 'handoff h\n  owner p\n'],
  ),
  whole('missing-part', handoff().replace('  owner o\n', '"What."\n'), 'Add `owner h_owner`', [
    '"What."',
    '"What."\n  owner h_owner',
  ]),
  whole(
    'missing-part',
    handoff().replace('  uses d\n', ''),
    'Add `uses d`',
    ['owner o\n', 'owner o\n  uses d\n'],
    preferred,
  ),
  whole(
    'missing-part',
    handoff().replace('  the agent chooses hour\n', ''),
    'Add `the agent chooses hour`',
    ['uses d\n', 'uses d\n  the agent chooses hour\n'],
    preferred,
  ),
  whole('missing-part', simulation(''), 'Add `agent is the logged choice`', [
    'of h',
    'of h\n  agent is the logged choice',
  ]),
  whole(
    'missing-part',
    simulation('agent is thompson sampling by consent'),
    'Add `goal more clicked`',
    ['chooses hour\n', 'chooses hour\n  goal more clicked\n'],
  ),
  whole('missing-part', simulation('agent chooses 09:00 when consent'), 'Add `otherwise 09:00`', [
    'when consent',
    'when consent, otherwise 09:00',
  ]),
  whole(
    'missing-part',
    test('given n is 5\nexpect act'),
    'Add `when the agent chooses hour 09:00`',
    ['n is 5', 'n is 5\n  when the agent chooses hour 09:00'],
  ),
  whole('missing-part', test('when the agent chooses hour 09:00'), 'Add `expect act`', [
    'hour 09:00',
    'hour 09:00\n  expect act',
  ]),
  whole(
    'missing-part',
    never('hour is usual').replace('  usually hour is 09:00\n', ''),
    'Add `usually hour is 12:00`',
    ['chooses hour\n', 'chooses hour\n  usually hour is 12:00\n'],
  ),
  block(
    'missing-part',
    'autonomy\n becomes act',
    'Add `after 200 decisions when agreement is at least 90%`',
    'autonomy\n becomes act after 200 decisions when agreement is at least 90%',
  ),
  block('repeated-part', 'owner p', 'Remove `owner p`', ''),
  block('repeated-part', 'owner o # again', 'Remove `owner o`', '', preferred),
  block(
    'repeated-part',
    'boundaries\n never when consent\n because "a"\n because "b"',
    'Remove `because "b"`',
    'boundaries\n never when consent\n because "a"\n',
  ),
  whole(
    'repeated-part',
    test('given n is 5, n is 6\nwhen the agent chooses hour 09:00 expect act'),
    'Remove `n is 6`',
    [', n is 6', ''],
  ),
  whole(
    'repeated-part',
    data.replace('seen: timestamp', 'seen: timestamp, the moment'),
    'Remove `the moment` from `seen`',
    ['seen: timestamp, the moment', 'seen: timestamp'],
  ),
  whole(
    'repeated-part',
    data.replace('seen: timestamp', 'seen: timestamp, an outcome, an outcome'),
    'Remove `an outcome`',
    [', an outcome, an', ', an'],
    preferred,
  ),
  whole(
    'repeated-part',
    simulation(
      'agent is the logged choice\nreviewer\n otherwise approves\n overrides because x when n is 5',
    ),
    'Move `otherwise` to the end',
    [
      ' otherwise approves\n overrides because x when n is 5',
      ' overrides because x when n is 5\n otherwise approves',
    ],
  ),
  whole(
    'no-nearest',
    `${chosenSize}handoff h owner o uses d the agent chooses size\nboundaries never when consent\notherwise use the nearest allowed`,
    'Write `otherwise escalate to o`',
    ['use the nearest allowed', 'escalate to o'],
  ),
  whole(
    'irreversible-autonomy',
    irreversible('autonomy\n starts at act'),
    'Write `starts at suggest`',
    ['starts at act', 'starts at suggest'],
    preferred,
  ),
  whole(
    'irreversible-autonomy',
    irreversible('autonomy\n starts at suggest\n becomes act after 9 decisions\n'),
    'Remove `becomes act after 9 decisions`',
    [' becomes act after 9 decisions\n', ''],
    preferred,
  ),
];
