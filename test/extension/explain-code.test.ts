import { beforeEach, describe, expect, it } from 'vitest';
import type {
  Diagnostic,
  ExtensionContext,
  TextDocumentContentProvider,
  Uri as Address,
} from 'vscode';
import { linkCodes, registerExplainCode } from '../../extension/explain-code.ts';
import { forget, seen, Uri } from './fake-vscode.ts';

const file = Uri.file('/policies/a.handoff');
const reference = `# Reference

| Code           | Severity | Meaning           |
| -------------- | -------- | ----------------- |
| \`unknown-name\` | error    | A name of nothing. |

### never-fires

No decision meets it.

#### Example

### always-fires

Every decision meets it.
`;

function linked(code: unknown): Diagnostic {
  const diagnostics = [{ code }] as unknown as Diagnostic[];
  let shown: Diagnostic[] = [];
  const next = (_: unknown, passed: Diagnostic[]): void => void (shown = passed);
  linkCodes(...([file, diagnostics, next] as unknown as Parameters<typeof linkCodes>));
  return shown[0]!;
}

beforeEach(() => {
  forget();
  seen.files['/ext/grammar/REFERENCE.md'] = reference;
  registerExplainCode({ extensionUri: Uri.file('/ext') } as unknown as ExtensionContext);
});

describe('the code of a diagnostic', () => {
  it.each([
    ['never-fires', '# never-fires\n\nNo decision meets it.'],
    ['always-fires', '# always-fires\n\nEvery decision meets it.'],
    ['unknown-name', '# unknown-name\n\nA name of nothing. Its level is `error`.'],
    ['of-another-version', '# of-another-version\n\n'],
  ])('leads to what the reference says of it: %s', async (code, text) => {
    const { value, target } = linked(code).code as { value: string; target: Address };
    expect([value, target.scheme]).toEqual([code, 'command']);
    await seen.registered[target.path]?.(...(JSON.parse(decodeURIComponent(target.query)) as []));
    const [command, page] = seen.executed[0] as [string, Address];
    expect(command).toBe('markdown.showPreview');
    const provider = seen.contentProviders[page.scheme] as TextDocumentContentProvider;
    expect(await provider.provideTextDocumentContent(page, undefined as never)).toBe(text);
  });

  it('stays as it is where it is none', () => {
    expect(linked(undefined).code).toBeUndefined();
  });
});
