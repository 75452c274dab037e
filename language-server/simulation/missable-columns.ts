import { leavesOf } from '../policy/leaves.ts';
import type { Condition, Leaf, MeasuredWord, Policy } from '../policy/model.ts';
import type { Proposal } from './agent.ts';
import type { BatchView } from './batch-view.ts';
import { rolesOf } from './batch-view.ts';
import type { Roles } from './batch-view.ts';

/** A column, or a word of the agent, without whose value a condition may not be known. */
export interface MissableColumn {
  name: string;
  isMissing: (view: BatchView, row: number, proposal: Proposal, lane: number) => boolean;
}

/**
 * The columns that a condition reads, those among them that only tell whose clock says what, and
 * what it reads of the agent, by the word of its answer: `confidence`, `evidence`, `strategy`.
 */
export function missableColumns(condition: Condition, policy: Policy): MissableColumn[] {
  const roles = rolesOf(policy);
  const asked = new Set<keyof Roles>();
  const columns = leavesOf(condition).flatMap((leaf): MissableColumn[] => {
    for (const role of rolesRead(leaf, policy)) asked.add(role);
    if (leaf.kind === 'word') return wordOf(leaf.word);
    if (leaf.kind !== 'column') return [];
    return [{ name: leaf.name, isMissing: (view, row) => Number.isNaN(view.leaf(leaf)[row]) }];
  });
  for (const role of asked) {
    const name = roles[role];
    const isThere = columns.some((column) => column.name === name);
    if (name !== undefined && !isThere) columns.push({ name, isMissing: isMissingBy[role] });
  }
  return columns.filter(
    ({ name }, index) => columns.findIndex((each) => each.name === name) === index,
  );
}

/** What Handoff measures itself is no word of the agent. */
function wordOf(word: MeasuredWord): MissableColumn[] {
  switch (word) {
    case 'confidence':
      return [missingIn(word, ({ confidences }) => confidences)];
    case 'evidence':
      return [missingIn(word, ({ evidences }) => evidences)];
    case 'exploring':
    case 'explored':
      return [missingIn('strategy', ({ exploring }) => exploring)];
    default:
      return [];
  }
}

function missingIn(name: string, said: (proposal: Proposal) => Float64Array): MissableColumn {
  return { name, isMissing: (_view, _row, proposal, lane) => Number.isNaN(said(proposal)[lane]) };
}

/** A zone that no clock knows is missing as much as one that is not there. */
const isMissingBy: Record<keyof Roles, MissableColumn['isMissing']> = {
  moment: (view, row) => Number.isNaN(view.moments[row]),
  clock: (view, row) => view.zones[row]! < 0,
  subject: (view, row) => Number.isNaN(view.subjects?.[row] ?? 0),
};

function rolesRead(leaf: Leaf, { choice }: Policy): (keyof Roles)[] {
  const isTimed = choice.type.kind === 'time';
  switch (leaf.kind) {
    case 'date':
    case 'weekday':
    case 'month':
      return ['moment', 'clock'];
    case 'sent':
    case 'sinceLast': {
      const isCalendar = leaf.kind === 'sent' && leaf.window.kind === 'calendar';
      return ['subject', 'moment', ...(isTimed || isCalendar ? (['clock'] as const) : [])];
    }
    default:
      return [];
  }
}
