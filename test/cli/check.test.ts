import { describe, expect, it } from 'vitest';
import { folderWith, runCli, smallPolicy } from '../support/cli.ts';

const bad = smallPolicy('    quiet: never when hour is betwen 21:00 and 07:00\n');
const folder = folderWith({
  'good.handoff': smallPolicy(),
  'bad/wrong.handoff': smallPolicy('    rich: never when tier is gould\n'),
  'bad/twice.handoff': smallPolicy('    consented: never when tier is gold\n'),
  'bad/import.handoff': `import "wrong.handoff"\n`,
  'many.handoff': smallPolicy(
    Array.from({ length: 60 }, (_, i) => `    r${i}: never when tier is nobody\n`).join(''),
  ),
  'broken.handoff': bad,
  'empty.handoff': '',
  'binary.handoff': Uint8Array.from({ length: 4096 }, (_, i) => i % 256),
  'nul.handoff': 'handoff x\0\0',
  'large.handoff': '# x\n'.repeat(300_000),
  'reviewed.handoff': smallPolicy(
    '    never: never when tier is gold and tier is plain because "so"\n',
  ),
  'learned.handoff': smallPolicy(
    '  feedback on override because holiday avoid hour is 09:00 until 2026-02-01\n',
  ),
  'tree/a/x.handoff': smallPolicy(),
  'tree/b.handoff': smallPolicy().replaceAll('timing', 'other'),
  'tree/node_modules/m/bad.handoff': 'never',
  'tree/.hidden/bad.handoff': 'never',
  'tree/readme.md': 'never',
  'none/readme.md': '',
});
const check = (...args: string[]) => runCli(folder, 'check', ...args);

describe('handoff check', () => {
  it('is content with what is right', async () => {
    expect(await check('good.handoff')).toEqual({
      code: 0,
      out: 'no problems in 1 file\n',
      err: '',
    });
  });

  it('shows the place, the line and what to write', async () => {
    const { code, out } = await check('bad/wrong.handoff');
    expect(code).toBe(1);
    expect(out).toBe(
      [
        'bad/wrong.handoff:19:30: error[unknown-value] Expected one of gold, plain, found `gould`; did you mean `gold`?',
        '      rich: never when tier is gould',
        '                               ^^^^^',
        '',
        '1 error in 1 file',
        '',
      ].join('\n'),
    );
  });

  it('names the second place that a problem speaks of', async () => {
    const { out } = await check('bad/twice.handoff');
    expect(out).toContain('  see bad/twice.handoff:18: the first one\n');
  });

  it('reports what is wrong with an import: a policy is as sound as what it stands on', async () => {
    const { code, out } = await check('bad/import.handoff');
    expect(code).toBe(1);
    expect(out).toContain('bad/wrong.handoff:19:30: error[unknown-value]');
  });

  it('reviews what is right, and reasons over all decisions where it is asked to', async () => {
    expect((await check('reviewed.handoff')).out).toBe('no problems in 1 file\n');
    const { code, out } = await check('reviewed.handoff', '--deep');
    expect(code).toBe(0);
    expect(out).toContain('warning[never-fires] `never` can never fire: no decision meets it\n');
    expect(out).toContain('1 warning in 1 file\n');
  });

  it('holds end dates against the day that it is given', async () => {
    expect((await check('learned.handoff', '--on', '2026-01-31')).out).toContain('no problems');
    const { code, out } = await check('learned.handoff', '--on', '2026-02-01');
    expect(code).toBe(0);
    expect(out).toContain('information[past-until] ');
    expect(out).toContain('1 note in 1 file\n');
    const { err } = await check('learned.handoff', '--on', '2026-02-30');
    expect(err).toContain('Expected a date such as 2026-01-31.');
  });

  it('gives findings the level that it is told, or leaves them out', async () => {
    const past = ['learned.handoff', '--on', '2026-02-01'];
    const raised = await check(...past, '--level', 'no-because=off', '--level', 'past-until=error');
    expect(raised.code).toBe(1);
    expect(raised.out).toContain('error[past-until] ');
    expect((await check(...past, '--level', 'past-until=off')).out).toBe('no problems in 1 file\n');
    // An error of the language is one, whatever is said.
    const { code } = await check('bad/wrong.handoff', '--level', 'past-until=off');
    expect(code).toBe(1);
  });

  it('stops at fifty problems of a file and says how many more there are', async () => {
    const { out } = await check('many.handoff');
    expect(out.match(/error\[/g)).toHaveLength(50);
    expect(out).toContain('many.handoff: and 10 more\n');
    expect(out).toContain('60 errors in 1 file');
  });

  it('searches folders, but for node_modules and dot folders', async () => {
    const { code, out } = await check('tree', '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      files: ['tree/a/x.handoff', 'tree/b.handoff'],
      diagnostics: [],
      errors: 0,
      warnings: 0,
      notes: 0,
    });
  });

  it('takes a file once, however often it is named', async () => {
    const { out } = await check('tree', 'tree/b.handoff', './tree');
    expect(out).toBe('no problems in 2 files\n');
  });

  it('prints JSON with every problem and lines from 1', async () => {
    const { code, out } = await check('--format', 'json', 'bad/twice.handoff');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      files: ['bad/twice.handoff'],
      diagnostics: [
        {
          file: 'bad/twice.handoff',
          line: 19,
          column: 5,
          endLine: 19,
          endColumn: 15,
          code: 'duplicate-name',
          severity: 'error',
          related: [{ file: 'bad/twice.handoff', line: 18, message: 'the first one' }],
        },
      ],
      errors: 1,
      warnings: 0,
      notes: 0,
    });
    expect(JSON.parse((await check('--format', 'json', 'many.handoff')).out).errors).toBe(60);
  });

  it.each(['binary.handoff', 'nul.handoff', 'broken.handoff', 'empty.handoff'])(
    'ends well on %s, with nothing that moves a cursor',
    async (file) => {
      const { code, out, err } = await check(file);
      expect(code).toBeLessThan(2);
      expect(err).toBe('');
      expect(out).not.toMatch(/[\0-\x09\x0b-\x1f\x7f]/);
    },
  );
});

describe('handoff check that cannot run says so on one line', () => {
  it.each([
    [
      'a file that is not there',
      ['gone.handoff'],
      'error[not-readable] gone.handoff does not exist',
    ],
    [
      'a file beyond any policy',
      ['large.handoff'],
      'error[too-large] large.handoff is 1.2 MB large; a policy has at most 1 MB',
    ],
    ['a folder without policies', ['none'], 'error[no-files] No .handoff file in none'],
    [
      'a file of another kind',
      ['tree/readme.md'],
      'error[not-a-policy] tree/readme.md is not a .handoff file',
    ],
    ['a NUL in a path', ['a\0b'], 'error[not-readable] A path is empty or holds a NUL byte'],
    [
      'a workspace that is not there',
      ['good.handoff', '--workspace', 'gone'],
      'error[no-workspace] gone is not a folder',
    ],
    [
      'an unknown option',
      ['--formt', 'json'],
      "error[usage] unknown option '--formt' (Did you mean --format?)",
    ],
    [
      'a level of no check',
      ['--level', 'no-untl=off'],
      "error[usage] option '--level <code=level>' argument 'no-untl=off' is invalid. No check has this code; did you mean no-until?",
    ],
    [
      'an error of the language, which is one whatever is said',
      ['--level', 'wrong-type=off'],
      "error[usage] option '--level <code=level>' argument 'wrong-type=off' is invalid. No check has this code.",
    ],
    [
      'a level that there is not',
      ['--level', 'no-until=warn'],
      "error[usage] option '--level <code=level>' argument 'no-until=warn' is invalid. Expected one of error, warning, information, hint, off.",
    ],
    [
      'a code without its level',
      ['--level', 'no-until'],
      "error[usage] option '--level <code=level>' argument 'no-until' is invalid. Expected a code and its level, such as no-until=off.",
    ],
    [
      'an unknown format',
      ['--format', 'xml'],
      "error[usage] option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json.",
    ],
  ])('%s', async (_what, args, line) => {
    expect(await check(...args)).toEqual({ code: 2, out: '', err: `${line}\n` });
  });
});

describe('places are relative to', () => {
  const placed = async (cwd: string, ...args: string[]) =>
    JSON.parse((await runCli(cwd, 'check', '--format', 'json', ...args)).out).files;

  it('the current folder where the file lies inside it', async () => {
    expect(await placed(folder, 'tree/b.handoff')).toEqual(['tree/b.handoff']);
  });

  it("the file's own folder where it does not", async () => {
    expect(await placed(`${folder}/none`, '../tree/b.handoff')).toEqual(['b.handoff']);
  });

  it('what holds them all where there are several', async () => {
    expect(await placed(`${folder}/none`, '../tree/b.handoff', '../tree/a')).toEqual([
      'a/x.handoff',
      'b.handoff',
    ]);
  });

  it('the workspace that is named', async () => {
    const files = await placed(`${folder}/none`, '--workspace', '..', '../tree/b.handoff');
    expect(files).toEqual(['tree/b.handoff']);
  });
});
