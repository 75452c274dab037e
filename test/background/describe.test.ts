import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DataSource } from '../../language-server/policy/model.ts';
import { column, sourceOf, workspaceWith } from '../data/workspace.ts';
import { startBackground } from '../support/background.ts';

const columns = [
  column('reader', { kind: 'identifier' }, 'subject'),
  column('clicked', { kind: 'yesNo' }, 'outcome'),
];

function describer(workspace: string) {
  const { send, hear } = startBackground();
  let question = 0;
  return async (source: DataSource, unless?: string) => {
    send({
      ...{ kind: 'describe', question: ++question, source, workspace },
      ...(unless === undefined ? {} : { unless }),
    });
    const { kind: _, ...answer } = await hear('described');
    expect(answer.question).toBe(question);
    return answer;
  };
}

describe('what a data file is, held against its declaration', () => {
  const workspaceOf = (csv: string): string => workspaceWith({ 'e.csv': csv });

  it('is fine where all fits', async () => {
    const workspace = workspaceOf('reader,clicked\na,1\nb,\n');
    const answer = await describer(workspace)(sourceOf(workspace, 'e.csv', columns));
    expect(answer).toMatchObject({ findings: [], real: join(workspace, 'e.csv') });
  });

  it('names the cells that do not fit, column by column', async () => {
    const workspace = workspaceOf('reader,clicked\na,maybe\nb,1\n');
    const { findings } = await describer(workspace)(sourceOf(workspace, 'e.csv', columns));
    expect(findings).toEqual([
      {
        code: 'HD120',
        column: 'clicked',
        message: expect.stringContaining('"maybe" in row 1') as string,
      },
    ]);
  });

  it('says what each column holds, but for identifiers and very long texts', async () => {
    const long = 'x'.repeat(201);
    const workspace = workspaceOf(`reader,clicked,line\na,1,${long}\nb,,hi\nc,maybe,\n`);
    const source = sourceOf(workspace, 'e.csv', [...columns, column('line', { kind: 'text' })]);
    const { profile } = await describer(workspace)(source);
    expect(profile).toEqual([
      { column: 'reader', rows: 3, missing: 0, bad: 0 },
      { column: 'clicked', rows: 3, missing: 1, bad: 1, top: [{ value: 1, count: 1 }] },
      { column: 'line', rows: 3, missing: 1, bad: 0, top: [{ value: 'hi', count: 1 }] },
    ]);
  });

  it('says why a file cannot be used, one file after the other', async () => {
    const workspace = workspaceWith({ 'e.csv': 'reader,click\na,1\n', 'empty.csv': '' });
    const ask = describer(workspace);
    const codes = async (file: string) =>
      (await ask(sourceOf(workspace, file, columns))).findings?.map(({ code }) => code);
    expect(await codes('e.csv')).toEqual(['HD106']);
    expect(await codes('empty.csv')).toEqual(['HD105']);
    expect(await codes('none.csv')).toEqual(['HD101']);
    expect(await codes('../e.csv')).toEqual(['HD102']);
  });

  it('is not worked out again for a file that is as it was', async () => {
    const workspace = workspaceOf('reader,clicked\na,1\n');
    const file = join(workspace, 'e.csv');
    const ask = describer(workspace);
    const source = sourceOf(workspace, 'e.csv', columns);
    const first = await ask(source);
    expect(await ask(source, first.stamp)).toEqual({
      ...{ question: 2, stamp: first.stamp, real: file },
    });
    // Another file in its place, which nothing holds open.
    writeFileSync(`${file}.new`, 'reader,clicked\na,?\n');
    renameSync(`${file}.new`, file);
    const second = await ask(source, first.stamp);
    expect(second.stamp).not.toBe(first.stamp);
    expect(second.findings?.length).toBe(1);
    rmSync(file);
    const third = await ask(source, second.stamp);
    expect(third.findings?.map(({ code }) => code)).toEqual(['HD101']);
    expect((await ask(source, third.stamp)).findings).toBeUndefined();
  });

  it('is answered one after the other, whatever was asked at once', async () => {
    const workspace = workspaceOf('reader,clicked\na,1\n');
    const { send, hear } = startBackground();
    const source = sourceOf(workspace, 'e.csv', columns);
    for (const question of [1, 2, 3]) send({ kind: 'describe', question, source, workspace });
    for (const question of [1, 2, 3]) expect(await hear('described')).toMatchObject({ question });
  });
});
