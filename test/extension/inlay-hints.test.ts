import { beforeEach, describe, expect, it } from 'vitest';
import type { CancellationToken, InlayHint, Range, TextDocument } from 'vscode';
import { filterHints } from '../../extension/inlay-hints.ts';
import { forget, seen } from './fake-vscode.ts';

const hints = [{ label: 'rolling' }] as unknown as InlayHint[];

beforeEach(forget);

describe('inlay hints', () => {
  it.each<[string, Record<string, boolean>, InlayHint[]]>([
    ['are shown unless the user says otherwise', {}, hints],
    ['can be turned off', { 'inlayHints.enabled': false }, []],
  ])('%s', async (_, settings, expected) => {
    seen.settings = settings;
    const asked = [{}, {}, {}] as unknown as [TextDocument, Range, CancellationToken];
    expect(await filterHints(...asked, () => hints)).toEqual(expected);
  });
});
