import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const media = path.join(root, 'extension/media/walkthrough');
const policy = 'send-time.handoff';
const folder = mkdtempSync(path.join(tmpdir(), 'handoff-walkthrough-'));

/** What the command line says of the example, where a person puts it: in a folder of its own. */
function handoff(...args: string[]): string {
  const cli = path.join(root, 'dist/cli.js');
  return execFileSync('node', [cli, ...args], { cwd: folder, encoding: 'utf8' });
}

beforeAll(() => {
  cpSync(path.join(media, 'example'), folder, { recursive: true });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the example of the walkthrough', () => {
  it('is without a fault, and so is its data', () => {
    expect(handoff('check', '--data', policy)).toMatch(/no problems/);
  });

  it('passes its tests', () => {
    expect(handoff('test', policy)).toMatch(/2 passed/);
  });

  it('shows what a simulation can say: verdicts, people, and a value that is not refused', () => {
    const { verdicts, people, value } = JSON.parse(handoff('simulate', policy, '--format', 'json'));
    for (const count of [verdicts.act, verdicts.escalate, verdicts.block, people.approved]) {
      expect(count).toBeGreaterThan(0);
    }
    expect(value.policy).toMatchObject({
      ips: { estimate: expect.any(Number) },
      snips: { estimate: expect.any(Number) },
    });
  });

  it('is what the pages show', () => {
    const lines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');
    const shown = readdirSync(media)
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) =>
        [...readFileSync(path.join(media, file), 'utf8').matchAll(/```handoff\n([^`]+)```/g)].map(
          ([, code]) => code!,
        ),
      );
    expect(shown.length).toBeGreaterThan(0);
    const whole = lines(readFileSync(path.join(media, 'example', policy), 'utf8'));
    expect(whole).toEqual(expect.arrayContaining(shown.flatMap(lines)));
  });
});
