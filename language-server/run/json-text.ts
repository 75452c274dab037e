import type * as z from 'zod';

/** Undefined, which no schema takes, where the text is not JSON. */
export function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Quotes nothing but names of the schema, and the keys below `probabilities` where they may be. */
export function firstIssue(error: z.ZodError, { quotesKeys }: { quotesKeys: boolean }): string {
  const issue = error.issues[0];
  if (!issue) return 'is not a proposal';
  const isKey = !quotesKeys && issue.path[0] === 'probabilities';
  const where = isKey ? 'probabilities' : issue.path.join('.');
  if (where !== '') return `\`${where}\`: ${issue.message}`;
  return issue.code === 'custom' ? issue.message : 'is not a JSON object with a proposal';
}
