import * as z from 'zod';
import { candidates } from '../policy/choices.ts';
import { DAY } from '../policy/clock.ts';
import type { ValueType } from '../policy/model.ts';
import type { OutsideProposal } from './agents/outside-agent.ts';
import { logValue, months, weekdays } from './log-values.ts';

const named = z.union([z.string(), z.number(), z.boolean()]);
const share = z.number().min(0).max(1);

/** What an agent outside says of one decision, recorded or answered. */
export const outsideProposalSchema = z
  .object({
    choice: named.optional(),
    probabilities: z.record(z.string(), share).optional(),
    confidence: share.optional(),
    evidence: z.number().nonnegative().optional(),
    strategy: z.enum(['explore', 'exploit']).optional(),
    alternatives: z
      .array(
        z.object({
          choice: named,
          confidence: share.optional(),
          evidence: z.number().nonnegative().optional(),
        }),
      )
      .optional(),
    patterns: z.array(z.string()).optional(),
    reasons: z.array(z.string()).optional(),
  })
  .refine((proposal) => proposal.choice !== undefined || proposal.probabilities !== undefined, {
    message: 'a proposal needs `choice` or `probabilities`',
  });

export type OutsideProposalJson = z.infer<typeof outsideProposalSchema>;

/** How far probabilities may be off 1 before they are no distribution: rounding to three digits. */
const tolerance = 0.001;

/** Reads checked proposals for one type of choice: in canonical numbers, or why there is none. */
export function proposalReader(
  type: ValueType,
): (json: OutsideProposalJson) => OutsideProposal | { failure: string } {
  const hasList = candidates(type) !== undefined;
  const valueOf = valueReader(type);

  function sharesOf(probabilities: Record<string, number>): Map<number, number> | string {
    if (!hasList) return 'probabilities need a choice with a list of values';
    const shares = new Map<number, number>();
    let total = 0;
    for (const [name, probability] of Object.entries(probabilities)) {
      const value = valueOf(name);
      if (value === undefined) return none(name);
      if (shares.has(value)) return `\`${brief(name)}\` has a probability already`;
      shares.set(value, probability);
      total += probability;
    }
    if (Math.abs(total - 1) <= tolerance) return shares;
    return `the probabilities add up to ${String(Number(total.toFixed(4)))}, not to 1`;
  }

  return ({ choice, probabilities, alternatives, ...rest }) => {
    const proposal: OutsideProposal = { ...defined(rest) };
    if (choice !== undefined) {
      const value = valueOf(choice);
      if (value === undefined) return { failure: none(choice) };
      proposal.choice = value;
    }
    if (probabilities !== undefined) {
      const shares = sharesOf(probabilities);
      if (typeof shares === 'string') return { failure: shares };
      proposal.probabilities = shares;
    }
    if (alternatives !== undefined) {
      proposal.alternatives = alternatives.flatMap(({ choice: name, ...stated }) => {
        const value = valueOf(name);
        return value === undefined ? [] : [{ choice: value, ...defined(stated) }];
      });
    }
    return proposal;
  };
}

/** Reads a value as the log writes it, or JSON would, in canonical numbers; undefined: none of the type. */
export function valueReader(
  type: ValueType,
): (value: string | number | boolean) => number | undefined {
  const list = candidates(type);
  const listed = list && new Set(list);
  return (written) => {
    const value = canonicalOf(written, type);
    if (value === undefined) return undefined;
    return (listed ? listed.has(value) : isWithin(value, type)) ? value : undefined;
  };
}

function canonicalOf(value: string | number | boolean, type: ValueType): number | undefined {
  switch (type.kind) {
    case 'oneOf':
      return placeIn(type.values, value);
    case 'yesNo':
      return placeIn(['no', 'yes'], value === true ? 'yes' : value === false ? 'no' : value);
    case 'time': {
      const [, hours, minutes] = /^(\d{1,2}):([0-5]\d)$/.exec(String(value)) ?? [];
      return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes);
    }
    case 'weekday':
      return placeIn(weekdays, value, 1);
    case 'month':
      return placeIn(months, value, 1);
    case 'date':
      return dateIn(String(value));
    default: {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
    }
  }
}

function placeIn(names: readonly string[], value: unknown, first = 0): number | undefined {
  const index = names.indexOf(String(value));
  return index < 0 ? undefined : index + first;
}

/** Days since 1970-01-01 of an ISO date; a day that its month has not is none. */
function dateIn(text: string): number | undefined {
  const days = new Date(text).getTime() / DAY;
  return !Number.isNaN(days) && logValue(days, { kind: 'date' }) === text ? days : undefined;
}

function isWithin(value: number, type: ValueType): boolean {
  const { from = -Infinity, to = Infinity } = type.kind === 'number' ? type : {};
  return !Number.isNaN(value) && value >= from && value <= to;
}

function none(name: string | number | boolean): string {
  return `\`${brief(name)}\` is none of the choices`;
}

/** Without the keys whose value is undefined. */
function defined<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

function brief(value: string | number | boolean): string {
  const text = String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
