import { handoff } from './handoff-texts.ts';

/** Files in which every place of one name is marked, its declarations as `[|§name|]`. */
export type NameCase = [title: string, files: Record<string, string>];

const one = (text: string): Record<string, string> => ({ 'main.handoff': text });
/** The usual data and handoff with one of its words marked, and what a case adds. */
const withMarked = (word: RegExp, mark: string, blocks: string): string =>
  handoff('').replace(word, mark) + blocks;

export const nameCases: NameCase[] = [
  [
    'a column, in every form that can name it',
    one(
      withMarked(
        /^ {2}spent:/m,
        '  [|§spent|]:',
        `boundaries
  a: never when [|spent|] is above 5 EUR or not ([|spent|] is known)
  b: at most 5 emails per 7 days when [|spent|] + [|spent|] is above 3 EUR
escalate to o
  at most 4 per day, highest [|spent|] first
feedback on override because r avoid [|spent|] is between 1 EUR and 2 EUR
test "t" of h given [|spent|] is 5 EUR when the agent chooses hour 03:00 expect act`,
      ),
    ),
  ],
  [
    'the chosen column',
    one(
      handoff('')
        .replace('  hour:', '  [|§hour|]:')
        .replace('chooses hour', 'chooses [|hour|]')
        .replace('usually hour', 'usually [|hour|]') +
        `boundaries a: never when [|hour|] is more than 3 hours from usual [|hour|]
test "t" of h when the agent chooses [|hour|] 03:00 expect act with [|hour|] 04:00`,
    ),
  ],
  [
    'an outcome',
    one(
      withMarked(
        /^ {2}clicked:/m,
        '  [|§clicked|]:',
        'goal more [|clicked|]\nwatch [|clicked|]\nguard [|clicked|] stays below 1%',
      ),
    ),
  ],
  [
    'a column in the data block itself',
    one(`data d from "d.csv"
  each row is [|sends|] emails
  [|§sends|]: whole number from 0 to 5
  propensity estimated by [|sends|]`),
  ],
  [
    'columns of one name in two data blocks are two',
    one(`data d from "d.csv" [|§n|]: number
data e from "e.csv" n: number x: number, chosen
handoff h owner o uses e the agent chooses x boundaries a: never when n is 5
segment s: x is 5`),
  ],
  [
    'a column that a guardrail of another file reads',
    {
      'org.handoff': 'guardrails g\n a: never when [|level|] is low',
      'main.handoff': `import "org.handoff"\n${handoff('')
        .replace('handoff h', 'handoff h under g')
        .replace('  level:', '  [|§level|]:')}`,
    },
  ],
  [
    'a value, in every form that can name it',
    one(
      withMarked(
        /one of low, mid/,
        'one of [|§low|], mid',
        `boundaries
  a: never when level is [|low|] or level is one of mid, [|low|]
  b: never when level is not (([|low|])) and size is small
  c: never when level is [|"low"|]
test "t" of h given level is [|low|], line is "low" when the agent chooses hour 03:00 expect act`,
      ),
    ),
  ],
  [
    'a value of what is chosen',
    one(`data d from "d.csv"
  v: one of [|§\`Mens E-Mail\`|], other, chosen
handoff h owner o uses d the agent chooses v usually v is [|"Mens E-Mail"|]
  boundaries a: never when usual is [|\`Mens E-Mail\`|]
simulation s of h agent chooses [|"Mens E-Mail"|] when v is other, otherwise [|"Mens E-Mail"|]
test "t" of h when the agent chooses v [|"Mens E-Mail"|] expect act with v [|"Mens E-Mail"|]`),
  ],
  [
    'a segment, also in a segment and in guardrails',
    {
      'org.handoff': `segment [|§vip|]: n is 5
segment other: not [|vip|]
guardrails g
 a: never when other and ([|vip|] or n is 5)`,
      'main.handoff': `import "org.handoff"\n${handoff(`boundaries
 a: never when [|vip|] because "vip"
 b: at most 1 email per 1 day when not [|vip|]`)}
simulation s of h agent is the usual choice reviewer overrides because r when [|vip|]`,
      'alone.handoff': 'segment vip: n is 6',
    },
  ],
  [
    'a calendar',
    {
      'org.handoff': `calendar [|§holidays|] 2026-01-01
segment s: born is in [|holidays|]`,
      'main.handoff': `import "org.handoff"\n${handoff('boundaries a: never when date is not in [|holidays|]')}`,
    },
  ],
  [
    'a handoff in the priority of guardrails that it imports',
    {
      'org.handoff': 'guardrails g\n priority other, [|late|]\n a: never when n is 5',
      'main.handoff': `import "org.handoff"
data d from "d.csv" n: number, chosen
handoff [|§late|] under g owner o uses d the agent chooses n
simulation s of [|late|] agent is the logged choice`,
    },
  ],
  [
    'guardrails',
    {
      'org.handoff': 'guardrails [|§company|]\n a: never when consent is unknown',
      'main.handoff': `import "org.handoff"\nhandoff h under [|company|]\nhandoff i under [|company|] owner company`,
    },
  ],
  [
    'a data block',
    one('data [|§d|] from "d.csv" n: number\nhandoff h uses [|d|]\nhandoff i uses [|d|] owner d'),
  ],
  [
    'a handoff',
    one(`handoff [|§h|] owner h
simulation h of [|h|]
test "h" of [|h|] expect act by h`),
  ],
  [
    'a rule, and the tests that name it',
    one(
      handoff(`boundaries [|§quiet|]: never when n is 5
escalate to quiet b: when n is 5
test "t" of h expect act by b, [|quiet|]
test "u" of h expect act by [|quiet|]`),
    ),
  ],
  [
    'a trigger in backticks',
    one(
      handoff(
        'escalate to o [|§`too late`|]: when n is 5\ntest "t" of h expect act by [|`too late`|]',
      ),
    ),
  ],
  [
    'a guardrail, and the tests of another file',
    {
      'org.handoff': 'guardrails g\n [|§quiet|]: never when n is 5',
      'main.handoff': `import "org.handoff"\n${handoff().replace('handoff h', 'handoff h under g')}test "t" of h expect block by [|quiet|]`,
    },
  ],
  [
    'rules of two handoffs are two',
    one(
      'handoff h boundaries [|§a|]: never when n is 5\nhandoff i boundaries a: never when n is 6',
    ),
  ],
  [
    'a role, wherever it is named',
    {
      'org.handoff': 'guardrails g\n a: never when n is 5 otherwise escalate to [|§team|]',
      'main.handoff': `import "org.handoff"
handoff h owner [|team|]
 escalate to [|team|] when n is 5
 surprises unsound surprises go to [|team|]
 learning reviewed every week by [|team|]
test "team" of h expect escalate to [|team|]`,
    },
  ],
  [
    'a reason, and the reviewer who gives it',
    one(`handoff h feedback
 on override because [|§holiday|] avoid n is 5
 on approval because [|holiday|] prefer n is 5
handoff i feedback on override because holiday avoid n is 5
simulation s of h reviewer
 overrides because [|holiday|] when n is 5
 otherwise approves because [|holiday|]`),
  ],
  [
    'a reason that nothing learns from',
    one(
      'handoff h\nsimulation s of h reviewer overrides because [|§tone|] when n is 5 otherwise overrides because [|tone|]',
    ),
  ],
  ['a simulation', one('simulation [|§s|] of s')],
  ['a test', one('test [|§"a night"|] of h')],
  [
    'a measured word',
    one(
      handoff(
        'escalate to o when [|confidence|] is below 5% or not ([|confidence|] is known)\ntest "confidence" of h given [|confidence|] is 5%',
      ),
    ),
  ],
  [
    'a word of the clock, where a column has its name too',
    one(`data d from "d.csv" [|§month|]: month x: number, chosen
guardrails g a: never when month is June
handoff h under g owner o uses d the agent chooses x boundaries a: never when [|month|] is June`),
  ],
  [
    'soft words as names',
    one(
      'data day from "d.csv" [|§data|]: number test: number, chosen\nhandoff agent uses day the agent chooses test boundaries segment: never when [|data|] is 5',
    ),
  ],
  [
    'what is half typed around it',
    one(`segment [|§vip|]: n is
import
handoff h under
  boundaries
    a: never when [|vip|] and
    b: never when [|vip|] because
    c: at most
    never
    d: never when not [|vip|] or (
  escalate to`),
  ],
];
