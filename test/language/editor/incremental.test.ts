import fc from 'fast-check';
import { EmptyFileSystemProvider, URI } from 'langium';
import { describe, expect, it } from 'vitest';
import type { HandoffEditorServices } from '../../../language-server/language/editor-services.ts';
import { createHandoffEditorServices } from '../../../language-server/language/lsp-services.ts';
import type { Edit } from '../../support/edits.ts';
import { edited, edits } from '../../support/edits.ts';
import { handoff } from '../../support/handoff-texts.ts';

const company = `guardrails g
  freeze: never when date is in holidays
  calm: never when few

calendar holidays
  2026-01-01 "New Year"

segment few: n is below 3
`;

const main = `import "company.handoff"
${handoff('boundaries\n rule: never when n is 5 and few\n cap: at most 3 emails per 7 days\n').replace('handoff h', 'handoff h under g')}
handoff second under g
  owner o
  uses d
  the agent chooses hour
  usually hour is 09:00
  boundaries
    far: never when hour is more than 3 hours from usual
      because "of the habit"
  autonomy
    starts at act

simulation replay of h
  agent is thompson sampling by level
  reviewer
    overrides because holiday when date is in holidays
    otherwise approves

test "late" of second
  given n is 3
  when the agent chooses hour 07:00
  expect act
`;

/** A workspace of two files in memory, as an editor that was just started has it. */
class Workspace extends EmptyFileSystemProvider {
  readonly texts: Map<string, string>;
  readonly services: HandoffEditorServices;

  constructor(texts: ReadonlyMap<string, string>) {
    super();
    this.texts = new Map(texts);
    this.services = createHandoffEditorServices({ fileSystemProvider: () => this, now: () => 0 });
    const { ConfigurationProvider, WorkspaceManager } = this.services.shared.workspace;
    const workspaceFolders = [{ name: 'team', uri: 'file:///team' }];
    const client = { processId: null, rootUri: null, capabilities: {}, workspaceFolders };
    WorkspaceManager.initialize(client);
    ConfigurationProvider.initialize(client);
    void ConfigurationProvider.initialized({});
  }

  override readFile(uri?: URI): Promise<string> {
    const text = this.texts.get(uri?.path ?? '');
    return text === undefined ? Promise.reject(new Error('none')) : Promise.resolve(text);
  }

  async build(paths: Iterable<string> = this.texts.keys()): Promise<void> {
    const { workspace } = this.services.shared;
    for (const path of paths) await workspace.LangiumDocuments.getOrCreateDocument(URI.file(path));
    workspace.WorkspaceManager.initialBuildOptions = { validation: true };
    workspace.DocumentBuilder.updateBuildOptions = { validation: true };
    await workspace.DocumentBuilder.update(
      [...paths].map((path) => URI.file(path)),
      [],
    );
  }

  /** What is wrong with each file, and what its policies mean. */
  seen(): unknown[] {
    const { all } = this.services.shared.workspace.LangiumDocuments;
    return all
      .map((document) => {
        const { policies, simulations, tests } =
          this.services.handoff.meaning.CompiledFiles.of(document);
        return [document.uri.path, document.diagnostics, policies, simulations, tests];
      })
      .toArray()
      .map((each) => JSON.parse(JSON.stringify(each)) as unknown)
      .sort();
  }
}

/** Edits, one after the other, each a text that takes the place of another in one of the files. */
async function seenAfter(edits: readonly [path: string, change: (text: string) => string][]) {
  const texts = new Map([
    ['/team/company.handoff', company],
    ['/team/main.handoff', main],
  ]);
  const running = new Workspace(texts);
  await running.build();
  for (const [path, change] of edits) {
    running.texts.set(path, change(running.texts.get(path) ?? ''));
    await running.build([path]);
    const started = new Workspace(running.texts);
    await started.build();
    expect(running.seen()).toEqual(started.seen());
    expect(running.seen()).toHaveLength(2);
  }
}

describe('an editor shows what it would show if it were started now, after an edit', () => {
  it.each([
    ['of a rule', 'main', 'n is 5', 'n is 6'],
    ['of a simulation', 'main', 'sampling by level', 'sampling by size'],
    ['of a test', 'main', 'n is 3\n', 'n is 4\n'],
    ['that adds a test', 'main', '\ntest', '\ntest "early" of h\n  expect act\n\ntest'],
    ['that takes a simulation away', 'main', /simulation[^]*(?=test)/, ''],
    ['that adds a line', 'main', '\nhandoff second', '\n\nhandoff second'],
    ['of a column', 'main', 'n: number', 'n: share'],
    ['of a segment that is imported', 'company', 'n is below 3', 'n is below 4'],
    [
      'of guardrails that are imported',
      'company',
      'calm: never when few',
      'calm: never when n is 8',
    ],
    ['of a calendar that is imported', 'company', '2026-01-01', '2026-01-02'],
    ['that adds a line to what is imported', 'company', 'guardrails g', '\nguardrails g'],
    ['that renames what is imported', 'company', 'guardrails g', 'guardrails other'],
    ['that breaks what is imported', 'company', 'n is below 3', 'm is below 3'],
    ['of a name that is read elsewhere', 'main', 'handoff second', 'handoff third'],
    ['of two declarations of one name', 'main', 'handoff second', 'handoff h'],
  ] as const)('%s', async (_, file, from, to) => {
    const path = `/team/${file}.handoff`;
    const before = file === 'main' ? main : company;
    expect(before.replace(from, to)).not.toBe(before);
    await seenAfter([
      [path, (text) => text.replace(from, to)],
      [path, () => before],
    ]);
  });
});

it('an editor shows of two declarations of one name, here and imported, the same after an edit of either', async () => {
  const own = 'guardrails g\n  late: never when n is 9\n\nhandoff second';
  await seenAfter([
    ['/team/main.handoff', (text) => text.replace('handoff second', own)],
    ['/team/company.handoff', (text) => text.replace('n is below 3', 'n is below 4')],
    ['/team/main.handoff', (text) => text.replace('n is 9', 'n is 8')],
  ]);
});

interface Change {
  path: string;
  edit: Edit;
  /** Whether it is taken back at once. */
  isUndone: boolean;
}

const change: fc.Arbitrary<Change> = fc.record({
  path: fc.constantFrom('/team/main.handoff', '/team/main.handoff', '/team/company.handoff'),
  edit: edits,
  isUndone: fc.boolean(),
});

it('an editor shows after any edits what it would show if it were started now', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
      await seenAfter(
        changes.flatMap(({ path, edit, isUndone }) => {
          let before = '';
          const make = (text: string): string => {
            before = text;
            return edited(text, edit);
          };
          return isUndone
            ? [
                [path, make],
                [path, () => before],
              ]
            : [[path, make]];
        }),
      );
    }),
    { numRuns: 15 },
  );
});
