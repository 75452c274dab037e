import { reservedWords } from '../../words.ts';
import type { Candidate, Rank } from './candidate.ts';
import { ranks } from './candidate.ts';
import type { Here } from './conditions.ts';
import type { Place } from './place.ts';
import { sentencesOf, wordsOf } from './sentences.ts';
import type { Frame } from './walk.ts';
import { readAs, stackOf } from './walk.ts';

/** How deep a canonical layout indents what stands in these. */
const containers = new Set(
  `HandoffBlock DataBlock Guardrails Simulation PolicyTest Calendar BoundariesBlock EscalateBlock
   SurprisesBlock LearningBlock AutonomyBlock FeedbackBlock Reviewer Boundary Trigger`.split(/\s+/),
);
const named = new Set(['Boundary', 'Trigger', 'FeedbackRule', 'Column']);

/** Whole rules, parts and blocks that can begin here, those that belong to the indentation first. */
export function sentenceCandidates(here: Here): Candidate[] {
  const { ways, cursor, index, place, present } = here;
  const found: Candidate[] = [];
  const seen = new Set<string>();
  let known: Map<string, string> | undefined;
  const canBeName = ways.some(({ word }) => word === 'Name');
  const level = Math.min(3, Math.ceil(cursor.indentation / 2));
  for (const { frame } of ways) {
    const stack = stackOf(frame);
    for (const each of stack) {
      const isNamed = named.has(each.rule) && isOnlyNamed(each, index);
      const begins = each.start === index && (cursor.startsLine || index === 0);
      if (!isNamed && !begins) continue;
      for (const of of new Set([each.rule, each.type])) {
        if (seen.has(of) || present.has(of) || isSaid(each)) continue;
        seen.add(of);
        const depth = stackOf(each).filter(
          ({ rule, id }) => id !== each.id && containers.has(rule),
        );
        const rank = isNamed ? ranks.value : rankAt(depth.length - level);
        const words = (known ??= wordsOf(place));
        found.push(...sentencesOf(of, { words, rank, named: isNamed }));
      }
    }
  }
  const given = place.declaration?.$type === 'DataBlock' ? rolesOf(place) : [];
  const missing = found.filter(({ label }) => !given.some((role) => label.endsWith(`, ${role}`)));
  // Where a name can go on, a soft word that begins a line is read as that name.
  return canBeName ? missing.filter(({ label }) => !startsSoft(label)) : missing;
}

/** Roles that one column alone can have, as they are written, where one has it. */
function rolesOf({ scope }: Place): string[] {
  const roles = [...scope.columns.values()].map(({ role }) => role);
  return ['subject', 'moment', 'clock', 'propensity', 'chosen']
    .filter((role) => roles.some((each) => each === role))
    .map((role) => (role === 'chosen' ? role : `the ${role}`));
}

function startsSoft(label: string): boolean {
  const [word = ''] = /^[a-z]+(?![\w:])/.exec(label) ?? [];
  return word !== '' && !reservedWords.has(word);
}

function rankAt(deeper: number): Rank {
  if (deeper === 0) return ranks.sentence;
  return deeper === 1 ? ranks.form : ranks.outer;
}

/** Whether of a rule there is its name and colon, and nothing else. */
function isOnlyNamed({ read, start }: Frame, index: number): boolean {
  return start === index - 1 && read?.property === 'name' && read.before === undefined;
}

/** Whether the rule around it already has its reason, or what happens otherwise. */
export function isSaid({ rule, parent }: Frame): boolean {
  return parent !== undefined && readAs(parent, 'tails').includes(rule);
}
