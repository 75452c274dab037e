import type { AgentModel, Policy, Value } from '../../policy/model.ts';
import type { Agent, AgentContext, Proposal } from '../agent.ts';
import { LOGGED_LANE, setOpenLanes } from '../lanes.ts';
import type { Lanes } from '../lanes.ts';
import { compileCondition } from '../../policy/columns.ts';

/** `the usual choice`: as good as usual for certain, and never an exploration. */
export function usualAgent(policy: Policy, { lanes, view }: AgentContext): Agent {
  const usual = Number(policy.usual);
  return {
    propose: (row, _allowed, into) => {
      certain(into, laneFor(lanes, view().logged[row]!, usual));
      if (into.lane < 0)
        into.failure = 'the handoff has no usual choice that is one of the choices';
      into.confidences.fill(1);
      into.exploring.fill(0);
    },
    detail: noDetail,
  };
}

/** `the logged choice`: what people chose is proposed, with nothing said of confidence. */
export function loggedAgent({ lanes, view }: AgentContext): Agent {
  return {
    propose: (row, _allowed, into) => {
      const logged = view().logged[row]!;
      certain(into, laneFor(lanes, logged, logged));
      if (into.lane < 0) into.failure = 'the log has no choice in this row';
      into.isLogged = true;
      into.exploring.fill(0);
    },
    detail: noDetail,
  };
}

/** `chooses … when …, otherwise …`: the first case that is true; unknown is not true. */
export function choosingAgent(
  model: Extract<AgentModel, { kind: 'chooses' }>,
  policy: Policy,
  { lanes, view }: AgentContext,
): Agent {
  const cases = model.cases.map(({ choice, when }) => ({
    choice: Number(choice),
    program: compileCondition(when, policy),
    out: new Uint8Array(0),
  }));
  return {
    begin: (batch) => {
      for (const each of cases) {
        if (each.out.length < batch.length) each.out = new Uint8Array(batch.length);
        const { leaves } = each.program;
        const rows = {
          inputs: leaves.map((leaf) => batch.leaf(leaf)),
          count: batch.length,
          dictionaries: leaves.map((leaf) => batch.dictionary(leaf)),
        };
        each.program.run(rows, each.out);
      }
      return Promise.resolve();
    },
    propose: (row, _allowed, into) => {
      const chosen = cases.find(({ out }) => out[row] === 1)?.choice ?? Number(model.otherwise);
      certain(into, laneFor(lanes, view().logged[row]!, chosen));
      if (into.lane < 0) into.failure = 'what the agent chooses is none of the choices';
      into.exploring.fill(0);
    },
    detail: noDetail,
  };
}

export function certain(into: Proposal, lane: number): void {
  into.lane = lane;
  into.failure = undefined;
  into.probabilities = undefined;
}

/** The lane of a choice, opened for the row where the choice has no finite list. */
export function laneFor(lanes: Lanes, logged: number, chosen: Value): number {
  if (lanes.finite) return lanes.laneOf(Number(chosen));
  return setOpenLanes(lanes, logged, Number(chosen));
}

/** The lane of the logged choice; -1 where it is not known. */
export function loggedLane(lanes: Lanes, logged: number): number {
  if (Number.isNaN(logged)) return -1;
  const lane = lanes.laneOf(logged);
  return lane >= 0 || lanes.finite ? lane : LOGGED_LANE;
}

function noDetail(): { patterns: string[]; reasons: string[] } {
  return { patterns: [], reasons: [] };
}
