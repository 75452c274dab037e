import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LangiumCoreServices, Module } from 'langium';
import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  EmptyFileSystem,
  inject,
} from 'langium';
import {
  HandoffGeneratedModule,
  HandoffGeneratedSharedModule,
} from '../../language-server/language/generated/module.ts';
import { handoffModule } from '../../language-server/language/services.ts';
import { check, company, examples, repositoryFile, shown } from '../support/handoff.ts';

const fixture = (name: string): string => repositoryFile(`test/language/fixtures/${name}`);
const whole = {
  path: 'the whole language in one file',
  text: fixture('whole.handoff.txt'),
  files: { at: 'newsletter/whole.handoff', beside: { 'shared/company.handoff': '' } },
};
const short = {
  path: 'two short handoffs in one file',
  text: fixture('short.handoff.txt'),
  files: { beside: { 'company.handoff': company } },
};

describe('every construct together', () => {
  it.each([whole, short, ...examples])('$path has no problems', async ({ text, files }) => {
    expect(shown(await check(text, files))).toEqual([]);
  });

  it.each([
    { ...whole, golden: 'whole.model' },
    { ...short, golden: 'short.model' },
  ])('$path compiles to the expected model', async ({ text, files, golden }) => {
    const { policies, simulations, tests } = await check(text, files);
    const model = `${JSON.stringify({ policies, simulations, tests }, null, 2)}\n`;
    await expect(model).toMatchFileSnapshot(`fixtures/${golden}`);
  });

  it.each([whole, short, ...examples])('$path means the same on one line', async (file) => {
    const oneLine = file.text.replace(/#.*/g, '').replace(/\s+/g, ' ');
    const before = await check(file.text, file.files);
    const after = await check(oneLine, file.files);
    expect(shown(after)).toEqual([]);
    expect(withoutPlaces(after)).toEqual(withoutPlaces(before));
  });
});

function withoutPlaces(value: object): unknown {
  const kept = Object.entries(value).filter(([key]) =>
    ['policies', 'simulations', 'tests'].includes(key),
  );
  return JSON.parse(
    JSON.stringify(Object.fromEntries(kept), (key, each: unknown) =>
      key === 'at' ? undefined : each,
    ),
  );
}

describe('the grammar', () => {
  const log = vi.fn();
  beforeEach(() => {
    for (const method of ['log', 'warn', 'error', 'info'] as const) {
      vi.spyOn(console, method).mockImplementation(log);
    }
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('is never ambiguous, as a parser in development mode would log', () => {
    const shared = inject(
      createDefaultSharedCoreModule(EmptyFileSystem),
      HandoffGeneratedSharedModule,
    );
    const metaData = {
      languageId: 'handoff',
      fileExtensions: ['.handoff'],
      caseInsensitive: false,
      mode: 'development' as const,
    };
    const development: Module<LangiumCoreServices, object> = { LanguageMetaData: () => metaData };
    const services = inject(
      createDefaultCoreModule({ shared }),
      HandoffGeneratedModule,
      handoffModule as Module<LangiumCoreServices, LangiumCoreServices>,
      development as Module<LangiumCoreServices, LangiumCoreServices>,
    );
    shared.ServiceRegistry.register(services);
    for (const { text } of [whole, short, ...examples]) {
      expect(services.parser.LangiumParser.parse(text).parserErrors).toEqual([]);
    }
    expect(log.mock.calls).toEqual([]);
  });
});
