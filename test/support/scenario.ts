import type { AgentModel, Policy, Value } from '../../language-server/policy/model.ts';
import { logValue } from '../../language-server/simulation/log-values.ts';
import type { OutsideProposal } from '../../language-server/simulation/agents/outside-agent.ts';
import { fastReplay } from './fast-replay.ts';
import type { FastOptions, FastRun } from './fast-replay.ts';
import { check } from './handoff.ts';
import type { PlainRow } from './plain-replay.ts';

/** A logged row in short; what is left out is as ordinary as can be, what is undefined unknown. */
export interface Logged {
  /** When it was logged, in UTC: `01-05 09:00` of 2026, or an ISO moment. */
  at?: string | undefined;
  propensity?: number | undefined;
  [column: string]: Value | undefined;
}

export interface Scenario {
  /** The lines of the handoff under its `uses` and `the agent chooses`, as they are indented there. */
  handoff?: string;
  /** The parts of the simulation. */
  simulation: string;
  rows: Logged[];
  /** What stands before the handoff, such as a calendar. */
  before?: string;
  /** Of the logged choice; hours of the day unless said. */
  choice?: string;
  /** What a row is; an email unless said. */
  each?: string;
  /** What the data declares beside what it always has. */
  columns?: string;
  /** By row, from 1. */
  proposals?: Record<number, OutsideProposal>;
  limit?: number;
  tamper?: FastOptions['tamper'];
  pseudonym?: FastOptions['pseudonym'];
  /** In place of the written agent, where the language refuses what the model can say. */
  agent?: AgentModel;
  /** Another policy than the compiled one, for the same reason. */
  change?: (compiled: Policy) => Policy;
}

export interface Played extends FastRun {
  /** Each decision in short: verdict, what was carried out (`-`: nothing), and who said so. */
  told: string[];
}

/** Compiles a handoff of a few lines and replays it on a few rows. */
export async function play(scenario: Scenario): Promise<Played> {
  const { policies, simulations, diagnostics } = await check(textOf(scenario));
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  const { proposals = {}, limit, tamper, pseudonym, change = (same) => same } = scenario;
  const policy = change(policies[0]!);
  const run = await fastReplay({
    policy,
    simulation: { ...simulations[0]!, ...(scenario.agent ? { agent: scenario.agent } : {}) },
    rows: scenario.rows.map(rowOf),
    proposals: new Map(Object.entries(proposals).map(([row, each]) => [Number(row), each])),
    limit,
    ...(tamper ? { tamper } : {}),
    ...(pseudonym ? { pseudonym } : {}),
  });
  const told = run.decisions.map(({ verdict, carried, person }) => {
    const choice = carried === undefined ? '-' : String(logValue(carried, policy.choice.type));
    return `${verdict} ${choice}${person === 'none' ? '' : ` ${person}`}`;
  });
  return { ...run, told };
}

/** The whole file that a scenario is played with. */
export function textOf(scenario: Omit<Scenario, 'rows'> & Partial<Scenario>): string {
  const { choice = 'time of day by the hour', each = 'an email' } = scenario;
  return `${scenario.before ?? ''}
data log from "log.csv"
  each row is ${each}
  reader     : identifier, the subject
  sent_at    : timestamp, the moment
  zone       : time zone, the clock
  pick       : ${choice}, chosen
  propensity : probability, the propensity
  tier       : one of gold, plain
  consent    : yes/no
  clicked    : yes/no, an outcome
  left       : yes/no, an outcome
${scenario.columns ?? ''}
handoff timing
  owner team_lead
  uses log
  the agent chooses pick
${scenario.handoff ?? ''}
simulation replayed of timing
${scenario.simulation}
`;
}

function rowOf({ at, propensity = 0.5, ...columns }: Logged, index: number): PlainRow {
  const moment = at === undefined ? undefined : momentOf(at);
  return {
    row: index + 1,
    propensity,
    values: {
      reader: 'ann',
      sent_at: moment,
      zone: 'UTC',
      pick: moment === undefined ? 540 : Math.floor((moment % 86_400_000) / 3_600_000) * 60,
      tier: 1,
      consent: 1,
      clicked: 1,
      left: 0,
      ...columns,
    },
  };
}

function momentOf(at: string): number {
  return Date.parse(at.includes('T') ? at : `2026-${at.replace(' ', 'T')}:00Z`);
}

/** Rows at nine o'clock of days in January 2026. */
export function daily(days: readonly number[], columns: Logged = {}): Logged[] {
  return days.map((day) => ({ at: `01-${String(day).padStart(2, '0')} 09:00`, ...columns }));
}

export const usualAgent = '  agent is the usual choice';
export const nine = '  usually pick is 09:00\n';
/** Ten days of January. */
export const days = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
