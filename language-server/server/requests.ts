import type { Connection } from 'vscode-languageserver';
import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import type * as z from 'zod';

/** Answers a request of the protocol; what does not fit its schema is refused in one line. */
export function answer<Schema extends z.ZodType>(
  connection: Connection,
  method: string,
  schema: Schema,
  handler: (params: z.infer<Schema>) => object | null | Promise<object | null>,
): void {
  connection.onRequest(method, (params: unknown) => {
    const parsed = schema.safeParse(params);
    if (parsed.success) return handler(parsed.data);
    return new ResponseError(ErrorCodes.InvalidParams, `${method}: ${issueWords(parsed.error)}`);
  });
}

/** The first thing that is wrong with a message, and where in it: `target.uri: expected string`. */
export function issueWords({ issues: [issue] }: z.ZodError): string {
  if (!issue) return 'not what was expected';
  const path = issue.path.map(String).join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}
