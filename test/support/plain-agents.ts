import { evaluate } from '../../language-server/policy/condition.ts';
import type { Policy, Simulation } from '../../language-server/policy/model.ts';
import { TRUE } from '../../language-server/policy/tri.ts';
import type { OutsideProposal } from '../../language-server/simulation/agents/outside-agent.ts';
import { createThompson } from '../../language-server/simulation/agents/thompson.ts';
import type { Random } from '../../language-server/simulation/random.ts';
import type { PlainRow } from './plain-replay.ts';

/** What an agent says of one decision; NaN where it does not say. */
export interface PlainProposal {
  /** Undefined: there is no proposal. */
  choice: number | undefined;
  /** With what probability each choice is proposed; absent: the proposed one for certain. */
  shares?: (choice: number) => number;
  confidence: (choice: number) => number;
  evidence: (choice: number) => number;
  exploring: (choice: number) => number;
}

export interface PlainAgent {
  /** `allowed`: the choices that avoid rules leave; asked a second time where one was avoided. */
  propose: (
    row: PlainRow,
    allowed: ReadonlySet<number> | undefined,
    preferred: ReadonlySet<number>,
  ) => PlainProposal;
  learn?: (row: PlainRow, choice: number, reward: number, weight: number) => void;
  forget?: (context: PlainRow['values'], choice: number) => void;
}

export interface PlainAgentOptions {
  policy: Policy;
  simulation: Simulation;
  proposals?: ReadonlyMap<number, OutsideProposal>;
  choices: number[] | undefined;
  usual: number | undefined;
  random: Random;
}

export function plainAgent(options: PlainAgentOptions): PlainAgent {
  const { policy, simulation, choices, usual } = options;
  const model = simulation.agent;
  switch (model.kind) {
    case 'usual':
      return { propose: () => ({ ...certain(usual), confidence: () => 1 }) };
    case 'logged':
      return { propose: ({ values }) => certain(listed(values[policy.choice.column])) };
    case 'chooses':
      return {
        propose: ({ values }) => {
          const read = (name: string) => values[name];
          const first = model.cases.find(
            ({ when }) =>
              evaluate(
                when,
                (leaf) => (leaf.kind === 'column' ? read(leaf.name) : undefined),
                policy.calendars,
              ) === TRUE,
          );
          return certain(listed(first ? first.choice : model.otherwise));
        },
      };
    case 'thompson':
      return thompson(model.by, options);
    default:
      return outside(options);
  }

  function listed(value: unknown): number | undefined {
    if (typeof value !== 'number') return undefined;
    return !choices || choices.includes(value) ? value : undefined;
  }
}

function certain(choice: number | undefined): PlainProposal {
  return { choice, confidence: () => NaN, evidence: () => NaN, exploring: () => 0 };
}

/** The sampler itself is tested by itself; here is only how a replay uses it. */
function thompson(by: string[], options: PlainAgentOptions): PlainAgent {
  const { policy, usual, random } = options;
  const choices = options.choices!;
  const direction = policy.goal?.direction ?? 'more';
  const sampler = createThompson({
    choices: choices.length,
    usualLane: usual === undefined ? undefined : choices.indexOf(usual),
    dimensions: by.length,
    direction,
  });
  const cellOf = ({ values }: Pick<PlainRow, 'values'>): number =>
    sampler.cell(by.map((name) => codeOf(values[name])));
  return {
    propose: (row, allowed, preferred) => {
      const cell = cellOf(row);
      const left = allowed && Uint8Array.from(choices, (choice) => Number(allowed.has(choice)));
      const odds = sampler
        .view(cell)
        .probabilities.map((share, index) => share * (preferred.has(choices[index]!) ? 3 : 1));
      const all = odds.reduce((sum, each) => sum + each, 0);
      const shares = preferred.size > 0 ? odds.map((each) => each / all) : odds;
      const lane = sampler.draw(cell, random, left?.includes(1) ? left : undefined, shares);
      const { confidences, evidences, rates, greedy } = sampler.view(cell);
      const at = (of: Float64Array) => (choice: number) => of[choices.indexOf(choice)]!;
      const bar = rates[usual === undefined ? greedy : choices.indexOf(usual)]!;
      return {
        choice: choices[lane]!,
        shares: at(shares),
        confidence: at(confidences.slice()),
        evidence: at(evidences.slice()),
        exploring: at(rates.map((rate) => Number(direction === 'less' ? rate > bar : rate < bar))),
      };
    },
    learn: (row, choice, reward, weight) => {
      sampler.learn(cellOf(row), choices.indexOf(choice), reward, weight);
    },
    forget: (values, choice) => {
      sampler.forget(cellOf({ values }), choices.indexOf(choice));
    },
  };
}

const codes = new Map<string, number>();

/** Which number a text has does not matter, as long as it is its own. */
function codeOf(value: unknown): number {
  if (typeof value !== 'string') return typeof value === 'number' ? value : NaN;
  if (!codes.has(value)) codes.set(value, codes.size);
  return codes.get(value)!;
}

function outside({ proposals, choices, random }: PlainAgentOptions): PlainAgent {
  return {
    propose: ({ row }, allowed) => {
      const said = proposals?.get(row) ?? { failure: 'nothing' };
      const stated = (choice: number, word: 'confidence' | 'evidence'): number =>
        said.alternatives?.findLast((each) => each.choice === choice && each[word] !== undefined)?.[
          word
        ] ??
        said[word] ??
        NaN;
      const proposal: PlainProposal = {
        choice: said.choice,
        confidence: (choice) => stated(choice, 'confidence'),
        evidence: (choice) => stated(choice, 'evidence'),
        exploring: () => (said.strategy === undefined ? NaN : Number(said.strategy === 'explore')),
      };
      if (said.failure !== undefined) return { ...proposal, choice: undefined };
      if (choices && said.choice !== undefined && !choices.includes(said.choice)) {
        return { ...proposal, choice: undefined };
      }
      if (!said.probabilities) return proposal;
      const shares = (choice: number): number => said.probabilities!.get(choice) ?? 0;
      const keeps = said.choice !== undefined && (!allowed || allowed.has(said.choice));
      const choice = keeps ? said.choice : draw(shares, allowed, said.choice);
      return { ...proposal, shares, choice };
    },
  };

  /** Where nothing that is allowed has any probability: the stated choice, else any. */
  function draw(
    shares: (choice: number) => number,
    allowed: ReadonlySet<number> | undefined,
    stated: number | undefined,
  ): number | undefined {
    const likely = choices!.filter((choice) => shares(choice) > 0);
    const free = likely.filter((choice) => !allowed || allowed.has(choice));
    if (free.length === 0 && stated !== undefined) return stated;
    const among = free.length > 0 ? free : likely;
    let left = random.next() * among.reduce((sum, choice) => sum + shares(choice), 0);
    return among.find((choice) => (left -= shares(choice)) < 0) ?? among.at(-1);
  }
}
