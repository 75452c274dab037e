import type { Actions, Report } from './protocol.ts';

const { HANDOFF_HOST_DRIVER: address } = process.env;

/** Desktop VS Code has no page that anyone drives. */
export const hasPage = Boolean(address);

/** Has whoever holds the page do something with it. */
export async function ask<Name extends keyof Actions>(
  action: Name,
  args: Parameters<Actions[Name]>[0],
): Promise<Awaited<ReturnType<Actions[Name]>>> {
  const answer = (await post({ action, args })) as { value: never; error?: string };
  if (answer.error !== undefined) throw new Error(`${action}: ${answer.error}`);
  return answer.value;
}

/** Tells whoever runs the tests; without a driver, nobody but the console listens. */
export async function tell(report: Report): Promise<void> {
  if (hasPage) await post({ report });
}

async function post(body: unknown): Promise<unknown> {
  if (!address) throw new Error('there is no page here: wrap the test in `needsPage`');
  const response = await fetch(address, { method: 'POST', body: JSON.stringify(body) });
  return response.json();
}
