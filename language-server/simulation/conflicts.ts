import { evaluate } from '../policy/condition.ts';
import { leavesOf } from '../policy/leaves.ts';
import type { Leaf, Policy, Value } from '../policy/model.ts';
import { FALSE, TRUE } from '../policy/tri.ts';
import type { Proposal } from './agent.ts';
import type { Ending } from './decide.ts';
import type { RulesOnLanes } from './lane-conditions.ts';
import type { RowOnLanes } from './read-leaf.ts';
import { readerOf } from './read-leaf.ts';
import type { RuleOutcomes } from './rule-outcomes.ts';
import type { SharedHistory } from './shared-history.ts';

/** What other handoffs send to the same subjects. */
export interface Together {
  history: SharedHistory;
  /** How many handoffs there are, this one among them. */
  handoffs: number;
}

/** A boundary that a choice breaks only for what another handoff sent. */
export interface LostTo {
  /** Whose sends they are, by number. */
  handoff: number;
  /** The rule, by its index in the policy. */
  rule: number;
  /** Of those sends, when the nearest to the choice's own moment takes effect. */
  at: number;
}

/** A decision whose outcomes have been read. */
interface Judged extends RowOnLanes {
  proposal: Proposal;
  ending: Ending;
  outcomes: RuleOutcomes;
}

type AcrossLeaf = Extract<Leaf, { kind: 'sent' | 'sinceLast' }>;

/**
 * Finds who a decision lost to. A boundary that counts across all handoffs was lost where it
 * fires, and would not on the handoff's own sends alone. It was lost to every handoff without
 * whose sends it would not fire; where no single one is needed, to every one whose sends it
 * counts.
 */
export function createConflicts(
  policy: Policy,
  rules: RulesOnLanes,
  { history, handoffs }: Together,
): (decision: Judged) => readonly LostTo[] {
  const { all, handoff: own } = history;
  const others = Array.from({ length: handoffs }, (_, index) => index).filter(
    (index) => index !== own,
  );
  const across = policy.rules.map(({ kind, fires }) =>
    kind === 'boundary' ? leavesOf(fires).filter(isAcross) : [],
  );

  return (decision) => {
    const { fired, firedCount } = decision.outcomes;
    let lost = none;
    for (let i = 0; i < firedCount; i++) {
      const rule = fired[i]!;
      if (across[rule]!.length > 0) lost = [...lost, ...lostBy(decision, rule)];
    }
    return lost;
  };

  function lostBy(decision: Judged, rule: number): readonly LostTo[] {
    const { row, proposal, ending, lanes, leaves, active } = decision;
    const subject = leaves.subject();
    // Nobody sends to somebody who is not known.
    if (Number.isNaN(subject)) return none;
    const isOnJudged = rules.fired(rule, row, ending.judged) === TRUE;
    const lane = isOnJudged ? ending.judged : proposal.lane;
    const choice = lanes.values[lane]!;
    const query = {
      subject: history.subject(subject),
      moment: leaves.moments[active.places[lane]!]!,
      zone: leaves.zone(),
    };
    const read = readerOf(decision);
    const countOf = (leaf: AcrossLeaf, whose: Whose): number => {
      const asked = { ...query, ...whose, ahead: leaf.ahead };
      return leaf.kind === 'sent'
        ? all.sent({ ...asked, window: leaf.window })
        : all.sinceLast(asked);
    };
    const tri = (whose: Whose): number =>
      evaluate(
        policy.rules[rule]!.fires,
        (leaf): Value | undefined => {
          const value = isAcross(leaf) ? countOf(leaf, whose) : read(leaf, choice);
          return Number.isNaN(value) ? undefined : value;
        },
        policy.calendars,
      );
    if (tri({ handoff: own }) !== FALSE) return none;
    const needed = others.filter((other) => tri({ except: other }) !== TRUE);
    const counted = (other: number): boolean =>
      across[rule]!.some((leaf) =>
        leaf.kind === 'sent'
          ? countOf(leaf, { handoff: other }) > 0
          : tri({ handoff: other }) === TRUE,
      );
    const winners = needed.length > 0 ? needed : others.filter(counted);
    return winners.map((handoff) => ({ handoff, rule, at: nearest({ ...query, handoff }) }));
  }

  function nearest(query: { subject: number; moment: number; handoff: number }): number {
    const away = all.sinceLast(query);
    return all.sinceLast({ ...query, ahead: false }) === away
      ? query.moment - away
      : query.moment + away;
  }
}

type Whose = { handoff: number } | { except: number };

const none: readonly LostTo[] = [];

export function isAcross(leaf: Leaf): leaf is AcrossLeaf {
  return (leaf.kind === 'sent' || leaf.kind === 'sinceLast') && leaf.across;
}
