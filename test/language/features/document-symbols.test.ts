import type { DocumentSymbol } from 'vscode-languageserver';
import { SymbolKind } from 'vscode-languageserver';
import { describe, expect, it } from 'vitest';
import { documentSymbols } from '../../../language-server/language/features/document-symbols.ts';
import { examples, open } from '../../support/handoff.ts';
import { halves, marked, textIn } from '../../support/markers.ts';

const kindNames = new Map(Object.entries(SymbolKind).map(([name, kind]) => [kind, name]));

function outline(symbols: readonly DocumentSymbol[], indent = ''): string[] {
  return symbols.flatMap(({ name, kind, detail, children = [] }) => [
    `${indent}${kindNames.get(kind) ?? ''} ${name}${detail === undefined ? '' : ` | ${detail}`}`,
    ...outline(children, `${indent}  `),
  ]);
}

async function symbolsOf(text: string): Promise<DocumentSymbol[]> {
  const { documents } = await open({ 'main.handoff': text }, ['main.handoff']);
  return documents.flatMap(documentSymbols);
}

const cases: [title: string, text: string, expected: string[]][] = [
  [
    'data with its columns',
    'data d from "d.csv"\n each row is an email\n `the hour` : time of day by the hour, # note\n   chosen\n n: yes/no',
    [
      'Struct d | data from d.csv',
      '  Field the hour | time of day by the hour, chosen',
      '  Field n | yes/no',
    ],
  ],
  [
    'a calendar with its days',
    'calendar c\n 2026-01-01 "New Year"\n 2026-01-02 to 2026-01-03\ncalendar e from "e.ics"',
    [
      'Constant c | calendar',
      '  Constant New Year',
      '  Constant 2026-01-02 to 2026-01-03',
      'Constant e | calendar from e.ics',
    ],
  ],
  ['a segment with what it means', 'segment s: n is 5', ['Boolean s | n is 5']],
  [
    'no comments',
    'segment s: n is # five\n 5 and line is "# 5" # end',
    ['Boolean s | n is 5 and line is "# 5"'],
  ],
  [
    'guardrails with their rules',
    'guardrails g "ours"\n a: never when n is 5 because "b"\n never when k is 6',
    [
      'Interface g | ours',
      '  Function a | never when n is 5 because "b"',
      '  Function never when k is 6',
    ],
  ],
  [
    'a handoff with its blocks and their rules',
    `handoff h "does it" owner o
 boundaries a: at most 5 emails per 7 days
 escalate to t
  b: when n is 5
  when k is 6
  answer within 4 hours
 surprises unsound surprises go to o
 learning explore at most 10% of decisions
 autonomy starts at suggest
 feedback on override because r avoid n is 5`,
    [
      'Class h | does it',
      '  Namespace boundaries',
      '    Function a | at most 5 emails per 7 days',
      '  Namespace escalate to t',
      '    Function b | when n is 5',
      '    Function when k is 6',
      '    Function answer within 4 hours',
      '  Namespace surprises',
      '    Function unsound surprises go to o',
      '  Namespace learning',
      '    Function explore at most 10% of decisions',
      '  Namespace autonomy',
      '    Function starts at suggest',
      '  Namespace feedback',
      '    Function on override because r avoid n is 5',
    ],
  ],
  [
    'simulations and tests of a handoff',
    'simulation s of h seed 7\ntest "a night" of h expect act',
    ['Event s | simulation of h', 'Method a night | test of h'],
  ],
  ['data that is half typed', 'data', ['Struct … | data from …']],
  [
    'a handoff that is half typed',
    'handoff\n boundaries\n  a: never when\n  b:\n escalate to',
    [
      'Class … | handoff',
      '  Namespace boundaries',
      '    Function a | never when',
      '    Function b | ',
      '  Namespace escalate to …',
    ],
  ],
  ['a test that is half typed', 'test "" of', ['Method … | test of …']],
  [
    'a long line, shortened',
    `segment s: n is 5${' or n is 6'.repeat(10)}`,
    [`Boolean s | n is 5${' or n is 6'.repeat(6)} or n is 6 or…`],
  ],
];

describe('the outline of a file', () => {
  it.each(cases)('has %s', async (_, text, expected) => {
    expect(outline(await symbolsOf(text))).toEqual(expected);
  });

  it('leads to the names', async () => {
    const source = `data [|d|] from "d.csv" [|\`the n\`:|] number
handoff [|h|]
 boundaries [|a:|] never when n is 5
 escalate to [|team|]
test [|"t"|] of h`;
    const { text, ranges } = marked(source);
    const places = (symbols: readonly DocumentSymbol[]): string[] =>
      symbols.flatMap(({ selectionRange, children = [] }) => [
        textIn(text, selectionRange),
        ...places(children),
      ]);
    expect(places(await symbolsOf(text)).filter((place) => place !== '')).toEqual(
      ranges.map((range) => textIn(text, range)),
    );
  });

  it('is one that an editor accepts, wherever typing stops', async () => {
    const accepted = (symbols: readonly DocumentSymbol[], text: string): void => {
      for (const { name, range, selectionRange, children = [] } of symbols) {
        expect(name.trim()).not.toBe('');
        const [outer, inner] = [textIn(text, range), textIn(text, selectionRange)];
        expect(outer.includes(inner)).toBe(true);
        expect(selectionRange.start.line).toBeGreaterThanOrEqual(range.start.line);
        expect(selectionRange.end.line).toBeLessThanOrEqual(range.end.line);
        accepted(children, text);
      }
    };
    for (const { text } of examples) {
      for (const half of halves(text)) accepted(await symbolsOf(half), half);
    }
  });
});
