import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { dataReviewCodes } from '../../language-server/analysis/codes.ts';
import { folderWith, runCli } from '../support/cli.ts';
import { logOf, logPolicy } from '../support/data-review.ts';

const blocks = '  boundaries\n    grown: never when age is below 18 because "the law"';
const policy = logPolicy({ blocks });
const line = policy.split('\n').findIndex((each) => each.includes('grown:')) + 1;

async function checked(files: Record<string, string>, ...args: string[]) {
  const folder = folderWith(files);
  const { out, code } = await runCli(folder, 'check', '--format', 'json', ...args, 'main.handoff');
  const { diagnostics } = JSON.parse(out) as {
    diagnostics: { code: string; file: string; line: number; severity: string }[];
  };
  const found = diagnostics.filter((each) => Object.hasOwn(dataReviewCodes, each.code));
  return { code, found: found.map((each) => `${each.file}:${String(each.line)} ${each.code}`) };
}

describe('handoff check --data', () => {
  const log = logOf([{ age: '' }, { age: '60' }]);

  it('holds rules against the rows, and fails for no fact', async () => {
    expect(await checked({ 'main.handoff': policy, 'log.csv': log }, '--data')).toEqual({
      code: 0,
      found: [
        `main.handoff:${String(line)} missing-field`,
        `main.handoff:${String(line)} outside-data`,
      ],
    });
  });

  it('reads no data unless it is asked to', async () => {
    expect((await checked({ 'main.handoff': policy, 'log.csv': log })).found).toEqual([]);
  });

  it('says nothing of the rows of a file that cannot be used, or of a policy with an error', async () => {
    const short = { 'main.handoff': policy, 'log.csv': 'reader\na\n' };
    expect(await checked(short, '--data')).toEqual({ code: 1, found: [] });
    const wrong = { 'main.handoff': policy.replace('age is', 'aga is'), 'log.csv': log };
    expect(await checked(wrong, '--data')).toEqual({ code: 1, found: [] });
  });

  it('puts what is about an imported guardrail at the handoff under it', async () => {
    const files = {
      'org.handoff': `guardrails org\n${blocks.replace('  boundaries\n', '')}\n`,
      'main.handoff': `import "org.handoff"\n${logPolicy({}).replace('timing', 'timing under org')}`,
      'log.csv': log,
    };
    const handoff = files['main.handoff']
      .split('\n')
      .findIndex((each) => each.startsWith('handoff'));
    expect((await checked(files, '--data')).found).toEqual(
      ['missing-field', 'outside-data'].map(
        (code) => `main.handoff:${String(handoff + 1)} ${code}`,
      ),
    );
  });

  it('reviews each of several handoffs on one data block', async () => {
    const second = `handoff other owner team uses log the agent chooses hour usually hour is 09:00\n escalate to team\n gold: when tier is gold\n answer within 1 hour, otherwise hold`;
    const files = { 'main.handoff': logPolicy({ blocks, after: second }), 'log.csv': log };
    expect((await checked(files, '--data')).found).toEqual([
      `main.handoff:${String(line)} missing-field`,
      `main.handoff:${String(line)} outside-data`,
      `main.handoff:${String(line + 3)} outside-data`,
    ]);
  });

  // They lack fields as data does; their teams can answer what they are asked.
  it.each([
    ['frequency/frequency', 'missing-field missing-zone'],
    ['newsletter/newsletter', 'missing-field missing-field missing-zone'],
    ['subject-lines/subject-lines', 'missing-field missing-zone'],
  ])('says of the example %s what its data is like, and nothing else', async (name, codes) => {
    const { out, code } = await runCli(
      fileURLToPath(new URL('../../examples', import.meta.url)),
      ...['check', '--data', '--format', 'json', '--on', '2026-01-15', `${name}.handoff`],
    );
    const { diagnostics } = JSON.parse(out) as { diagnostics: { code: string }[] };
    expect(diagnostics.map((each) => each.code).sort()).toEqual(codes.split(' '));
    expect(code).toBe(0);
  });
});
