import { reviewData } from '../../language-server/background/review-data.ts';
import { handoffsByData } from '../../language-server/server/data-handoffs.ts';
import { workspaceWith } from '../data/workspace.ts';
import { check } from './handoff.ts';

export const logHeader = 'reader,sent_at,zone,hour,age,tier,consent,note,clicked';

/** The cells of one row; what is left out is as ordinary as can be. */
export type LogRow = Partial<
  Record<'reader' | 'day' | 'zone' | 'hour' | 'age' | 'tier' | 'consent' | 'note', string>
>;

/** Rows of the log, each at 10:00 UTC of its day. */
export function logOf(rows: readonly LogRow[]): string {
  const lines = rows.map((row, at) => {
    const { reader = `r${String(at)}`, day = '2026-01-05', zone = 'UTC', hour = '09:00' } = row;
    const { age = '30', tier = 'plain', consent = 'yes', note = 'hello' } = row;
    return [reader, `${day}T10:00:00Z`, zone, hour, age, tier, consent, note, 'no'].join(',');
  });
  return `${[logHeader, ...lines].join('\n')}\n`;
}

/** A policy on that log; line 1 of what is found is the handoff's, 2 the first of the blocks. */
export function logPolicy({
  blocks = '',
  usually = '09:00',
  step = 'the hour',
  after = '',
}: {
  blocks?: string;
  usually?: string;
  step?: string;
  after?: string;
}): string {
  return `data log from "log.csv"
  each row is an email
  reader  : identifier, the subject
  sent_at : timestamp, the moment
  zone    : time zone, the clock
  hour    : time of day by ${step}, chosen
  age     : number
  tier    : one of gold, plain
  consent : yes/no
  note    : text
  clicked : yes/no, an outcome
handoff timing owner team uses log the agent chooses hour usually hour is ${usually}
${blocks}
${after}`;
}

const linesBefore = logPolicy({})
  .split('\n')
  .findIndex((line) => line.startsWith('handoff'));

export interface Reviewed {
  /** From 1, the handoff's. */
  line: number;
  code: string;
  message: string;
}

/** What a review finds in the handoffs of a text that is held against `log.csv`. */
export async function reviewLog(
  text: string,
  csv: string,
  files: Record<string, string> = {},
): Promise<Reviewed[]> {
  const { policies, simulations, diagnostics } = await check(text);
  const [error] = diagnostics.filter(({ severity }) => severity === 'error');
  if (error) throw new Error(error.message);
  const workspace = workspaceWith({ 'log.csv': csv, ...files });
  const here = policies.map((policy) => ({
    ...policy,
    data: { ...policy.data, declaredIn: `${workspace}/main.handoff` },
  }));
  const found: Reviewed[] = [];
  for (const { source, handoffs } of handoffsByData({
    ...{ file: 'main.handoff', policies: here, simulations },
  })) {
    const { findings = [] } = await reviewData({ source, workspace, handoffs });
    for (const { code, message, at } of findings.flat()) {
      found.push({ line: at.line - linesBefore, code, message });
    }
  }
  return found;
}
