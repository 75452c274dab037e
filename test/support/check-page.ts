import type { ReviewCode } from '../../language-server/analysis/codes.ts';
import { reviewCodes } from '../../language-server/analysis/codes.ts';
import { checkPages } from './check-pages.ts';
import { folderWith, runCli } from './cli.ts';
import { actionsIn } from './code-actions.ts';
import { reviewDay } from './handoff-texts.ts';
import { contextOf } from './reference.ts';
import { deepDiagnostics } from './solver.ts';

interface Found {
  code: string;
  severity: string;
  message: string;
  /** From 1, counted from the first line of the example. */
  line: number;
}

/** What `handoff check` says of the example of a page, and whether all of it is about the example. */
export function findingsOf(code: ReviewCode): Promise<Found[]> {
  const found = known.get(code) ?? checked(code);
  known.set(code, found);
  return found;
}

const known = new Map<ReviewCode, Promise<Found[]>>();

async function checked(code: ReviewCode): Promise<Found[]> {
  const { example, csv, asks } = checkPages[code];
  const { before, after } = contextOf(example);
  const folder = folderWith({
    'policy.handoff': before + example + after,
    ...(csv === undefined ? {} : { 'log.csv': csv }),
  });
  const options = [...(asks ? [asks] : []), '--on', '2026-01-15', '--format', 'json'];
  const { out } = await runCli(folder, 'check', 'policy.handoff', ...options);
  const { diagnostics } = JSON.parse(out) as { diagnostics: Found[] };
  const offset = before.split('\n').length - 1;
  return diagnostics.map(({ line, ...found }) => ({ ...found, line: line - offset }));
}

/** The page of a check in Markdown, below its heading: what the code says of it and what it finds. */
export async function pageOf(code: ReviewCode): Promise<string> {
  const { example, csv, asks, witness, mend } = checkPages[code];
  const [severity, meaning] = reviewCodes[code];
  const found = (await findingsOf(code)).find((each) => each.code === code);
  const fixes = await fixTitles(code);
  const facts = [
    `**A decision that shows it.** ${witness}`,
    `**What to do.** ${mend}`,
    ...(fixes.length === 0
      ? []
      : [
          `**Quick fix.** ${fixes.join(', or ').replaceAll(/, or [A-Z]/g, (start) => start.toLowerCase())}.`,
        ]),
  ];
  return [
    `${meaning} Its level is \`${severity}\`${asks ? `; the editor looks for it when nobody types, and so does \`handoff check ${asks}\`` : ''}.`,
    `\`\`\`handoff\n${example}\`\`\``,
    ...(csv === undefined ? [] : [`\`\`\`csv\n${csv}\`\`\``]),
    `> Line ${String(found?.line)}: ${found?.message ?? ''}`,
    facts.map((fact) => `- ${fact}`).join('\n'),
  ].join('\n\n');
}

async function fixTitles(code: ReviewCode): Promise<string[]> {
  const { example, asks } = checkPages[code];
  if (asks === '--data') return [];
  const { before, after } = contextOf(example);
  const text = before + example + after;
  const found = asks === '--deep' ? await deepDiagnostics(text) : [];
  const actions = await actionsIn(text, {
    review: { today: reviewDay },
    found,
    only: ['quickfix'],
  });
  return actions
    .filter(({ diagnostics = [] }) => diagnostics.some((each) => each.code === code))
    .map(({ title }) => title);
}
