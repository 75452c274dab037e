import * as z from 'zod';
import type { DecisionFilter, FinishedRun } from '../protocol.ts';
import { verdicts } from '../protocol.ts';

/** Where a person is in the panel: all that outlives a hidden view, and nothing of the data. */
const uiStateSchema = z.object({
  run: z.string(),
  tab: z.enum(['summary', 'decisions']),
  /** None: all. */
  verdicts: z.array(z.enum(verdicts)),
  rule: z.object({ name: z.string(), file: z.string() }).optional(),
  subject: z.string(),
  /** Position among those that pass the filter. */
  active: z.int().nonnegative(),
  /** Position of the uppermost row. */
  top: z.int().nonnegative(),
  /** The decision whose reasoning is open. */
  opened: z.int().nonnegative().optional(),
  /** Titles of the sections that are folded. */
  folded: z.array(z.string()),
  summaryTop: z.number().nonnegative(),
});
export type UiState = z.infer<typeof uiStateSchema>;

/** Changes a part of where the person is. */
export type UpdateUi = (change: Partial<UiState>) => void;

/** A run is the same while number and policy are: numbers begin anew with the window. */
export function keyOf({ run, facts }: FinishedRun): string {
  return `${run}/${facts.policyHash}`;
}

/**
 * What was stored, as far as it fits this run. Of another run only what still means something
 * is kept: the verdicts and the subject looked for, and the rule where there is one of its name.
 */
export function restoreUi(stored: unknown, run: FinishedRun): UiState {
  const parsed = uiStateSchema.safeParse(stored);
  const key = keyOf(run);
  const { rules } = run.summary.result;
  if (!parsed.success) return { ...fresh, run: key };
  const { rule, ...rest } = parsed.data;
  const found = rules.find(({ name, file }) => name === rule?.name && file === rule.file);
  const sameName = found ?? rules.find(({ name }) => name === rule?.name);
  const kept = {
    ...rest,
    ...(sameName ? { rule: { name: sameName.name, file: sameName.file } } : {}),
  };
  return kept.run === key
    ? kept
    : { ...kept, ...fromTheStart, opened: undefined, summaryTop: 0, run: key };
}

/** The part that a changed filter resets: positions of other rows mean nothing. */
export const fromTheStart = { active: 0, top: 0 } as const;

const fresh: Omit<UiState, 'run'> = {
  tab: 'summary',
  verdicts: [],
  subject: '',
  ...fromTheStart,
  folded: [],
  summaryTop: 0,
};

/** The filter as the host is asked; a subject of spaces alone is none. */
export function filterOf(ui: UiState, run: FinishedRun): DecisionFilter {
  const { rule } = ui;
  const number =
    rule === undefined
      ? -1
      : run.summary.result.rules.findIndex(
          ({ name, file }) => name === rule.name && file === rule.file,
        );
  const subject = ui.subject.trim();
  return {
    ...(ui.verdicts.length === 0 ? {} : { verdicts: ui.verdicts }),
    ...(number < 0 ? {} : { rule: number }),
    ...(subject === '' ? {} : { subject }),
  };
}

/** What a filter that the host gives means for the view: it takes the place of the one before. */
export function withFilter(ui: UiState, filter: DecisionFilter, run: FinishedRun): UiState {
  const rule = filter.rule === undefined ? undefined : run.summary.result.rules[filter.rule];
  return {
    ...ui,
    ...fromTheStart,
    tab: 'decisions',
    opened: undefined,
    verdicts: filter.verdicts ?? [],
    rule: rule && { name: rule.name, file: rule.file },
    subject: filter.subject ?? '',
  };
}
